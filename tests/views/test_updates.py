"""The section of updates and the page of each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from site_builder.model.page import Page
from site_builder.views.parts import ChartFigure, DayCell, EmptyState, KpiGrid
from site_builder.views.plain import plain_text
from site_builder.views.updates import pages
from tests.support import initiative
from tests.views.reading import by_url, column, context_of, facts, headings, parts, record, rows, table

INITIATIVES = {
    "roadmap/initiatives/swaps.yml": initiative("Shift swaps", "in_progress", target="2026-12-01"),
    "roadmap/initiatives/clock.yml": initiative("Time clock", "in_progress"),
    "roadmap/initiatives/old.yml": initiative("Old one", "released", released_on="2026-09-01"),
}


def update(subject: str, day: str, health: str = "on_track", **fields: str) -> dict[str, str]:
    text = record(f"{subject} on {day}", subject=f"initiative:{subject}", date=day, health=health, **fields)
    return {f"roadmap/updates/{day}-{subject}.yml": text}


def section(root: Path, *updates: Mapping[str, str]) -> dict[str, Page]:
    files = dict(INITIATIVES)
    for each in updates:
        files |= each
    return by_url(pages(context_of(root, files)))


SWAPS = (
    update("swaps", "2026-10-01", next_due="2026-10-10"),
    update("swaps", "2026-10-09", "at_risk", next_due="2026-10-16"),
    update("swaps", "2026-10-20", "off_track", next_due="2026-10-27"),
)


def test_without_updates_the_section_says_what_belongs_here(tmp_path: Path) -> None:
    found = section(tmp_path)
    assert list(found) == ["updates/"]
    assert [empty.what for empty in parts(found["updates/"], EmptyState)] == ["No updates yet."]


def test_a_single_update_has_a_strip_and_no_figures(tmp_path: Path) -> None:
    page = section(tmp_path, update("swaps", "2026-10-20"))["updates/"]
    assert page.content.lead == "1 subject under way: 1 on track; 1 without an update."
    assert parts(page, KpiGrid) == []
    assert [chart.title for chart in parts(page, ChartFigure)] == ["Everything under way is on track"]
    assert headings(page) == ["Waiting for an update", "How it is going", "All updates"]


def test_the_sentence_counts_health_what_is_overdue_and_what_came_on_its_day(tmp_path: Path) -> None:
    page = section(tmp_path, *SWAPS, update("clock", "2026-10-28"))["updates/"]
    assert page.content.lead == (
        "2 subjects under way: 1 off track and 1 on track; 1 update overdue. 33% of the updates came on their day, n 3."
    )
    (chart,) = parts(page, ChartFigure)
    assert chart.title == "1 of 2 subjects under way is off track"
    assert chart.subtitle == "Health that each update reports, by subject, October 2026, n 4 updates"
    (grid,) = parts(page, KpiGrid)
    assert [(card.label, plain_text(card.value), card.n) for card in grid.cards] == [
        ("On time", "33%", 3),
        ("Came late", "1", 3),
        ("Missing", "1", 3),
        ("Turned worse", "2", 4),
    ]


def test_who_waits_for_an_update(tmp_path: Path) -> None:
    page = section(tmp_path, *SWAPS)["updates/"]
    assert rows(table(page, "waiting-table")) == [
        ["Shift swaps", "overdue", "2026-10-27", "2026-10-20", "@team"],
        ["Time clock", "no update yet", "", "", "@team"],
    ]


def test_subjects_under_way_stand_the_gravest_first(tmp_path: Path) -> None:
    page = section(tmp_path, *SWAPS, update("clock", "2026-10-28"), update("old", "2026-08-20", "off_track"))[
        "updates/"
    ]
    found = table(page, "subjects")
    assert rows(found) == [
        [
            "Shift swaps",
            "Initiative",
            "off track",
            "swaps on 2026-10-20",
            "2026-10-20",
            "2026-10-27",
            "1 of 3",
            "@team",
        ],
        ["Time clock", "Initiative", "on track", "clock on 2026-10-28", "2026-10-28", "", "", "@team"],
    ]
    due = found.rows[0].cells[5]
    assert isinstance(due, DayCell)
    assert due.note == "overdue"


def test_all_updates_stand_the_newest_first(tmp_path: Path) -> None:
    page = section(tmp_path, *SWAPS, update("old", "2026-08-20"))["updates/"]
    assert column(table(page, "updates"), "Date") == ["2026-10-20", "2026-10-09", "2026-10-01", "2026-08-20"]


def test_where_everything_is_finished_nothing_waits(tmp_path: Path) -> None:
    files = {"roadmap/initiatives/old.yml": INITIATIVES["roadmap/initiatives/old.yml"], **update("old", "2026-08-20")}
    page = by_url(pages(context_of(tmp_path, files)))["updates/"]
    assert page.content.lead == "Nothing that is reported on is under way."
    assert headings(page) == ["All updates"]
    assert parts(page, ChartFigure)[0].title == "Everything that was reported on is finished"


def test_updates_older_than_half_a_year_have_no_strip(tmp_path: Path) -> None:
    assert parts(section(tmp_path, update("swaps", "2025-10-20"))["updates/"], ChartFigure) == []


def test_the_newest_update_says_that_the_next_is_overdue_and_what_was_before(tmp_path: Path) -> None:
    page = section(tmp_path, *SWAPS)["updates/2026-10-20-swaps/"]
    assert [notice.title for notice in page.content.notices] == ["The next update is overdue"]
    assert facts(page)["Update before"] == "swaps on 2026-10-09 at risk"
    assert rows(table(page, "series-table")) == [
        ["swaps on 2026-10-20", "2026-10-20", "off track", "2026-10-27"],
        ["swaps on 2026-10-09", "2026-10-09", "at risk", "2026-10-16"],
        ["swaps on 2026-10-01", "2026-10-01", "on track", "2026-10-10"],
    ]
    (chart,) = parts(page, ChartFigure)
    assert (chart.title, len(chart.table.rows)) == ("3 updates, now off track", 3)


def test_an_earlier_update_leads_to_the_newest(tmp_path: Path) -> None:
    page = section(tmp_path, *SWAPS)["updates/2026-10-01-swaps/"]
    assert [notice.title for notice in page.content.notices] == ["There is a newer update"]
    assert "Update before" not in facts(page)


def test_an_update_of_a_day_to_come_stands_alone(tmp_path: Path) -> None:
    page = section(tmp_path, update("swaps", "2026-11-20"))["updates/2026-11-20-swaps/"]
    assert (page.content.notices, headings(page)) == ((), [])


def test_an_update_on_a_channel_is_due_by_its_cadence(tmp_path: Path) -> None:
    files = {
        "content/communication/news.yml": record("News", audience="All", medium="mail", cadence="weekly"),
        "roadmap/updates/2026-10-01-news.yml": record(
            "Sent", subject="channel:news", date="2026-10-01", health="on_track"
        ),
    }
    found = by_url(pages(context_of(tmp_path, files)))
    assert rows(table(found["updates/"], "subjects"))[0][5] == "by its cadence"
    (notice,) = found["updates/2026-10-01-news/"].content.notices
    assert notice.text == "It was due by the cadence of its channel and has not come."
