"""The roadmap: sentence, board, table, timeline, and the list of initiatives."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from site_builder.model.page import Page
from site_builder.views import public_roadmap
from site_builder.views.health import latest_health
from site_builder.views.parts import Board, EmptyState, Link, Timeline, TimelineBar
from site_builder.views.roadmap import pages
from site_builder.views.update_subjects import subjects_of_updates
from tests.support import check_files, public_view_context
from tests.views.reading import by_url, column, context_of, heads, parts, record, rows, table, words_of


def roadmap(root: Path, initiatives: Mapping[str, str], further: Mapping[str, str] | None = None) -> dict[str, Page]:
    files = {f"roadmap/initiatives/{name}.yml": text for name, text in initiatives.items()}
    return by_url(pages(context_of(root, {**files, **(further or {})})))


def board(page: Page) -> dict[str, list[str]]:
    (found,) = parts(page, Board)
    return {column.title: [card.link.text for card in column.cards] for column in found.columns}


def timeline(page: Page) -> dict[str, list[str]]:
    (found,) = parts(page, Timeline)
    return {lane.title: [bar.key for bar in lane.bars] for lane in found.lanes}


def bar(page: Page, key: str) -> TimelineBar:
    (found,) = parts(page, Timeline)
    return next(bar for lane in found.lanes for bar in lane.bars if bar.key == key)


def test_an_empty_roadmap_says_what_belongs_here(tmp_path: Path) -> None:
    found = roadmap(tmp_path, {})
    assert list(found) == ["roadmap/", "roadmap/initiatives/"]
    (empty,) = parts(found["roadmap/"], EmptyState)
    assert empty.command == "opsbook new initiative my-first-initiative"


def test_the_sentence_says_how_many_are_open_how_many_are_late_and_how_many_are_done(tmp_path: Path) -> None:
    initiatives = {
        "a": record(status="in_progress", target="2026-09-30"),
        "b": record(status="planned", target="2027-Q1"),
        "c": record(status="discovery"),
        "d": record(status="idea"),
        "e": record(status="idea"),
        "f": record(status="released", released_on="2026-01-01", target="2025-01-01"),
        "g": record(status="dropped", reason="no"),
    }
    lead = roadmap(tmp_path, initiatives)["roadmap/"].content.lead
    assert lead == (
        "5 open initiatives: 1 in progress, 1 planned, 1 in discovery and 2 ideas; 1 past its target. "
        "1 released and 1 dropped."
    )


def test_the_sentence_of_one_open_initiative(tmp_path: Path) -> None:
    lead = roadmap(tmp_path, {"a": record(status="idea")})["roadmap/"].content.lead
    assert lead == "1 open initiative: 1 idea."


def test_the_sentence_of_two_late_ones(tmp_path: Path) -> None:
    late = record(status="planned", target="2026-01")
    assert roadmap(tmp_path, {"a": late, "b": late})["roadmap/"].content.lead == (
        "2 open initiatives: 2 planned; 2 past their target."
    )


def test_where_all_is_done_nothing_is_open(tmp_path: Path) -> None:
    page = roadmap(tmp_path, {"a": record(status="released", released_on="2024-01-01")})["roadmap/"]
    assert page.content.lead == "No initiative is open: 1 released."
    assert board(page) == {"Now": [], "Next": [], "Later": []}
    assert parts(page, Timeline) == []


def test_the_board_has_now_next_and_later_by_target(tmp_path: Path) -> None:
    initiatives = {
        "a": record("Due this quarter", status="planned", target="2026-12-31"),
        "b": record("Running", status="in_progress"),
        "c": record("Overdue", status="in_progress", target="2026-09-30"),
        "d": record("Next quarter", status="planned", target="2027-Q1"),
        "e": record("Far", status="planned", target="2027-Q2"),
        "f": record("Idea", status="idea"),
        "g": record("Said so", status="idea", horizon="now"),
        "h": record("Done", status="released", released_on="2026-10-01"),
        "i": record("Gone", status="dropped", reason="no"),
    }
    assert board(roadmap(tmp_path, initiatives)["roadmap/"]) == {
        "Now": ["Overdue", "Due this quarter", "Running", "Said so"],
        "Next": ["Next quarter"],
        "Later": ["Far", "Idea"],
    }


def test_a_card_has_owner_target_and_the_health_of_the_newest_update(tmp_path: Path) -> None:
    updates = {
        "roadmap/updates/1.yml": record("A", subject="initiative:a", date="2026-10-01", health="on_track"),
        "roadmap/updates/3.yml": record("B", subject="initiative:a", date="2026-10-20", health="off_track"),
        "roadmap/updates/2.yml": record("C", subject="initiative:a", date="2026-10-10", health="at_risk"),
    }
    page = roadmap(tmp_path, {"a": record("A", status="in_progress", target="2026-09")}, updates)["roadmap/"]
    (card,) = parts(page, Board)[0].columns[0].cards
    assert card.badge is not None
    assert (card.link, card.badge.text) == (Link("A", "roadmap/initiatives/a/"), "in progress")
    assert words_of(card.facts) == {"Owner": "@team", "Target": "2026-09", "Health": "off track"}
    target, health = card.facts[1].value, card.facts[2].value
    assert (target.note, target.tone) == ("past", "danger")  # type: ignore[union-attr]
    assert health.title == "update of 2026-10-20"  # type: ignore[union-attr]


def test_a_full_column_counts_all_and_leads_to_the_table(tmp_path: Path) -> None:
    page = roadmap(tmp_path, {f"i{number:02}": record(f"I{number}", status="in_progress") for number in range(14)})
    now = parts(page["roadmap/"], Board)[0].columns[0]
    assert (len(now.cards), now.total, now.more) == (12, 14, Link("all 14", "roadmap/#open"))
    assert len(table(page["roadmap/"], "open-initiatives").rows) == 14


def test_the_table_has_open_initiatives_by_target_with_their_rice_score(tmp_path: Path) -> None:
    initiatives = {
        "a": record("Later", status="planned", target="2027-Q1", team="sync"),
        "b": record(
            "Sooner", status="planned", target="2026-11", rice="{reach: 90, impact: 2, confidence: 50, effort: 3}"
        ),
        "c": record("Done", status="released", released_on="2026-01-01"),
    }
    found = table(roadmap(tmp_path, initiatives)["roadmap/"], "open-initiatives")
    assert heads(found) == ["Initiative", "Status", "Horizon", "Target", "Team", "RICE", "Owner"]
    assert rows(found) == [
        ["Sooner", "planned", "now", "2026-11", "", "30", "@team"],
        ["Later", "planned", "next", "2027-Q1", "sync", "", "@team"],
    ]
    assert found.filters == ("Status", "Horizon", "Team")


def test_the_list_has_all_initiatives_open_ones_first(tmp_path: Path) -> None:
    initiatives = {
        "a": record("Done", status="released", released_on="2026-01-01"),
        "b": record("Running", status="in_progress"),
    }
    page = roadmap(tmp_path, initiatives)["roadmap/initiatives/"]
    assert column(table(page, "initiatives-table"), "Initiative") == ["Running", "Done"]


def test_the_timeline_has_what_is_planned_and_what_was_released_lately_in_lanes(tmp_path: Path) -> None:
    initiatives = {
        "a": record(status="planned", target="2027-Q1", team="sync-and-share"),
        "b": record(status="released", released_on="2026-06-01", team="sync-and-share"),
        "c": record(status="released", released_on="2026-01-01", team="sync-and-share"),
        "d": record(status="dropped", target="2027-Q1", reason="no"),
        "e": record(status="idea"),
        "f": record(status="planned", target="2026-12", component="clock"),
        "g": record(status="planned", target="2026-11"),
        "h": record(status="planned", target="2026-01"),
    }
    page = roadmap(tmp_path, initiatives)["roadmap/"]
    assert timeline(page) == {"No team": ["g"], "Clock": ["f"], "Sync and share": ["b", "a"]}
    (found,) = parts(page, Timeline)
    assert (found.start, found.end, found.today) == (date(2026, 4, 1), date(2027, 3, 31), date(2026, 10, 31))
    assert found.subtitle == "By team and quarter; planned, and released in the last half year, n 4"


def test_a_bar_runs_from_its_start_to_its_end_with_its_promise_as_a_ghost(tmp_path: Path) -> None:
    initiatives = {
        "late": record(status="released", start="2026-05-01", target="2026-08-31", released_on="2026-09-15"),
        "kept": record(status="released", target="2026-08-31", released_on="2026-08-31"),
        "next": record("Next", status="planned", target="2026-Q4", depends_on="[late, gone-by]"),
        "gone-by": record(status="released", released_on="2020-01-01"),
    }
    page = roadmap(tmp_path, initiatives)["roadmap/"]
    late = bar(page, "late")
    assert (late.start, late.end, late.baseline_end) == (date(2026, 5, 1), date(2026, 9, 15), date(2026, 8, 31))
    assert (late.released, late.end_text) == (True, "2026-09-15")
    assert bar(page, "kept").baseline_end is None
    coming = bar(page, "next")
    assert (coming.start, coming.end, coming.end_text) == (date(2026, 10, 2), date(2026, 12, 31), "2026-Q4")
    assert coming.depends_on == ("late",)
    assert (coming.link, coming.released) == (Link("Next", "roadmap/initiatives/next/"), False)


def test_work_in_progress_past_its_target_reaches_to_today(tmp_path: Path) -> None:
    page = roadmap(tmp_path, {"a": record(status="in_progress", start="2020-01-01", target="2021-01-01")})["roadmap/"]
    found = bar(page, "a")
    assert (found.end, found.baseline_end, found.end_text) == (date(2026, 10, 31), date(2021, 1, 1), "2021-01-01")
    assert parts(page, Timeline)[0].start == date(2026, 4, 1)


def test_a_bar_whose_start_is_after_its_end_is_a_day(tmp_path: Path) -> None:
    page = roadmap(tmp_path, {"a": record(status="planned", start="2027-02-01", target="2027-01-01")})["roadmap/"]
    assert (bar(page, "a").start, bar(page, "a").end) == (date(2027, 1, 1), date(2027, 1, 1))


def test_a_target_in_the_far_future_does_not_stretch_the_timeline(tmp_path: Path) -> None:
    initiatives = {
        "a": record(status="planned", start="2026-01-01", target="2199-Q4"),
        "b": record(status="planned", target="2199-Q4"),
        "c": record(status="in_progress", target="9999-Q4"),
    }
    (found,) = parts(roadmap(tmp_path, initiatives)["roadmap/"], Timeline)
    assert [bar.key for lane in found.lanes for bar in lane.bars] == ["a"]
    assert found.end == date(2028, 12, 31)


def test_of_many_the_nearest_are_drawn_and_the_subtitle_says_so(tmp_path: Path) -> None:
    initiatives = {f"i{n:02}": record(status="planned", target=f"2026-{11 + n % 2}-{1 + n % 28:02}") for n in range(60)}
    (found,) = parts(roadmap(tmp_path, initiatives)["roadmap/"], Timeline)
    assert sum(len(lane.bars) for lane in found.lanes) == 48
    assert found.subtitle.endswith("the 48 nearest of 60")


def test_a_page_for_each_initiative(tmp_path: Path) -> None:
    found = roadmap(tmp_path, {"a": record("A", status="idea"), "b": record("B", status="idea")})
    assert [url for url, page in found.items() if page.is_record] == [
        "roadmap/initiatives/a/",
        "roadmap/initiatives/b/",
    ]


def test_the_health_of_a_card_is_not_that_of_an_update_to_come(tmp_path: Path) -> None:
    context = context_of(
        tmp_path,
        {
            "roadmap/initiatives/a.yml": record("A", status="in_progress"),
            "roadmap/updates/1.yml": record("A", subject="initiative:a", date="2026-10-01", health="on_track"),
            "roadmap/updates/2.yml": record("B", subject="initiative:a", date="2026-10-01", health="at_risk"),
            "roadmap/updates/3.yml": record("C", subject="initiative:a", date="2026-11-01", health="off_track"),
        },
    )
    (badge,) = latest_health(context).values()
    (of_subject,) = subjects_of_updates(context)
    assert badge.text == "at risk"
    assert of_subject.result.details["health"] == "at_risk"


def test_the_public_roadmap_names_neither_team_nor_owner_nor_health_nor_a_day(tmp_path: Path) -> None:
    files = {
        "roadmap/initiatives/a.yml": record(
            "A", status="planned", target="2026-12-17", team="secret", component="clock", visibility="public"
        ),
        "roadmap/initiatives/b.yml": record("B", status="planned", target="2026-12"),
        "roadmap/initiatives/c.yml": record("C", status="released", released_on="2026-10-01", visibility="public"),
        "roadmap/updates/u.yml": record("U", subject="initiative:a", date="2026-10-01", health="off_track"),
    }
    found = by_url(public_roadmap.pages(public_view_context(check_files(tmp_path, files))))
    assert list(found) == ["roadmap/", "roadmap/initiatives/a/", "roadmap/initiatives/c/"]
    page = found["roadmap/"]
    assert page.content.lead == "1 plan. Dates are months and quarters, and plans may change."
    [card] = [card for column in parts(page, Board)[0].columns for card in column.cards]
    assert words_of(card.facts) == {"Planned for": "December 2026"}
    assert rows(table(page, "released")) == [["C", "2026-10-01"]]
    assert words_of(found["roadmap/initiatives/a/"].content.header.facts) == {
        "Target": "December 2026",
        "Component": "clock",
    }


def test_the_public_roadmap_has_what_was_released_the_newest_first(tmp_path: Path) -> None:
    days = {"a": "2026-08-01", "b": "2026-10-01", "c": "2026-09-01"}
    files = {
        f"roadmap/initiatives/{name}.yml": record(name.upper(), status="released", released_on=day, visibility="public")
        for name, day in days.items()
    }
    found = by_url(public_roadmap.pages(public_view_context(check_files(tmp_path, files))))
    assert column(table(found["roadmap/"], "released"), "What") == ["B", "C", "A"]
