"""In which order people look at records."""

from __future__ import annotations

from pathlib import Path

from site_builder.kinds.initiative import INITIATIVE
from site_builder.kinds.launch import LAUNCH
from site_builder.kinds.request import REQUEST
from site_builder.views.relevance import by_relevance, phase_of
from tests.views.reading import context_of, record


def test_open_initiatives_come_first_the_most_overdue_on_top_then_what_was_released_last(tmp_path: Path) -> None:
    files = {
        "a": record(status="dropped", reason="no"),
        "b": record(status="released", released_on="2026-01-05"),
        "c": record(status="released", released_on="2026-03-05"),
        "d": record(status="idea"),
        "e": record(status="in_progress", target="2027-Q1"),
        "f": record(status="in_progress", target="2026-09"),
        "g": record(status="planned", target="2026-01-01"),
    }
    context = context_of(tmp_path, {f"roadmap/initiatives/{name}.yml": text for name, text in files.items()})
    found = by_relevance(context.handbook, context.handbook.records(INITIATIVE), context.as_of)
    assert "".join(item.id for item in found) == "fegdcba"


def test_requests_come_newest_first(tmp_path: Path) -> None:
    files = {
        "a": record(source="sales", status="new", submitted_on="2026-01-01"),
        "b": record(source="sales", status="new", submitted_on="2026-02-01"),
        "c": record(source="sales", status="released", submitted_on="2026-03-01"),
    }
    context = context_of(tmp_path, {f"feedback/requests/{name}.yml": text for name, text in files.items()})
    found = by_relevance(context.handbook, context.handbook.records(REQUEST), context.as_of)
    assert "".join(item.id for item in found) == "bac"


def test_of_records_without_a_status_the_next_day_comes_first_then_past_ones(tmp_path: Path) -> None:
    days = {"a": "2026-12-24", "b": "2026-11-01", "c": "2026-01-01", "d": "2026-10-01"}
    files = {f"roadmap/launches/{name}.yml": record(tier=3, date=day) for name, day in days.items()}
    context = context_of(tmp_path, files)
    found = by_relevance(context.handbook, context.handbook.records(LAUNCH), context.as_of)
    assert "".join(item.id for item in found) == "badc"
    assert {phase_of(LAUNCH, item) for item in found} == {"standing"}


def test_what_is_equal_goes_by_title_and_an_unknown_status_simply_holds(tmp_path: Path) -> None:
    files = {
        "content/tools/a.yml": record("Zebra", category="x", status="adopt", data_classification="public"),
        "content/tools/b.yml": record("apple", category="x", status="adopt", data_classification="public"),
        "content/tools/c.yml": record("Retired", category="x", status="retire", data_classification="public"),
    }
    context = context_of(tmp_path, files)
    found = by_relevance(context.handbook, context.handbook, context.as_of)
    assert [item.title for item in found] == ["apple", "Zebra", "Retired"]
