"""What a text of an export stands for in a field."""

from __future__ import annotations

from typing import Any

import pytest

from site_builder.importers.base import Wish, WrongWish
from site_builder.importers.text_values import TextValues, field_named
from site_builder.kinds import all_kinds


def value(kind: str, field: str, text: str, **wish: Any) -> object:
    asked = Wish(**wish)
    return TextValues(all_kinds()[kind], asked).of(field_named(all_kinds()[kind], asked, field), text)


@pytest.mark.parametrize(
    ("kind", "field", "text", "expected"),
    [
        ("request", "title", " Swap\nshifts ", "Swap shifts"),
        ("request", "title", "2026", "2026"),
        ("request", "title", "bell\x07", "bell"),
        ("request", "title", "half\ud83d of a sign", "half  of a sign"),
        ("request", "summary", "cut \udce9 off", "cut   off"),
        ("request", "quote", "Line one\nline two", "Line one\nline two"),
        ("request", "importance", "2", 2),
        ("request", "importance", "2.0", 2),
        ("request", "importance", "1", 1),
        ("request", "status", "Under Review", "under_review"),
        ("request", "status", "under-review", "under_review"),
        ("request", "status", "Parked", "Parked"),
        ("request", "status", "", None),
        ("request", "tags", "a, b;c", ["a, b", "c"]),
        ("request", "tags", "a, b", ["a", "b"]),
        ("request", "tags", " , ", None),
        ("request", "tags", "2026", ["2026"]),
        ("request", "submitted_on", "2026-03-31", "2026-03-31"),
        ("request", "submitted_on", "2026-03-31T23:59:00Z", "2026-03-31"),
        ("request", "submitted_on", "2026-03-31 09:12", "2026-03-31"),
        ("request", "submitted_on", "03/04/2026", "03/04/2026"),
        ("request", "submitted_on", "04/Mar/26 9:12 PM", "2026-03-04"),
        ("request", "submitted_on", "Mar 4, 2026", "2026-03-04"),
        ("request", "submitted_on", "4 March 2026 17:00", "2026-03-04"),
        ("request", "submitted_on", "4 Marz 2026", "4 Marz 2026"),
        ("request", "segment", "Large chains", "large-chains"),
        ("request", "owner", "Ana Süß", "@ana-suss"),
        ("request", "owner", "support-lead", "support-lead"),
        ("request", "initiatives", "Swap shifts", ["swap-shifts"]),
        ("request", "formerly", "Old name", ["Old name"]),
        ("request", "owner", "@support", "@support"),
        ("initiative", "target", "2026-Q3", "2026-Q3"),
        ("initiative", "rice.reach", "1200", 1200),
        ("initiative", "rice.impact", "0.5", 0.5),
        ("change", "breaking", "true", True),
        ("escalation", "detected_at", "2026-03-31T09:12:00Z", "2026-03-31T09:12:00Z"),
        ("escalation", "detected_at", "2026-03-31 09:12:00 +0200", "2026-03-31T09:12:00+02:00"),
        ("escalation", "customers", "12", 12),
        ("tool", "cost.amount", "4800.50", 4800.5),
    ],
)
def test_a_text_becomes_the_first_form_that_the_field_takes(kind: str, field: str, text: str, expected: object) -> None:
    found = value(kind, field, text)
    assert (found, type(found)) == (expected, type(expected))


@pytest.mark.parametrize(
    ("field", "text", "wish", "expected"),
    [
        ("submitted_on", "03/04/2026", {"date_format": "%d/%m/%Y"}, "2026-04-03"),
        ("submitted_on", "03/04/2026", {"date_format": "%m/%d/%Y"}, "2026-03-04"),
        ("submitted_on", "31/12/2026", {"date_format": "%m/%d/%Y"}, "31/12/2026"),
        ("submitted_on", "31/12/2026", {"date_format": "%d %d"}, "31/12/2026"),
        ("status", "Open", {"values": {("status", "open"): "new"}}, "new"),
        ("status", "Spam", {"values": {("status", "spam"): ""}}, None),
        ("tags", "Bug, UX", {"values": {("tags", "bug"): "defect"}}, ["defect", "UX"]),
        ("custom.arr", "12", {"custom": {"request": {"arr": "number"}}}, 12),
        ("custom.ticket", "12", {"custom": {"request": {"ticket": "text"}}}, "12"),
        ("custom.areas", "a, b", {"custom": {"request": {"areas": "list"}}}, ["a", "b"]),
    ],
)
def test_it_is_read_as_asked(field: str, text: str, wish: dict[str, Any], expected: object) -> None:
    found = value("request", field, text, **wish)
    assert (found, type(found)) == (expected, type(expected))


@pytest.mark.parametrize(
    ("text", "wish", "expected"),
    [
        ("2026-07-01 09:12", {"timezone": "Europe/Berlin"}, "2026-07-01T09:12:00+02:00"),
        ("2026-12-01 09:12", {"timezone": "Europe/Berlin"}, "2026-12-01T09:12:00+01:00"),
        ("2026-07-01 09:12", {"timezone": "UTC"}, "2026-07-01T09:12:00Z"),
        ("2026-07-01 09:12", {}, "2026-07-01T09:12:00"),
        ("2026-03-29 02:30", {"timezone": "Europe/Berlin"}, "2026-03-29T02:30:00"),
        ("2026-10-25 02:30", {"timezone": "Europe/Berlin"}, "2026-10-25T02:30:00"),
        ("2026-10-25 02:30 +0100", {"timezone": "Europe/Berlin"}, "2026-10-25T02:30:00+01:00"),
        ("2026-10-25 03:30", {"timezone": "Europe/Berlin"}, "2026-10-25T03:30:00+01:00"),
        ("01.07.2026 09:12", {"date_format": "%d.%m.%Y %H:%M", "timezone": "UTC"}, "2026-07-01T09:12:00Z"),
        ("01.07.2026 09:12 +0200", {"date_format": "%d.%m.%Y %H:%M %z"}, "2026-07-01T09:12:00+02:00"),
    ],
)
def test_a_moment_needs_a_zone(text: str, wish: dict[str, Any], expected: str) -> None:
    assert value("escalation", "detected_at", text, **wish) == expected


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("titel", "did you mean 'title'?"),
        ("rice.rech", "did you mean 'reach'?"),
        ("title.x", "it has none"),
        ("custom.x", "no field 'x' in custom"),
        ("a b[", "names no field"),
    ],
)
def test_a_field_that_is_not_there_is_refused(field: str, message: str) -> None:
    with pytest.raises(WrongWish, match=None) as refused:
        field_named(all_kinds()["initiative"], Wish(), field)
    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("kind", "field", "text", "expected"),
    [
        ("request", "owner", "support", "support"),
        ("request", "owner", "Support", "support"),
        ("request", "owner", "ana.lima", "@ana.lima"),
        ("request", "segment", "ana.lima", "ana.lima"),
        ("request", "title", "swaps", "swaps"),
        ("tool", "business_owner", "ana", "@ana"),
        ("practice", "adopted_by", "core", ["core"]),
    ],
)
def test_who_is_no_role_is_a_handle(kind: str, field: str, text: str, expected: object) -> None:
    assert value(kind, field, text, roles=frozenset({"support"})) == expected


def test_a_zone_that_is_not_there_is_refused() -> None:
    with pytest.raises(WrongWish, match="there is no time zone 'Berlin'"):
        TextValues(all_kinds()["request"], Wish(timezone="Berlin"))
