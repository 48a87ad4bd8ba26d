"""The home page of the public site: what shipped last, what is next, and the way to everything else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from site_builder.kinds.release import RELEASE, Release
from site_builder.model.page import Page
from site_builder.model.record import Record
from site_builder.views.base import View, ViewContext
from site_builder.views.cells import Link, NumberCell, Phrase
from site_builder.views.collection import section_page
from site_builder.views.facts import told_cell
from site_builder.views.parts import Block, CardGrid, Column, EmptyState, Paragraph, Row, Subsection, Table
from site_builder.views.public_roadmap import SECTION as ROADMAP
from site_builder.views.public_roadmap import initiative_card, next_up
from site_builder.views.release_entries import release_entry
from site_builder.views.released import changes_of, released
from site_builder.views.wording import day_words, spelled_words

_CARDS = 6
_OTHERS = 5


def pages(context: ViewContext) -> Iterator[Page]:
    """Return the home page."""
    releases = released(context.handbook)
    # The newest release may be one that nothing is said of.
    shown = next((item for item in releases if _says_something(context, item)), releases[0] if releases else None)
    blocks: tuple[Block, ...] = (*_newest(context, shown), *_next(context), *_others(context, releases, shown))
    if not blocks:
        nothing = EmptyState("Nothing has been published yet.", "Release notes and the roadmap will be here.")
        yield section_page(context, "", context.site_name, None, (nothing,), hides=("navigation", "toc"))
        return
    yield section_page(
        context, "", context.site_name, _sentence(context, releases, shown), blocks, hides=("navigation", "toc")
    )


def _sentence(context: ViewContext, releases: Sequence[Record[Release]], shown: Record[Release] | None) -> str:
    """Return which release is the newest, and which is shown where nothing is said of that one."""
    if not releases:
        return f"As of {day_words(context.as_of)}."
    newest = releases[0]
    text = f"The newest release is {newest.title} of {spelled_words(newest.fields.date)}"
    if shown is None or shown is newest:
        return f"{text}."
    return f"{text}. It has no published changes; the last release that has some is {shown.title}."


def _says_something(context: ViewContext, release: Record[Release]) -> bool:
    return bool(release.fields.body or release.fields.summary or changes_of(context.handbook, release))


def _newest(context: ViewContext, release: Record[Release] | None) -> Iterator[Subsection]:
    """Yield the newest release: all of it, or its highlights and the way to the rest where it has any."""
    if release is None:
        return
    entry = release_entry(context, release, whole=True)
    if not entry.highlights:
        yield Subsection("What shipped last", (entry,), "shipped")
        return
    way = Link(f"the notes of {release.title}", entry.version.url)
    rest = Paragraph(Phrase(("Every change, and what to do before an upgrade, is in ", way, ".")))
    yield Subsection("What shipped last", (replace(entry, groups=(), upgrade_notes=None), rest), "shipped")


def _next(context: ViewContext) -> Iterator[Subsection]:
    """Yield the nearest plans as cards, each with a month or a quarter."""
    found = next_up(context)
    if found:
        cards = CardGrid(tuple(initiative_card(context, record) for record in found[:_CARDS]))
        way = Paragraph(Phrase(("All plans are on the ", Link("roadmap", f"{ROADMAP}/"), ". Plans may change.")))
        yield Subsection("What is next", (cards, way), "next")


def _others(
    context: ViewContext, releases: Sequence[Record[Release]], shown: Record[Release] | None
) -> Iterator[Subsection]:
    others = [release for release in releases if release is not shown]
    title = "Earlier releases" if shown in releases[:1] else "Other releases"
    rows = tuple(
        Row(
            (
                context.link(release),
                told_cell(release.fields.date),
                NumberCell(len(changes_of(context.handbook, release))),
            )
        )
        for release in others[:_OTHERS]
    )
    if rows:
        columns = (Column("Release", "link"), Column("Date", "date"), Column("Changes", "number"))
        table = Table(columns, rows, title, "earlier-releases")
        way = Paragraph(Phrase(("Every release is in the ", Link("release notes", f"{RELEASE.url}/"), ".")))
        yield Subsection(title, (table, way), "earlier")


VIEW = View("", "Home", "", 0, pages, public=True)
