"""Reliability: what the commits say of promises, of the pace of the roadmap, and of when the rest is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from site_builder.kinds.initiative import INITIATIVE
from site_builder.model.metric import MetricResult
from site_builder.model.page import Page
from site_builder.views.base import View, ViewContext
from site_builder.views.cells import Link, NumberCell, Phrase
from site_builder.views.charts.quarter_shares import FEW
from site_builder.views.collection import empty_page, section_page
from site_builder.views.figures import figure_card, interval_text
from site_builder.views.history_notice import not_available
from site_builder.views.parts import Block, KpiCard, KpiGrid, Table
from site_builder.views.reliability_figures import SECTION, Reliability
from site_builder.views.reliability_notice import what_will_be_here, young
from site_builder.views.reliability_on_time import on_time_section
from site_builder.views.reliability_pace import (
    age_section,
    cycle_section,
    days_words,
    flow_section,
    forecast_section,
)
from site_builder.views.reliability_say_do import say_do_section
from site_builder.views.reliability_slips import ALL_SLIPS, all_slips, slips_section
from site_builder.views.reliability_teams import teams_section
from site_builder.views.reliability_throughput import throughput_section
from site_builder.views.wording import count_words, day_words, number_words

_TITLE = "Reliability"
_PURPOSE = "Whether promises are kept, how long work takes, and when the open work will be done, read from the commits."


def pages(context: ViewContext) -> Iterator[Page]:
    """Return the page about reliability. A public handbook has none: it has no history."""
    if context.handbook.audience == "public":
        return
    if not context.handbook.records(INITIATIVE):
        yield empty_page(context, INITIATIVE, SECTION, _TITLE)
        return
    reliability = Reliability(context)
    if reliability.reason:
        lead, blocks = _without_history(reliability)
    else:
        lead, blocks = _sentence(reliability), _with_history(reliability)
    yield section_page(context, SECTION, _TITLE, lead, blocks, description=_PURPOSE, hides=("toc",))
    if not reliability.reason and (table := all_slips(reliability)):
        yield _all_slips(context, table)


def _all_slips(context: ViewContext, table: Table) -> Page:
    words = f"{count_words(len(table.rows), 'initiative')} slipped, by days from first to latest promise."
    lead = Phrase((f"{words} What that means for the whole is under ", Link("reliability", f"{SECTION}/#slips"), "."))
    page = section_page(context, ALL_SLIPS, "What slipped", lead, (table,), description=words, hides=("toc",))
    return replace(page, section=SECTION)


def _without_history(reliability: Reliability) -> tuple[str, tuple[Block, ...]]:
    """Return the sentence and the parts where the commits say nothing: why, what to do, what does not need them."""
    running = reliability.result("work-in-progress")
    count = count_words(round(running.value or 0), "initiative")
    lead = f"{count} in progress; what became of promises cannot be told here."
    cards = KpiGrid((figure_card("In progress", running, url="roadmap/"),))
    return lead, (not_available(reliability.reason), cards, what_will_be_here())


def _with_history(reliability: Reliability) -> tuple[Block, ...]:
    return (
        *young(reliability),
        KpiGrid(tuple(_cards(reliability))),
        slips_section(reliability),
        on_time_section(reliability),
        say_do_section(reliability),
        *teams_section(reliability),
        cycle_section(reliability),
        throughput_section(reliability),
        flow_section(reliability),
        age_section(reliability),
        forecast_section(reliability),
    )


def _sentence(reliability: Reliability) -> str:
    """Return slips, on-time share, cycle time and forecast in one sentence; what is not known is left out."""
    clauses = [
        *_slipped(reliability.result("slips")),
        *_kept(reliability),
        *_took(reliability.result("cycle-time")),
        *_ahead(reliability.result("forecast")),
    ]
    if not clauses:
        return f"Since {day_words(reliability.began)} nothing was promised for a day and nothing was released."
    text = "; ".join(clauses)
    return f"{text[:1].upper()}{text[1:]}."


def _slipped(result: MetricResult) -> Iterator[str]:
    if result.value is None:
        return
    promised = count_words(result.n, "promised initiative")
    if not result.value:
        yield f"none of {promised} slipped"
        return
    times = "once" if result.value == 1 else f"{number_words(result.value)} times in all"
    yield f"{number_words(result.details['records'])} of {promised} slipped, {times}"


def _kept(reliability: Reliability) -> Iterator[str]:
    result = reliability.result("on-time")
    if result.value is not None:
        n = f", n {result.n:,}" if result.n >= FEW else ""
        yield f"{reliability.share('on-time')} kept their first promise{n}"


def _took(result: MetricResult) -> Iterator[str]:
    if result.value is not None:
        within = f", 85% within {days_words(result.details['p85'])}" if result.interval else ""
        yield f"median cycle time {days_words(result.value)}{within}, n {result.n:,}"


def _ahead(result: MetricResult) -> Iterator[str]:
    if result.value is None:
        return
    details = result.details
    half, most = (date.fromisoformat(day) if day else None for day in (details["p50_on"], details["p85_on"]))
    days = f"by {day_words(half)} (50%)" if half else "in some years (50%)"
    days += f" or {day_words(most)} (85%)" if most else ""
    yield f"what is planned or in progress ({details['open']:,}) is done {days} at the present pace"


def _cards(reliability: Reliability) -> Iterator[KpiCard]:
    slips = reliability.result("slips")
    yield replace(figure_card("Slips", slips, url="#slips"), interval=_slip_words(slips))
    yield figure_card("First promises kept", reliability.result("on-time"), url="#on-time")
    yield from _say_do_card(reliability)
    cycle = reliability.result("cycle-time")
    yield replace(figure_card("Median cycle time", cycle, url="#cycle-time"), interval=_cycle_words(cycle))
    yield _throughput_card(reliability.result("throughput"))
    age = reliability.result("item-age")
    words = f"{age.details['beyond_p85']:,} longer than 85% took" if reliability.usual and age.n else ""
    yield replace(figure_card("Median age in progress", age, url="#age"), interval=words)
    yield _forecast_card(reliability.result("forecast"))


def _slip_words(result: MetricResult) -> str:
    if not result.value:
        return ""
    return (
        f"of {count_words(result.details['records'], 'initiative')}, median {days_words(result.details['median_days'])}"
    )


def _throughput_card(result: MetricResult) -> KpiCard:
    card = figure_card("Released a week", result, url="#throughput")
    if result.value is None:
        return card
    weeks = f"mean of {count_words(len(result.details['weeks']), 'week')}"
    return replace(card, value=NumberCell(result.value, 1 if result.value >= 1 else 2), interval=weeks)


def _say_do_card(reliability: Reliability) -> Iterator[KpiCard]:
    """Yield the card of the latest quarter that is over and for which something was promised."""
    results = [
        result
        for result in reliability.context.measures.results("say-do")
        if "Q" in result.dimensions.get("period", "") and result.details["ended"] and result.n
    ]
    if results:
        latest = results[-1]
        yield figure_card(f"Say/do {latest.dimensions['period']}", latest, url="#say-do")


def _cycle_words(result: MetricResult) -> str:
    """Return p85 and interval; of few the shortest and the longest."""
    if result.value is None:
        return ""
    details = result.details
    if result.interval is None:
        return f"{number_words(details['min'])} to {days_words(details['max'])}"
    return f"85% within {days_words(details['p85'])} · {interval_text(result)}"


def _forecast_card(result: MetricResult) -> KpiCard:
    card = figure_card("Open work done in", result, url="#forecast")
    if result.value is None:
        return card
    half, most = result.details["p50_on"], result.details["p85_on"]
    words = f"50% by {half}, 85% by {most}" if most else f"50% by {half}"
    return replace(card, interval=words)


VIEW = View(SECTION, _TITLE, "Roadmap", 195, pages, internal=True)
