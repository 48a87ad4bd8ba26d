"""What a record's page says of its commits: creation, moves of status and dates, promises."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.history.baseline import Baseline
from site_builder.history.history import RecordHistory
from site_builder.history.timelines import Timelines
from site_builder.kinds.initiative import INITIATIVE
from site_builder.model.dates import parse_planned
from site_builder.model.page import Page
from site_builder.model.reference import Reference
from site_builder.views.base import ViewContext
from site_builder.views.parts import History, Paragraph, RecordContent, Table, Timeline
from site_builder.views.plain import plain_text
from site_builder.views.record_history import record_history
from site_builder.views.roadmap import pages
from tests.history.made import Steps, timelines
from tests.views.reading import by_url, context_of, facts, heads, parts, record, rows, table

BASKET = {
    "roadmap/initiatives/basket.yml": record("Basket", status="released", target="2026-Q2", released_on="2026-06-30")
}
STEPS: Steps = [
    ("2026-01-05", "planned 2026-03-31 title=Cart"),
    ("2026-02-01", "planned 2026-05-31 title=Cart milestones/Pilot=2026-03"),
    ("2026-02-02", "in_progress 2026-05-31 title=Basket milestones/Pilot=2026-03"),
    ("2026-02-03", "in_progress 2026-05-31 title=Basket milestones/Pilot=2026-03"),
    ("2026-02-04", "in_progress 2026-05-31 title=Basket milestones/Pilot=2026-03"),
    ("2026-03-01", "in_progress 2026-Q2 title=Basket milestones/Pilot=2026-04"),
    ("2026-06-30", "released 2026-Q2 title=Basket milestones/Pilot=2026-04"),
]


def context(root: Path, steps: Steps = STEPS, baseline: Baseline | None = None) -> ViewContext:
    known = timelines({"basket": steps})
    if baseline is None:
        return context_of(root, BASKET, history=RecordHistory(lambda: known))
    return context_of(root, BASKET, history=RecordHistory(lambda: known, lambda _: baseline))


def history(root: Path, steps: Steps = STEPS) -> History:
    found = context(root, steps)
    told = record_history(found, found.handbook.records(INITIATIVE)[0])
    assert told is not None
    return told


def page(root: Path, steps: Steps = STEPS) -> Page:
    return by_url(pages(context(root, steps)))["roadmap/initiatives/basket/"]


def test_moves_of_status_and_dates_newest_first(tmp_path: Path) -> None:
    told = history(tmp_path)
    assert told.summary == "created 2026-01-05, 6 changes, last 2026-06-30"
    assert [(entry.day.isoformat(), plain_text(entry.text)) for entry in told.entries] == [
        ("2026-06-30", "status from in progress to released"),
        ("2026-03-01", "milestone Pilot from 2026-03 to 2026-04; target from 2026-05-31 to 2026-Q2"),
        ("2026-02-04", "text edited in 2 commits"),
        ("2026-02-02", "status from planned to in progress; renamed from “Cart”"),
        ("2026-02-01", "milestone Pilot set to 2026-03; target from 2026-03-31 to 2026-05-31"),
        ("2026-01-05", "created as planned"),
    ]
    assert all(len(entry.commit) == 8 for entry in told.entries)


def test_removed_and_added_again(tmp_path: Path) -> None:
    told = history(tmp_path, [("2026-01-05", "planned 2026-Q1"), ("2026-01-06", None), ("2026-01-07", "idea")])
    assert [plain_text(entry.text) for entry in told.entries] == [
        "added again as idea",
        "removed",
        "created as planned",
    ]


def test_one_commit_needs_no_count(tmp_path: Path) -> None:
    assert history(tmp_path, [("2026-01-05", "planned")]).summary == "created 2026-01-05"


def test_a_record_that_no_commit_holds_has_no_history(tmp_path: Path) -> None:
    found = context_of(tmp_path, BASKET, history=RecordHistory(lambda: Timelines(reason="not available: no commits")))
    [page_without] = [each.made() for each in pages(found) if each.is_record]
    assert isinstance(page_without.content, RecordContent)
    assert page_without.content.history is None
    assert [section.title for section in page_without.content.sections] == []


def test_every_promise_is_told_on_the_page(tmp_path: Path) -> None:
    found = page(tmp_path)
    assert facts(found)["Promise"] == "released 91 days after its first promise"
    [story] = parts(found, Paragraph)
    assert plain_text(story.text) == (
        "Promised 2026-03-31, then 2026-05-31, then 2026-Q2: 2 slips, 91 days later in all."
    )
    assert [row[:4] for row in rows(table(found, "promises-table"))] == [
        ["2026-01-05", "the initiative", "2026-03-31", "first promise"],
        ["2026-02-01", "the initiative", "2026-05-31", "61 days later"],
        ["2026-03-01", "the initiative", "2026-Q2", "30 days later"],
        ["2026-02-01", "Pilot", "2026-03", "first promise"],
        ["2026-03-01", "Pilot", "2026-04", "30 days later"],
    ]


@pytest.mark.parametrize(
    ("targets", "story"),
    [
        (["2026-03-31"], "Promised 2026-03-31, on 2026-01-01."),
        (["2026-Q1", "2026-03-31"], "Promised 2026-Q1, on 2026-01-01."),
        (["2026-Q2", "2026-Q1"], "Promised 2026-Q2, then 2026-Q1: 1 pull-in, 91 days earlier in all."),
        (
            ["2026-Q1", "2026-Q2", "2026-Q1"],
            "Promised 2026-Q1, then 2026-Q2, then 2026-Q1: 1 slip and 1 pull-in, back at the first day in all.",
        ),
    ],
)
def test_the_story_in_a_sentence(targets: list[str], story: str, tmp_path: Path) -> None:
    steps = [(f"2026-01-{day:02}", f"planned {target}") for day, target in enumerate(targets, start=1)]
    found = page(tmp_path, steps)
    [told] = parts(found, Paragraph)
    assert plain_text(told.text) == story
    assert [heads(each) for each in parts(found, Table) if each.identifier == "promises-table"] == (
        [["Promised on", "For", "Move", "Commit"]] if "then" in story else []
    )


def test_the_timeline_shows_the_first_promise_or_the_baseline_asked_for(tmp_path: Path) -> None:
    def drawn(baseline: Baseline | None = None) -> tuple[str, str]:
        [timeline] = parts(by_url(pages(context(tmp_path, STEPS, baseline)))["roadmap/"], Timeline)
        return timeline.ghost, str(timeline.lanes[0].bars[0].baseline_end)

    name = Reference("initiative", "basket")
    first = Baseline("", {name: parse_planned("2026-03-31")})
    assert drawn(first) == ("first promise", "2026-03-31")
    assert drawn(Baseline("2026-Q2", {name: parse_planned("2026-05-31")})) == ("promised at 2026-Q2", "2026-05-31")
    assert drawn(Baseline("v1", {})) == ("promised at v1", "None")
