"""Which releases are out, which changes they brought, and what became of what was deprecated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from site_builder.kinds.change import CHANGE, Change
from site_builder.kinds.release import RELEASE, Release
from site_builder.link.handbook import Handbook
from site_builder.model.dates import PlannedDate
from site_builder.model.names import folded
from site_builder.model.plain_markdown import plain_words
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.versions import version_key

TYPES = ("added", "changed", "deprecated", "removed", "fixed", "security")
"""The types of changes in the order of Keep a Changelog."""

_LINK = re.compile(r"\]\(|\]\[|\[\[")
"""What begins a target of a link, or a mention: a title has none."""


def newest_first(releases: Iterable[Record[Release]]) -> tuple[Record[Release], ...]:
    """Return releases from the newest to the oldest; those of one day by version."""
    return tuple(sorted(releases, key=lambda item: (item.fields.date.last_day, version_key(item.id)), reverse=True))


def released(handbook: Handbook) -> tuple[Record[Release], ...]:
    """Return the releases that are out and were not withdrawn, the newest first."""
    return newest_first(item for item in handbook.records(RELEASE) if item.fields.status == "released")


def by_version(releases: Sequence[Record[Release]]) -> tuple[Record[Release], ...]:
    """Return releases from the highest version to the lowest, whatever day they came out on."""
    return tuple(sorted(releases, key=lambda item: (version_key(item.id), item.fields.date.last_day), reverse=True))


def changes_of(handbook: Handbook, release: Record[Release]) -> tuple[Record[Change], ...]:
    """Return the changes that name this release, by id: what breaks something first, then the others by type."""
    found = handbook.referring(release, CHANGE, "release")
    return tuple(sorted(found, key=lambda item: -1 if item.fields.breaking else TYPES.index(item.fields.type)))


def beyond_title(change: Record[Change]) -> str:
    """Return what a change says beyond its title, in Markdown; empty where that is only the title again."""
    text, title = change.fields.body or change.fields.summary or "", change.title.rstrip(".")
    # Most texts begin with another word, and need not be read to their end.
    if any(first[0].isalnum() and not title.startswith(first.rstrip(".")) for first in text.split(None, 1)[:1]):
        return text
    if " ".join(text.split()).rstrip(".") == title:
        return ""
    return text if _LINK.search(text) or plain_words(text).rstrip(".") != title else ""


def changes_by_release(context: ViewContext) -> Mapping[str, tuple[Record[Change], ...]]:
    """Return ``changes_of`` every release by its id; ask for it once."""
    return {release.id: changes_of(context.handbook, release) for release in context.handbook.records(RELEASE)}


@dataclass(frozen=True, slots=True)
class Deprecation:
    """Something that goes away: since when, when it is to be gone, and the change that removed it.

    ``last_day`` is the last day on which it is there, None where the release that takes it away is unknown or has no
    day. ``is_overdue`` says that this day has passed, or that release is out, and no change says that it was removed.
    """

    change: Record[Change]
    last_day: date | None
    removed_by: Record[Change] | None
    is_overdue: bool


def deprecations(handbook: Handbook, as_of: date) -> tuple[Deprecation, ...]:
    """Return what is deprecated: what is overdue first, then by the day it goes away, what is gone last.

    A change that removes something is recognised by the part of the product that both name and by one of these: it came
    with the release that was announced, it has the same title, or one of the two refers to the other.
    """
    found = [
        _deprecation(handbook, change, as_of)
        for change in handbook.records(CHANGE)
        if change.fields.type == "deprecated" and not _is_withdrawn(handbook, change)
    ]
    return tuple(sorted(found, key=_urgency))


def _urgency(item: Deprecation) -> tuple[bool, bool, bool, date, str]:
    return (
        item.removed_by is not None,
        not item.is_overdue,
        item.last_day is None,
        item.last_day or date.max,
        item.change.id,
    )


def _deprecation(handbook: Handbook, change: Record[Change], as_of: date) -> Deprecation:
    removal = change.fields.removal_on
    removed_by = next(_removals(handbook, change), None)
    if removal is None:
        return Deprecation(change, None, removed_by, is_overdue=False)
    if isinstance(removal, PlannedDate):
        day = removal.last_day
        return Deprecation(change, day, removed_by, is_overdue=removed_by is None and day < as_of)
    release = handbook.find(RELEASE, removal.id)
    is_out = release is not None and release.fields.status == "released"
    last_day = None if release is None or release.fields.status == "withdrawn" else release.fields.date.last_day
    return Deprecation(change, last_day, removed_by, is_overdue=removed_by is None and is_out)


def _removals(handbook: Handbook, deprecation: Record[Change]) -> Iterator[Record[Change]]:
    fields = deprecation.fields
    tied = {link.target for link in handbook.references_of(deprecation)}
    tied |= {link.source for link in handbook.backlinks_of(deprecation)}
    for change in handbook.records(CHANGE):
        other = change.fields
        if other.type != "removed" or other.component != fields.component or not _is_out(handbook, change):
            continue
        announced = other.release is not None and other.release == fields.removal_on
        if announced or folded(change.title) == folded(deprecation.title) or change.reference in tied:
            yield change


def release_of(handbook: Handbook, change: Record[Change]) -> Record[Release] | None:
    """Return the release that a change came with, None while it is unreleased."""
    reference = change.fields.release
    return None if reference is None else handbook.find(RELEASE, reference.id)


def _is_out(handbook: Handbook, change: Record[Change]) -> bool:
    release = release_of(handbook, change)
    return release is not None and release.fields.status == "released"


def _is_withdrawn(handbook: Handbook, change: Record[Change]) -> bool:
    release = release_of(handbook, change)
    return release is not None and release.fields.status == "withdrawn"
