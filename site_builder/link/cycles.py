"""Circles in a graph."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

N = TypeVar("N", bound=Hashable)


def cycles(graph: Mapping[N, Sequence[N]]) -> list[frozenset[N]]:
    """Return the groups of nodes that reach each other, nodes that point to themselves included.

    Tarjan's strongly connected components, without recursion; linear in nodes and edges, in the order of the graph.
    """
    order: dict[N, int] = {}
    low: dict[N, int] = {}
    on_stack: set[N] = set()
    stack: list[N] = []
    found: list[frozenset[N]] = []
    for root in graph:
        if root in order:
            continue
        work: list[tuple[N, int]] = [(root, 0)]
        while work:
            node, next_edge = work.pop()
            if next_edge == 0:
                order[node] = low[node] = len(order)
                stack.append(node)
                on_stack.add(node)
            targets = graph.get(node, ())
            for number in range(next_edge, len(targets)):
                target = targets[number]
                if target not in order:
                    work.append((node, number + 1))
                    work.append((target, 0))
                    break
                if target in on_stack:
                    low[node] = min(low[node], order[target])
            else:
                _close(node, targets, order, low, stack, on_stack, found)
                if work:
                    parent = work[-1][0]
                    low[parent] = min(low[parent], low[node])
    return found


def _close(
    node: N,
    targets: Sequence[N],
    order: Mapping[N, int],
    low: Mapping[N, int],
    stack: list[N],
    on_stack: set[N],
    found: list[frozenset[N]],
) -> None:
    if low[node] != order[node]:
        return
    members = set()
    while True:
        member = stack.pop()
        on_stack.discard(member)
        members.add(member)
        if member == node:
            break
    if len(members) > 1 or node in targets:
        found.append(frozenset(members))
