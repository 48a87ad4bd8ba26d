"""Workflows: the bottleneck named, how each flows, the oldest items, and a page for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from site_builder.history.history import RecordHistory
from site_builder.model.page import Page
from site_builder.views.cells import DurationCell, Link
from site_builder.views.parts import ChartFigure, EmptyState, KpiGrid, Notice, Paragraph
from site_builder.views.plain import plain_text
from site_builder.views.workflows import pages
from tests.history.made import timelines
from tests.views.reading import by_url, column, context_of, facts, headings, heads, parts, record, rows, table

STAGES = (
    "[{name: to_do, wip_limit: 2, entry: Somebody asked., exit: Somebody begins.}, "
    "{name: doing, active: true, wip_limit: 3}, {name: review}, {name: done, exit: Nothing.}]"
)
ITEMS = {
    "a": ["to_do 09-01", "doing 09-03", "review 09-04", "done 09-08"],
    "b": ["to_do 09-01", "doing 09-02", "review 09-05", "done 09-15"],
    "c": ["to_do 09-02", "doing 09-07", "review 09-09", "done 09-23"],
    "old": ["to_do 09-03", "doing 09-04", "review 09-06"],
    "newer": ["to_do 10-01", "doing 10-20", "review 10-23"],
    "begun": ["to_do 10-01", "doing 10-30"],
    "asked": ["to_do 10-02"],
}


def workflow(title: str = "From a wish to an answer", **fields: Any) -> str:
    usual: dict[str, Any] = {"stages": STAGES, "items": "content/workflows/w.csv"}
    return record(title, **(usual | fields))


def csv(items: Mapping[str, Sequence[str]]) -> str:
    entries = [(name, *entry.split()) for name, visits in items.items() for entry in visits]
    return "item,stage,entered_at\n" + "".join(f"{name},{stage},2026-{day}\n" for name, stage, day in entries)


def section(root: Path, files: Mapping[str, str]) -> dict[str, Page]:
    return by_url(pages(context_of(root, files)))


def one(root: Path, items: Mapping[str, Sequence[str]] = ITEMS, **fields: Any) -> dict[str, Page]:
    return section(root, {"content/workflows/w.yml": workflow(**fields), "content/workflows/w.csv": csv(items)})


def lead(page: Page) -> str:
    return plain_text(page.content.lead)


def cards(page: Page) -> dict[str, str]:
    return {card.label: plain_text(card.value) for grid in parts(page, KpiGrid) for card in grid.cards}


def notices(page: Page) -> list[tuple[str, str, str]]:
    found = [notice for notice in page.content.notices if isinstance(notice, Notice)]
    return [(notice.tone, notice.title, plain_text(notice.text)) for notice in found]


def chart(page: Page, name: str) -> ChartFigure:
    return next(found for found in parts(page, ChartFigure) if found.name == name)


def paragraphs(page: Page) -> list[str]:
    return [plain_text(block.text) for block in parts(page, Paragraph)]


def test_without_workflows_the_section_says_what_belongs_here(tmp_path: Path) -> None:
    (page,) = section(tmp_path, {}).values()
    assert parts(page, EmptyState)[0].what == "No workflows yet."


def test_open_work_is_told_even_without_workflows(tmp_path: Path) -> None:
    (page,) = section(tmp_path, {"roadmap/initiatives/i.yml": record("I", status="planned")}).values()
    assert headings(page) == ["Workload"]


def test_the_first_sentence_names_the_bottleneck_with_its_figures(tmp_path: Path) -> None:
    page = one(tmp_path)["workflows/"]
    assert lead(page) == (
        "The bottleneck is “review” of From a wish to an answer: 2 items, which stay 10 d at the median, n 3. "
        "4 items under way in 1 workflow, no stage over its limit."
    )


def test_what_weighs_most_comes_first_and_what_has_no_items_last(tmp_path: Path) -> None:
    quick = {"a": ["to_do 10-01", "doing 10-02", "done 10-03"], "b": ["to_do 10-30"]}
    found = section(
        tmp_path,
        {
            "content/workflows/a.yml": workflow("Quick", items="content/workflows/a.csv"),
            "content/workflows/a.csv": csv(quick),
            "content/workflows/b.yml": record("Not measured", stages=STAGES),
            "content/workflows/w.yml": workflow("Slow"),
            "content/workflows/w.csv": csv(ITEMS),
        },
    )
    page = found["workflows/"]
    assert lead(page).startswith("The bottleneck is “review” of Slow: ")
    assert lead(page).endswith(" 5 items under way in 2 workflows, no stage over its limit; 1 without figures.")
    assert rows(table(page, "workflows")) == [
        ["Slow", "review", "4", "0.4", "13 d", "15 d", "3", "14%", "@team"],
        ["Quick", "to do", "1", "0.0", "24 h", "24 h", "1", "50%", "@team"],
        ["Not measured", "no figures", "", "", "", "", "", "", "@team"],
    ]
    assert paragraphs(page)[0] == "No figures of Not measured: the workflow names no items."
    assert [found.table.identifier for found in parts(page, ChartFigure)] == []
    oldest = table(page, "oldest-items")
    assert heads(oldest) == ["Item", "Workflow", "Stage", "Age", "Usual, 85% within", "Standing"]
    assert column(oldest, "Item") == ["old", "newer", "begun"]
    usual = [row.cells[heads(oldest).index("Usual, 85% within")] for row in oldest.rows]
    assert {cell.note for cell in usual if isinstance(cell, DurationCell) and cell.minutes is not None} == {""}


def test_limits_that_are_broken_are_said(tmp_path: Path) -> None:
    items = {name: ["to_do 10-20"] for name in ("x", "y", "z")}
    found = one(tmp_path, {**ITEMS, **items})
    assert lead(found["workflows/"]).endswith("over its limit: to do (4 of 2) of From a wish to an answer.")
    page = found["workflows/w/"]
    assert notices(page)[-1] == (
        "danger",
        "More under way than the limit allows",
        "To do (4 of 2). Finish something before starting more.",
    )


def test_why_a_history_is_missing_is_said_below_the_table(tmp_path: Path) -> None:
    stages = "[{name: planned}, {name: in_progress, active: true}, {name: released}]"
    files = {
        "content/workflows/a.yml": workflow("Measured", items="content/workflows/a.csv"),
        "content/workflows/a.csv": csv(ITEMS),
        "content/workflows/w.yml": record("From idea to released", from_="git", stages=stages),
    }
    page = section(tmp_path, files)["workflows/"]
    assert column(table(page, "workflows"), "Bottleneck") == ["review", "no figures"]
    (notice,) = parts(page, Notice)
    assert notice.title == "The handbook is in no git repository."
    assert plain_text(notice.text).startswith("No figures of From idea to released. How long items stay in a stage is")
    assert plain_text(notice.items[0]).startswith("Begin one: git init")


def test_the_oldest_items_lead_to_the_others(tmp_path: Path) -> None:
    found = one(tmp_path, {f"item-{number}": ["to_do 10-01", "doing 10-20"] for number in range(12)})
    shown, own = (table(found[url], "oldest-items") for url in ("workflows/", "workflows/w/"))
    assert (len(shown.rows), shown.total) == (10, 12)
    assert shown.more == Link("all items of a workflow are on its page", "#all")
    assert own.more == Link("all items are in the data of the chart", "#ages")
    assert len(chart(found["workflows/w/"], "age-chart").table.rows) == 12


def test_a_workflow_without_figures_says_why_and_keeps_its_stages(tmp_path: Path) -> None:
    files = {"content/workflows/w.yml": record("W", stages=STAGES, summary="How work flows.")}
    found = section(tmp_path, files)
    assert lead(found["workflows/"]) == "1 workflow, none with figures yet: the workflow names no items."
    assert headings(found["workflows/"]) == ["All workflows"]
    page = found["workflows/w/"]
    assert notices(page) == [
        (
            "neutral",
            "No figures yet",
            "The workflow names no items. The stages and what they ask for stand below.",
        )
    ]
    assert headings(page) == ["Stages and their criteria"]


def test_stages_with_what_they_ask_for(tmp_path: Path) -> None:
    found = table(one(tmp_path)["workflows/w/"], "criteria-table")
    assert rows(found) == [
        ["To do", "wait", "Somebody asked.", "Somebody begins.", "2"],
        ["Doing", "work", "", "", "3"],
        ["Review", "wait", "", "", ""],
        ["Done", "end", "", "Nothing.", ""],
    ]


def test_the_page_of_a_workflow(tmp_path: Path) -> None:
    page = one(tmp_path)["workflows/w/"]
    assert headings(page) == [
        "How it flows",
        "Where it waits",
        "What is under way",
        "How much gets finished",
        "How long it takes",
        "Stages and their criteria",
    ]
    assert notices(page) == [
        (
            "info",
            "Bottleneck: review",
            "“Review” holds 2 items, which stay 10 d at the median, n 3. It has no limit.",
        )
    ]
    assert facts(page) == {"Items": "content/workflows/w.csv"}
    assert cards(page) == {
        "Under way": "4",
        "Finished in a week": "0.4 items",
        "Cycle time, median": "13 d",
        "Age of what is started, median": "11 d",
        "Flow efficiency": "14%",
    }


def test_stages_against_their_limits_and_the_days_they_take(tmp_path: Path) -> None:
    page = one(tmp_path)["workflows/w/"]
    assert chart(page, "dwell").title == "Items wait longest in review"
    found = table(page, "stages-table")
    assert heads(found) == ["Stage", "In it now", "Median stay", "95% interval", "85% within", "n"]
    assert rows(found) == [
        ["To do wait", "1 of 2", "3.5", "1.0 to 29.0", "21.5", "6"],
        ["Doing work", "1 of 3", "2.0", "", "3.0", "5"],
        ["Review wait", "2, bottleneck", "10.0", "", "12.8", "3"],
    ]


def test_ages_stand_against_what_finished_items_took(tmp_path: Path) -> None:
    page = one(tmp_path)["workflows/w/"]
    assert chart(page, "age-chart").title == "1 of 3 items is older than 15 d, within which 85% were finished"
    assert rows(table(page, "oldest-items")) == [
        ["old", "Review", "57 d", "15 d", "longer than 85% took"],
        ["newer", "Review", "11 d", "15 d", ""],
        ["begun", "Doing", "24 h", "15 d", ""],
    ]
    assert paragraphs(page) == ["1 item not started yet, without an age."]


def test_a_week_out_of_the_ordinary_is_in_the_title(tmp_path: Path) -> None:
    mondays = [date(2026, 6, 8) + timedelta(weeks=week) for week in range(20)]
    steady = {
        f"{monday}-{number}": ["doing 06-01", f"done {monday:%m-%d}"]
        for week, monday in enumerate(mondays)
        for number in range(1 + week % 3)
    }
    rush = {f"rush-{number}": ["doing 06-01", "done 08-17"] for number in range(12)}
    calm = chart(one(tmp_path, steady)["workflows/w/"], "throughput-chart")
    assert calm.title == "No week was out of the ordinary"
    throughput = chart(one(tmp_path, {**steady, **rush})["workflows/w/"], "throughput-chart")
    assert throughput.title == "1 of 20 weeks was out of the ordinary"
    assert ["2026-08-17", "14", "above the limits"] in rows(throughput.table)


def test_limits_of_a_flow_that_finishes_little_are_not_made_much_of(tmp_path: Path) -> None:
    throughput = chart(one(tmp_path)["workflows/w/"], "throughput-chart")
    assert throughput.title == "3 items finished in 7 full weeks"
    assert throughput.note.endswith("a week with two may lie outside them.")


def test_the_cumulative_flow_counts_stages_week_by_week(tmp_path: Path) -> None:
    found = chart(one(tmp_path)["workflows/w/"], "cumulative-flow")
    assert found.title == "4 under way, at most 4 at once"
    assert heads(found.table) == ["Day", "To do", "Doing", "Review", "Done", "All"]
    assert rows(found.table)[0] == ["2026-08-31", "0", "0", "0", "0", "0"]
    assert rows(found.table)[-1] == ["2026-10-31", "1", "1", "2", "3", "7"]


def test_more_stages_than_colours_become_one_band(tmp_path: Path) -> None:
    names = [f"s{number}" for number in range(9)]
    stages = "[" + ", ".join(f"{{name: {name}}}" for name in names) + "]"
    found = chart(one(tmp_path, {"a": ["s0 10-01", "s3 10-02"]}, stages=stages)["workflows/w/"], "cumulative-flow")
    assert heads(found.table) == ["Day", "Under way", "S8", "All"]
    assert rows(found.table)[-1] == ["2026-10-31", "1", "0", "1"]


def test_a_flow_in_which_nothing_is_finished_says_what_is_missing(tmp_path: Path) -> None:
    page = one(tmp_path, {"a": ["to_do 10-29"]})["workflows/w/"]
    assert paragraphs(page) == [
        "1 item not started yet, without an age.",
        "Not to be told yet: no full week has passed since the first item.",
        "Not to be told yet: no item is finished.",
    ]
    assert notices(page) == [
        (
            "info",
            "Bottleneck: to do",
            "“To do” holds 1 item; none has left it, and they have been in it for 2 d at the median. Its limit is 2.",
        )
    ]


def test_a_flow_in_which_nothing_waits(tmp_path: Path) -> None:
    found = one(tmp_path, {"a": ["to_do 10-20", "doing 10-21", "done 10-22"]})
    assert lead(found["workflows/"]) == "0 items under way in 1 workflow, no stage over its limit."
    assert column(table(found["workflows/"], "workflows"), "Bottleneck") == ["nothing waits"]
    page = found["workflows/w/"]
    assert notices(page) == []
    assert paragraphs(page)[0] == "Nothing is under way."


def test_statuses_as_stages_lead_to_the_records(tmp_path: Path) -> None:
    stages = "[{name: planned}, {name: in_progress, active: true}, {name: released}]"
    files = {
        "content/workflows/w.yml": record("From idea to released", from_="git", stages=stages),
        "roadmap/initiatives/slow.yml": record("Slow one", status="in_progress"),
        "roadmap/initiatives/done.yml": record("Done one", status="released", released_on="2026-09-20"),
    }
    known = timelines(
        {
            "slow": [("2026-08-01", "planned"), ("2026-08-11", "in_progress")],
            "done": [("2026-09-01", "planned"), ("2026-09-10", "in_progress"), ("2026-09-20", "released")],
        }
    )
    context = context_of(tmp_path, files, history=RecordHistory(lambda: known))
    found = by_url(pages(context))
    assert lead(found["workflows/"]).startswith("The bottleneck is “in progress” of From idea to released: 1 item, ")
    page = found["workflows/w/"]
    (item,) = [row.cells[0] for row in table(page, "oldest-items").rows]
    assert item == Link("Slow one", "roadmap/initiatives/slow/")
    assert facts(page) == {"Items": "initiatives, by the commits that changed their status"}


def test_results_of_the_roadmap_are_not_those_of_a_workflow(tmp_path: Path) -> None:
    files = {
        "roadmap/initiatives/i.yml": record("I", status="in_progress"),
        "content/workflows/w.yml": workflow(),
        "content/workflows/w.csv": csv(ITEMS),
    }
    assert cards(section(tmp_path, files)["workflows/w/"])["Under way"] == "4"
