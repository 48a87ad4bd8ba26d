"""The rules over a real handbook, and over places that are known to be broken."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest

from site_builder.model.diagnostic import Severity
from site_builder.rules.base import run_rules
from tests.rules.stages import read_handbook

pytestmark = pytest.mark.real_data
AS_OF = date(2026, 8, 22)


@pytest.fixture
def data() -> Path:
    folder = os.environ.get("OPSBOOK_REAL_DATA")
    if not folder:
        pytest.skip("OPSBOOK_REAL_DATA names no folder")
    return Path(folder)


def test_a_real_handbook_has_no_error(data: Path) -> None:
    context, found = read_handbook(data / "handbook", AS_OF)

    outcome = run_rules(context)

    assert [d for d in (*found, *outcome.diagnostics) if d.severity is Severity.ERROR] == []


def test_every_broken_place_that_a_rule_guards_is_found(data: Path) -> None:
    context, found = read_handbook(data / "dirty", AS_OF)
    places = {(d.span.path, d.span.line, d.span.column) for d in (*found, *run_rules(context).diagnostics)}
    expected = json.loads((data / "dirty/expected.json").read_text(encoding="utf-8"))

    missing = [
        (entry["path"], entry["line"], entry["what"])
        for entry in expected
        if entry["level"] in ("error", "warning")
        and not {(entry["path"], line, entry["column"]) for line in (entry["line"], entry.get("or_line"))} & places
    ]
    assert missing == []


def test_no_rule_calls_a_good_place_wrong(data: Path) -> None:
    context, _ = read_handbook(data / "dirty", AS_OF)
    expected = json.loads((data / "dirty/expected.json").read_text(encoding="utf-8"))
    accepted = {entry["path"] for entry in expected if entry["level"] == "accept"}

    errors = [d for d in run_rules(context).diagnostics if d.severity is Severity.ERROR]

    assert [d for d in errors if d.span.path in accepted] == []
