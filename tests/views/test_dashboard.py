"""The home page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from site_builder.model.page import Page
from site_builder.views.dashboard import pages
from site_builder.views.parts import (
    Badge,
    CardGrid,
    ChartFigure,
    EmptyState,
    KpiGrid,
    Link,
    Paragraph,
    Phrase,
    Subsection,
)
from site_builder.views.plain import plain_text
from tests.views.reading import column, context_of, escalation, headings, heads, parts, record, rows, table


def home(root: Path, files: Mapping[str, str]) -> Page:
    (page,) = pages(context_of(root, files))
    return page


def cards(page: Page) -> dict[str, tuple[str, int | None]]:
    return {card.label: (plain_text(card.value), card.n) for grid in parts(page, KpiGrid) for card in grid.cards}


def paragraphs(page: Page) -> list[str]:
    return [plain_text(block.text) for block in parts(page, Paragraph)]


def nps(title: str, closed: str, file: str) -> str:
    return record(
        title, type="nps", responses=f"feedback/responses/{file}.csv", question="Would you?", closed_on=closed
    )


def answers(promoters: int, detractors: int) -> str:
    return "score\n" + "10\n" * promoters + "3\n" * detractors


def test_a_handbook_without_records_says_how_to_begin(tmp_path: Path) -> None:
    page = home(tmp_path, {})
    (empty,) = parts(page, EmptyState)
    assert (page.url, page.title, page.content.lead) == ("", "Test handbook", None)
    assert empty.what == "This handbook has no records yet."
    assert empty.command == "opsbook new initiative my-first-initiative"


def test_what_needs_attention_comes_first_then_the_week_the_numbers_the_open_what_is_next_and_what_shipped(
    tmp_path: Path,
) -> None:
    files = {
        "roadmap/initiatives/a.yml": record(status="in_progress", target="2026-12-01"),
        "roadmap/releases/1.0.yml": record(date="2026-10-30", status="released"),
        "feedback/escalations/a.yml": escalation("Down", detected_at="2026-10-29T12:00:00Z"),
    }
    page = home(tmp_path, files)
    assert headings(page) == [
        "Needs attention",
        "Since last week",
        "The numbers",
        "Open now",
        "What is next",
        "What shipped",
    ]
    assert page.content.lead == "1 initiative in progress, 1 escalation open, as of 31 October 2026."


def test_the_sentence_says_what_there_is(tmp_path: Path) -> None:
    assert home(tmp_path / "a", {"roadmap/initiatives/a.yml": record(status="idea")}).content.lead == (
        "0 initiatives in progress, as of 31 October 2026."
    )
    over = escalation(status="closed")
    assert home(tmp_path / "b", {"feedback/escalations/a.yml": over}).content.lead == (
        "No escalation open, as of 31 October 2026."
    )
    assert home(tmp_path / "c", {"content/team/pm.yml": record(owner="pm")}).content.lead == (
        "1 record, as of 31 October 2026."
    )


def test_attention_shows_the_record_what_is_wrong_since_when_and_who_owns_it(tmp_path: Path) -> None:
    files = {
        "content/team/pm.yml": record("Product manager", owner="pm"),
        "roadmap/initiatives/a.yml": record("Sign-on", owner="pm", status="planned", target="2026-Q3"),
    }
    found = table(home(tmp_path, files), "attention-table")
    assert heads(found) == ["Record", "What", "Since", "Finding", "Owner"]
    assert rows(found) == [
        ["Sign-on", "Target 2026-Q3 has passed, and it is not released", "2026-09-30", "Target past", "Product manager"]
    ]
    assert found.rows[0].cells[3] == Badge("Target past", "danger")
    assert found.total is None


def test_many_findings_are_cut_and_counted(tmp_path: Path) -> None:
    files = {f"roadmap/initiatives/i{n}.yml": record(f"I{n}", status="planned", target="2026-Q3") for n in range(13)}
    page = home(tmp_path, files)
    found = table(page, "attention-table")
    assert (len(found.rows), found.total) == (10, 13)
    assert found.more == Link("all findings", "health/#findings")


def test_where_nothing_needs_attention_the_page_says_so(tmp_path: Path) -> None:
    page = home(tmp_path, {"roadmap/initiatives/a.yml": record(status="idea")})
    assert paragraphs(page) == [
        "Nothing is overdue, and no rule has a finding to work on.",
        "Nothing was released, decided, reported or resolved in the last seven days.",
    ]


def test_the_week_has_the_seven_days_up_to_today_the_newest_first(tmp_path: Path) -> None:
    files = {
        "roadmap/initiatives/a.yml": record("Shipped", status="released", released_on="2026-10-25"),
        "roadmap/initiatives/b.yml": record("Too long ago", status="released", released_on="2026-10-24"),
        "roadmap/releases/1.0.yml": record("One", date="2026-10-31", status="released"),
        "roadmap/releases/2.0.yml": record("Month", date="2026-10", status="released"),
        "roadmap/releases/3.0.yml": record("To come", date="2026-10-31", status="planned"),
        "feedback/escalations/a.yml": escalation(
            "Down", status="resolved", detected_at="2026-10-29T12:00:00Z", resolved_at="2026-10-30T12:00:00Z"
        ),
        "roadmap/decisions/a.yml": record("Keep it", status="accepted", decided_on="2026-10-27"),
        "roadmap/updates/a.yml": record("Well", subject="release:1.0", date="2026-10-26", health="on_track"),
    }
    found = table(home(tmp_path, files), "week-table")
    assert rows(found) == [
        ["2026-10-31", "release", "One", "released", "@team"],
        ["2026-10-30", "escalation resolved", "Down", "resolved", "@team"],
        ["2026-10-29", "escalation detected", "Down", "resolved", "@team"],
        ["2026-10-27", "decision", "Keep it", "accepted", "@team"],
        ["2026-10-26", "update", "Well", "on track", "@team"],
        ["2026-10-25", "initiative released", "Shipped", "released", "@team"],
    ]


def test_a_busy_week_is_cut(tmp_path: Path) -> None:
    files = {f"roadmap/initiatives/i{n}.yml": record(status="released", released_on="2026-10-30") for n in range(22)}
    found = table(home(tmp_path, files), "week-table")
    assert (len(found.rows), found.total) == (20, 22)


def test_the_numbers_have_value_n_and_link_and_only_what_can_be_counted(tmp_path: Path) -> None:
    files = {
        "roadmap/initiatives/a.yml": record(status="in_progress"),
        "roadmap/initiatives/b.yml": record(status="idea"),
        "feedback/escalations/a.yml": escalation(status="resolved", resolved_at="2026-10-20T12:20:00Z"),
        "feedback/escalations/b.yml": escalation(actions="[{title: X, due: 2026-10-21, done_on: 2026-10-21}]"),
    }
    page = home(tmp_path, files)
    assert cards(page) == {
        "Open escalations": ("1", 2),
        "Median time to resolve": ("3 h 20 min", 1),
        "Actions done on time": ("100%", 1),
        "Initiatives in progress": ("1", 2),
    }
    (grid,) = parts(page, KpiGrid)
    assert [card.url for card in grid.cards] == ["escalations/", "escalations/#times", "escalations/", "roadmap/"]
    assert all(card.definition and card.method for card in grid.cards)


def test_without_anything_to_count_there_are_no_numbers(tmp_path: Path) -> None:
    assert "The numbers" not in headings(home(tmp_path, {"content/team/pm.yml": record(owner="pm")}))


def test_the_score_comes_first_with_change_band_and_trend(tmp_path: Path) -> None:
    files = {
        "feedback/surveys/q2.yml": nps("Spring", "2026-06-20", "q2"),
        "feedback/surveys/q3.yml": nps("Autumn", "2026-09-20", "q3"),
        "feedback/responses/q2.csv": answers(40, 40),
        "feedback/responses/q3.csv": answers(70, 10),
    }
    page = home(tmp_path, files)
    card = parts(page, KpiGrid)[0].cards[0]
    assert (card.label, plain_text(card.value), card.n) == ("Autumn", "75 points", 80)
    assert card.change is not None
    assert (card.change.verdict, card.change.text, card.change.tone) == ("up", "+75 since June 2026", "positive")
    assert card.sparkline is not None
    assert card.sparkline.values == (0.0, 75.0)
    assert len(card.sparkline.low) == len(card.sparkline.high) == 2
    assert card.url == "feedback/surveys/q3/"
    (chart,) = parts(page, ChartFigure)
    assert chart.title == "NPS went up to 75: +75 since June 2026"


def test_open_escalations_are_listed_with_their_age(tmp_path: Path) -> None:
    found = table(home(tmp_path, {"feedback/escalations/a.yml": escalation("Down")}), "open-escalations")
    assert column(found, "Age") == ["10 d 15 h"]


def test_many_open_escalations_are_cut_with_a_link_to_the_rest(tmp_path: Path) -> None:
    files = {f"feedback/escalations/e{number:02}.yml": escalation() for number in range(12)}
    found = table(home(tmp_path, files), "open-escalations")
    assert (len(found.rows), found.total) == (10, 12)
    assert found.more is not None
    assert found.more.url == "escalations/#open-now"


def test_what_is_next_has_initiatives_releases_and_launches_of_three_months(tmp_path: Path) -> None:
    files = {
        "roadmap/initiatives/a.yml": record("Soon", status="planned", target="2026-12"),
        "roadmap/initiatives/b.yml": record("Today", status="in_progress", target="2026-10-31"),
        "roadmap/initiatives/c.yml": record("Overdue", status="planned", target="2026-10-30"),
        "roadmap/initiatives/d.yml": record("Far", status="planned", target="2027-02-01"),
        "roadmap/initiatives/e.yml": record("Done", status="released", target="2026-12", released_on="2026-10-01"),
        "roadmap/releases/2.0.yml": record("Two", date="2026-11-20", status="planned"),
        "roadmap/releases/1.0.yml": record("One", date="2026-11-21", status="withdrawn"),
        "roadmap/launches/l.yml": record("Launch of two", tier=2, date="2026-11-20"),
    }
    found = table(home(tmp_path, files), "coming-table")
    assert rows(found) == [
        ["Today", "initiative", "in progress", "2026-10-31", "@team"],
        ["Launch of two", "launch", "", "2026-11-20", "@team"],
        ["Two", "release", "planned", "2026-11-20", "@team"],
        ["Soon", "initiative", "planned", "2026-12", "@team"],
    ]


def test_what_shipped_counts_changes_and_what_waits(tmp_path: Path) -> None:
    files = {
        f"roadmap/releases/1.{n}.yml": record(f"R{n}", date=f"2026-0{n}-01", status="released") for n in range(1, 8)
    }
    files["roadmap/changes/a.yml"] = record("A", type="added", release="'1.7'")
    files["roadmap/changes/b.yml"] = record("B", type="removed", release="'1.7'", breaking="true")
    files["roadmap/changes/c.yml"] = record("C", type="added")
    page = home(tmp_path, files)
    assert rows(table(page, "shipped-releases"))[:2] == [["R7", "2026-07-01", "2", "1"], ["R6", "2026-06-01", "0", "0"]]
    assert len(table(page, "shipped-releases").rows) == 5
    assert "1 change waits for a release." in paragraphs(page)
    (note,) = [block.text for block in parts(page, Paragraph) if isinstance(block.text, Phrase)]
    assert note.pieces[0] == Link("1 change", "releases/#unreleased")


def test_launches_ahead_have_their_readiness(tmp_path: Path) -> None:
    launch = "title: Big day\nowner: '@team'\ntier: 1\ndate: 2026-12-01\ngates: [{name: docs, status: done}]\n"
    (page,) = pages(context_of(tmp_path, {"roadmap/launches/big.yml": launch}))
    section = next(found for found in parts(page, Subsection) if found.title == "Launches ahead")
    assert section.count == 1
    assert [card.link.text for grid in parts(page, CardGrid) for card in grid.cards] == ["Big day"]


def test_metrics_that_lead_or_moved_are_cards(tmp_path: Path) -> None:
    months = "date,value\n" + "".join(f"2026-{month:02}-28,{100 + month}\n" for month in range(1, 11))
    files = {"content/metrics/shops.csv": months}
    for name, parent in (("shops", ""), ("carts", "parent: shops\n"), ("aisles", "parent: shops\n")):
        files[f"content/metrics/{name}.yml"] = (
            f"title: {name.title()}\nowner: '@team'\ndefinition: All.\ndirection: up\n{parent}"
            "source: content/metrics/shops.csv\n"
        )
    files["content/metrics/empty.yml"] = "title: Empty\nowner: '@team'\ndefinition: All.\ndirection: up\n"
    section = next(found for found in parts(home(tmp_path, files), Subsection) if found.title == "KPIs")
    grid = section.blocks[0]
    assert isinstance(grid, KpiGrid)
    assert [(card.label, plain_text(card.value), card.url) for card in grid.cards] == [
        ("Shops", "110", "metrics/shops/"),
        ("Aisles", "110", "metrics/aisles/"),
        ("Carts", "110", "metrics/carts/"),
    ]
    assert all(card.sparkline is not None for card in grid.cards)
