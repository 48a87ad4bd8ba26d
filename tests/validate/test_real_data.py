"""A real handbook, where there is one: every record validates, and its schema accepts it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from site_builder.kinds import all_kinds
from site_builder.load.records import load_records
from site_builder.load.work_tree import WorkTree
from site_builder.model.record import RawRecord
from site_builder.validate.records import validate_all
from site_builder.validate.schema import schema_of

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif("OPSBOOK_REAL_DATA" not in os.environ, reason="OPSBOOK_REAL_DATA names no folder"),
]


def raws_of(part: str) -> tuple[RawRecord, ...]:
    folders = {kind.name: kind.folder for kind in all_kinds().values()}
    return load_records(WorkTree(Path(os.environ["OPSBOOK_REAL_DATA"]) / part), folders, "content").records


def test_every_record_validates_and_its_schema_accepts_it() -> None:
    raws = raws_of("handbook")
    outcome = validate_all(raws, all_kinds())
    assert outcome.diagnostics == ()
    assert len(outcome.records) == len(raws) > 2000
    schemas = {name: Draft202012Validator(schema_of(kind)) for name, kind in all_kinds().items()}
    refused = [raw.path for raw in raws if not schemas[raw.kind].is_valid(dict(raw.values))]
    assert refused == []


def test_broken_records_are_reported_where_the_answers_say() -> None:
    answers = json.loads((Path(os.environ["OPSBOOK_REAL_DATA"]) / "dirty/expected.json").read_text(encoding="utf-8"))
    raws = raws_of("dirty")
    found = {(d.span.path, d.span.line, d.span.column) for d in validate_all(raws, all_kinds()).diagnostics}
    wrong = {(answer["path"], answer["line"], answer["column"]): answer for answer in answers}
    must_stay_quiet = {place for place, answer in wrong.items() if answer["level"] == "accept"}
    assert not found & must_stay_quiet
    words = ("is missing", "unknown key", "unknown", "must be", "is empty", "is not YYYY", "is none of", "not a date")
    expected = {
        place
        for place, answer in wrong.items()
        if answer["level"] == "error"
        and place[0] in {raw.path for raw in raws}
        and any(word in answer["what"] for word in words)
    }
    assert len(expected) > 25
    assert expected <= found
