"""The KPIs of the home page: what leads the tree, what moved, what is behind its target."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from site_builder.kinds.metric import METRIC
from site_builder.views.base import ViewContext
from site_builder.views.cells import Link, Phrase, Sparkline
from site_builder.views.metric_cards import metric_cards
from site_builder.views.metric_figures import MetricFigures, course_cell, metric_figures
from site_builder.views.parts import KpiCard, KpiGrid, Paragraph, Subsection

_MOST = 5
_LATE = ("missed", "behind")


def leading_metrics(context: ViewContext) -> Iterator[Subsection]:
    """Yield a few metrics as cards, with the way to all of them; nothing where none has a value.

    The score of the newest wave has a card of its own among the numbers.
    """
    figures = context.once(metric_figures)
    feeds = {each.record.fields.parent.id for each in figures.values() if each.record.fields.parent is not None}
    measured = [each for each in figures.values() if each.overall.value is not None and not _is_score(each)]
    measured.sort(key=lambda each: (_rank(each, feeds), each.record.title.casefold(), each.record.id))
    if measured:
        cards = KpiGrid(tuple(_card(context, each) for each in measured[:_MOST]))
        note = Paragraph(
            Phrase(("What leads, what moved, what is late; see ", Link("every metric", f"{METRIC.url}/"), "."))
        )
        yield Subsection("KPIs", (cards, note), anchor="kpis")


def _is_score(figures: MetricFigures) -> bool:
    source = figures.record.fields.source
    return source is not None and source.computed == "nps"


def _rank(figures: MetricFigures, feeds: set[str]) -> tuple[bool, bool, bool]:
    leads = figures.record.fields.parent is None and figures.record.id in feeds
    return not leads, not figures.details.get("detectable"), figures.standing not in _LATE


def _card(context: ViewContext, figures: MetricFigures) -> KpiCard:
    grid, course = metric_cards(figures), course_cell(figures.overall, figures.record.title)
    title, url = figures.record.title, context.handbook.url_of(figures.record)
    latest = grid.cards[0] if grid is not None else KpiCard(title, figures.number(None))
    return replace(latest, label=title, url=url, sparkline=course if isinstance(course, Sparkline) else None)
