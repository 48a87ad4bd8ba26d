"""What goes away: the calendar of deprecations, what is overdue first, and what is gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from site_builder.kinds.release import RELEASE
from site_builder.model.dates import PlannedDate
from site_builder.model.page import Page
from site_builder.views.base import ViewContext
from site_builder.views.cells import Badge, DayCell, Inline, Link, Markup, Phrase
from site_builder.views.collection import section_page
from site_builder.views.facts import planned_cell
from site_builder.views.parts import Block, Column, EmptyState, Row, Subsection, Table
from site_builder.views.release_entries import change_address
from site_builder.views.released import Deprecation, deprecations, release_of
from site_builder.views.tables import compact
from site_builder.views.wording import count_words

URL = f"{RELEASE.url}/deprecations/"
_PURPOSE = "What goes away and when, what to use instead, and what is overdue: so that nobody is taken by surprise."


def deprecations_page(context: ViewContext) -> Page:
    """Return the page of everything that is deprecated."""
    found = deprecations(context.handbook, context.as_of)
    ahead = [item for item in found if item.removed_by is None]
    gone = [item for item in found if item.removed_by is not None]
    blocks: list[Block] = []
    if ahead:
        blocks.append(_table(context, ahead, "deprecations", "What goes away, what is overdue first"))
    if gone:
        table = _table(context, gone, "removed", "Gone", when="Went away")
        blocks.append(Subsection("Gone", (table,), anchor="gone", count=len(gone)))
    if not found:
        command = "opsbook new change my-first-change" if context.handbook.audience == "internal" else ""
        blocks.append(EmptyState("Nothing is deprecated.", _PURPOSE, command))
    sentence = _sentence(ahead, gone)
    page = section_page(
        context, URL.rstrip("/"), "Deprecations", sentence, tuple(blocks), description=_PURPOSE, hides=("toc",)
    )
    return replace(page, section=RELEASE.url)


def _sentence(ahead: Sequence[Deprecation], gone: Sequence[Deprecation]) -> str | None:
    if not ahead and not gone:
        return None
    overdue = sum(item.is_overdue for item in ahead)
    late = f", {overdue:,} overdue" if overdue else ""
    what = f"{count_words(len(ahead), 'thing')} {'goes' if len(ahead) == 1 else 'go'} away{late}."
    return f"{what} {len(gone):,} {'is' if len(gone) == 1 else 'are'} gone." if gone else what


def _table(
    context: ViewContext, found: Sequence[Deprecation], identifier: str, caption: str, *, when: str = "Goes away"
) -> Table:
    columns = (
        Column("What", "link"),
        Column(when, "date"),
        Column("Standing", "status"),
        Column("Instead", sortable=False),
        Column("Deprecated in"),
        Column("Component"),
    )
    rows = tuple(_row(context, item) for item in found)
    return compact(Table(columns, rows, caption, identifier, filters=("Standing", "Component")))


def _row(context: ViewContext, item: Deprecation) -> Row:
    handbook, change = context.handbook, item.change
    release = release_of(handbook, change)
    where = handbook.url_of(change) if release is None else change_address(release.reference, change)
    since = "unreleased" if release is None else Link(release.id, handbook.url_of(release), release.title)
    cells = (
        Link(change.title, where),
        _day(context, item),
        _standing(context, item),
        _instead(item),
        since,
        change.fields.component,
    )
    return Row(cells)


def _day(context: ViewContext, item: Deprecation) -> Inline:
    removal = item.change.fields.removal_on
    if removal is None:
        return None
    if isinstance(removal, PlannedDate):
        return planned_cell(removal)
    release = context.handbook.find(RELEASE, removal.id)
    if release is None:
        return removal.id
    link = Link(release.id, context.handbook.url_of(release), release.title)
    when = release.fields.date
    return Phrase((link, " · ", DayCell(when.last_day, when.text)))


def _standing(context: ViewContext, item: Deprecation) -> Inline:
    if item.removed_by is not None:
        release = release_of(context.handbook, item.removed_by)
        words = "removed" if release is None else f"removed in {release.id}"
        return Badge(words, "neutral", order=3)
    if item.is_overdue:
        return Badge("overdue", "danger", order=0)
    if item.change.fields.removal_on is None:
        return Badge("no date", "neutral", order=2)
    return Badge("ahead", "attention", order=1)


def _instead(item: Deprecation) -> Inline:
    """Return what its author says to do, and where it is explained."""
    fields = item.change.fields
    text = fields.body or fields.summary
    words = Markup(text, item.change.path, inline=True) if text else None
    docs = Link("Documentation", fields.docs) if fields.docs else None
    if words is None or docs is None:
        return words or docs
    return Phrase((words, " ", docs))
