"""The pace of the roadmap: how long things take, how many get finished, what is under way, when the rest is done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from site_builder.measure.common.roadmap import days_between
from site_builder.measure.common.roadmap_flow import STAGES, roadmap_flow
from site_builder.model.metric import MetricResult
from site_builder.views.cells import DayCell, NumberCell
from site_builder.views.charts.ages import Aged, against, ages_chart
from site_builder.views.charts.chances import ChancePoint, chances_chart
from site_builder.views.charts.cumulative import FlowDay, cumulative_flow_diagram
from site_builder.views.charts.day_axis import Reach
from site_builder.views.charts.durations import Duration, durations_chart
from site_builder.views.charts.quarter_shares import FEW, MOST
from site_builder.views.days import shifted
from site_builder.views.figures import interval_text
from site_builder.views.parts import Block, ChartFigure, Column, Paragraph, Row, Subsection, Table
from site_builder.views.reliability_figures import Reliability
from site_builder.views.tables import compact
from site_builder.views.wording import count_words, day_words, number_words, sentence_case

_DAILY = 98
"""A history of so many days is drawn day by day, a longer one week by week."""


def cycle_section(reliability: Reliability) -> Subsection:
    """Return how long initiatives took from in progress to released, each a dot on the day of its release."""
    result = reliability.result("cycle-time")
    if result.value is None:
        return Subsection("Cycle time", (_reason(result),), anchor="cycle-time")
    details = result.details
    durations = [
        Duration(reliability.title(name), reliability.url(name), begun.day, done.day, days_between(begun, done))
        for name, (begun, done) in reliability.roadmap.deliveries.items()
    ]
    reach = Reach(_first_drawn(reliability), reliability.as_of, reliability.as_of)
    drawn = sum(reach.start <= each.ended for each in durations)
    level = f"; median {days_words(result.value)}, {interval_text(result)} days" if result.interval else ""
    since = f"; drawn {drawn:,} since {day_words(reach.start)}" if drawn < len(durations) else ""
    left_out = [
        words
        for count, words in (
            (details["without_start"], f"{details['without_start']:,} were never called in progress"),
            (len(details["out_of_order"]), f"{len(details['out_of_order']):,} were called released before in progress"),
        )
        if count
    ]
    chart = durations_chart(
        "cycle-times",
        _took(result),
        f"Days from in progress to released, by commits; logarithmic axis{level}, n {result.n:,}{since}",
        durations,
        reach,
        reliability.usual or (result.value,),
        column="Initiative",
        note=f"Left out of released initiatives: {' and '.join(left_out)}." if left_out else "",
    )
    return Subsection("Cycle time", (chart,), anchor="cycle-time")


def _took(result: MetricResult) -> str:
    """Return how long half and 85 % took; of few the shortest and the longest."""
    details, median = result.details, days_words(result.value or 0.0)
    if result.interval is not None:
        return f"Half of the initiatives took up to {median}, 85% up to {days_words(details['p85'])}"
    if result.n == 1:
        return f"The one initiative took {median}"
    return f"{result.n:,} initiatives took {number_words(details['min'])} to {days_words(details['max'])}"


def flow_section(reliability: Reliability) -> Subsection:
    """Return how many initiatives had each status over the last quarters, and at the end of every quarter."""
    start = max(_first_drawn(reliability), shifted(reliability.began, -1))
    age = (reliability.as_of - start).days
    step = 1 if age <= _DAILY else 7
    days = [reliability.as_of - timedelta(days=back) for back in range(age - age % step, -1, -step)]
    timelines = reliability.roadmap.timelines
    flow = roadmap_flow(timelines, days)
    used = [number for number, _ in enumerate(STAGES) if any(row[number] for row in flow.counts)]
    shown = sorted({*used, len(STAGES) - 1})
    if not used:
        text = "No initiative had a status that leads to a release."
        return Subsection("Cumulative flow", (Paragraph(text),), anchor="flow")
    names = [sentence_case(STAGES[number]) for number in shown]
    drawn = [
        FlowDay(day, tuple(row[number] for number in shown)) for day, row in zip(flow.days, flow.counts, strict=True)
    ]
    under_way = sum(flow.counts[-1][:-1])
    subtitle = f"Initiatives by status at the end of each {'day' if step == 1 else 'week'}, {day_words(days[0])} to "
    subtitle += f"{day_words(days[-1])}"
    if flow.finished_before:
        subtitle += f"; {flow.finished_before:,} released before are left out"
    chart = cumulative_flow_diagram(
        "cumulative-flow",
        f"{count_words(under_way, 'initiative')} not released yet, {flow.counts[-1][-1]:,} released since "
        f"{day_words(days[0])}",
        subtitle,
        names,
        drawn,
        note="What was dropped has left the flow. A band that widens is work that gathers in that status.",
    )
    return Subsection("Cumulative flow", (chart, *_whole_flow(reliability)), anchor="flow")


def _whole_flow(reliability: Reliability) -> Iterator[Table]:
    """Yield the counts at the end of every quarter since the first commit, where more than what is drawn is known."""
    if len(reliability.quarters) <= MOST:
        return
    ends = [min(quarter.last_day, reliability.as_of) for quarter in reliability.quarters]
    flow = roadmap_flow(reliability.roadmap.timelines, ends)
    columns = (Column("At the end of", "date"), *(Column(sentence_case(stage), "number") for stage in STAGES))
    rows = tuple(
        Row((DayCell(day), *(NumberCell(count) for count in row[:-1]), NumberCell(row[-1] + flow.finished_before)))
        for day, row in zip(flow.days, flow.counts, strict=True)
    )
    caption = f"Initiatives by status at the end of all {len(rows):,} quarters"
    yield Table(columns, rows, caption, "flow-by-quarter", folded=True)


def age_section(reliability: Reliability) -> Subsection:
    """Return how long what is in progress has been so, the oldest first, against what released initiatives took."""
    result = reliability.result("item-age")
    if result.value is None:
        return Subsection("Age of work in progress", (_reason(result),), anchor="age")
    details = result.details
    usual = reliability.usual
    aged = tuple(zip(details["items"], details["ages"], strict=True))
    beyond = details["beyond_p85"]
    count = count_words(result.n, "initiative")
    if usual and beyond:
        title = f"{beyond:,} of {count} in progress took longer already than 85% of the released"
    elif usual is None:
        title = f"The oldest initiative in progress has been so for {days_words(aged[0][1])}"
    else:
        title = "Nothing in progress has taken longer than 85% of the released did"
    chart = ages_chart(
        "ages",
        title,
        f"Days since the first commit that says in progress, the oldest first, n {result.n:,}",
        [Aged(reliability.label(name), reliability.url(name), age) for name, age in aged],
        usual,
        column="Initiative",
    )
    columns = (
        Column("Initiative", "link"),
        Column("Age", "number", unit="days"),
        Column("In progress since", "date"),
        Column("Against released ones"),
        Column("Target", "date"),
        Column("Team"),
        Column("Owner"),
    )
    rows = tuple(
        Row(
            (
                reliability.link(name),
                NumberCell(age),
                DayCell(reliability.roadmap.begun_commits[name].day),
                against(age, usual),
                reliability.target(name),
                reliability.team(name),
                reliability.owner(name),
            )
        )
        for name, age in aged
    )
    table = compact(Table(columns, rows, "In progress, oldest first", "in-progress"))
    return Subsection("Age of work in progress", (chart, table), anchor="age", count=result.n)


def forecast_section(reliability: Reliability) -> Subsection:
    """Return by when the open set is done, with which chance."""
    result = reliability.result("forecast")
    if result.value is None:
        return Subsection("Forecast", (_reason(result),), anchor="forecast")
    return Subsection("Forecast", tuple(_forecast(reliability, result)), anchor="forecast")


def _forecast(reliability: Reliability, result: MetricResult) -> Iterator[Block]:
    details = result.details
    points = [
        ChancePoint(chance, shifted(reliability.as_of, 7 * weeks), weeks)
        for chance, weeks in details["chances"]
        if weeks is not None
    ]
    pace = f"{details['released']:,} released in the last {count_words(result.n, 'full week')}"
    chart: ChartFigure = chances_chart(
        "open-set-done",
        f"What is planned or in progress ({details['open']:,}) will be done {_done_words(result)}",
        f"Chance that all that is planned or in progress is released by a day; {details['draws']:,} draws, {pace}",
        points,
        reliability.as_of,
        note=_condition(details["released"]),
    )
    yield chart


def _condition(released: int) -> str:
    few = f" It is drawn from {released:,} released only, so take it as a rough guide." if released < FEW else ""
    return f"It holds if nothing is added and the pace stays what it was in these weeks.{few}"


def _done_words(result: MetricResult) -> str:
    half, most = (result.details[key] for key in ("p50_on", "p85_on"))
    first = f"by {day_words(date.fromisoformat(half))}" if half else "some day"
    later = f"by {day_words(date.fromisoformat(most))} with 85%" if most else "in more than ten years with 85%"
    return f"{first} with a chance of 50%, {later}"


def _first_drawn(reliability: Reliability) -> date:
    """Return the first day of the quarters that are drawn: the last dozen, or since the first commit."""
    return max(reliability.quarters[-MOST:][0].first_day, shifted(reliability.began, -1))


def _reason(result: MetricResult) -> Paragraph:
    return Paragraph(f"{sentence_case(result.reason)}.")


def days_words(days: float) -> str:
    """Return a number of days: whole ones from ten on."""
    digits = 0 if days >= 10 else 1
    return f"{number_words(days, digits)} {'day' if round(days, digits) == 1 else 'days'}"
