"""Codes that records and mkdocs.yml name without effect."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import check_files, initiative


@pytest.mark.parametrize("code", ["dangling-reference", "public-names-internal"])
def test_what_cannot_be_allowed_is_said_where_it_is_allowed(tmp_path: Path, code: str) -> None:
    checked = check_files(tmp_path, {"roadmap/initiatives/a.yml": initiative(allow=f"{{{code}: Because.}}")})
    [finding] = [found for found in checked.diagnostics if found.message.startswith("allow")]
    assert str(finding.span) == "roadmap/initiatives/a.yml:4:9"
    assert (finding.severity, finding.message) == ("warning", f"allow: {code} cannot be allowed")


def test_a_rule_may_be_allowed(tmp_path: Path) -> None:
    checked = check_files(tmp_path, {"roadmap/initiatives/a.yml": initiative(allow="{target-past: Because.}")})
    assert not [found for found in checked.diagnostics if found.message.startswith("allow")]
