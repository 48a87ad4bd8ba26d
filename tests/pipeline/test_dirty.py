"""Broken and tricky files: each is reported at its place, in one run, and nothing acceptable is refused."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from site_builder.model.diagnostic import Diagnostic
from site_builder.pipeline import check
from tests.support import inputs_of

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not os.environ.get("OPSBOOK_REAL_DATA"), reason="OPSBOOK_REAL_DATA names no folder"),
]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> tuple[Diagnostic, ...]:
    root = tmp_path_factory.mktemp("dirty") / "handbook"
    shutil.copytree(Path(os.environ["OPSBOOK_REAL_DATA"]) / "dirty", root)
    return check(inputs_of(root, date(2026, 8, 22))).diagnostics


def _expected() -> list[Mapping[str, Any]]:
    folder = os.environ.get("OPSBOOK_REAL_DATA")
    if not folder:
        return []
    entries: list[Mapping[str, Any]] = json.loads((Path(folder) / "dirty" / "expected.json").read_text())
    return entries


@pytest.mark.parametrize("entry", _expected(), ids=lambda entry: entry["path"])
def test_is_found_as_expected(entry: Mapping[str, Any], found: tuple[Diagnostic, ...]) -> None:
    at_path = [finding for finding in found if finding.span.path == entry["path"]]
    places = {(entry["line"], entry["column"])}
    if "or_line" in entry:
        places |= {(entry["or_line"], finding.span.column) for finding in at_path}
    match entry["level"]:
        case "error":
            errors = [finding for finding in at_path if finding.severity == "error"]
            assert places & {(finding.span.line, finding.span.column) for finding in errors}, (entry, errors)
        case "warning":
            assert [finding for finding in at_path if finding.span.line == entry["line"]], (entry, at_path)
        case "accept":
            assert not [finding for finding in at_path if finding.severity == "error"], (entry, at_path)


def test_every_finding_has_a_message_and_every_error_a_hint(found: tuple[Diagnostic, ...]) -> None:
    assert [finding for finding in found if not finding.message.strip()] == []
    assert [finding for finding in found if finding.severity == "error" and not finding.hint] == []
