"""The section of channels and the page of each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from site_builder.kinds.channel import CHANNEL
from site_builder.model.page import Page
from site_builder.views.channel_days import days_ahead
from site_builder.views.communication import pages
from site_builder.views.parts import ChartFigure, DayCell, EmptyState, KpiGrid, Paragraph
from site_builder.views.plain import plain_text
from site_builder.views.shapes import Matrix
from tests.support import AS_OF, initiative
from tests.views.reading import by_url, context_of, facts, headings, heads, parts, record, rows, table


def channel(title: str, cadence: str = "weekly", **fields: str) -> str:
    return record(title, audience="All teams", medium="meeting", cadence=cadence, **fields)


def section(root: Path, channels: Mapping[str, str], more: Mapping[str, str] | None = None) -> dict[str, Page]:
    files = {f"content/communication/{name}.yml": text for name, text in channels.items()}
    return by_url(pages(context_of(root, {**files, **(more or {})})))


CHANNELS = {
    "news": channel("News", "monthly", next_on="2026-11-30"),
    "triage": channel("Triage", next_on="2026-11-02", raci="{responsible: [pm], accountable: ['@head', pm]}"),
    "past": channel("Forgotten", "biweekly", next_on="2026-10-30"),
    "notes": channel("Notes", "on_event", raci="{informed: ['@sales']}"),
}
ROLE = {"content/team/pm.yml": record("Product manager", owner="pm")}


def test_without_channels_the_section_says_what_belongs_here(tmp_path: Path) -> None:
    found = section(tmp_path, {})
    assert list(found) == ["communication/"]
    assert [empty.what for empty in parts(found["communication/"], EmptyState)] == ["No channels yet."]


def test_a_single_channel_without_a_day_has_a_table_alone(tmp_path: Path) -> None:
    page = section(tmp_path, {"a": channel("A", "on_event")})["communication/"]
    assert plain_text(page.content.lead) == "1 channel."
    assert (headings(page), parts(page, ChartFigure)) == (["Channels"], [])


def test_the_sentence_says_what_is_next_and_what_is_missing(tmp_path: Path) -> None:
    page = section(tmp_path, CHANNELS, ROLE)["communication/"]
    assert plain_text(page.content.lead) == (
        "4 channels; next is Triage on 2026-11-02; "
        "1 without the day of the next one, because the written day has passed."
    )
    (grid,) = parts(page, KpiGrid)
    assert [(card.label, plain_text(card.value), card.n) for card in grid.cards] == [
        ("Regular channels with a next day", "2", 3)
    ]


def test_the_calendar_has_written_days_and_those_of_the_cadence(tmp_path: Path) -> None:
    (chart,) = parts(section(tmp_path, CHANNELS, ROLE)["communication/"], ChartFigure)
    assert chart.title == "Next is Triage, on 2 November 2026"
    assert rows(chart.table) == [
        ["Triage", "2026-11-02", "as written"],
        *(["Triage", day, "by its cadence"] for day in ("2026-11-09", "2026-11-16", "2026-11-23", "2026-11-30")),
        ["Triage", "2026-12-07", "by its cadence"],
        ["News", "2026-11-30", "as written"],
    ]


@pytest.mark.parametrize(
    ("cadence", "next_on", "later"),
    [
        ("daily", "2026-12-04", ["2026-12-07", "2026-12-08", "2026-12-09", "2026-12-10", "2026-12-11"]),
        ("biweekly", "2026-11-12", ["2026-11-26", "2026-12-10"]),
        ("monthly", "2026-11-05", ["2026-12-05"]),
        ("quarterly", "2026-11-05", []),
        ("on_event", "2026-11-05", []),
    ],
)
def test_days_follow_the_cadence(tmp_path: Path, cadence: str, next_on: str, later: list[str]) -> None:
    files = {"content/communication/a.yml": channel("A", cadence, next_on=next_on)}
    (found,) = context_of(tmp_path, files).handbook.records(CHANNEL)
    assert [day.isoformat() for day in days_ahead(found.fields, AS_OF)] == [next_on, *later]


def test_a_month_that_is_shorter_takes_its_last_day(tmp_path: Path) -> None:
    files = {"content/communication/a.yml": channel("A", "monthly", next_on="2027-01-31")}
    (found,) = context_of(tmp_path, files).handbook.records(CHANNEL)
    assert days_ahead(found.fields, date(2027, 1, 20)) == (date(2027, 1, 31), date(2027, 2, 28))


def test_channels_stand_by_cadence_and_past_days_are_marked(tmp_path: Path) -> None:
    found = table(section(tmp_path, CHANNELS, ROLE)["communication/"], "channels-table")
    assert [row[:3] for row in rows(found)] == [
        ["Triage", "weekly", "2026-11-02"],
        ["Forgotten", "biweekly", "2026-10-30"],
        ["News", "monthly", "2026-11-30"],
        ["Notes", "on event", ""],
    ]
    past = found.rows[1].cells[2]
    assert isinstance(past, DayCell)
    assert past.note == "past"


def test_the_matrix_has_the_letters_of_roles_and_handles(tmp_path: Path) -> None:
    (matrix,) = parts(section(tmp_path, CHANNELS, ROLE)["communication/"], Matrix)
    assert [plain_text(column) for column in matrix.columns] == ["Triage", "Notes"]
    assert [
        (plain_text(row.head), [mark and (mark.letter, mark.words) for mark in row.marks]) for row in matrix.rows
    ] == [
        ("@head", [("A", "accountable"), None]),
        ("@sales", [None, ("I", "informed")]),
        ("Product manager", [("RA", "responsible and accountable"), None]),
    ]


def test_many_channels_are_a_list_of_who_does_what(tmp_path: Path) -> None:
    raci = "{responsible: ['@a', '@b'], informed: ['@c']}"
    page = section(tmp_path, {f"c{number:02}": channel(f"C{number}", raci=raci) for number in range(20)})
    found = table(page["communication/"], "raci-list")
    assert heads(found) == ["Channel", "Responsible", "Accountable", "Consulted", "Informed"]
    assert rows(found)[0] == ["C0", "@a, @b", "", "", "@c"]


def test_dependencies_between_teams_without_an_agreed_date(tmp_path: Path) -> None:
    more = {
        f"roadmap/initiatives/{name}.yml": text
        for name, text in {
            "waits": initiative(
                "Waits", team="a", target="2026-12-01", depends_on="[late, early, bare, own, gone, done]"
            ),
            "late": initiative("Late", team="b", target="2027-Q1"),
            "early": initiative("Early", team="b", target="2026-11-01"),
            "bare": initiative("Bare", team="c"),
            "own": initiative("Own", team="a"),
            "gone": initiative("Gone", "dropped", team="b", reason="No"),
            "done": initiative("Done", "released", team="b", released_on="2026-01-01"),
            "over": initiative("Over", "released", team="c", released_on="2026-01-01", depends_on="[bare]"),
        }.items()
    }
    page = section(tmp_path, CHANNELS, {**ROLE, **more})["communication/"]
    assert plain_text(page.content.lead).endswith("; 3 dependencies between teams without an agreed date.")
    assert rows(table(page, "team-dependencies")) == [
        ["Waits", "a", "2026-12-01", "Bare", "c", "", "no date"],
        ["Waits", "a", "2026-12-01", "Early", "b", "2026-11-01", "agreed"],
        ["Waits", "a", "2026-12-01", "Gone", "b", "", "dropped"],
        ["Waits", "a", "2026-12-01", "Late", "b", "2027-Q1", "later"],
    ]
    (grid,) = parts(page, KpiGrid)
    assert [(card.label, plain_text(card.value), card.n) for card in grid.cards][-1] == (
        "Team dependencies without a date",
        "3",
        4,
    )


def test_a_roadmap_without_dependencies_between_teams_says_so(tmp_path: Path) -> None:
    page = section(tmp_path, {"a": channel("A")}, {"roadmap/initiatives/i.yml": initiative()})["communication/"]
    assert [paragraph.text for paragraph in parts(page, Paragraph)] == [
        "No open initiative waits for an unreleased one of another team."
    ]


def test_the_page_has_the_days_to_come_and_who_does_what(tmp_path: Path) -> None:
    page = section(tmp_path, CHANNELS, ROLE)["communication/triage/"]
    assert facts(page)["After that"] == "2026-11-09, 2026-11-16, 2026-11-23, 2026-11-30, 2026-12-07"
    assert rows(table(page, "raci-table")) == [
        ["Responsible", "prepares it", "Product manager"],
        ["Accountable", "answers for it", "@head, Product manager"],
    ]


def test_a_day_that_has_passed_is_told(tmp_path: Path) -> None:
    page = section(tmp_path, CHANNELS, ROLE)["communication/past/"]
    assert [notice.title for notice in page.content.notices] == ["The next day has passed"]
    assert headings(page) == []


def test_updates_about_a_channel_stand_on_its_page(tmp_path: Path) -> None:
    more = {
        f"roadmap/updates/u{number:02}.yml": record(
            f"U{number}", subject="channel:a", date=f"2026-10-{number:02}", health="on_track"
        )
        for number in range(1, 13)
    }
    found = table(section(tmp_path, {"a": channel("A")}, more)["communication/a/"], "updates-table")
    assert rows(found)[0] == ["U12", "2026-10-12", "on track"]
    assert (len(found.rows), found.total) == (10, 12)
