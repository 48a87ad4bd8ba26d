from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from site_builder.kinds import all_kinds
from site_builder.load.names import RecordFile
from site_builder.load.one_record import read_record
from site_builder.model.kind import Kind
from site_builder.model.record import RawRecord
from site_builder.validate.placeholders import quoted
from site_builder.validate.records import validate_record
from site_builder.validate.scaffold import scaffold, title_of

AS_OF = date(2026, 10, 31)
KINDS = list(all_kinds().values())
COMMENTED = re.compile(r"^#(?=\S|  )", re.MULTILINE)


def read(kind: Kind[Any], text: str, suffix: str) -> RawRecord:
    outcome = read_record(text.encode(), RecordFile(f"new{suffix}", kind.name, "new"))
    assert outcome.diagnostics == ()
    assert outcome.record is not None
    return outcome.record


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_scaffold_validates_as_it_is(kind: Kind[Any]) -> None:
    made = scaffold(kind, "shift-swaps", AS_OF)
    raw = read(kind, made.text, made.suffix)
    assert validate_record(raw, kind).diagnostics == ()
    assert set(raw.values) - {"body"} == set(kind.required)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_other_field_is_there_as_a_comment_that_can_be_used(kind: Kind[Any]) -> None:
    made = scaffold(kind, "shift-swaps", AS_OF)
    raw = read(kind, COMMENTED.sub("", made.text), made.suffix)
    assert validate_record(raw, kind).diagnostics == ()
    missing = {kind.field(name).alias or name for name in kind.reading_order} - set(raw.values)
    assert missing <= (set() if kind.may_be_public else {"visibility"})


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_field_is_explained_in_lines_that_fit(kind: Kind[Any]) -> None:
    text = scaffold(kind, "shift-swaps", AS_OF).text
    plain = re.sub(r"\n# ", " ", text)
    for name in kind.reading_order:
        if name == "body" or (name == "visibility" and not kind.may_be_public):
            continue
        assert kind.explanation(name) in plain
    assert max(map(len, text.splitlines())) <= 120


def test_kinds_with_a_narrative_are_markdown() -> None:
    markdown = {kind.name for kind in KINDS if scaffold(kind, "x", AS_OF).suffix == ".md"}
    assert markdown == {"playbook", "practice", "escalation", "decision", "release", "feature"}
    assert "\n## What happened\n" in scaffold(all_kinds()["escalation"], "x", AS_OF).text


@pytest.mark.parametrize(
    ("kind", "record_id", "title"),
    [
        ("initiative", "shift-swaps", "Shift swaps"),
        ("release", "2026.2", "Release 2026.2"),
        ("update", "2026-10-02-shift-swaps", "Shift swaps"),
        ("update", "2026-10-02", "Update 2026-10-02"),
    ],
)
def test_title_is_made_of_the_id(kind: str, record_id: str, title: str) -> None:
    assert title_of(all_kinds()[kind], record_id) == title


@pytest.mark.parametrize(
    ("as_of", "target"),
    [(date(2026, 10, 31), "2027-Q1"), (date(2026, 1, 1), "2026-Q2"), (date(2026, 6, 30), "2026-Q3")],
)
def test_planned_dates_are_in_the_next_quarter(as_of: date, target: str) -> None:
    assert f"\ndate: {target}\n" in scaffold(all_kinds()["launch"], "x", as_of).text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Shift swaps", "Shift swaps"),
        ("2026.2", '"2026.2"'),
        ("true", '"true"'),
        ("Null", '"Null"'),
        ("a: b", '"a: b"'),
        ("a # b", '"a # b"'),
        ("a, b", '"a, b"'),
        ("@team", '"@team"'),
        ('say "ü"', 'say "ü"'),
        ("https://example.com", "https://example.com"),
    ],
)
def test_texts_are_quoted_where_yaml_would_read_something_else(text: str, written: str) -> None:
    assert quoted(text) == written


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("change", "What sort of change it is, in the words of Keep a Changelog. One of `added`, `changed`,"),
        ("role", "The areas of product operations it looks after. Any of `tools`, `escalations`,"),
        ("experiment", "`draft`, `running` or `stopped`."),
    ],
)
def test_words_to_choose_from_are_named_once(kind: str, words: str) -> None:
    text = scaffold(all_kinds()[kind], "x", AS_OF).text
    plain = re.sub(r"\n# ", " ", text)
    assert words in plain
    assert "One of `draft`" not in plain
