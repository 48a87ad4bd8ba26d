"""Names of fields, choices and kinds in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from site_builder.kinds import all_kinds
from site_builder.views.released import TYPES
from site_builder.views.words import counted, label_of, plural_of, slug_words, status_badge, tone_of, words


@pytest.mark.parametrize(
    ("value", "expected"),
    [("in_progress", "in progress"), ("ga", "GA"), ("nps", "NPS"), ("rice", "RICE"), ("from_", "from"), ("", "")],
)
def test_choices_and_fields_are_written_as_people_say_them(value: str, expected: str) -> None:
    assert words(value) == expected


def test_a_label_begins_with_a_capital_letter() -> None:
    assert label_of("released_on") == "Released on"


def test_a_type_of_change_has_one_tone_on_every_page() -> None:
    found = {name: tone_of(name) for name in TYPES}
    assert found == {
        "added": "positive",
        "changed": "info",
        "deprecated": "attention",
        "removed": "attention",
        "fixed": "neutral",
        "security": "danger",
    }


def test_a_slug_is_words() -> None:
    assert slug_words("best-practices") == "best practices"
    assert slug_words("nps-change") == "NPS change"


@pytest.mark.parametrize(
    ("kind", "count", "expected"),
    [
        ("role", 1, "1 role"),
        ("role", 15, "15 roles"),
        ("asset", 4, "4 assets"),
        ("channel", 0, "0 channels"),
        ("practice", 8, "8 best practices"),
        ("survey", 2, "2 surveys"),
        ("initiative", 1234, "1,234 initiatives"),
    ],
)
def test_records_are_counted_by_their_label_not_by_the_name_of_the_section(
    kind: str, count: int, expected: str
) -> None:
    assert counted(all_kinds()[kind], count) == expected


@pytest.mark.parametrize(
    ("label", "section", "expected"),
    [
        ("Policy", "Compliance", "Policies"),
        ("Essay", "Reading room", "Essays"),
        ("Batch", "Kitchen", "Batches"),
        ("Hypothesis", "Hypotheses", "Hypotheses"),
    ],
)
def test_the_plural_of_a_kind_of_a_third_party(label: str, section: str, expected: str) -> None:
    kind = replace(all_kinds()["role"], label=label, plural=section)
    assert plural_of(kind) == expected


def test_an_acronym_keeps_its_capitals() -> None:
    kind = replace(all_kinds()["role"], label="OKR", plural="OKRs")
    assert counted(kind, 1) == "1 OKR"


def test_a_status_without_a_tone_is_neutral() -> None:
    assert tone_of("on hold") == "neutral"


def test_severities_sort_by_gravity_and_unknown_words_by_the_alphabet() -> None:
    gravest, least = status_badge("critical").order, status_badge("low").order
    assert gravest is not None and least is not None and gravest < least
    assert status_badge("adopt").order is None
