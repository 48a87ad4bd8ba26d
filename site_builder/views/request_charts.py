"""Pictures of requests: their weight by what answers them, by component and by segment."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from site_builder.kinds.initiative import INITIATIVE
from site_builder.kinds.segment import SEGMENT
from site_builder.views.base import ViewContext
from site_builder.views.charts.bars import Bar, ranked_bars
from site_builder.views.parts import ChartFigure
from site_builder.views.request_tables import by_dimension
from site_builder.views.wording import count_words, sentence_case, share_words
from site_builder.views.words import tone_of, words

_BARS = 12
_FEWEST = 2


def demand_chart(context: ViewContext) -> ChartFigure | None:
    """Return the weight of requests by initiative; None where there are not two."""
    found = []
    for result in by_dimension(context, "initiative"):
        record = context.handbook.find(INITIATIVE, result.dimensions["initiative"])
        if record is not None and result.value:
            found.append((result.value, record))
    if len(found) < _FEWEST:
        return None
    found.sort(key=lambda each: (-each[0], each[1].title))
    bars = [
        Bar(record.title, value, context.handbook.url_of(record), tone_of(status), words(status))
        for value, record in found[:_BARS]
        for status in [record.fields.status]
    ]
    title = f"{bars[0].label} is asked for most"
    if bars[0].value == bars[1].value:
        equal = sum(value == bars[0].value for value, _ in found)
        title = f"{count_words(equal, 'initiative')} share the first place"
    cut = f", the first {_BARS} of {len(found):,}" if len(found) > _BARS else ""
    subtitle = f"Weight of requests by the initiative that answers them{cut}, n {_requests(context):,} requests"
    return ranked_bars("demand", title, subtitle, bars, column="Initiative", measure="Weight")


def _requests(context: ViewContext) -> int:
    overall = context.measures.one("request-weight")
    return overall.n if overall is not None else 0


def breakdown_charts(context: ViewContext) -> Iterator[ChartFigure]:
    """Yield the weight by component, segment and source, each where it has at least two groups."""
    segments = {record.id: record for record in context.handbook.records(SEGMENT)}

    def segment_bar(name: str, value: float, n: int) -> Bar:
        record = segments.get(name)
        label = record.title if record is not None else name or "no segment"
        return Bar(label, value, context.handbook.url_of(record) if record else None, note=_n(n))

    def plain_bar(name: str, value: float, n: int) -> Bar:
        return Bar(words(name) or "not given", value, note=_n(n))

    yield from _breakdown(context, "component", "component", plain_bar)
    yield from _breakdown(context, "segment", "segment", segment_bar)
    yield from _breakdown(context, "source", "source", plain_bar)


def _n(n: int) -> str:
    return f"n {n:,}"


def _breakdown(
    context: ViewContext, dimension: str, name: str, bar: Callable[[str, float, int], Bar]
) -> Iterator[ChartFigure]:
    results = by_dimension(context, dimension)
    if len(results) < _FEWEST:
        return
    bars = sorted(
        (bar(result.dimensions[dimension], result.value or 0.0, result.n) for result in results),
        key=lambda each: (-each.value, each.label),
    )
    # Not the sum of the groups: a customer may count in several.
    overall = context.measures.one("request-weight")
    total = (overall.value if overall else None) or 1.0
    title = f"{sentence_case(bars[0].label)} has {share_words(bars[0].value / total)} of the weight"
    cut = f", the first {_BARS} of {len(bars):,}" if len(bars) > _BARS else ""
    subtitle = f"Weight of requests by {name}{cut}; a customer may count in several; n: requests"
    yield ranked_bars(f"weight-by-{name}", title, subtitle, bars[:_BARS], column=name.capitalize(), measure="Weight")
