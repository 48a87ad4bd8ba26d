"""Where the money for tools goes: the cost of a year by category."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.model.metric import MetricResult
from site_builder.views.base import ViewContext
from site_builder.views.charts.bars import Bar, ranked_bars
from site_builder.views.parts import ChartFigure
from site_builder.views.tool_figures import category_words
from site_builder.views.wording import count_words, number_words, share_words

_BARS = 12
_FEWEST = 2


def cost_charts(context: ViewContext) -> Iterator[ChartFigure]:
    """Yield the cost by category, a chart for each currency; nothing where fewer than two categories state any."""
    totals = [result for result in context.measures.results("tool-cost") if _is_total(result)]
    for number, total in enumerate(totals):
        currency = str(total.details["currency"])
        found = [
            result
            for result in context.measures.results("tool-cost")
            if "category" in result.dimensions and result.value and result.details.get("currency") == currency
        ]
        if len(found) >= _FEWEST and total.value:
            found.sort(key=lambda result: (-(result.value or 0.0), result.dimensions["category"]))
            yield _chart(total, found, currency, "tool-cost" if not number else f"tool-cost-{number + 1}")


def _is_total(result: MetricResult) -> bool:
    return set(result.dimensions) <= {"currency"} and result.value is not None


def _chart(total: MetricResult, found: list[MetricResult], currency: str, name: str) -> ChartFigure:
    whole = total.value or 0.0
    shown = found[:_BARS]
    first = shown[0]
    share = share_words((first.value or 0.0) / whole)
    title = f"{category_words(first.dimensions['category'])} takes {share} of what tools cost"
    cut = f", the {len(shown)} dearest of {len(found):,} that cost something" if len(shown) < len(found) else ""
    stated = f"n {count_words(total.n, 'tool')} of {total.details['tools']:,} that state a cost"
    bars = [
        Bar(
            category_words(result.dimensions["category"]),
            result.value or 0.0,
            note=share_words((result.value or 0.0) / whole),
        )
        for result in shown
    ]
    subtitle = f"{currency} a year by category, {number_words(whole)} in all, {stated}{cut}"
    return ranked_bars(name, title, subtitle, bars, column="Category", measure="Cost", unit="", digits=0)
