"""Since your version: everything between two versions, what breaks something first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from site_builder.kinds.change import CHANGE, Change
from site_builder.kinds.release import RELEASE, Release
from site_builder.model.page import Page
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.collection import section_page
from site_builder.views.parts import Block, EmptyState, ReleaseEntry, Subsection
from site_builder.views.release_entries import release_entry
from site_builder.views.release_finder import finder
from site_builder.views.release_index import earlier_releases, figures_by_release, in_full
from site_builder.views.released import by_version, changes_by_release, released
from site_builder.views.wording import count_words

URL = f"{RELEASE.url}/since/"
FINDER = "since"
_MOST_BREAKING = 75
_PURPOSE = "Everything that is different between the version you have and a later one, what breaks something first."


def since_page(context: ViewContext) -> Page:
    """Return the page of every change since a version: a script narrows it to what lies between two.

    Where there are many, the highest versions are shown in full and the others are one link away; the script brings the
    notes of those, too.
    """
    releases = by_version(released(context.handbook))
    breaking, others = _in_full(context, releases)
    first = [entry for release in breaking if (entry := _what_breaks(context, release)) is not None]
    rest = tuple(_what_else(context, release) for release in others)
    everything = len(breaking) == len(others) == len(releases)
    versions = tuple(release.id for release in releases)
    blocks: list[Block] = [*finder(context, FINDER, releases, everything=everything, versions=versions)]
    if first:
        blocks.append(Subsection("What breaks, and what to do", tuple(first), anchor="what-breaks"))
    if rest:
        blocks.append(Subsection("Everything else, release by release", rest, anchor="everything-else"))
    blocks.extend(earlier_releases(context, releases[len(others) :], context.once(figures_by_release)))
    if not releases:
        blocks.append(EmptyState("Nothing has been released yet.", _PURPOSE))
    page = section_page(
        context, URL.rstrip("/"), "Since your version", _sentence(context, releases), tuple(blocks),
        description=_PURPOSE, hides=("toc",),
    )  # fmt: skip
    # All of it stands on other pages as well, where a search finds it.
    return replace(page, section=RELEASE.url, is_searchable=False)


def _in_full(
    context: ViewContext, releases: Sequence[Record[Release]]
) -> tuple[Sequence[Record[Release]], Sequence[Record[Release]]]:
    """Return the releases of which the page shows what breaks, and those of which it shows everything else."""
    total, breaking = {}, {}
    for release in releases:
        breaks, others = _parted(context, release)
        breaking[release.id], total[release.id] = len(breaks), len(others)
    most = len(releases)
    return in_full(releases, breaking, most=most, most_changes=_MOST_BREAKING), in_full(releases, total, most=most)


def _parted(context: ViewContext, release: Record[Release]) -> tuple[list[Record[Change]], list[Record[Change]]]:
    """Return the changes of a release that break something, and the others."""
    changes = context.once(changes_by_release)[release.id]
    return (
        [change for change in changes if change.fields.breaking],
        [change for change in changes if not change.fields.breaking],
    )


def _sentence(context: ViewContext, releases: tuple[Record[Release], ...]) -> str | None:
    if not releases:
        return None
    out = {release.reference for release in releases}
    count = sum(change.fields.release in out for change in context.handbook.records(CHANGE))
    changes = f"{count_words(count, 'change')} in {count_words(len(releases), 'release')}"
    oldest, newest = releases[-1].id, releases[0].id
    between = f", from {oldest} to {newest}" if oldest != newest else ""
    return f"{changes}{between}: what breaks something first, then everything else, the highest version first."


def _what_breaks(context: ViewContext, release: Record[Release]) -> ReleaseEntry | None:
    """Return of a release what its readers must do something about; None where there is nothing."""
    breaking, _ = _parted(context, release)
    if not breaking and not release.fields.upgrade_notes:
        return None
    entry = release_entry(context, release, whole=True, changes=breaking)
    return replace(entry, anchor=f"{entry.anchor}-breaks", highlights=(), text=None, title="")


def _what_else(context: ViewContext, release: Record[Release]) -> ReleaseEntry:
    _, others = _parted(context, release)
    entry = release_entry(context, release, whole=True, changes=others)
    return replace(entry, highlights=(), text=None, upgrade_notes=None)
