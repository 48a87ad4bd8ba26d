"""What a page is built of, as Markdown: lists of fields, notices, references, history, tables, subsections."""

from __future__ import annotations

from site_builder.export.markdown.dispatch import block, blocks, item, paragraphs, quoted
from site_builder.export.markdown.escape import at_start, code, code_block, text
from site_builder.export.markdown.inline import line
from site_builder.export.markdown.sheet import Sheet
from site_builder.export.markdown.tables import matrix, table
from site_builder.views.parts import (
    DefinitionList,
    EmptyState,
    Fact,
    HeaderLine,
    History,
    ItemList,
    Markup,
    Matrix,
    Notice,
    Paragraph,
    ReferenceEntry,
    ReferenceGroup,
    Subsection,
    Table,
)


@block.register
def _(part: Paragraph, sheet: Sheet) -> str:
    return block(part.text, sheet) if isinstance(part.text, Markup | ItemList) else at_start(line(part.text, sheet))


@block.register
def _(part: ItemList, sheet: Sheet) -> str:
    return "\n".join(item(at_start(line(each, sheet))) for each in part.items)


@block.register
def _(part: Notice, sheet: Sheet) -> str:
    items = "\n".join(item(line(each, sheet)) for each in part.items)
    return quoted(paragraphs((f"**{text(part.title)}**", line(part.text, sheet), items)))


@block.register
def _(part: EmptyState, sheet: Sheet) -> str:
    said = f"{text(part.what)} {text(part.why)}"
    return paragraphs((at_start(said), code_block(part.command) if part.command else ""))


@block.register
def _(part: DefinitionList, sheet: Sheet) -> str:
    return "\n".join(_field(fact, sheet) for fact in part.present)


def _field(fact: Fact, sheet: Sheet) -> str:
    """Return a field as an item; a value of several lines stands below its name."""
    name, value = f"**{text(fact.label)}:**", fact.value
    if isinstance(value, ItemList) and len(value.items) > 1:
        return item(name, block(value, sheet))
    if isinstance(value, Markup) and not value.inline:
        shown = block(value, sheet)
        return item(name, "\n" + shown) if "\n" in shown else item(f"{name} {shown}")
    return item(f"{name} {line(value, sheet)}")


def facts_line(facts: tuple[Fact, ...], sheet: Sheet) -> list[str]:
    """Return facts as pieces of a line, those without a value left out."""
    return [
        f"{text(fact.label)} {shown}" if fact.label else shown for fact in facts if (shown := line(fact.value, sheet))
    ]


def header(part: HeaderLine, sheet: Sheet) -> str:
    """Return the line below a record's title."""
    status = [f"**{line(part.status, sheet)}**"] if part.status is not None else []
    return " · ".join([*status, *facts_line(part.facts, sheet)])


@block.register
def _(part: ReferenceGroup, sheet: Sheet) -> str:
    entries = "\n".join(item(_entry(entry, sheet)) for entry in part.entries)
    return paragraphs((f"**{text(part.label)}**", entries))


def _entry(entry: ReferenceEntry, sheet: Sheet) -> str:
    day = entry.day_text or (entry.day.isoformat() if entry.day else "")
    shown = (line(entry.link, sheet), text(entry.role), line(entry.status, sheet), text(day))
    return " · ".join(filter(None, shown))


@block.register
def _(part: History, sheet: Sheet) -> str:
    entries = "\n".join(
        item(" · ".join(filter(None, (entry.day.isoformat(), line(entry.text, sheet), code(entry.commit)))))
        for entry in part.entries
    )
    return paragraphs((f"**History:** {text(part.summary)}", entries))


@block.register
def _(part: Table, sheet: Sheet) -> str:
    if not part.rows and part.empty is not None:
        return block(part.empty, sheet)
    return table(part, sheet)


@block.register
def _(part: Matrix, sheet: Sheet) -> str:
    return matrix(part, sheet)


@block.register
def _(part: Subsection, sheet: Sheet) -> str:
    heading = sheet.heading(part.level, part.title, part.anchor)
    first = part.blocks[0] if part.blocks else None
    if isinstance(first, Table) and first.rows and first.caption == part.title:
        below = paragraphs((table(first, sheet, caption=""), blocks(part.blocks[1:], sheet)))
    else:
        below = blocks(part.blocks, sheet)
    return paragraphs((heading, below))
