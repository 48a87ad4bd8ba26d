"""Pictures of a workflow: where items stay, how old they are, how many get finished, and the cumulative flow."""

from __future__ import annotations

from datetime import date

from site_builder.model.durations import duration_words
from site_builder.views.base import ViewContext
from site_builder.views.charts.ageing import AgedItem, AgedStage, ageing_chart
from site_builder.views.charts.bars import Bar, ranked_bars
from site_builder.views.charts.cumulative import MOST_BANDS, FlowDay, cumulative_flow_diagram
from site_builder.views.charts.distribution import TimesGroup, dots_words, times_distribution
from site_builder.views.charts.process import ProcessLimits, ProcessPoint, process_chart
from site_builder.views.parts import ChartFigure, Tone
from site_builder.views.wording import count_words, day_words, number_words
from site_builder.views.words import words
from site_builder.views.workflow_figures import WorkflowFigures, item_cell, stage_title

_DAY = 1440


def dwell_chart(figures: WorkflowFigures) -> ChartFigure | None:
    """Return the median stay in each stage, in the order of the stages; None where no item has left one."""
    found = [(stage, figures.of_stages["dwell", stage.name]) for stage in figures.stages]
    if all(result.value is None for _, result in found):
        return None
    longest = max(found, key=lambda each: each[1].value or 0.0)[0]
    bars = []
    for stage, result in found:
        if result.value is None:
            continue
        note = f"{'work' if stage.active else 'wait'}, 85% within {duration_words(result.details['p85'])}"
        tone: Tone | None = "attention" if stage.name == figures.bottleneck else None
        bars.append(Bar(stage_title(stage.name), result.value / _DAY, tone=tone, note=note))
    waiting = "wait" if not longest.active else "stay"
    n = sum(result.n for _, result in found)
    return ranked_bars(
        "dwell",
        f"Items {waiting} longest in {words(longest.name)}",
        f"Median days in a stage; the bottleneck is coloured, n {n:,} stays that are over",
        bars,
        column="Stage",
        measure="Median stay",
        unit="d",
        digits=1,
        keep_order=True,
    )


def age_chart(context: ViewContext, figures: WorkflowFigures) -> ChartFigure | None:
    """Return the started items by stage with their ages against the finished ones; None where nothing is started."""
    if not figures.ages:
        return None
    stages = []
    for stage in figures.stages:
        aged = figures.ages_in(stage.name)
        if not aged and not stage.active:
            continue
        items = tuple(AgedItem(name, age, item_cell(context, figures.record, name)) for name, age in aged)
        note = f"{count_words(len(aged), 'item')}, oldest {duration_words(aged[0][1])}" if aged else "no item"
        stages.append(AgedStage(stage_title(stage.name), items, note))
    beyond = figures.whole["item-age"].details["beyond_p85"]
    n = len(figures.ages)
    title = f"The oldest item has been under way for {duration_words(figures.ages[0][1])}"
    if figures.usual is not None:
        found = f"{beyond:,} of {count_words(n, 'item')} {'is' if beyond == 1 else 'are'}" if beyond else "No item is"
        title = f"{found} older than {duration_words(figures.usual[1])}, within which 85% were finished"
    subtitle = f"Days since each item was started, by the stage it is in, on {day_words(context.as_of)}, n {n:,}"
    return ageing_chart("age-chart", title, subtitle, stages, figures.usual)


def throughput_chart(figures: WorkflowFigures) -> ChartFigure | None:
    """Return the finished items of each week with their natural limits; None where no full week has passed."""
    result = figures.whole["throughput"]
    details = result.details
    if result.value is None:
        return None
    signals = frozenset(details["signals"])
    points = [
        ProcessPoint(date.fromisoformat(week), count, week in signals)
        for week, count in zip(details["weeks"], details["counts"], strict=True)
    ]
    known = details["upper"] is not None
    limits = ProcessLimits(result.value, details["lower"], details["upper"]) if known else None
    is_rare = result.value < 1
    if not known or is_rare:
        title = f"{count_words(result.n, 'item')} finished in {count_words(len(points), 'full week')}"
    elif signals:
        outside = f"{len(signals):,} of {count_words(len(points), 'week')}"
        title = f"{outside} {'was' if len(signals) == 1 else 'were'} out of the ordinary"
    else:
        title = "No week was out of the ordinary"
    span = count_words(len(points), "full week")
    subtitle = f"Items finished in a week (Monday to Sunday, UTC), {span}, n {count_words(result.n, 'item')}"
    note = (
        "The limits are those of an XmR chart: mean ± 2.66 × the mean difference of consecutive weeks, never below 0. "
        "A week outside them is news; a week inside is the usual up and down."
    )
    if is_rare:
        note += " Where less than one item a week is finished, limits say little: a week with two may lie outside them."
    return process_chart(
        "throughput-chart", title, subtitle, points, limits, measure="Finished", note=note if known else ""
    )


def cycle_chart(figures: WorkflowFigures) -> ChartFigure | None:
    """Return every cycle time as a dot, with median and 85th percentile; None where nothing is finished."""
    result = figures.whole["cycle-time"]
    if result.value is None:
        return None
    interval = result.interval
    level = (
        f" ({interval.level:.0%} interval {duration_words(interval.low)} to {duration_words(interval.high)})"
        if interval
        else ""
    )
    p85 = duration_words(result.details["p85"])
    title = f"Half of the items took up to {duration_words(result.value)}, 85% up to {p85}"
    start = "its first active stage" if any(stage.active for stage in figures.stages) else "its first stage"
    group = TimesGroup("", tuple(result.details["distribution"]), result.value, result.details["p85"])
    dots = dots_words((group,), "a finished item", "finished items")
    subtitle = f"From {start} to the end, {dots}; median {duration_words(result.value)}{level}"
    return times_distribution("cycle-times", title, f"{subtitle}, n {result.n:,}", (group,), column="Items")


def flow_diagram(
    figures: WorkflowFigures, *, name: str = "cumulative-flow", with_title: bool = False
) -> ChartFigure | None:
    """Return the cumulative flow diagram; None without items. ``with_title`` names the workflow beside others.

    Where there are more stages than can be told apart, what is not finished is one band.
    """
    history = figures.history
    if history is None:
        return None
    names, rows = [stage_title(stage) for stage in history.stages], history.counts
    if len(names) > MOST_BANDS:
        names, rows = ["Under way", names[-1]], tuple((sum(row[:-1]), row[-1]) for row in rows)
    days = [FlowDay(day, row) for day, row in zip(history.days, rows, strict=True)]
    most = max(sum(row[:-1]) for row in rows)
    now = figures.under_way
    last = words(history.stages[-1])
    finding = f"{number_words(now)} under way, at most {number_words(most)} at once"
    title = f"{figures.record.title}: {finding}" if with_title else finding
    step = "day" if history.step == 1 else "week"
    before = f"; {history.finished_before:,} {last} before are left out" if history.finished_before else ""
    subtitle = f"Items by stage at the end of each {step}, {last} at the bottom, {day_words(days[0].day)} to "
    subtitle += f"{day_words(days[-1].day)}{before}"
    return cumulative_flow_diagram(name, title, subtitle, names, days)
