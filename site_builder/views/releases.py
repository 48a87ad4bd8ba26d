"""Release notes: newest first, breaking changes first, each change with its own anchor; a page for each release."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from site_builder.kinds.change import CHANGE, Change
from site_builder.kinds.release import RELEASE, Release
from site_builder.model.metric import MetricResult
from site_builder.model.page import Page
from site_builder.model.record import Record
from site_builder.views.base import View, ViewContext
from site_builder.views.cells import Badge, Chips, Inline, Link, Markup, Phrase
from site_builder.views.collection import collection_table, empty_page, section_page
from site_builder.views.facts import owner_cell, record_link
from site_builder.views.later import later
from site_builder.views.parts import Block, Column, Fact, Notice, Paragraph, Row, Subsection, Table
from site_builder.views.record import record_page
from site_builder.views.release_deprecations import URL as DEPRECATIONS
from site_builder.views.release_deprecations import deprecations_page
from site_builder.views.release_entries import change_address, release_entry
from site_builder.views.release_finder import finder
from site_builder.views.release_index import by_type, earlier_releases, figures_by_release, in_full
from site_builder.views.release_since import URL as SINCE
from site_builder.views.release_since import since_page
from site_builder.views.released import TYPES, newest_first
from site_builder.views.tables import compact
from site_builder.views.wording import count_words, day_words, planned_words
from site_builder.views.words import counted, status_badge

SECTION = RELEASE.url
FEED_ATOM, FEED_JSON = f"{SECTION}/feed.atom", f"{SECTION}/feed.json"
_WHOLE = 5
"""So many of the newest releases at most are shown in full; the others are one link away."""
_TYPE_ORDER = {name: number for number, name in enumerate(TYPES)}


def pages(context: ViewContext) -> Iterator[Page]:
    """Return the release notes, a page for each release, the list of changes and a page for each change."""
    releases = newest_first(context.handbook.records(RELEASE))
    yield _notes(context, releases)
    changes = context.handbook.records(CHANGE)
    if releases or changes:
        yield deprecations_page(context)
        yield since_page(context)
    yield _changes(context, releases)
    yield from record_pages(context)


def record_pages(context: ViewContext) -> Iterator[Page]:
    """Return the page of each release and of each change."""
    for release in newest_first(context.handbook.records(RELEASE)):
        yield later(context, release, partial(_release, context, release))
    for change in context.handbook.records(CHANGE):
        yield later(context, change, partial(_change, context, change))


def _notes(context: ViewContext, releases: Sequence[Record[Release]]) -> Page:
    unreleased = tuple(_unreleased(context))
    if not releases and not unreleased:
        return empty_page(context, RELEASE, SECTION, "Release notes")
    figures = context.once(figures_by_release)
    out = [item for item in releases if item.fields.status != "planned"]
    with_changes = [item for item in out if figures[item.id].n]
    whole = in_full(with_changes or out, {item.id: figures[item.id].n or 0 for item in out}, most=_WHOLE)
    shown = {item.id for item in whole}
    earlier = [item for item in out if item.id not in shown]
    blocks: list[Block] = [
        *_ways(context),
        *finder(context, "notes", out, everything=not any(figures[item.id].n for item in earlier)),
        *(release_entry(context, item, whole=True) for item in whole),
        *earlier_releases(context, earlier, figures),
    ]
    blocks.extend((*unreleased, *_planned(context, releases)))
    sentence = _sentence(out, figures)
    return section_page(context, SECTION, "Release notes", sentence, tuple(blocks), description=RELEASE.purpose)


def _ways(context: ViewContext) -> Iterator[Paragraph]:
    """Yield the ways to what lies between two versions, to what goes away and to the table of all changes."""
    since, away = Link("Since your version", SINCE), Link("deprecations", DEPRECATIONS)
    pieces: list[Inline] = [since, ": everything between two versions · ", away]
    if context.handbook.records(CHANGE):
        pieces.extend([" · ", Link("every change", f"{CHANGE.url}/")])
    yield Paragraph(Phrase((*pieces, " · feeds: ", Link("Atom", FEED_ATOM), ", ", Link("JSON", FEED_JSON))))


def _sentence(releases: Sequence[Record[Release]], figures: Mapping[str, MetricResult]) -> str:
    released = [item for item in releases if item.fields.status == "released"]
    withdrawn = len(releases) - len(released)
    behind = f" {withdrawn:,} {'was' if withdrawn == 1 else 'were'} withdrawn." if withdrawn else ""
    if not released:
        return f"Nothing has been released yet.{behind}"
    newest = released[0]
    count = figures[newest.id].n
    brings = f"with {counted(CHANGE, count)}" if count else "without a change in the notes"
    total = count_words(len(released), "release")
    when = newest.fields.date
    day = day_words(when.last_day) if when.is_exact else planned_words(when)
    return f"{total}; the newest is {newest.id} of {day}, {brings}.{behind}"


def _planned(context: ViewContext, releases: Sequence[Record[Release]]) -> Iterator[Subsection]:
    """Yield the releases to come, the next one first."""
    planned = tuple(item for item in reversed(releases) if item.fields.status == "planned")
    if planned:
        table = collection_table(
            context,
            RELEASE,
            records=planned,
            fields=("date", "summary"),
            identifier="planned-releases",
            caption="Planned releases, the next one first",
            filters=(),
        )
        yield Subsection("Planned", (table,), anchor="planned", count=len(planned))


def _unreleased(context: ViewContext) -> Iterator[Subsection]:
    """Yield the changes that wait for a release; the public handbook has them only where the policy shows them."""
    waiting = [change for change in context.handbook.records(CHANGE) if change.fields.release is None]
    if waiting:
        caption = "Changes that wait for a release"
        table = _change_table(context, _by_gravity(waiting), "unreleased-changes", caption, filters=("Type",))
        yield Subsection("Unreleased", (table,), anchor="unreleased", count=len(waiting))


def _release(context: ViewContext, release: Record[Release]) -> Page:
    entry = release_entry(context, release, whole=False)
    count = sum(len(group.changes) for group in entry.groups)
    nothing = Paragraph("No change names this release.")
    blocks = (entry if count or entry.upgrade_notes or entry.highlights else nothing,)
    withdrawn = Notice("attention", "Withdrawn", "This release was taken back.")
    return record_page(
        context,
        release,
        sections=(Subsection("Changes", blocks, anchor="changes", count=count),),
        notices=(withdrawn,) if release.fields.status == "withdrawn" else (),
        leave_out=frozenset({"highlights", "upgrade_notes"}),
    )


def _changes(context: ViewContext, releases: Sequence[Record[Release]]) -> Page:
    records = context.handbook.records(CHANGE)
    if not records:
        return empty_page(context, CHANGE)
    place = {release.id: number for number, release in enumerate(releases)}
    # What is not released yet is the newest.
    ordered = sorted(
        _by_gravity(records), key=lambda item: place.get(item.fields.release.id, 0) if item.fields.release else -1
    )
    table = _change_table(
        context, ordered, "changes", "Changes, the newest release first", filters=("Type", "Release", "Component")
    )
    overall = context.measures.one("changes-per-release")
    types = f": {by_type(overall)}" if overall is not None else ""
    sentence = f"{counted(CHANGE, len(records))}{types}."
    return section_page(context, CHANGE.url, "Changes", sentence, (table,), description=CHANGE.purpose)


def _by_gravity(changes: Sequence[Record[Change]]) -> list[Record[Change]]:
    return sorted(
        changes, key=lambda item: (not item.fields.breaking, _TYPE_ORDER[item.fields.type], item.title.casefold())
    )


def _change_table(
    context: ViewContext,
    changes: Sequence[Record[Change]],
    identifier: str,
    caption: str,
    *,
    filters: tuple[str, ...],
) -> Table:
    """Return a table of changes: type, with a mark where something breaks, release, component, initiative, owner."""
    columns = (
        Column("Change", "link"),
        Column("Type", "status"),
        Column("Release"),
        Column("Component"),
        Column("Initiative"),
        Column("Owner"),
    )
    handbook = context.handbook
    rows = []
    for change in changes:
        fields = change.fields
        release = handbook.find(RELEASE, fields.release.id) if fields.release else None
        rows.append(
            Row(
                (
                    context.link(change),
                    _type_cell(fields),
                    Link(release.id, handbook.url_of(release), release.title) if release else None,
                    fields.component,
                    record_link(handbook, fields.initiative) if fields.initiative else None,
                    owner_cell(handbook, fields.owner),
                )
            )
        )
    return compact(Table(columns, tuple(rows), caption, identifier, filters=filters))


def _type_cell(fields: Change) -> Inline:
    badge = status_badge(fields.type)
    return Chips((badge, Badge("breaking", "danger"))) if fields.breaking else badge


_SHOWN_OF_CHANGE = frozenset({"type", "breaking", "image", "audience_note"})


def _change(context: ViewContext, record: Record[Change]) -> Page:
    release = record.fields.release
    facts = [Fact("Type", _type_cell(record.fields))]
    if release is not None and context.handbook.get(release) is not None:
        facts.append(Fact("In the notes", Link(release.id, change_address(release, record))))
    fields = record.fields
    note = Markup(fields.audience_note, record.path) if fields.audience_note else None
    picture = context.images.get(record.id)
    return record_page(
        context,
        record,
        facts=tuple(facts),
        sections=(Subsection("Picture", (picture,), anchor="picture"),) if picture is not None else (),
        notices=(Notice("neutral", "Internal: for support and sales", note),) if note is not None else (),
        leave_out=_SHOWN_OF_CHANGE,
    )


VIEW = View(
    SECTION,
    "Releases",
    "",
    300,
    pages,
    ("release", "change"),
    public_title="Release notes",
    records=record_pages,
    below=(CHANGE.url,),
)
