"""The kinds of records, one file each."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from site_builder.model.discovery import discover
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

    Raises TypeError where two kinds have the same name.
    """
    return by_name(discover(sys.modules[__name__], Kind, "opsbook.kinds"))


def by_name(kinds: Iterable[Kind[Any]]) -> Mapping[str, Kind[Any]]:
    """Return kinds by name in reading order. Raises TypeError where two have the same name."""
    found: dict[str, Kind[Any]] = {}
    for kind in kinds:
        if kind.name in found:
            raise TypeError(f"two kinds are called {kind.name!r}")
        found[kind.name] = kind
    return MappingProxyType({name: found[name] for name in sorted(found, key=_place)})


def _place(name: str) -> tuple[int, str]:
    return (_READING_ORDER.index(name) if name in _READING_ORDER else len(_READING_ORDER), name)
