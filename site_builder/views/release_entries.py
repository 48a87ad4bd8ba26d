"""Releases as their notes show them: highlights, then changes by type, those that break something first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from site_builder.kinds.change import CHANGE, Change
from site_builder.kinds.release import RELEASE, Release
from site_builder.model.dates import PlannedDate
from site_builder.model.record import Record
from site_builder.model.reference import Reference
from site_builder.views.base import ViewContext
from site_builder.views.cells import Label, Link, Markup
from site_builder.views.facts import planned_cell, record_link
from site_builder.views.parts import Fact, ReleaseChange, ReleaseEntry, ReleaseGroup, ReleaseHighlight
from site_builder.views.released import TYPES, beyond_title, changes_by_release
from site_builder.views.wording import planned_words
from site_builder.views.words import label_of, status_badge, tone_of, words

BREAKING = "Breaking"
"""The head under which changes stand that break something, whatever their type."""


def release_entry(
    context: ViewContext, release: Record[Release], *, whole: bool, changes: Sequence[Record[Change]] | None = None
) -> ReleaseEntry:
    """Return the notes of a release: ``whole`` for the page of all, else what its own page does not say above.

    ``changes`` are those of its changes that are told of; without them all are.
    """
    fields = release.fields
    text = fields.body or fields.summary
    return ReleaseEntry(
        anchor=f"v{release.id}",
        version=Link(release.id, context.handbook.url_of(release) if whole else ""),
        # A month or a quarter is no day: it stands beside the title, and no day is made of it.
        day=fields.date.last_day if fields.date.is_exact else None,
        status=status_badge(fields.status) if whole and fields.status != "released" else None,
        highlights=tuple(_highlights(context, release)),
        text=Markup(text, release.path) if whole and text else None,
        upgrade_notes=Markup(fields.upgrade_notes, release.path) if fields.upgrade_notes else None,
        groups=tuple(
            change_groups(context, context.once(changes_by_release)[release.id] if changes is None else changes)
        ),
        title=_title(release) if whole else "",
    )


def _title(release: Record[Release]) -> str:
    when = release.fields.date
    return release.title if when.is_exact else f"{release.title}, {planned_words(when)}"


def change_groups(context: ViewContext, changes: Sequence[Record[Change]]) -> Iterator[ReleaseGroup]:
    """Yield the changes by type, those that break something first and under a head of their own."""
    breaking = [change for change in changes if change.fields.breaking]
    if breaking:
        yield ReleaseGroup(BREAKING, tuple(_change(context, change) for change in breaking), "danger")
    for name in TYPES:
        found = [change for change in changes if change.fields.type == name and not change.fields.breaking]
        if found:
            yield ReleaseGroup(label_of(name), tuple(_change(context, change) for change in found), tone_of(name))


def change_address(release: Reference, change: Record[Change]) -> str:
    """Return the address of a change in the notes of its release."""
    return f"{RELEASE.url}/{release.id}/#{change.id}"


def _highlights(context: ViewContext, release: Record[Release]) -> Iterator[ReleaseHighlight]:
    for reference in release.fields.highlights:
        change = context.handbook.find(CHANGE, reference.id)
        if change is not None:
            is_here = change.fields.release == release.reference
            url = change_address(release.reference, change) if is_here else context.handbook.url_of(change)
            yield ReleaseHighlight(change.id, Link(change.title, url), context.images.get(change.id))


def _change(context: ViewContext, change: Record[Change]) -> ReleaseChange:
    fields, text = change.fields, beyond_title(change)
    labels = [words(fields.type)] if fields.breaking else []
    labels.extend([fields.component] if fields.component else [])
    labels.extend(fields.plans)
    return ReleaseChange(
        anchor=change.id,
        title=change.title,
        url=context.handbook.url_of(change),
        breaking=fields.breaking,
        text=Markup(text, change.path) if text else None,
        facts=tuple(_facts(context, fields)),
        labels=tuple(map(Label, labels)),
        picture=context.images.get(change.id),
        type=fields.type,
        component=fields.component or "",
        note=Markup(fields.audience_note, change.path) if fields.audience_note else None,
    )


def _facts(context: ViewContext, fields: Change) -> Iterator[Fact]:
    removal = fields.removal_on
    if isinstance(removal, PlannedDate):
        yield Fact("Removal", planned_cell(removal))
    elif removal is not None:
        yield Fact("Removal", record_link(context.handbook, removal))
    if fields.docs:
        yield Fact("", Link("Documentation", fields.docs))
