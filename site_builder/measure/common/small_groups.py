"""Groups of respondents that are not shown: small ones, and those that would tell what a small one has answered.

Where all groups of a dimension but one are shown, and their total as well, the last one is the total less the others.
So, where the policy ``derivable_groups`` says ``hidden``, another is hidden with it, the smallest first, until two or
more are hidden that are not small together: the complementary suppression of Willenborg and de Waal 2001, Elements of
Statistical Disclosure Control, chapter 7.

Periods are left alone: which month is the smallest changes with every month that begins, and a day says less of who
answered than a plan, a country and a size together. So are segments, which overlap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from site_builder.measure.common.segments import DIMENSION as SEGMENT
from site_builder.model.settings import Policies

Group: TypeAlias = frozenset[tuple[str, str]]
"""The dimensions of a group, each with its value; ``survey`` is one of them."""

_NO_PARTS: Final = frozenset(("survey", SEGMENT, "quarter", "month", "week", "day"))
"""Dimensions whose groups do not make up a whole, or are left alone."""


HIDDEN: Final = (
    "Small groups are not shown; nor, if policies.derivable_groups is hidden, are those from which one could be "
    "worked out."
)
"""What a definition says of that."""


def hidden_because(size: int, smallest: int) -> str:
    """Return why a group of so many is not shown."""
    return f"fewer than {smallest} responses" if size < smallest else "with it a smaller group could be worked out"


def group_of(dimensions: Mapping[str, str]) -> Group:
    """Return the group of these dimensions."""
    return frozenset(dimensions.items())


def hidden_groups(sizes: Mapping[Group, int], policies: Policies) -> frozenset[Group]:
    """Return the groups that are not shown, from the number of respondents of each.

    Groups of nobody are not among them: there is nothing to hide.
    """
    smallest = policies.small_group
    hidden = {group for group, size in sizes.items() if 0 < size < smallest}
    if not hidden or policies.derivable_groups == "shown":
        return frozenset(hidden)
    wholes = _wholes(sizes)
    count = -1
    while count != len(hidden):
        count = len(hidden)
        for whole, parts in wholes.items():
            if whole not in hidden:
                hidden.update(_more_to_hide(whole, parts, sizes, hidden, smallest))
    return frozenset(hidden)


def _wholes(sizes: Mapping[Group, int]) -> Mapping[Group, Iterable[list[Group]]]:
    """Return the groups that are made up of others, each with these: a list for each dimension."""
    found: defaultdict[Group, defaultdict[str, list[Group]]] = defaultdict(lambda: defaultdict(list))
    for group in sizes:
        for name, value in group:
            whole = group - {(name, value)}
            if name not in _NO_PARTS and whole in sizes:
                found[whole][name].append(group)
    return {whole: parts.values() for whole, parts in found.items()}


def _more_to_hide(
    whole: Group, dimensions: Iterable[list[Group]], sizes: Mapping[Group, int], hidden: set[Group], smallest: int
) -> Iterator[Group]:
    for parts in dimensions:
        concealed = [sizes[part] for part in parts if part in hidden]
        if not concealed:
            continue
        others = sorted((sizes[part], sorted(part), part) for part in parts if sizes[part] and part not in hidden)
        for size, _, part in others:
            if _cannot_be_told(concealed, smallest):
                break
            concealed.append(size)
            yield part
        # What is hidden is all of the whole, which is then as much as said. The score of a survey stays.
        if not _cannot_be_told(concealed, smallest) and len(whole) > 1:
            yield whole


def _cannot_be_told(concealed: list[int], smallest: int) -> bool:
    return len(concealed) > 1 and sum(concealed) >= smallest
