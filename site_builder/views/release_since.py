"""Since your version: everything between two versions, what breaks something first."""

from __future__ import annotations

from dataclasses import replace

from site_builder.kinds.change import CHANGE
from site_builder.kinds.release import RELEASE, Release
from site_builder.model.page import Page
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.collection import section_page
from site_builder.views.parts import Block, EmptyState, ReleaseEntry, ReleaseFinder, Subsection
from site_builder.views.release_entries import BREAKING, release_entry
from site_builder.views.released import by_version, released
from site_builder.views.wording import count_words

URL = f"{RELEASE.url}/since/"
FINDER = "since"
_PURPOSE = "Everything that is different between the version you have and a later one, what breaks something first."


def since_page(context: ViewContext) -> Page:
    """Return the page that holds every change of every release: a script narrows it to what lies between two."""
    releases = by_version(released(context.handbook))
    entries = [release_entry(context, release, whole=True) for release in releases]
    first = [entry for whole in entries if (entry := _what_breaks(whole)) is not None]
    rest = tuple(_what_else(whole) for whole in entries)
    blocks: list[Block] = []
    if releases:
        blocks.append(ReleaseFinder(FINDER, tuple(release.id for release in releases)))
    if first:
        blocks.append(Subsection("What breaks, and what to do", tuple(first), anchor="what-breaks"))
    if rest:
        blocks.append(Subsection("Everything else, release by release", rest, anchor="everything-else"))
    if not releases:
        blocks.append(EmptyState("Nothing has been released yet.", _PURPOSE))
    page = section_page(
        context, URL.rstrip("/"), "Since your version", _sentence(context, releases), tuple(blocks),
        description=_PURPOSE, hides=("toc",),
    )  # fmt: skip
    # All of it stands on other pages as well, where a search finds it.
    return replace(page, section=RELEASE.url, is_searchable=False)


def _sentence(context: ViewContext, releases: tuple[Record[Release], ...]) -> str | None:
    if not releases:
        return None
    out = {release.reference for release in releases}
    count = sum(change.fields.release in out for change in context.handbook.records(CHANGE))
    changes = f"{count_words(count, 'change')} in {count_words(len(releases), 'release')}"
    oldest, newest = releases[-1].id, releases[0].id
    between = f", from {oldest} to {newest}" if oldest != newest else ""
    return f"{changes}{between}: what breaks something first, then everything else, the highest version first."


def _what_breaks(entry: ReleaseEntry) -> ReleaseEntry | None:
    """Return of a release what its readers must do something about; None where there is nothing."""
    groups = tuple(group for group in entry.groups if group.label == BREAKING)
    if not groups and entry.upgrade_notes is None:
        return None
    return replace(entry, anchor=f"{entry.anchor}-breaks", groups=groups, highlights=(), text=None, title="")


def _what_else(entry: ReleaseEntry) -> ReleaseEntry:
    groups = tuple(group for group in entry.groups if group.label != BREAKING)
    return replace(entry, groups=groups, highlights=(), text=None, upgrade_notes=None)
