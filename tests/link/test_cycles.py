"""Circles in a graph, against networkx-free brute force."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from site_builder.link.cycles import cycles


def test_a_chain_has_none() -> None:
    assert cycles({"a": ["b"], "b": ["c"], "c": []}) == []


def test_a_node_that_points_to_itself() -> None:
    assert cycles({"a": ["a"]}) == [frozenset("a")]


def test_two_circles_and_a_tail() -> None:
    found = cycles({"a": ["b"], "b": ["a"], "c": ["d", "a"], "d": ["e"], "e": ["c"], "f": ["a"]})
    assert set(found) == {frozenset("ab"), frozenset("cde")}


def test_a_long_chain_does_not_exhaust_the_stack() -> None:
    graph = {number: [number + 1] for number in range(20_000)}
    graph[20_000] = [0]
    assert len(cycles(graph)[0]) == 20_001


@given(st.dictionaries(st.integers(0, 7), st.lists(st.integers(0, 7), max_size=4), max_size=8))
def test_agrees_with_reachability(graph: dict[int, list[int]]) -> None:
    nodes = range(8)
    reach = {node: set(graph.get(node, [])) for node in nodes}
    for _ in nodes:
        for node in nodes:
            for other in list(reach[node]):
                reach[node] |= reach[other]
    expected = {
        frozenset(other for other in reach[node] if node in reach[other]) for node in nodes if node in reach[node]
    }
    assert set(cycles(graph)) == expected
