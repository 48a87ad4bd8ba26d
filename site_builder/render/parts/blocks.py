"""HTML of what a record's page is built of: fields, narrative, sections, references, history, notices."""

from __future__ import annotations

from site_builder.render.escaping import escaped
from site_builder.render.parts.heading import heading
from site_builder.render.parts.inline import badge, link, time_of
from site_builder.render.parts.shown import html_of, shows
from site_builder.render.parts.table import captioned
from site_builder.render.scope import current
from site_builder.views.parts import (
    Block,
    Code,
    DefinitionList,
    EmptyState,
    Fact,
    History,
    HistoryEntry,
    Inline,
    ItemList,
    Markup,
    Narrative,
    Notice,
    Paragraph,
    Phrase,
    ReferenceEntry,
    ReferenceGroup,
    Subsection,
    Table,
)
from site_builder.views.plain import plain_text

_HALF_A_LINE = 28


@shows(Paragraph)
def paragraph(part: Paragraph) -> str:
    """Return a sentence or two."""
    tag, css = "p" if isinstance(part.text, str) else "div", "ob-lead" if part.lead else "ob-paragraph"
    return f'<{tag} class="{css}">{html_of(part.text)}</{tag}>\n'


@shows(Narrative)
def narrative(part: Narrative) -> str:
    """Return the body of a record or of a hand-written page."""
    return f'<div class="ob-narrative">\n{current().narrative(part.text, part.path, part.title)}\n</div>\n'


@shows(Subsection)
def subsection(part: Subsection) -> str:
    """Return blocks under a heading; that of a table alone is not said twice."""
    head = heading(part.level, part.title, part.anchor, count=part.count)
    blocks = "".join([f"{_below(part.title, block)}\n" for block in part.blocks])
    return f'<section class="ob-section">\n{head}\n{blocks}</section>\n'


def _below(title: str, block: Block) -> str:
    if isinstance(block, Table) and block.caption == title:
        return captioned(block, shows_caption=False)
    return html_of(block)


@shows(Notice)
def notice(part: Notice) -> str:
    """Return what the reader must know first."""
    text = f'<div class="ob-notice__text">{html_of(part.text)}</div>\n' if part.text else ""
    items = "".join([f"<li>{html_of(item)}</li>" for item in part.items])
    listed = f'<ul class="ob-notice__items">{items}</ul>\n' if items else ""
    return (
        f'<div class="ob-notice ob-notice--{part.tone}" role="note">\n'
        f'<p class="ob-notice__title">{escaped(part.title)}</p>\n{text}{listed}</div>\n'
    )


@shows(EmptyState)
def empty_state(part: EmptyState) -> str:
    """Return what belongs here, why, and how to begin."""
    command = f'<div class="highlight"><pre><code>{escaped(part.command)}</code></pre></div>\n' if part.command else ""
    return (
        f'<div class="ob-empty">\n<p class="ob-empty__what">{escaped(part.what)}</p>\n'
        f'<p class="ob-empty__why">{escaped(part.why)}</p>\n{command}</div>\n'
    )


@shows(DefinitionList)
def definition_list(part: DefinitionList) -> str:
    """Return the facts that have a value; nothing where none has."""
    facts = "".join(map(_fact, part.present))
    return f'<dl class="ob-fields">\n{facts}</dl>\n' if facts else ""


def _fact(fact: Fact) -> str:
    value = fact.value
    long = " ob-fields__item--long" if is_long(value) else ""
    # What is hidden keeps facts apart in the text of a search.
    shown = f"{html_of(value)}<span hidden> ·</span>"
    return f'<div class="ob-fields__item{long}"><dt>{escaped(fact.label)}</dt> <dd>{shown}</dd></div>\n'


def is_long(value: Inline) -> bool:
    """Return whether a value needs the whole width of a definition list instead of half of it."""
    if isinstance(value, str):
        return len(value) > _HALF_A_LINE
    if isinstance(value, (Code, Phrase)):
        return len(plain_text(value)) > _HALF_A_LINE
    return isinstance(value, (Markup, ItemList))


@shows(ReferenceGroup)
def reference_group(part: ReferenceGroup) -> str:
    """Return references or backlinks of one kind."""
    entries = "".join([_reference(entry) for entry in part.entries])
    return (
        "<div>\n"
        f'<p class="ob-references__label">{escaped(part.label)} <span class="ob-count">{len(part.entries)}</span></p>\n'
        f'<ul class="ob-references__list">\n{entries}</ul>\n</div>\n'
    )


def _reference(entry: ReferenceEntry) -> str:
    role = f' <span class="ob-references__role">{escaped(entry.role)}</span>' if entry.role else ""
    status = f" {badge(entry.status)}" if entry.status else ""
    day = f" {time_of(entry.day, entry.day_text)}" if entry.day else ""
    return f'<li><span class="ob-references__what">{link(entry.link)}{role}</span>{status}{day}</li>\n'


@shows(History)
def history(part: History) -> str:
    """Return what happened to a record, folded."""
    entries = "".join(map(_event, part.entries))
    return (
        '<details class="ob-fold ob-history" data-search-exclude>\n'
        f'<summary>History <span class="ob-fold__note">{escaped(part.summary)}</span></summary>\n'
        f'<ol class="ob-history__list">\n{entries}</ol>\n</details>\n'
    )


def _event(entry: HistoryEntry) -> str:
    commit = f" <code>{escaped(entry.commit)}</code>" if entry.commit else ""
    return f"<li>{time_of(entry.day)} {html_of(entry.text)}{commit}</li>\n"
