from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from site_builder.kinds import all_kinds
from site_builder.kinds.initiative import Initiative
from site_builder.load.names import RecordFile
from site_builder.load.one_record import read_record
from site_builder.model.diagnostic import Severity
from site_builder.model.record import RawRecord
from site_builder.model.reference import Handle, Reference
from site_builder.model.settings import Settings
from site_builder.validate.records import Validated, validate_all, validate_record

BASE = "title: Shift swaps\nowner: '@product'\nstatus: idea\n"


def raw(text: str, kind: str = "initiative", record_id: str = "swaps") -> RawRecord:
    read = read_record(text.encode(), RecordFile(f"roadmap/{record_id}.yml", kind, record_id))
    assert read.record is not None
    return read.record


def validate(text: str, kind: str = "initiative", **settings: Any) -> Validated[Any]:
    return validate_record(raw(text, kind), all_kinds()[kind], Settings.model_validate(settings))


def said(outcome: Validated[Any]) -> list[tuple[int, int, str, str, str]]:
    return [(d.span.line, d.span.column, d.code, d.message, d.hint) for d in outcome.diagnostics]


def test_record_has_typed_values_and_keeps_its_places() -> None:
    outcome = validate(BASE + "target: 2026-Q3\ndepends_on: [calendar]\n")
    record = outcome.record
    assert record is not None
    assert isinstance(record.fields, Initiative)
    assert record.fields.owner == Handle("@product")
    assert record.fields.target is not None
    assert record.fields.target.last_day == date(2026, 9, 30)
    assert record.fields.depends_on == (Reference("initiative", "calendar"),)
    assert str(record.span("depends_on", 0)) == "roadmap/swaps.yml:5:14"


def test_all_records_are_validated_though_some_are_wrong() -> None:
    raws = [raw(BASE), raw("title: x\n", record_id="bad"), raw(BASE, record_id="third")]
    outcome = validate_all(raws, all_kinds())
    assert [record.id for record in outcome.records] == ["swaps", "third"]
    assert [d.message for d in outcome.diagnostics] == ["owner is missing", "status is missing"]
    assert {d.severity for d in outcome.diagnostics} == {Severity.ERROR}


def test_null_counts_as_left_out_wherever_a_field_is_optional() -> None:
    text = BASE + "tags:\nvisibility:\nmilestones:\n  - {name: a, target: }\n  - {name: b}\nallow:\nrelease:\n"
    outcome = validate(text)
    assert outcome.diagnostics == ()
    assert outcome.record is not None
    assert outcome.record.fields == validate(BASE + "milestones: [{name: a}, {name: b}]\n").record.fields  # type: ignore[union-attr]


def test_null_inside_a_group_counts_as_left_out_too() -> None:
    text = "title: a\nowner: x\ntype: nps\nresponses: a.csv\ncolumns: {score: , skip_rows: , id: person}\n"
    record = validate(text, "survey").record
    assert record is not None
    assert (record.fields.columns.score, record.fields.columns.skip_rows) == ("score", 0)
    assert record.fields.columns.named == {"id"}


def test_null_does_not_hide_another_problem() -> None:
    outcome = validate("title:\nowner: x\nstatus: done\ntags:\n")
    assert [(line, code, message) for line, _, code, message, _ in said(outcome)] == [
        (1, "invalid-value", "title is empty"),
        (3, "invalid-value", "status: 'done' is not allowed"),
    ]


def test_record_of_a_kind_that_cannot_be_public_is_reported_and_kept_internal() -> None:
    outcome = validate("title: Support\nowner: '@x'\nvisibility: public\n", "role")
    assert [(line, column, code) for line, column, code, _, _ in said(outcome)] == [(3, 13, "public-kind")]
    assert outcome.record is not None
    assert not outcome.record.fields.is_public


def test_public_record_of_a_wrong_kind_with_another_error_has_both() -> None:
    outcome = validate("title: Support\nvisibility: public\n", "role")
    assert [d.code for d in outcome.diagnostics] == ["missing-field", "public-kind"]
    assert outcome.record is None


CUSTOM = {
    "initiative": {"arr_impact": "number", "ticket": "text", "asked_on": "date", "paid": "truth", "names": "list"}
}


def test_custom_fields_of_the_declared_types_are_accepted() -> None:
    text = BASE + "custom: {arr_impact: 1.5e4, ticket: '12', asked_on: 2026-01-31, paid: false, names: [a, b]}\n"
    outcome = validate(text, custom=CUSTOM)
    assert outcome.diagnostics == ()
    assert outcome.record is not None
    assert outcome.record.fields.custom["asked_on"] == "2026-01-31"


def test_custom_field_left_empty_is_accepted() -> None:
    assert validate(BASE + "custom: {ticket: , names: }\n", custom=CUSTOM).diagnostics == ()


def test_custom_fields_of_other_types_are_reported_each_at_its_place() -> None:
    text = BASE + "custom:\n  arr_impact: much\n  ticket: 12\n  asked_on: 31/01/2026\n  paid: 'no'\n  names: [1]\n"
    outcome = validate(text, custom=CUSTOM)
    assert [(line, column, message) for line, column, _, message, _ in said(outcome)] == [
        (5, 15, "custom.arr_impact must be a number"),
        (6, 11, "custom.ticket must be text, and this is a number"),
        (7, 13, "custom.asked_on: '31/01/2026' is not a date"),
        (8, 9, "custom.paid must be true or false"),
        (9, 11, "custom.names[0] must be text, and this is a number"),
    ]
    assert outcome.record is None


def test_custom_field_that_is_not_declared_is_an_unknown_key() -> None:
    outcome = validate(BASE + "custom: {tickt: x}\n", custom=CUSTOM)
    assert said(outcome) == [(4, 10, "unknown-key", "unknown key 'tickt' in custom", "did you mean 'ticket'?")]
    other = validate("title: a\nowner: x\ncustom: {ticket: x}\n", "role", custom=CUSTOM)
    assert said(other)[0][2:] == (
        "unknown-key",
        "unknown key 'ticket' in custom",
        "an organisation's own fields go under custom and are declared in mkdocs.yml",
    )


def test_component_is_free_text_unless_the_configuration_lists_them() -> None:
    assert validate(BASE + "component: anything\n").diagnostics == ()
    outcome = validate(BASE + "component: schedular\n", components=["scheduler", "time-clock"])
    assert said(outcome) == [
        (4, 12, "invalid-value", "component: 'schedular' is no part of the product", "did you mean 'scheduler'?")
    ]
    assert validate(BASE + "component: time-clock\n", components=["scheduler", "time-clock"]).diagnostics == ()


def test_component_unlike_any_gets_the_list() -> None:
    outcome = validate(BASE + "component: zzz\n", components=["scheduler", "time-clock"])
    assert said(outcome)[0][4] == "choose scheduler or time-clock, or add it to components in mkdocs.yml"


def test_values_need_not_be_a_plain_dictionary_without_places() -> None:
    bare = RawRecord("role", "a", "content/team/a.yml", {"title": "a", "ownr": "x"}, {}, "")
    outcome = validate_record(bare, all_kinds()["role"])
    assert [(str(d.span), d.code) for d in outcome.diagnostics] == [
        ("content/team/a.yml:1:1", "missing-field"),
        ("content/team/a.yml:1:1", "unknown-key"),
    ]


@pytest.mark.parametrize("length", [61, 5000])
def test_long_values_are_shortened_in_messages(length: int) -> None:
    outcome = validate(f"title: a\nowner: x\nstatus: {'s' * length}\n")
    assert len(outcome.diagnostics[0].message) < 100


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("rice: {reach: 1, impact: 1, confidence: 80, effort: 0}\n", "write a number above 0"),
        ("rice: {reach: .inf, impact: 1, confidence: 80, effort: 1}\n", "write it in digits"),
        ("rice: {reach: 1, impact: 1, confidence: 80, effort: }\n", "write a value"),
    ],
)
def test_what_is_required_is_not_to_be_left_out(text: str, hint: str) -> None:
    assert [found[4] for found in said(validate(BASE + text))] == [hint]


def test_what_is_optional_may_be_left_out() -> None:
    outcome = validate("title: x\nowner: x\nstages: [{name: a, wip_limit: 0}]\n", "workflow")
    assert [found[4] for found in said(outcome)] == ["write a number above 0, or leave the key out where there is none"]
