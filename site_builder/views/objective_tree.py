"""The tree of objectives: the vision, the goals that serve it, their key results, and the initiatives at the ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from site_builder.kinds.initiative import INITIATIVE, Initiative
from site_builder.kinds.objective import OBJECTIVE, Objective
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.cells import Inline, Link, Phrase
from site_builder.views.facts import owner_cell
from site_builder.views.objective_figures import (
    ObjectiveFigures,
    elapsed_cell,
    is_all_met,
    now_words,
    progress_meter,
    standings,
    way_words,
)
from site_builder.views.parts import Block, Fact, Subsection, Tree, TreeLine, TreeNode
from site_builder.views.relevance import by_relevance
from site_builder.views.words import status_badge, words

_LEAVES = 6
_DEEPEST = 8

Objectives = Sequence[Record[Objective]]
Children = Mapping[str, Objectives]


def objective_trees(context: ViewContext, figures: ObjectiveFigures) -> tuple[Block, ...]:
    """Return the trees of objectives, one for each period that a tree begins in, the present one first."""
    objectives = context.handbook.records(OBJECTIVE)
    children = _children(context, objectives)
    roots = _roots(objectives, children)
    by_period: defaultdict[str, list[Record[Objective]]] = defaultdict(list)
    for root in sorted(roots, key=lambda record: (_when(record, context.as_of), record.title.casefold(), record.id)):
        by_period[root.fields.period.text].append(root)
    return tuple(
        Subsection(
            period,
            (Tree(tuple(_node(context, figures, root, children, 0) for root in found), f"Objectives of {period}"),),
            anchor=f"period-{period.casefold()}",
        )
        for period, found in by_period.items()
    )


def _when(record: Record[Objective], as_of: date) -> tuple[int, int, str]:
    """Return a key that puts present periods first, then those to come, then past ones, the newest first."""
    first, last = record.fields.period.first_day, record.fields.period.last_day
    if first <= as_of <= last:
        return (0, -(last - first).days, record.fields.period.text)
    return (1, first.toordinal(), "") if first > as_of else (2, -last.toordinal(), "")


def _children(context: ViewContext, objectives: Objectives) -> Children:
    children: defaultdict[str, list[Record[Objective]]] = defaultdict(list)
    for record in objectives:
        parent = record.fields.parent
        if parent is not None and parent.id != record.id and context.handbook.get(parent) is not None:
            children[parent.id].append(record)
    return {
        parent: sorted(found, key=lambda record: (record.fields.period.first_day, record.title.casefold(), record.id))
        for parent, found in children.items()
    }


def _roots(objectives: Objectives, children: Children) -> Objectives:
    """Return the objectives that no other one holds; of a circle, the first in the order of ids."""
    held = {record.id for found in children.values() for record in found}
    roots = [record for record in objectives if record.id not in held]
    seen: set[str] = set()
    for root in roots:
        seen.update(_below(root, children))
    for record in objectives:
        if record.id not in seen:
            roots.append(record)
            seen.update(_below(record, children))
    return roots


def _below(root: Record[Objective], children: Children) -> set[str]:
    seen: set[str] = set()
    waiting = [root]
    while waiting:
        record = waiting.pop()
        if record.id not in seen:
            seen.add(record.id)
            waiting.extend(children.get(record.id, ()))
    return seen


def _node(
    context: ViewContext,
    figures: ObjectiveFigures,
    record: Record[Objective],
    children: Children,
    depth: int,
    above: frozenset[str] = frozenset(),
) -> TreeNode:
    """Return the node of an objective. Deeper ones than are shown, and a circle's beginning, are left out."""
    above = above | {record.id}
    below = [child for child in children.get(record.id, ()) if child.id not in above] if depth < _DEEPEST else []
    serving = serving_initiatives(context, record)
    return TreeNode(
        context.link(record),
        status_badge(record.fields.status),
        tuple(fact for fact in _facts(context, figures, record) if fact.value is not None),
        tuple(
            TreeLine(
                standing.name,
                (
                    now_words(standing),
                    way_words(standing),
                    progress_meter(
                        standing.result, is_met=bool(standing.result and standing.result.details.get("met"))
                    ),
                ),
            )
            for standing in standings(context, figures, record)
        ),
        tuple(_leaves(context, record, serving)),
        "Initiatives" if serving else "",
        tuple(_node(context, figures, child, children, depth + 1, above) for child in below),
    )


def _facts(context: ViewContext, figures: ObjectiveFigures, record: Record[Objective]) -> Iterator[Fact]:
    yield Fact("", record.fields.period.text)
    yield Fact("", owner_cell(context.handbook, record.fields.owner))
    result = figures.of(record)
    if result is not None and result.value is not None:
        yield Fact("progress", progress_meter(result, is_met=is_all_met(result)))
        if record.fields.status == "active":
            yield Fact("period gone", elapsed_cell(result))


def serving_initiatives(context: ViewContext, record: Record[Objective]) -> tuple[Record[Initiative], ...]:
    """Return the initiatives that serve an objective, those that are worked on first."""
    handbook = context.handbook
    found = handbook.referring(record, INITIATIVE, "objectives")
    by_id = {initiative.id: initiative for initiative in found}
    return tuple(by_id[initiative.id] for initiative in by_relevance(handbook, found, context.as_of))


def _leaves(context: ViewContext, record: Record[Objective], serving: Sequence[Record[Initiative]]) -> Iterator[Inline]:
    for initiative in serving[:_LEAVES]:
        link = context.link(initiative)
        yield Phrase((link, " ", status_badge(initiative.fields.status)))
    more = len(serving) - _LEAVES
    if more > 0:
        statuses = dict.fromkeys(words(initiative.fields.status) for initiative in serving[_LEAVES:])
        yield Link(f"{more:,} more ({', '.join(statuses)})", f"{context.handbook.url_of(record)}#initiatives")
