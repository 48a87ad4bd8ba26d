"""The kinds of records, one file each."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from site_builder.model.discovery import discover
from site_builder.model.faults import PackFault
from site_builder.model.kind import Kind

_READING_ORDER = (
    "objective",
    "initiative",
    "release",
    "change",
    "launch",
    "experiment",
    "decision",
    "update",
    "survey",
    "request",
    "segment",
    "escalation",
    "playbook",
    "practice",
    "feature",
    "asset",
    "role",
    "tool",
    "workflow",
    "channel",
    "metric",
)


@cache
def all_kinds() -> Mapping[str, Kind[Any]]:
    """Return every kind by name: the built-in ones from roadmap to metrics, then those of other distributions by name.

    Raises PackFault where two kinds have the same name, folder, collection or address.
    """
    return by_name(discover(sys.modules[__name__], Kind, "opsbook.kinds"))


def by_name(kinds: Iterable[Kind[Any]]) -> Mapping[str, Kind[Any]]:
    """Return kinds by name in reading order. Raises PackFault where two have something that only one can have."""
    found: dict[str, Kind[Any]] = {}
    taken: dict[tuple[str, str], str] = {}
    for kind in kinds:
        if kind.name in found:
            raise PackFault(f"two kinds are called {kind.name!r}")
        found[kind.name] = kind
        for what in ("folder", "collection", "url"):
            owner = taken.setdefault((what, getattr(kind, what)), kind.name)
            if owner != kind.name:
                raise PackFault(f"the kinds {owner!r} and {kind.name!r} have the same {what}: {getattr(kind, what)}")
    return MappingProxyType({name: found[name] for name in sorted(found, key=_place)})


def _place(name: str) -> tuple[int, str]:
    return (_READING_ORDER.index(name) if name in _READING_ORDER else len(_READING_ORDER), name)
