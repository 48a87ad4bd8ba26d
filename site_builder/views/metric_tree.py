"""The tree of metrics: which figure feeds which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from site_builder.kinds.metric import METRIC, Metric
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.cells import Inline, NumberCell
from site_builder.views.metric_figures import MetricFigures, course_cell, standing_badge, target_cell, year_cell
from site_builder.views.metric_tables import link_to
from site_builder.views.parts import Fact, Tree, TreeNode

_DEEPEST = 8

Figures = Mapping[str, MetricFigures]
Children = Mapping[str, Sequence[Record[Metric]]]


def metric_children(context: ViewContext) -> Children:
    """Return the metrics that feed each metric, by its id, by title."""
    children: defaultdict[str, list[Record[Metric]]] = defaultdict(list)
    for record in context.handbook.records(METRIC):
        parent = record.fields.parent
        if parent is not None and parent.id != record.id and context.handbook.get(parent) is not None:
            children[parent.id].append(record)
    return {
        parent: sorted(found, key=lambda record: (record.title.casefold(), record.id))
        for parent, found in children.items()
    }


def metric_tree(context: ViewContext, figures: Figures) -> Tree | None:
    """Return the whole tree; None where no metric feeds another."""
    children = metric_children(context)
    if not children:
        return None
    below = {record.id for found in children.values() for record in found}
    roots = [figures[name].record for name in figures if name not in below and name in children]
    return Tree(tuple(_node(context, figures, root, children, 0) for root in roots), "Metrics by what they feed")


def branch_of(context: ViewContext, figures: Figures, record: Record[Metric]) -> Tree | None:
    """Return a metric below the one that it feeds, with those that feed it; None where it stands alone."""
    children = metric_children(context)
    parent = record.fields.parent
    above = context.handbook.find(METRIC, parent.id) if parent is not None and parent.id != record.id else None
    if above is None and record.id not in children:
        return None
    node = _node(context, figures, record, children, _DEEPEST - 1)
    if above is not None:
        node = _plain(context, figures, above, (node,))
    return Tree((node,), "What it feeds, and what feeds it")


def _node(
    context: ViewContext,
    figures: Figures,
    record: Record[Metric],
    children: Children,
    depth: int,
    above: frozenset[str] = frozenset(),
) -> TreeNode:
    """Return the node of a metric. Deeper ones than are shown, and a circle's beginning, are left out."""
    above = above | {record.id}
    found = [child for child in children.get(record.id, ()) if child.id not in above] if depth < _DEEPEST else []
    below = tuple(_node(context, figures, child, children, depth + 1, above) for child in found)
    return _plain(context, figures, record, below)


def _plain(context: ViewContext, figures: Figures, record: Record[Metric], below: tuple[TreeNode, ...]) -> TreeNode:
    found = figures[record.id]
    return TreeNode(link_to(context, found), standing_badge(found.standing), _facts(found), children=below)


def _facts(found: MetricFigures) -> tuple[Fact, ...]:
    overall = found.overall
    if overall.value is None:
        return (Fact("target", target_cell(found)),) if found.record.fields.target else ()
    year: Inline = year_cell(found, overall)
    facts = (
        Fact("now", found.number(overall.value)),
        Fact("on a year ago", None if isinstance(year, NumberCell) else year),
        Fact("target", target_cell(found)),
        Fact("", course_cell(overall, found.record.title)),
    )
    return tuple(fact for fact in facts if fact.value is not None)
