"""The section of experiments and the page of each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from site_builder.model.page import Page
from site_builder.views.experiments import pages
from site_builder.views.parts import ChartFigure, EmptyState, KpiGrid, Markup, Notice, Paragraph
from site_builder.views.plain import plain_text
from tests.views.reading import by_url, column, context_of, facts, headings, heads, parts, record, rows, table

METRICS = {
    "content/metrics/swaps.yml": record("Swaps", definition="Swaps per request.", direction="up", unit="share"),
    "content/metrics/time.yml": record("Time to publish", definition="Minutes.", direction="down", unit="minutes"),
    "content/metrics/calls.yml": record("Calls", definition="Calls per site.", direction="down"),
    "content/metrics/colour.yml": record("Colour", definition="Of the sky.", direction="none"),
}
WON = (
    "[{key: a, name: Search, control: true, units: 5212, conversions: 1318}, "
    "{key: b, name: List, units: 5187, conversions: 1473}]"
)
EVEN = "[{key: a, control: true, units: 100, conversions: 50}, {key: b, units: 100, conversions: 52}]"
SLOWER = (
    "[{key: a, name: Beside, control: true, units: 733, mean: 49.6, stddev: 20.8}, "
    "{key: b, name: Entered, units: 741, mean: 53.1, stddev: 22.5}]"
)
SPLIT = "[{key: a, control: true, units: 4812, conversions: 2762}, {key: b, units: 4391, conversions: 2684}]"
THREE = (
    "[{key: a, name: None, control: true, units: 4020, conversions: 1142}, {key: b, name: One, units: 3905, "
    "conversions: 1158}, {key: c, name: Two, units: 3893, conversions: 1149}]"
)
PLAN = "{baseline: 0.25, mde: 0.03}"


def experiment(title: str = "Suggest three", **fields: Any) -> str:
    usual: dict[str, Any] = {"hypothesis": "A list helps.", "status": "stopped", "metric": "swaps", "variants": WON}
    return record(title, **(usual | fields))


def section(root: Path, experiments: Mapping[str, str]) -> dict[str, Page]:
    files = {f"roadmap/experiments/{name}.yml": text for name, text in experiments.items()}
    return by_url(pages(context_of(root, METRICS | files)))


def page_of(root: Path, **fields: Any) -> Page:
    return section(root, {"a": experiment(**fields)})["experiments/a/"]


def notices(page: Page) -> list[str]:
    return [notice.title for notice in page.content.notices]


def words(page: Page) -> str:
    return " ".join(plain_text(paragraph.text) for paragraph in parts(page, Paragraph))


def test_without_experiments_the_section_says_what_belongs_here(tmp_path: Path) -> None:
    found = section(tmp_path, {})
    assert list(found) == ["experiments/"]
    assert [empty.what for empty in parts(found["experiments/"], EmptyState)] == ["No experiments yet."]


def test_a_single_draft_has_no_figures_and_says_so(tmp_path: Path) -> None:
    found = section(tmp_path, {"a": experiment(status="draft", variants="[]")})
    page = found["experiments/"]
    assert page.content.lead == "1 experiment, none with a result yet; 1 in draft."
    assert headings(page) == ["Running and in draft", "All experiments"]
    assert not parts(page, KpiGrid)
    assert headings(found["experiments/a/"]) == ["Hypothesis"]


def test_the_sentence_counts_verdicts_what_runs_and_what_must_be_cleaned_up(tmp_path: Path) -> None:
    page = section(
        tmp_path,
        {
            "won": experiment("Won"),
            "lost": experiment("Lost", metric="time", variants=SLOWER, cleanup_by="2026-09-30"),
            "even": experiment("Even", variants=EVEN),
            "running": experiment("Running", status="running"),
            "draft": experiment("Draft", status="draft"),
        },
    )["experiments/"]
    assert page.content.lead == (
        "Of 3 experiments with a result: 1 won, 1 lost and 1 inconclusive; 1 running, 1 in draft and 1 past the day of "
        "its clean-up."
    )
    (grid,) = parts(page, KpiGrid)
    assert [(card.label, plain_text(card.value), card.n) for card in grid.cards] == [
        ("Won", "33%", 3),
        ("Lost", "33%", 3),
        ("Inconclusive", "33%", 3),
    ]
    assert rows(table(page, "clean-up")) == [["Lost", "2026-09-30", "@team"]]


def test_the_duration_counts_both_days_of_stopped_experiments(tmp_path: Path) -> None:
    page = section(tmp_path, {"a": experiment(started_on="2026-05-01", ended_on="2026-05-14"), "b": experiment()})
    (grid,) = parts(page["experiments/"], KpiGrid)
    card = grid.cards[-1]
    assert (card.label, plain_text(card.value), card.n) == ("Median time they ran", "14 days", 1)


def test_the_picture_shows_lifts_with_the_better_to_the_right(tmp_path: Path) -> None:
    experiments = {
        "won": experiment("Won"),
        "lost": experiment("Lost", metric="time", variants=SLOWER),
        "neither": experiment("Neither", metric="colour", variants=SLOWER),
    }
    (chart,) = parts(section(tmp_path, experiments)["experiments/"], ChartFigure)
    assert chart.title == "1 of 3 experiments was won"
    assert [row[:2] + row[-1:] for row in rows(chart.table)] == [["Won", "+12.3", "won"], ["Lost", "−7.1", "lost"]]


def test_several_variants_have_a_row_each_the_variant_first(tmp_path: Path) -> None:
    (chart,) = parts(section(tmp_path, {"a": experiment("Countdown", variants=THREE)})["experiments/"], ChartFigure)
    assert column(chart.table, "Experiment") == ["One: Countdown", "Two: Countdown"]


def test_the_table_has_the_verdict_or_the_status(tmp_path: Path) -> None:
    plan = "{baseline: 0.5, mde: 0.05}"
    experiments = {
        "e": experiment("Won", ended_on="2026-06-28", decision="ship"),
        "d": experiment("Short", variants=EVEN, plan=plan, ended_on="2026-05-01"),
        "c": experiment("Split", variants=SPLIT, ended_on="2026-04-01"),
        "b": experiment("Missing", variants="[]", ended_on="2026-03-01", decision="none"),
        "a": experiment("Running", status="running", started_on="2026-01-01"),
    }
    found = table(section(tmp_path, experiments)["experiments/"], "experiments")
    assert [row[:2] + row[3:] for row in rows(found)] == [
        ["Won", "won", "+3.1 points", "10,399", "2026-06-28", "ship", "@team"],
        ["Short", "underpowered", "+2 points", "200", "2026-05-01", "", "@team"],
        ["Split", "blocked", "+3.7 points", "9,203", "2026-04-01", "", "@team"],
        ["Missing", "not testable", "", "", "2026-03-01", "", "@team"],
        ["Running", "running", "", "10,399", "", "", "@team"],
    ]
    assert found.filters == ("State", "Decision")


def test_what_kept_inconclusive_ones_from_a_verdict_is_counted_as_the_badges_say_it(tmp_path: Path) -> None:
    experiments = {
        "won": experiment("Won"),
        "even": experiment("Even", variants=EVEN),
        "short": experiment("Short", variants=EVEN, plan="{baseline: 0.5, mde: 0.05}"),
        "split": experiment("Split", variants=SPLIT),
    }
    page = section(tmp_path, experiments)["experiments/"]
    assert page.content.lead == (
        "Of 4 experiments with a result: 1 won and 3 inconclusive (1 underpowered, 1 blocked)."
    )
    (grid,) = parts(page, KpiGrid)
    assert [card.reason for card in grid.cards] == ["", "", "1 underpowered, 1 blocked"]
    states = column(table(page, "experiments"), "State")
    assert sorted(states) == ["blocked", "inconclusive", "underpowered", "won"]


def test_running_ones_stand_against_their_planned_sample(tmp_path: Path) -> None:
    few = "[{key: a, control: true, units: 1204, conversions: 300}, {key: b, units: 1189, conversions: 310}]"
    experiments = {
        "a": experiment("Enough", status="running", plan=PLAN, started_on="2026-10-30"),
        "b": experiment("Few", status="running", plan=PLAN, variants=few, started_on="2026-10-01"),
        "c": experiment("Drafted", status="draft", plan=PLAN, variants="[{key: a, control: true}, {key: b}]"),
        "d": experiment("No plan", status="running"),
    }
    found = table(section(tmp_path, experiments)["experiments/"], "under-way-table")
    shown = {row[0]: row[4:6] for row in rows(found)}
    assert shown == {
        "Enough": ["2", "reached, stop and decide"],
        "Few": ["31", "1,189 of 3,394"],
        "Drafted": ["", "0 of 3,394"],
        "No plan": ["", "5,187"],
    }


def test_the_page_of_a_won_experiment(tmp_path: Path) -> None:
    page = page_of(tmp_path, plan=PLAN, learning="It helps.", decision="ship")
    assert headings(page) == ["Hypothesis", "Plan and sample", "Result", "Learning", "How it was tested"]
    assert facts(page) == {"Verdict": "won", "Metric": "Swaps", "Decision": "ship"}
    assert notices(page) == []
    assert [part.text for part in parts(page, Markup)] == ["A list helps.", "It helps."]
    found = table(page, "result-table")
    assert found.caption == "Result on Swaps, differences in points"
    assert rows(found) == [
        ["Search control", "5,212", "25.3%", "", "", "", ""],
        ["List", "5,187", "28.4%", "+3.1", "+1.4 to +4.8", "< 0.001", "won"],
    ]
    assert rows(table(page, "sample-table")) == [
        ["Search control", "5,212", "5,199.5", "reached"],
        ["List", "5,187", "5,199.5", "reached"],
    ]
    assert rows(table(page, "test-table")) == [["Swaps", "unpooled z", "3.58", "< 0.001", "+12.3%"]]
    assert "From a baseline of 25%, a difference of 3 points" in words(page)
    assert "3,394 units in each variant." in words(page)
    assert "chi-square 0.06, p = 0.806, n 10,399" in words(page)


def test_the_chart_says_the_finding_and_marks_what_is_worth_finding(tmp_path: Path) -> None:
    (chart,) = parts(page_of(tmp_path, plan=PLAN), ChartFigure)
    assert chart.title == "Swaps: +3.1 points with List"
    assert chart.subtitle == "Difference to Search in points, 95% interval; more is better, n 10,399"
    marks = [layer["data"]["values"] for layer in chart.spec["layer"]]
    assert any(row.get("text") == "worth finding" and row["x"] == 3.0 for rows_ in marks for row in rows_)


def test_several_variants_are_adjusted_by_holm_and_the_control_counts_once(tmp_path: Path) -> None:
    page = page_of(tmp_path, variants=THREE)
    (chart,) = parts(page, ChartFigure)
    assert chart.title == "Swaps: no detectable difference"
    assert chart.subtitle.endswith("n 11,818")
    assert heads(table(page, "test-table")) == ["Metric", "Variant", "Test", "Statistic", "p", "p, Holm", "Lift"]
    assert "Adjusted by Holm over the 2 comparisons" in words(page)


def test_one_of_several_variants_that_differs(tmp_path: Path) -> None:
    variants = WON.replace("]", ", {key: c, units: 5200, conversions: 1320}]")
    (chart,) = parts(page_of(tmp_path, variants=variants), ChartFigure)
    assert chart.title == "Swaps: 1 of 2 variants differs from the control"


def test_a_metric_in_its_own_unit_of_which_less_is_better(tmp_path: Path) -> None:
    page = page_of(tmp_path, metric="time", variants=SLOWER, plan="{baseline: 50, mde: 3.5}")
    (chart,) = parts(page, ChartFigure)
    assert chart.title == "Time to publish: +3.5 minutes with Entered"
    marks = [row for layer in chart.spec["layer"] for row in layer["data"]["values"]]
    assert any(row.get("text") == "worth finding" and row["x"] == -3.5 for row in marks)
    assert rows(table(page, "test-table"))[0][1] == "Welch t, 1,465 degrees of freedom"
    assert "From a baseline of 50, a difference of 3.5" in words(page)


def test_a_mismatch_is_said_first_and_blocks_the_verdict(tmp_path: Path) -> None:
    page = page_of(tmp_path, variants=SPLIT)
    assert notices(page) == ["Sample-ratio mismatch"]
    (notice,) = page.content.notices
    assert isinstance(notice, Notice)
    assert "The units fell 4,812 to 4,391 where the weights give 4,602 to 4,602" in plain_text(notice.text)
    (chart,) = parts(page, ChartFigure)
    assert chart.title == "Swaps: the arms were not alike, so the difference proves nothing"
    assert facts(page)["Verdict"] == "blocked"


def test_an_experiment_that_stopped_early_is_underpowered_and_its_clean_up_may_be_past(tmp_path: Path) -> None:
    page = page_of(tmp_path, variants=EVEN, plan="{baseline: 0.5, mde: 0.05}", cleanup_by="2026-09-30")
    assert notices(page) == ["Stopped before its planned sample", "Past the day of its clean-up"]
    assert facts(page)["Verdict"] == "underpowered"


def test_guardrails_have_a_chart_and_a_table_and_a_notice_where_one_broke(tmp_path: Path) -> None:
    results = (
        "{calls: {a: {units: 604, mean: 18.2, stddev: 11.1}, b: {units: 597, mean: 25.7, stddev: 11.4}}, "
        "colour: {a: {units: 604, mean: 1, stddev: 1}, b: {units: 597, mean: 2, stddev: 1}}, "
        "time: {a: {units: 604, mean: 8.2, stddev: 11.1}, b: {units: 597, mean: 8.1, stddev: 11.4}}}"
    )
    page = page_of(tmp_path, guardrails="[calls]", results=results)
    assert notices(page) == ["A guardrail got significantly worse"]
    charts = [chart.title for chart in parts(page, ChartFigure)]
    assert charts[1] == "1 of 3 further metrics got worse"
    found = table(page, "further-table")
    assert column(found, "Metric") == ["Calls guardrail", "Colour", "Time to publish"]
    assert column(found, "Verdict") == ["worse", "changed", "no detectable change"]


def test_a_running_experiment_shows_its_sample_and_no_result(tmp_path: Path) -> None:
    page = page_of(tmp_path, status="running", plan=PLAN)
    assert notices(page) == ["It has its planned sample"]
    assert headings(page) == ["Hypothesis", "Plan and sample", "Result"]
    assert not parts(page, ChartFigure)
    assert "tested once, when it has stopped" in words(page)


def test_one_that_ends_after_the_day_shows_nothing_yet(tmp_path: Path) -> None:
    found = section(tmp_path, {"a": experiment(started_on="2026-10-01", ended_on="2026-11-01")})
    page = found["experiments/a/"]
    assert "Verdict" not in facts(page)
    assert headings(page) == ["Hypothesis", "Plan and sample", "Result"]
    assert "tested once, when it has stopped" in words(page)
    assert not parts(found["experiments/"], ChartFigure)
    assert found["experiments/"].content.lead == "1 experiment, none with a result yet."


def test_what_cannot_be_tested_says_why(tmp_path: Path) -> None:
    variants = "[{key: a, control: true, units: 100, mean: 2.7}, {key: b, units: 120, mean: 2.5}]"
    page = page_of(tmp_path, variants=variants)
    assert facts(page)["Verdict"] == "not testable"
    assert not parts(page, ChartFigure)
    assert rows(table(page, "result-table")) == [["b", "not testable"]]
    assert "How it was tested" not in headings(page)


def test_a_plan_that_is_no_share_is_not_reckoned_before_units_are_counted(tmp_path: Path) -> None:
    page = page_of(tmp_path, status="draft", plan="{baseline: 50, mde: 3}", variants="[{key: a, control: true}]")
    assert words(page).endswith("at a risk of 5% of seeing one that is not there.")


def test_the_risk_of_a_plan_is_told_as_it_is_written(tmp_path: Path) -> None:
    plan = "{baseline: 50, mde: 3, alpha: 0.001, power: 0.999}"
    page = page_of(tmp_path, status="draft", plan=plan, variants="[{key: a, control: true}]")
    assert words(page).endswith("with a chance of 99.9%, at a risk of 0.1% of seeing one that is not there.")
