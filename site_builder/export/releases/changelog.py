"""``CHANGELOG.md`` as https://keepachangelog.com/en/1.1.0/ describes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from site_builder.export.markdown.escape import at_start, text, title
from site_builder.export.releases.noted import NotedChange, NotedRelease
from site_builder.views.released import TYPES
from site_builder.views.words import label_of

_HEAD = """\
# Changelog

All notable changes. The format is that of [Keep a Changelog](https://keepachangelog.com/en/1.1.0/).
"""


def changelog(releases: Sequence[NotedRelease], unreleased: Sequence[NotedChange]) -> bytes:
    """Return the changelog: the newest release first, each change a line under its type, what breaks something first.

    Versions link their notes where the site's address is known.
    """
    sections = [_section("[Unreleased]", unreleased)] if unreleased else []
    sections.extend(_section(f"[{each.version}] - {each.day.isoformat()}", each.changes) for each in releases)
    links = [f"[{each.version}]: {each.url}\n" for each in releases if each.url]
    return "\n".join([_HEAD, *sections, *(["".join(links)] if links else [])]).encode()


def _section(head: str, changes: Sequence[NotedChange]) -> str:
    return "\n".join([f"## {head}\n", *_types(changes)])


def _types(changes: Sequence[NotedChange]) -> Iterator[str]:
    for name in TYPES:
        found = sorted((change for change in changes if change.type == name), key=lambda item: not item.is_breaking)
        if found:
            lines = "\n".join(map(_line, found))
            yield f"### {label_of(name)}\n\n{lines}\n"


def _line(change: NotedChange) -> str:
    breaking = "Breaking: " if change.is_breaking else ""
    # A title that is the first sentence is cut where that is long: the text goes on behind the ellipsis.
    begins = change.text.casefold().startswith(change.title.removesuffix("…").casefold())
    words = text(change.text) if begins else f"{title(change.title)}{'. ' if change.text else ''}{text(change.text)}"
    words = words if breaking else at_start(words)
    removal = f" Removal: {text(change.removal)}." if change.removal else ""
    return f"- {breaking}{words}{removal}"
