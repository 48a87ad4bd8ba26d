"""Reliability: what the page says of promises, of the pace, of the days ahead, and where nothing is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from site_builder.history.history import RecordHistory
from site_builder.history.timelines import Timelines
from site_builder.measure.base import MeasureContext, Measures
from site_builder.model.page import Page
from site_builder.views.base import ViewContext
from site_builder.views.parts import ChartFigure, EmptyState, KpiCard, KpiGrid, Link, Notice, Paragraph, Subsection
from site_builder.views.plain import plain_text
from site_builder.views.reliability import pages
from site_builder.views.within import tables_of
from tests.history.made import Steps, timelines
from tests.support import check_files, initiative, public_view_context
from tests.views.reading import by_url, column, context_of, headings, heads, parts, rows, table

Told = tuple[str, Steps]
"""The file of an initiative, empty where it is gone, and the steps of its history."""

URL, ALL = "roadmap/reliability/", "roadmap/reliability/slips/"


def told(context: ViewContext, history: Timelines) -> ViewContext:
    """Return the context with a history made by hand."""
    known = context.measures.context
    measures = Measures(MeasureContext(known.handbook, known.as_of, known.settings, RecordHistory(lambda: history)))
    return replace(context, measures=measures)


def section(
    root: Path, records: Mapping[str, Told], as_of: str = "2026-10-01", history: Timelines | None = None
) -> dict[str, Page]:
    files = {f"roadmap/initiatives/{name}.yml": text for name, (text, _) in records.items() if text}
    made = timelines({name: steps for name, (_, steps) in records.items()}) if history is None else history
    return by_url(pages(told(context_of(root, files, date.fromisoformat(as_of)), made)))


def page_of(root: Path, records: Mapping[str, Told], as_of: str = "2026-10-01") -> Page:
    return section(root, records, as_of)[URL]


def cards(page: Page) -> dict[str, KpiCard]:
    return {card.label: card for grid in parts(page, KpiGrid) for card in grid.cards}


def chart(page: Page, name: str) -> ChartFigure:
    return next(figure for figure in parts(page, ChartFigure) if figure.name == name)


def words_below(page: Page, heading: str) -> list[str]:
    """Return the paragraphs that stand directly in a subsection."""
    (found,) = [each for each in parts(page, Subsection) if each.title == heading]
    return [plain_text(block.text) for block in found.blocks if isinstance(block, Paragraph)]


KEPT: Told = (initiative("Kept", "released", released_on="2026-03-31", team="web"), [
    ("2026-01-01", "planned 2026-03-31"), ("2026-02-01", "in_progress 2026-03-31"),
    ("2026-04-02", "released 2026-03-31"),
])  # fmt: skip
LATE: Told = (initiative("Late", "released", released_on="2026-05-10", team="web"), [
    ("2026-01-01", "planned 2026-03-31"), ("2026-03-01", "in_progress 2026-Q2"), ("2026-05-10", "released 2026-Q2"),
])  # fmt: skip
TWICE: Told = (initiative("Twice", "in_progress", target="2026-12-31"), [
    ("2026-01-01", "planned 2026-06-30"), ("2026-02-01", "planned 2026-09-30"),
    ("2026-06-01", "in_progress 2026-12-31"),
    ("2026-07-01", "in_progress 2026-11-30"), ("2026-08-01", "in_progress 2026-12-31"),
])  # fmt: skip
UNPROMISED: Told = (initiative("Unpromised", "released", released_on="2026-05-01"), [
    ("2026-04-01", "in_progress"), ("2026-05-01", "released"),
])  # fmt: skip
GONE: Told = ("", [
    ("2026-01-01", "planned 2026-06-30 title=Gone"), ("2026-03-01", "planned 2026-07-31 title=Gone"),
    ("2026-05-01", None),
])  # fmt: skip
RECORDS = {"kept": KEPT, "late": LATE, "twice": TWICE, "unpromised": UNPROMISED, "gone": GONE}


def test_without_initiatives_the_page_says_what_belongs_there(tmp_path: Path) -> None:
    (page,) = section(tmp_path, {}).values()
    assert page.url == URL
    assert [empty.what for empty in parts(page, EmptyState)] == ["No initiatives yet."]


def test_the_public_has_no_such_page(tmp_path: Path) -> None:
    text = initiative("Kept", "released", visibility="public")
    context = public_view_context(check_files(tmp_path, {"roadmap/initiatives/kept.yml": text}))
    assert list(pages(context)) == []


def test_the_first_sentence_has_the_figures(tmp_path: Path) -> None:
    assert page_of(tmp_path, RECORDS).content.lead == (
        "3 of 4 promised initiatives slipped, 5 times in all; 1 of 2 kept their first promise; median cycle time "
        "60 days, n 3; what is planned or in progress (1) is done by 24 December 2026 (50%) or 13 May 2027 (85%) at "
        "the present pace."
    )


def test_a_history_without_promises_and_releases_says_so(tmp_path: Path) -> None:
    page = page_of(tmp_path, {"a": (initiative("A", "idea"), [("2026-01-01", "idea")])})
    assert page.content.lead == "Since 1 January 2025 nothing was promised for a day and nothing was released."
    assert words_below(page, "Slips") == ["No initiative was promised for a day."]
    assert words_below(page, "On time") == ["No released initiative was promised for a day."]
    assert words_below(page, "Forecast") == ["Nothing is planned or in progress."]


def test_each_card_leads_to_its_part_of_the_page(tmp_path: Path) -> None:
    page = page_of(tmp_path, RECORDS)
    anchors = {f"#{found.anchor}" for found in parts(page, Subsection)}
    assert {card.url for card in cards(page).values()} <= anchors
    assert {label: plain_text(card.value) for label, card in cards(page).items()} == {
        "Slips": "5",
        "First promises kept": "50%",
        "Say/do 2026-Q2": "100%",
        "Median cycle time": "60 days",
        "Released a week": "0.03",
        "Median age in progress": "122 days",
        "Open work done in": "84 days",
    }


def test_no_two_parts_have_the_same_anchor(tmp_path: Path) -> None:
    page = page_of(tmp_path, RECORDS)
    names = [
        *(found.anchor for found in parts(page, Subsection)),
        *(found.name for found in parts(page, ChartFigure)),
        *(found.identifier for found in tables_of(page.content)),
    ]
    assert [name for name, count in Counter(names).items() if count > 1] == []


def test_cards_have_interval_and_n(tmp_path: Path) -> None:
    found = cards(page_of(tmp_path, RECORDS))
    assert (found["Slips"].interval, found["Slips"].n) == ("of 3 initiatives, median 91 days", 4)
    assert found["First promises kept"].interval == "95% interval 9 to 91%"
    assert found["Median cycle time"].interval == "30 to 70 days"
    assert found["Open work done in"].interval == "50% by 2026-12-24, 85% by 2027-05-13"


def test_slips_stand_worst_first_with_those_of_removed_initiatives(tmp_path: Path) -> None:
    found = table(page_of(tmp_path, RECORDS), "slipped")
    assert rows(found) == [
        ["Twice", "3", "2026-06-30", "2026-12-31", "+184", "in progress", "", "@team"],
        ["Late", "1", "2026-03-31", "2026-Q2", "+91", "released", "web", "@team"],
        ["Gone", "1", "2026-06-30", "2026-07-31", "+31", "removed", "", ""],
    ]
    assert [isinstance(row.cells[0], Link) for row in found.rows] == [True, True, False]


def test_pull_ins_and_corrections_are_counted_in_words(tmp_path: Path) -> None:
    corrected: Told = (initiative("Corrected", "planned"), [("2026-03-01", "planned 2026-01-31")])
    page = page_of(tmp_path, {**RECORDS, "corrected": corrected})
    (words,) = words_below(page, "Slips")
    assert words == (
        "3 of 4 promised initiatives slipped: 5 slips, 337 days in all, the median slip 91 days; 306 days with "
        "pull-ins taken off. Not counted as slips: 1 pull-in and 1 correction (dates already past)."
    )


def test_promises_that_were_all_kept_to(tmp_path: Path) -> None:
    page = page_of(tmp_path, {"kept": KEPT})
    assert words_below(page, "Slips") == ["The one promised initiative did not slip."]
    assert not [figure for figure in parts(page, ChartFigure) if figure.name == "moved-promises"]


def test_what_moved_last_comes_first_in_either_direction(tmp_path: Path) -> None:
    found = rows(table(page_of(tmp_path, RECORDS), "moved-last"))
    assert [row[:5] for row in found[:3]] == [
        ["Twice", "2026-08-01", "2026-11-30", "2026-12-31", "+31"],
        ["Twice", "2026-07-01", "2026-12-31", "2026-11-30", "−31"],
        ["Twice", "2026-06-01", "2026-09-30", "2026-12-31", "+92"],
    ]


def test_the_picture_has_what_is_open_and_moved(tmp_path: Path) -> None:
    figure = chart(page_of(tmp_path, RECORDS), "moved-promises")
    assert figure.title == "1 open initiative has slipped"
    assert rows(figure.table) == [
        ["Twice", "2026-06-30", "first promise"],
        ["Twice", "2026-09-30", "moved to"],
        ["Twice", "2026-12-31", "moved to"],
        ["Twice", "2026-11-30", "moved to"],
    ]


def test_titles_in_charts_have_no_marks(tmp_path: Path) -> None:
    marked: Told = ("title: The `-m` flag\nowner: '@team'\nstatus: in_progress\n", TWICE[1])
    assert rows(chart(page_of(tmp_path, {"a": marked}), "moved-promises").table)[0][0] == "The -m flag"


def test_many_slips_have_a_page_of_their_own(tmp_path: Path) -> None:
    records = {
        f"i{number:02}": (
            initiative(f"I{number:02}", target="2026-12-31"),
            [("2026-01-01", "planned 2026-06-30"), ("2026-02-01", "planned 2026-12-31")],
        )
        for number in range(25)
    }
    found = section(tmp_path, records)
    short = table(found[URL], "slipped")
    assert (len(short.rows), short.total, short.more) == (20, 25, Link("all 25 that slipped", ALL))
    assert len(table(found[ALL], "slipped").rows) == 25
    assert chart(found[URL], "moved-promises").subtitle.endswith("the 12 furthest of 25; the rule is today")


def test_milestones_that_slipped(tmp_path: Path) -> None:
    steps = [
        ("2026-01-01", "planned milestones/Pilot=2026-02 milestones/Beta=2026-06"),
        ("2026-01-02", "planned milestones/Pilot=2026-03 milestones/Beta=2026-06"),
    ]
    page = page_of(tmp_path, {"a": (initiative("A"), steps)})
    assert words_below(page, "Slips")[-1] == "1 of 2 promised milestones slipped: 1 slip, 31 days in all."
    assert rows(table(page, "slipped-milestones")) == [["A", "Pilot", "1", "2026-02", "2026-03", "+31"]]


def test_on_time_by_quarter_has_n_interval_and_the_unpromised(tmp_path: Path) -> None:
    page = page_of(tmp_path, RECORDS)
    figure = chart(page, "on-time-by-quarter")
    assert figure.title == "1 of 2 released initiatives kept their first promise"
    assert rows(figure.table) == [
        ["2026-Q1", "100%", "21%", "100%", "1", "1", "0"],
        ["2026-Q2", "0%", "0%", "79%", "0", "1", "1"],
        ["2026-Q3", "", "", "", "0", "0", "0"],
        ["2026-Q4 (running)", "", "", "", "0", "0", "0"],
    ]
    (words,) = words_below(page, "On time")
    assert words == (
        "1 of 2 initiatives released with a promise kept the first one (95% interval 9 to 91%). One came 40 days late. "
        "1 released initiative never had a promise."
    )
    assert rows(table(page, "released-late")) == [["Late", "2026-03-31", "2026-05-10", "40", "web"]]


def test_a_release_before_the_history_is_in_the_chart(tmp_path: Path) -> None:
    early: Told = (initiative("Early", "released", released_on="2024-02-01"), [("2026-09-10", "released 2026-Q3")])
    figure = chart(page_of(tmp_path, {"early": early}), "on-time-by-quarter")
    assert column(figure.table, "Quarter")[:2] == ["2024-Q1", "2025-Q1"]


def test_say_do_by_quarter_with_the_unplanned(tmp_path: Path) -> None:
    page = page_of(tmp_path, RECORDS)
    figure = chart(page, "say-do-by-quarter")
    assert figure.title == "1 of 1 initiative promised for 2026-Q2 was released in it"
    assert rows(figure.table)[-3:] == [
        ["2026-Q2", "100%", "21%", "100%", "1", "1", "1"],
        ["2026-Q3", "", "", "", "0", "0", "0"],
        ["2026-Q4 (running)", "0%", "0%", "79%", "0", "1", "0"],
    ]
    assert figure.note.endswith("Tinted: the quarter is not over, its figures can still change.")
    assert column(table(page, "say-do-by-year"), "Year") == ["2026 (running)"]


def test_what_was_promised_and_not_done_is_listed_for_the_running_and_the_latest_quarters(tmp_path: Path) -> None:
    page = page_of(tmp_path, RECORDS)
    assert [title for title in headings(page) if title.startswith("2026")] == ["2026-Q4, running", "2026-Q3", "2026-Q2"]
    assert rows(table(page, "not-done-2026-q4")) == [["Twice", "in progress", "2026-12-31", "@team"]]
    assert words_below(page, "2026-Q4, running") == [
        "0 of 1 promised initiative released so far; nothing released unplanned."
    ]
    assert words_below(page, "2026-Q3") == ["Nothing was promised for it when it began; nothing released unplanned."]
    assert words_below(page, "2026-Q2") == ["1 of 1 promised initiative released in it; 1 released unplanned."]
    assert column(table(page, "unplanned-2026-q2"), "Initiative") == ["Unpromised"]


def test_what_moved_out_of_a_quarter_was_promised_for_it_all_the_same(tmp_path: Path) -> None:
    moved: Told = (initiative("Moved", target="2026-11-30", team="web"), [
        ("2026-01-01", "planned 2026-09-30"), ("2026-09-20", "planned 2026-11-30"),
    ])  # fmt: skip
    page = page_of(tmp_path, {"moved": moved})
    assert chart(page, "say-do-by-quarter").title == "0 of 1 initiative promised for 2026-Q3 was released in it"
    assert rows(table(page, "not-done-2026-q3")) == [["Moved", "planned", "2026-11-30", "web", "@team"]]


def test_teams_side_by_side_those_without_one_last(tmp_path: Path) -> None:
    found = table(page_of(tmp_path, RECORDS), "promises-by-team")
    assert [row[:4] for row in rows(found)] == [["web", "2", "1", "1"], ["no team", "1", "1", "3"]]
    assert column(found, "95% interval")[0] == "9 to 91%"


def test_without_teams_there_is_no_such_section(tmp_path: Path) -> None:
    assert "By team" not in headings(page_of(tmp_path, {"twice": TWICE}))


def test_cycle_times_of_few_are_not_given_percentiles(tmp_path: Path) -> None:
    figure = chart(page_of(tmp_path, RECORDS), "cycle-times")
    assert figure.title == "3 initiatives took 30 to 70 days"
    assert rows(figure.table) == [
        ["Late", "2026-03-01", "2026-05-10", "70"],
        ["Unpromised", "2026-04-01", "2026-05-01", "30"],
        ["Kept", "2026-02-01", "2026-04-02", "60"],
    ]


def delivered(count: int) -> dict[str, Told]:
    """Return initiatives that were released week by week up to the end of August, each ten days longer under way."""
    last = date(2026, 8, 26)
    found: dict[str, Told] = {}
    for number in range(count):
        done = last - timedelta(weeks=number)
        begun = done - timedelta(days=10 * (number + 1))
        steps = [(begun.isoformat(), "in_progress"), (done.isoformat(), "released")]
        found[f"d{number}"] = (initiative(f"D{number}", "released", released_on=done.isoformat()), steps)
    return found


def test_cycle_times_of_enough_have_median_and_p85(tmp_path: Path) -> None:
    page = page_of(tmp_path, {**delivered(11), "twice": TWICE})
    assert chart(page, "cycle-times").title == "Half of the initiatives took up to 60 days, 85% up to 95 days"
    assert "median cycle time 60 days, 85% within 95 days, n 11" in page.content.lead
    figure = chart(page, "ages")
    assert figure.title == "1 of 1 initiative in progress took longer already than 85% of the released"
    assert rows(figure.table) == [["Twice", "122", "longer than 85% took"]]


def test_old_cycle_times_are_in_the_table_though_not_drawn(tmp_path: Path) -> None:
    old: Told = (initiative("Old", "released"), [("2019-01-01", "in_progress"), ("2019-03-01", "released")])
    records = {**delivered(6), "old": old}
    history = timelines({name: steps for name, (_, steps) in records.items()}, began="2019-01-01")
    figure = chart(section(tmp_path, records, history=history)[URL], "cycle-times")
    assert figure.subtitle.endswith("n 7; drawn 6 since 1 January 2024")
    assert column(figure.table, "Initiative")[-1] == "Old"


def test_what_is_in_progress_stands_oldest_first(tmp_path: Path) -> None:
    younger: Told = (initiative("Younger", "in_progress"), [("2026-09-01", "in_progress")])
    page = page_of(tmp_path, {"younger": younger, "twice": TWICE})
    assert chart(page, "ages").title == "The oldest initiative in progress has been so for 122 days"
    found = table(page, "in-progress")
    assert heads(found) == ["Initiative", "Age", "In progress since", "Target", "Owner"]
    assert rows(found) == [
        ["Twice", "122", "2026-06-01", "2026-12-31", "@team"],
        ["Younger", "30", "2026-09-01", "", "@team"],
    ]


def test_rare_releases_are_counted_by_quarter_with_limits(tmp_path: Path) -> None:
    figure = chart(page_of(tmp_path, RECORDS), "released-over-time")
    # The history is of 2025, so six quarters have passed; all three were released in the fifth of them.
    assert column(figure.table, "Released") == ["0", "0", "0", "0", "3", "0"]
    assert figure.subtitle == "Initiatives released in a quarter, the last 6 full quarters, n 3"
    assert figure.title == "No quarter was out of the ordinary"


def test_few_quarters_have_no_limits(tmp_path: Path) -> None:
    history = timelines({name: steps for name, (_, steps) in RECORDS.items()}, began="2026-03-01")
    figure = chart(section(tmp_path, RECORDS, history=history)[URL], "released-over-time")
    assert rows(figure.table) == [["2026-Q2", "3"], ["2026-Q3", "0"]]
    assert figure.title == "3 initiatives released in 2 full quarters"


def test_frequent_releases_are_counted_by_week(tmp_path: Path) -> None:
    history = timelines({name: steps for name, (_, steps) in delivered(11).items()}, began="2026-06-18")
    figure = chart(section(tmp_path, delivered(11), "2026-08-31", history)[URL], "released-over-time")
    assert figure.subtitle == "Initiatives released in a week (Monday to Sunday, UTC), the last 10 full weeks, n 10"
    assert figure.title == "No week was out of the ordinary"


def test_the_cumulative_flow_ends_with_the_statuses_of_today(tmp_path: Path) -> None:
    figure = chart(page_of(tmp_path, RECORDS), "cumulative-flow")
    assert heads(figure.table) == ["Day", "Planned", "In progress", "Released", "All"]
    assert rows(figure.table)[-1] == ["2026-10-01", "0", "1", "3", "4"]
    assert figure.title.startswith("1 initiative not released yet, 3 released since ")


def test_a_long_history_is_told_quarter_by_quarter(tmp_path: Path) -> None:
    records = {"twice": TWICE}
    history = timelines({"twice": TWICE[1]}, began="2020-01-15")
    found = table(section(tmp_path, records, history=history)[URL], "flow-by-quarter")
    assert (len(found.rows), found.folded) == (28, True)
    assert rows(found)[-1] == ["2026-10-01", "0", "0", "0", "1", "0"]


def test_the_forecast_names_two_days_and_its_condition(tmp_path: Path) -> None:
    figure = chart(page_of(tmp_path, RECORDS), "open-set-done")
    assert figure.title == (
        "What is planned or in progress (1) will be done by 24 December 2026 with a chance of 50%, "
        "by 13 May 2027 with 85%"
    )
    assert "drawn from 3 released only" in figure.note
    assert ["50%", "2026-12-24", "12"] in rows(figure.table)


def test_a_young_history_says_how_old_it_is(tmp_path: Path) -> None:
    history = timelines({"twice": TWICE[1]}, began="2026-09-05")
    page = section(tmp_path, {"twice": TWICE}, history=history)[URL]
    assert [notice.title for notice in parts(page, Notice)] == ["The history is 3 weeks old."]
    assert words_below(page, "Cycle time") == ["No initiative went from in progress to released."]
    assert words_below(page, "Throughput") == ["Nothing was released in 3 full weeks."]
    assert words_below(page, "Forecast") == ["Not available: fewer than 8 full weeks of history."]


def test_before_a_quarter_has_begun_there_is_nothing_to_say_and_do(tmp_path: Path) -> None:
    history = timelines({"twice": TWICE[1]}, began="2026-10-01")
    page = section(tmp_path, {"twice": TWICE}, "2026-10-20", history)[URL]
    assert words_below(page, "Say/do")[0].startswith("No quarter has begun since the first commit")


@pytest.mark.parametrize(
    ("reason", "title", "remedy"),
    [
        ("not available: shallow clone", "This is a shallow clone.", "Here: git fetch --unshallow"),
        ("not available: no git repository", "The handbook is in no git repository.", "Begin one: git init, then"),
        ("not available: no commits", "No commit holds the roadmap yet.", "Commit the roadmap: git add roadmap"),
        ("not available: no commit holds a record", "No commit holds the roadmap yet.", "Commit the roadmap: "),
        ("not available: partial clone or damaged repository", "Parts of the history are missing.", "A partial clone"),
        ("not available: rewritten history (30 of 40 commits)", "The history was rewritten.", "Build from the repo"),
        (
            "not available: the history begins on 2026-11-22, after 2026-10-31",
            "The history begins after the day of this build.",
            "Take as_of out of mkdocs.yml",
        ),
        ("not available: no history", "The history is not known.", "Build in a full clone"),
    ],
)
def test_where_the_commits_say_nothing_one_notice_says_why(
    tmp_path: Path, reason: str, title: str, remedy: str
) -> None:
    page = section(tmp_path, {"twice": TWICE}, history=Timelines(reason=reason))[URL]
    (notice,) = parts(page, Notice)
    assert notice.title == title
    assert plain_text(notice.items[0]).startswith(remedy)
    assert page.content.lead == "1 initiative in progress; what became of promises cannot be told here."
    assert parts(page, ChartFigure) == []
    assert list(cards(page)) == ["In progress"]


def test_the_notice_names_the_days_of_a_history_that_begins_later(tmp_path: Path) -> None:
    reason = "not available: the history begins on 2026-11-22, after 2026-10-31"
    (notice,) = parts(section(tmp_path, {"twice": TWICE}, history=Timelines(reason=reason))[URL], Notice)
    assert plain_text(notice.text).endswith("Found: the history begins on 2026-11-22, after 2026-10-31.")


def test_a_github_workflow_is_told_what_to_fetch(tmp_path: Path) -> None:
    page = section(tmp_path, {"twice": TWICE}, history=Timelines(reason="not available: shallow clone"))[URL]
    (notice,) = parts(page, Notice)
    assert any("fetch-depth: 0" in plain_text(item) for item in notice.items)
