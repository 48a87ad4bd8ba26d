"""The section of features and the page of each, inside and in public."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from site_builder.model.page import Page
from site_builder.views import public_features
from site_builder.views.features import pages
from site_builder.views.parts import CardGrid, Change, EmptyState, KpiGrid
from site_builder.views.plain import plain_text
from tests.support import check_files, initiative, public_view_context
from tests.views.reading import by_url, column, context_of, facts, header, headings, heads, parts, record, rows, table

METRIC = record("Share of swaps", definition="Swaps.", direction="up", unit="'%'", source="content/metrics/swaps.csv")
SERIES = "date,value\n2025-09-30,24.5\n2026-08-31,30.5\n2026-09-30,31.9\n"
DATA = {"content/metrics/swaps.yml": METRIC, "content/metrics/swaps.csv": SERIES}


def feature(title: str = "Swaps", **fields: Any) -> str:
    usual: dict[str, Any] = {"lifecycle": "ga"}
    return record(title, **(usual | fields))


def section(root: Path, features: Mapping[str, str], **files: str) -> dict[str, Page]:
    written = {f"content/features/{name}.yml": text for name, text in features.items()}
    return by_url(pages(context_of(root, written | files)))


def test_without_features_the_section_says_what_belongs_here(tmp_path: Path) -> None:
    found = section(tmp_path, {})
    assert list(found) == ["features/"]
    assert [empty.what for empty in parts(found["features/"], EmptyState)] == ["No features yet."]


def test_a_single_feature_has_its_card_and_its_row(tmp_path: Path) -> None:
    page = section(tmp_path, {"a": feature(component="mobile-app", since="2026-01-13")})["features/"]
    assert page.content.lead == "1 feature: 1 GA. 0 of 1 have a metric with data."
    assert headings(page) == ["All features"]
    (grid,) = parts(page, CardGrid)
    assert [(fact.label, plain_text(fact.value)) for fact in grid.cards[0].facts] == [
        ("Since", "2026-01-13"),
        ("", "mobile-app"),
    ]
    assert rows(table(page, "features")) == [["Swaps", "GA", "mobile-app", "2026-01-13", "@team"]]


def test_features_by_component_and_lifecycle(tmp_path: Path) -> None:
    features = {
        "a": feature("Rota", component="scheduler"),
        "b": feature("Swaps", component="mobile-app"),
        "c": feature("Feed", component="mobile-app", lifecycle="deprecated"),
        "d": feature("Tablet", lifecycle="planned", since="2027-Q1"),
        "e": feature("Offers", component="mobile-app"),
    }
    page = section(tmp_path, features)["features/"]
    found = table(page, "components-table")
    assert heads(found) == ["Component", "Planned", "GA", "Deprecated"]
    assert rows(found) == [
        ["Mobile app", "", "Offers, Swaps", "Feed"],
        ["Scheduler", "", "Rota", ""],
        ["No component", "Tablet", "", ""],
    ]
    (grid,) = parts(page, CardGrid)
    assert [card.link.text for card in grid.cards] == ["Offers", "Swaps", "Feed", "Rota", "Tablet"]
    assert grid.cards[-1].facts[0].label == "Planned for"


def test_many_features_are_counts_and_a_table_without_cards(tmp_path: Path) -> None:
    stages = ("beta", "ga")
    features = {f"f{n}": feature(f"F{n}", component=f"part-{n % 3}", lifecycle=stages[n % 2]) for n in range(40)}
    page = section(tmp_path, features)["features/"]
    assert not parts(page, CardGrid)
    assert rows(table(page, "components-table"))[0] == ["Part 0", "7", "7"]
    assert len(table(page, "features").rows) == 40


def test_plans_stand_side_by_side_and_no_plan_means_all(tmp_path: Path) -> None:
    features = {
        "a": feature("Rota"),
        "b": feature("Swaps", plans="[Growth, Enterprise]"),
        "c": feature("API", plans="[Enterprise]"),
        "d": feature("Gone", lifecycle="removed", plans="[Growth]"),
    }
    found = table(section(tmp_path, features)["features/"], "plans-table")
    assert rows(found) == [
        ["API", "GA", "", "included"],
        ["Rota", "GA", "included", "included"],
        ["Swaps", "GA", "included", "included"],
    ]


def test_where_all_have_one_plan_no_table_compares(tmp_path: Path) -> None:
    assert "By plan" not in headings(section(tmp_path, {"a": feature(plans="[Only]")})["features/"])


def test_adoption_is_the_latest_value_of_the_metrics(tmp_path: Path) -> None:
    none = record("Calls", definition="Calls.", direction="down")
    files = {**DATA, "content/metrics/calls.yml": none}
    page = section(tmp_path, {"a": feature(metrics="[swaps, calls]")}, **files)["features/"]
    assert page.content.lead == "1 feature: 1 GA. 1 of 1 has a metric with data."
    assert column(table(page, "features"), "Adoption") == ["Share of swaps 31.9%, Calls, no data"]


def test_the_page_has_the_figures_with_their_change_on_a_year_ago(tmp_path: Path) -> None:
    none = record("Calls", definition="Calls.", direction="down")
    files = {
        **DATA,
        "content/metrics/calls.yml": none,
        "roadmap/initiatives/i.yml": initiative("Trade shifts", "released", released_on="2026-02-13"),
        "roadmap/initiatives/j.yml": initiative("More trades", "in_progress", target="2026-12-01"),
    }
    text = feature(metrics="[swaps, calls]", initiatives="[i, j]", use_cases="[Trade Saturday]", plans="[Growth]")
    page = section(tmp_path, {"a": text}, **files)["features/a/"]
    assert headings(page) == ["Adoption", "Initiatives"]
    (grid,) = parts(page, KpiGrid)
    swaps, calls = grid.cards
    assert (plain_text(swaps.value), swaps.n) == ("31.9%", 3)
    assert swaps.change == Change("up", "7.4 points since 30 September 2025", "neutral")
    assert swaps.sparkline is not None
    assert swaps.sparkline.values == (24.5, 30.5, 31.9)
    assert calls.reason == "no data yet"
    assert column(table(page, "initiatives-table"), "Initiative") == ["More trades", "Trade shifts"]
    assert facts(page) == {"Use cases": "Trade Saturday", "Plans": "Growth"}


def test_a_change_for_the_worse_on_the_value_before(tmp_path: Path) -> None:
    metric = METRIC.replace("'%'", "share").replace("direction: up", "direction: down")
    files = {
        "content/metrics/swaps.yml": metric,
        "content/metrics/swaps.csv": "date,value\n2026-08-31,0.3\n2026-09-30,0.35\n",
    }
    page = section(tmp_path, {"a": feature(metrics="[swaps]")}, **files)["features/a/"]
    (grid,) = parts(page, KpiGrid)
    assert plain_text(grid.cards[0].value) == "35%"
    assert grid.cards[0].change == Change("up", "5 points since 31 August 2026", "neutral")


@pytest.mark.parametrize(
    ("direction", "last", "change"),
    [
        ("up", 9, Change("none", "−3 since 31 August 2026")),
        ("up", 22, Change("up", "10 since 31 August 2026", "positive")),
        ("down", 22, Change("up", "10 since 31 August 2026", "danger")),
        ("none", 22, Change("up", "10 since 31 August 2026", "neutral")),
    ],
)
def test_a_change_that_is_routine_goes_neither_way(tmp_path: Path, direction: str, last: int, change: Change) -> None:
    values = [*[10, 12] * 4, last]
    lines = [f"2026-{month:02d}-28,{value}" for month, value in enumerate(values[:-2], start=1)]
    lines = [*lines, f"2026-08-31,{values[-2]}", f"2026-09-30,{last}"]
    files = {
        "content/metrics/swaps.yml": METRIC.replace("'%'", "swaps").replace("direction: up", f"direction: {direction}"),
        "content/metrics/swaps.csv": "\n".join(["date,value", *lines]) + "\n",
    }
    (grid,) = parts(section(tmp_path, {"a": feature(metrics="[swaps]")}, **files)["features/a/"], KpiGrid)
    assert grid.cards[0].change == change


def test_a_value_that_did_not_move_has_no_change(tmp_path: Path) -> None:
    files = {**DATA, "content/metrics/swaps.csv": "date,value\n2026-08-31,3\n2026-09-30,3\n"}
    (grid,) = parts(section(tmp_path, {"a": feature(metrics="[swaps]")}, **files)["features/a/"], KpiGrid)
    assert grid.cards[0].change is None


def test_since_a_release_is_a_link(tmp_path: Path) -> None:
    files = {"roadmap/releases/2026.1.yml": record("Release of spring", date="2026-02-13", status="released")}
    found = section(tmp_path, {"a": feature(since="'2026.1'")}, **files)
    assert column(table(found["features/"], "features"), "Since") == ["Release of spring"]
    assert (
        header(found["features/a/"])["Since"] == "Release of spring"
        if "Since" in header(found["features/a/"])
        else True
    )


def test_in_public_no_metric_no_owner_and_no_initiative_is_shown(tmp_path: Path) -> None:
    files = {
        **DATA,
        "content/features/a.yml": feature(
            visibility="public", metrics="[swaps]", initiatives="[i]", use_cases="[Trade Saturday]"
        ),
        "content/features/b.yml": feature("Secret"),
        "roadmap/initiatives/i.yml": initiative("Trade shifts"),
    }
    found = by_url(public_features.pages(public_view_context(check_files(tmp_path, files))))
    page = found["features/"]
    assert list(found) == ["features/", "features/a/"]
    assert page.content.lead == "1 feature in the product."
    assert [card.link.text for card in parts(page, CardGrid)[0].cards] == ["Swaps"]
    assert headings(found["features/a/"]) == []
