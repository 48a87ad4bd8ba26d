"""The navigation of a site whose ``mkdocs.yml`` has none: sections, then hand-written pages; never records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from mkdocs.structure.files import File, file_sort_key

from site_builder.views.base import NavigationEntry

_REST = "More"


def navigation(
    entries: Sequence[NavigationEntry], uris: Mapping[str, str], hand_written: Iterable[File]
) -> list[dict[str, Any] | str]:
    """Return the navigation as ``mkdocs.yml`` would have it.

    ``uris`` are the ``src_uri`` of sections by their address. A group stands where the first of its sections does.
    Hand-written pages come last, in a group of their own where there is already one for what remains.
    """
    top: list[dict[str, Any] | str] = []
    groups: dict[str, list[dict[str, Any] | str]] = {}
    for entry in entries:
        uri = uris.get(entry.url)
        if uri is None:
            continue
        if not entry.group:
            top.append({entry.title: uri})
            continue
        if entry.group not in groups:
            groups[entry.group] = []
            top.append({entry.group: groups[entry.group]})
        groups[entry.group].append({entry.title: uri})
    rest: list[dict[str, Any] | str] = [file.src_uri for file in sorted(hand_written, key=file_sort_key)]
    if rest and _REST in groups:
        groups[_REST] += rest
    elif rest:
        top.append({_REST: rest})
    return top


def sections_above(entries: Iterable[NavigationEntry]) -> dict[str, str]:
    """Return the section that another one hangs below, where the addresses do not say so; both without slashes."""
    return {section: entry.url.strip("/") for entry in entries for section in entry.below}


def named_in(nav: object) -> Iterator[str]:
    """Return every path that a navigation of ``mkdocs.yml`` names."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, Mapping):
        for value in nav.values():
            yield from named_in(value)
    elif isinstance(nav, list):
        for item in nav:
            yield from named_in(item)
