"""What a live block shows: the parts that stand in its place."""

from __future__ import annotations

import re
from typing import Any

from site_builder.kinds.initiative import Initiative
from site_builder.kinds.metric import METRIC
from site_builder.model.kind import Kind
from site_builder.model.metric import MetricResult
from site_builder.model.record import Record
from site_builder.model.reference import Handle, Reference
from site_builder.views.base import ViewContext
from site_builder.views.cells import Link
from site_builder.views.collection import collection_table, empty_state
from site_builder.views.figures import figure_card
from site_builder.views.live_blocks import LiveBlock
from site_builder.views.metric_figures import figure_digits
from site_builder.views.named_charts import NAMED_CHARTS
from site_builder.views.parts import Block, EmptyState, KpiGrid, Notice
from site_builder.views.relevance import by_relevance
from site_builder.views.words import plural_of, slug_words, words

_CARDS = 12


def live_part(context: ViewContext, block: LiveBlock) -> Block:
    """Return the part that a valid block asks for; a notice or an empty state where there is nothing to show."""
    if block.metric is not None:
        return _metric(context, block, block.metric)
    if block.chart is not None:
        chart = NAMED_CHARTS[block.chart].build(context)
        return chart or EmptyState("Nothing to draw yet.", NAMED_CHARTS[block.chart].purpose)
    kind = context.handbook.kinds.get(block.table or "")
    if kind is None:
        return Notice("neutral", "Nothing to show", f"There are no records of the kind {block.table} here.")
    return _table(context, block, kind)


def _metric(context: ViewContext, block: LiveBlock, name: str) -> Block:
    """Return the results for the dimensions that are asked for; else the one over everything, else those of a kind."""
    wanted = {str(key): str(value) for key, value in block.where.items()}
    results = context.measures.results(name)
    found = [result for result in results if dict(result.dimensions) == wanted]
    if not found and not wanted:
        found = [result for result in results if len(result.dimensions) == 1]
    if not found:
        return Notice("neutral", "No such figure", f"{_title(name)} has no result for this.")
    most = _CARDS if block.limit is None else block.limit
    return KpiGrid(
        tuple(figure_card(_label(context, each), each, digits=_digits(context, each)) for each in found[:most])
    )


def _digits(context: ViewContext, result: MetricResult) -> int | None:
    """Return the decimals that the figure of a metric's record has on its own page; None for any other result."""
    record = context.handbook.find(METRIC, result.dimensions.get("metric", "")) if result.name == "kpi" else None
    return None if record is None else figure_digits(context, record, result)


def _title(metric: str) -> str:
    title = slug_words(metric)
    return title[:1].upper() + title[1:]


def _label(context: ViewContext, result: MetricResult) -> str:
    groups = [_group(context, name, value) for name, value in result.dimensions.items()]
    return f"{_title(result.name)}: {', '.join(groups)}" if groups else _title(result.name)


def _group(context: ViewContext, dimension: str, value: str) -> str:
    record = context.handbook.get(Reference(dimension, value))
    return record.title if record is not None else words(value) or "not given"


def _table(context: ViewContext, block: LiveBlock, kind: Kind[Any]) -> Block:
    handbook = context.handbook
    found = tuple(
        record
        for record in by_relevance(handbook, handbook.records(kind), context.as_of)
        if all(_matches(_value(context, record, field), wanted) for field, wanted in block.where.items())
    )
    if not found and handbook.records(kind):
        asked = "" if handbook.audience == "public" else f"None has {_asked(block)}."
        return EmptyState(f"No {plural_of(kind).lower()} like that.", asked)
    if not found:
        return empty_state(context, kind)
    return collection_table(
        context,
        kind,
        records=found,
        fields=tuple(name for name in block.fields if name not in ("title", kind.status_field, "owner")) or None,
        identifier=_identifier(block, kind),
        filters=(),
        most=block.limit,
        more=Link(f"all {plural_of(kind).lower()}", f"{kind.url}/"),
    )


def _asked(block: LiveBlock) -> str:
    return " and ".join(f"{words(str(field))} {_written(wanted)}" for field, wanted in block.where.items())


def _written(wanted: Any) -> str:
    return " or ".join(map(_written, wanted)) if isinstance(wanted, list) else words(str(wanted))


def _identifier(block: LiveBlock, kind: Kind[Any]) -> str:
    """Return an id that differs where the conditions differ, so that several tables of a kind stand on a page."""
    conditions = " ".join(f"{field} {_written(wanted)}" for field, wanted in sorted(block.where.items()))
    return "-".join(["live", kind.collection, *re.findall(r"[a-z0-9]+", conditions.lower())])


def _value(context: ViewContext, record: Record[Any], field: str) -> Any:
    """Return the value of a field; of an initiative the horizon that it has today, written or derived."""
    if field == "horizon" and isinstance(record.fields, Initiative):
        return record.fields.horizon_on(context.as_of)
    return getattr(record.fields, field, None)


def _matches(value: Any, wanted: Any) -> bool:
    """Return whether a field has the value, one of the values, or holds it in its list."""
    if isinstance(wanted, list):
        return any(_matches(value, item) for item in wanted)
    if isinstance(value, tuple):
        return any(_matches(item, wanted) for item in value)
    if isinstance(value, Reference):
        return wanted in (value.id, str(value))
    if isinstance(value, Handle):
        return bool(wanted == value.name)
    if isinstance(value, bool | int | float):
        return bool(value == wanted)
    return str(value) == str(wanted) if value is not None else wanted is None
