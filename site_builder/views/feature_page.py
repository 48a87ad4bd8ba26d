"""The page of a feature: for whom it is, since when, what people do with it, and whether they do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TypeAlias

from site_builder.kinds.feature import Feature
from site_builder.kinds.initiative import INITIATIVE
from site_builder.kinds.metric import METRIC
from site_builder.model.metric import MetricResult
from site_builder.model.page import Page
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.cells import Inline, ItemList, NumberCell, Phrase, Sparkline, Tone
from site_builder.views.collection import collection_table
from site_builder.views.figures import figure_card
from site_builder.views.parts import Change, KpiCard, KpiGrid, Subsection
from site_builder.views.record import record_page
from site_builder.views.wording import day_words, number_words

Adoption: TypeAlias = Mapping[str, MetricResult]
"""The latest value of each metric that has one, by the id of its record."""

_POINTS = 24
_FIGURES = 3


def adoption_of(context: ViewContext) -> Adoption:
    """Return the metrics that have a value; none in a public handbook."""
    if METRIC.name not in context.handbook.kinds:
        return {}
    return {
        result.dimensions["metric"]: result
        for result in context.measures.results("kpi")
        if set(result.dimensions) == {"metric"} and result.value is not None
    }


def adoption_cells(context: ViewContext, feature: Record[Feature], adoption: Adoption) -> Inline:
    """Return the metrics of a feature with their latest value, or their name alone where they have none."""
    items = []
    for reference in feature.fields.metrics:
        metric = context.handbook.find(METRIC, reference.id)
        if metric is not None:
            link, result = context.link(metric), adoption.get(reference.id)
            items.append(Phrase((link, " ", _value(result))) if result else Phrase((link, ", no data")))
    return ItemList(tuple(items)) if items else None


def _value(result: MetricResult) -> NumberCell:
    unit = "" if result.unit in ("count", "value", "share") else result.unit
    is_share = result.unit == "share"
    return NumberCell(result.value, _digits((result.value or 0.0) * (100 if is_share else 1)), unit, share=is_share)


def _digits(value: float) -> int:
    """Return the decimals of a figure without an interval: none from 100 on or where it is whole, one from 1 on."""
    size = abs(value)
    return 0 if abs(value - round(value)) < 1e-9 or size >= 100 else 1 if size >= 1 else _FIGURES


def feature_page(context: ViewContext, feature: Record[Feature], adoption: Adoption) -> Page:
    """Return the page of a feature."""
    sections = (*_adoption(context, feature, adoption), *_initiatives(context, feature))
    return record_page(context, feature, sections=sections, leave_out=frozenset({"metrics", "initiatives"}))


def _adoption(context: ViewContext, feature: Record[Feature], adoption: Adoption) -> Iterator[Subsection]:
    """Yield the metrics that show how much it is used, each with its change and its course."""
    cards = []
    for reference in feature.fields.metrics:
        metric = context.handbook.find(METRIC, reference.id)
        if metric is not None:
            cards.append(_card(metric.title, context.handbook.url_of(metric), adoption.get(reference.id)))
    if cards:
        yield Subsection("Adoption", (KpiGrid(tuple(cards)),), anchor="adoption")


def _card(title: str, url: str, result: MetricResult | None) -> KpiCard:
    if result is None:
        return KpiCard(title, NumberCell(None), url, reason="no data yet")
    card = figure_card(title, result, url=url)
    points = result.details.get("points", ())[-_POINTS:]
    line = Sparkline(tuple(value for _, value in points), f"{title}, last {len(points)} values")
    return KpiCard(
        title,
        _value(result),
        url,
        n=card.n,
        interval=card.interval,
        change=_change(result),
        sparkline=line if len(points) > 1 else None,
        method=card.method,
        definition=card.definition,
    )


def _change(result: MetricResult) -> Change | None:
    """Return the change on a year ago, or on the value before; None where there is neither, or nothing changed.

    A value with an interval has none here: whether it moved more than by chance is for its own page to say.
    """
    details = result.details
    if result.interval is not None:
        return None
    yearly = details.get("change_on_year") is not None
    value = details.get("change_on_year") if yearly else details.get("change")
    since = details.get("year_ago_day") if yearly else details.get("previous_day")
    if not value or since is None:
        return None
    factor = 100 if result.unit == "share" else 1
    unit = "points" if result.unit in ("share", "%") else ""
    is_detectable = details.get("detectable_on_year" if yearly else "detectable")
    size = value if is_detectable is False else abs(value)
    number = number_words(size * factor, _digits(value * factor), signed=is_detectable is False)
    text = f"{number} {unit} since {day_words(date.fromisoformat(since))}".replace("  ", " ")
    if is_detectable is False:
        return Change("none", text)
    is_up, direction = value > 0, details["direction"]
    # Without a test it is only told which way it went.
    is_judged = direction != "none" and bool(is_detectable)
    tone: Tone = "neutral" if not is_judged else "positive" if is_up == (direction == "up") else "danger"
    return Change("up" if is_up else "down", text, tone)


def _initiatives(context: ViewContext, feature: Record[Feature]) -> Iterator[Subsection]:
    """Yield the initiatives that made it, the open ones first."""
    found = [context.handbook.find(INITIATIVE, reference.id) for reference in feature.fields.initiatives]
    records = tuple(record for record in found if record is not None)
    if records:
        ordered = tuple(sorted(records, key=lambda record: (record.fields.released_on is not None, record.id)))
        table = collection_table(
            context,
            INITIATIVE,
            records=ordered,
            fields=("target", "released_on"),
            identifier="initiatives-table",
            caption="Initiatives that made it",
            filters=(),
        )
        yield Subsection("Initiatives", (table,), anchor="initiatives", count=len(records))
