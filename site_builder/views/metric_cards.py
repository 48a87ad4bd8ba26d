"""The cards at the head of a metric's page: the latest value, a year, the target."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from site_builder.views.cells import NumberCell, Tone
from site_builder.views.figures import interval_text
from site_builder.views.metric_figures import STANDINGS, MetricFigures, latest_day, with_unit
from site_builder.views.parts import Change, KpiCard, KpiGrid
from site_builder.views.wording import day_words, number_words, spelled_words


def metric_cards(figures: MetricFigures) -> KpiGrid | None:
    """Return where a metric stands in up to four cards; None without a value."""
    if figures.overall.value is None:
        return None
    return KpiGrid(tuple(_cards(figures)))


def _cards(figures: MetricFigures) -> Iterator[KpiCard]:
    overall, details = figures.overall, figures.details
    day = latest_day(overall)
    yield KpiCard(
        f"Latest, {day_words(day)}" if day else "Latest",
        figures.number(overall.value),
        # Of a computed figure n would count its values, and stand beside the interval of one of them.
        n=None if figures.is_computed else overall.n,
        interval=interval_text(overall),
        change=_change(figures, "change", "better", "detectable", details.get("previous_day")),
        method=overall.method,
        definition=overall.definition,
    )
    if details.get("year_ago") is not None:
        before = date.fromisoformat(details["year_ago_day"])
        yield KpiCard(
            f"A year before, {day_words(before)}",
            figures.number(details["year_ago"]),
            change=_change(figures, "change_on_year", "better_on_year", "detectable_on_year", details["year_ago_day"]),
        )
    target = figures.record.fields.target
    if target is not None:
        words, tone, meaning = STANDINGS[figures.standing]
        yield KpiCard(
            f"Target, {spelled_words(target.by)}" if target.by else "Target",
            figures.number(target.value),
            reason=_expected(figures, details) or words.lower(),
            method=f"{meaning[:1].upper()}{meaning[1:]}.",
            tone=tone,
        )
    if details.get("progress") is not None:
        baseline = figures.record.fields.baseline
        first = figures.words(baseline) if baseline is not None else ""
        yield KpiCard(
            "Way from the baseline to the target",
            NumberCell(details["progress"], 0, share=True, floored=True),
            reason=f"from {first}",
            method="(latest − baseline) / (target − baseline)",
        )


def _expected(figures: MetricFigures, details: Mapping[str, Any]) -> str:
    expected = details.get("expected")
    if expected is None or figures.standing not in ("on pace", "behind"):
        return ""
    words = STANDINGS[figures.standing][0].lower()
    return f"{words}: {figures.words(expected)} then, at the pace of the last year"


def _change(figures: MetricFigures, name: str, better: str, detectable: str, since: str | None) -> Change | None:
    moved = figures.details.get(name)
    if moved is None or since is None:
        return None
    signed = with_unit(number_words(moved, figures.digits, signed=True), figures.change_unit)
    text = f"{signed} since {day_words(date.fromisoformat(since))}"
    if figures.details.get(detectable) is False:
        return Change("none", text)
    is_better = figures.details.get(better)
    if is_better is not None:
        text = f"{text}, {'better' if is_better else 'worse'}"
    # Without a test it is only told which way it went.
    is_tested = bool(figures.details.get(detectable))
    tone: Tone = "neutral" if is_better is None or not is_tested else "positive" if is_better else "danger"
    return Change("up" if moved > 0 else "down", text, tone) if moved else None
