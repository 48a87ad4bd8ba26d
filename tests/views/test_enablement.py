"""The section of enablement and the page of each asset."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from site_builder.model.page import Page
from site_builder.views.enablement import pages
from site_builder.views.parts import ChartFigure, DayCell, EmptyState, KpiGrid
from site_builder.views.plain import plain_text
from tests.support import CONFIG
from tests.views.reading import by_url, column, context_of, facts, headings, parts, record, rows, table

POLICY = CONFIG.replace("opsbook\n", "opsbook: {policies: {verify_every: {battlecard: 30}}}\n")


def asset(title: str, verified_on: str, **fields: Any) -> str:
    usual: dict[str, Any] = {"type": "battlecard", "audience": "sales", "verified_on": verified_on}
    return record(title, **(usual | fields))


def launch(title: str, day: str) -> str:
    return record(title, tier=1, date=day)


def section(root: Path, assets: Mapping[str, str], config: str = CONFIG, **files: str) -> dict[str, Page]:
    written = {f"content/enablement/{name}.yml": text for name, text in assets.items()}
    launches = {f"roadmap/launches/{name}.yml": text for name, text in files.items()}
    return by_url(pages(context_of(root, {"mkdocs.yml": config, **written, **launches})))


# As of 31 October 2026, with 90 days for a battlecard.
MIXED = {
    "past": asset("Past", "2026-08-01"),
    "last-day": asset("Last day", "2026-08-02"),
    "in-60": asset("In sixty", "2026-09-25", stage="evaluation"),
    "in-90": asset("In ninety", "2026-10-20", audience="support", stage="adoption"),
    "later": asset("Later", "2026-10-31", type="training", audience="support"),
}


def test_without_assets_the_section_says_what_belongs_here(tmp_path: Path) -> None:
    found = section(tmp_path, {})
    assert list(found) == ["enablement/"]
    assert [empty.what for empty in parts(found["enablement/"], EmptyState)] == ["No assets yet."]


def test_a_single_fresh_asset(tmp_path: Path) -> None:
    page = section(tmp_path, {"a": asset("A", "2026-10-31", verify_every=365)})["enablement/"]
    assert page.content.lead == "The only asset is verified in time."
    assert headings(page) == ["All assets"]
    (chart,) = parts(page, ChartFigure)
    assert chart.title == "No asset is past its verification, 0 due within 30 days"


def test_the_sentence_and_the_cards_are_the_metrics(tmp_path: Path) -> None:
    assets = MIXED | {"launched": asset("Launched", "2026-10-31", type="faq", launch="one")}
    page = section(tmp_path, assets, one=launch("One", "2026-11-01"), two=launch("Two", "2026-12-01"))["enablement/"]
    assert page.content.lead == (
        "5 of 6 assets verified in time, 1 past; 1 more to verify within 30 days. 1 of 2 launches have an asset."
    )
    (grid,) = parts(page, KpiGrid)
    assert [(card.label, plain_text(card.value), card.n) for card in grid.cards] == [
        ("Verified in time", "83%", 6),
        ("To verify within 30 days", "1", 6),
        ("To verify within 90 days", "3", 6),
        ("Launches with an asset", "50%", 2),
    ]


def test_all_in_time_but_some_soon(tmp_path: Path) -> None:
    page = section(tmp_path, {"a": asset("A", "2026-08-05"), "b": asset("B", "2026-10-30")})["enablement/"]
    assert page.content.lead == "All 2 assets are verified in time; 1 to verify within 30 days."


def test_the_picture_counts_by_the_end_of_the_window(tmp_path: Path) -> None:
    (chart,) = parts(section(tmp_path, MIXED)["enablement/"], ChartFigure)
    assert chart.title == "1 asset past its verification, 1 due within 30 days"
    assert rows(chart.table) == [
        ["Past", "1"],
        ["Within 30 days", "1"],
        ["In 31 to 60 days", "1"],
        ["In 61 to 90 days", "1"],
        ["Later", "1"],
    ]


def test_what_is_to_be_verified_stands_by_urgency(tmp_path: Path) -> None:
    found = table(section(tmp_path, MIXED)["enablement/"], "to-verify-table")
    assert [row[:3] for row in rows(found)] == [
        ["Past", "past", "2026-10-30"],
        ["Last day", "due within 30 days", "2026-10-31"],
        ["In sixty", "due in 31 to 60 days", "2026-12-24"],
        ["In ninety", "due in 61 to 90 days", "2027-01-18"],
    ]
    marked = found.rows[0].cells[2]
    assert isinstance(marked, DayCell)
    assert marked.note == "", "the state says it already"


def test_all_assets_have_their_filters(tmp_path: Path) -> None:
    found = table(section(tmp_path, MIXED)["enablement/"], "assets")
    assert column(found, "Asset") == ["In ninety", "In sixty", "Last day", "Later", "Past"]
    assert found.filters == ("Type", "Stage", "State", "Audience")


def test_who_has_what_by_audience_and_stage(tmp_path: Path) -> None:
    assert rows(table(section(tmp_path, MIXED)["enablement/"], "audiences-table")) == [
        ["sales", "3", "67%", "", "1"],
        ["support", "2", "100%", "1", ""],
    ]


def test_launches_name_their_assets_the_newest_launch_first(tmp_path: Path) -> None:
    assets = {f"a{number}": asset(f"Asset {number}", "2026-10-30", launch="old") for number in range(7)}
    page = section(tmp_path, assets, old=launch("Old", "2026-02-01"), new=launch("New", "2026-12-01"))["enablement/"]
    assert [row[0] + ": " + row[3] for row in rows(table(page, "launches-table"))] == [
        "New: no asset",
        "Old: Asset 0, Asset 1, Asset 2, Asset 3, Asset 4, 2 more",
    ]


def test_many_launches_are_cut_with_a_link_to_all(tmp_path: Path) -> None:
    launches = {f"l{number}": launch(f"Launch {number}", f"2026-01-{number + 1:02}") for number in range(27)}
    found = table(section(tmp_path, {"a": asset("A", "2026-10-30")}, **launches)["enablement/"], "launches-table")
    assert (len(found.rows), found.total) == (25, 27)
    assert found.more is not None
    assert found.more.url == "launches/"


def test_the_page_says_how_long_it_holds_and_what_sets_that(tmp_path: Path) -> None:
    own = section(tmp_path, {"a": asset("A", "2026-10-01", verify_every=45)})["enablement/a/"]
    assert facts(own) == {
        "Verification": "due within 30 days",
        "Verified until": "2026-11-15",
        "Verified every": "45 days, as this record says",
        "Type": "battlecard",
        "Audience": "sales",
    }
    assert own.content.notices == ()


def test_a_window_by_policy_and_one_that_is_usual(tmp_path: Path) -> None:
    assets = {"a": asset("A", "2026-10-01"), "b": asset("B", "2026-10-01", type="case_study")}
    found = section(tmp_path, assets, POLICY)
    assert facts(found["enablement/a/"])["Verified every"] == "30 days, by policy for a battlecard"
    assert facts(found["enablement/b/"])["Verified every"] == "365 days, as is usual for a case study"


def test_an_asset_past_its_window_has_a_notice(tmp_path: Path) -> None:
    page = section(tmp_path, {"a": asset("A", "2026-01-01")})["enablement/a/"]
    assert [notice.title for notice in page.content.notices] == ["Not verified in time"]
    assert facts(page)["Verification"] == "past"
