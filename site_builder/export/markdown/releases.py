"""Release notes as Markdown: a heading for each release, type and change."""

from __future__ import annotations

from site_builder.export.markdown.blocks import facts_line
from site_builder.export.markdown.dispatch import block, item, paragraphs, quoted
from site_builder.export.markdown.escape import text
from site_builder.export.markdown.inline import line
from site_builder.export.markdown.sheet import Sheet
from site_builder.render.headings import slugify
from site_builder.views.parts import Link, Picture, ReleaseChange, ReleaseEntry, ReleaseFinder, ReleaseGroup
from site_builder.views.wording import day_words


@block.register
def _(part: ReleaseEntry, sheet: Sheet) -> str:
    version = part.version
    heading = sheet.heading(2, version.text, part.anchor, line(version, sheet))
    day = day_words(part.day) if part.day else ""
    status = f"**{line(part.status, sheet)}**" if part.status is not None else ""
    highlights = "\n".join(item(line(each.link, sheet)) for each in part.highlights)
    upgrade = ""
    if part.upgrade_notes is not None:
        upgrade = quoted(paragraphs(("**Before you upgrade**", block(part.upgrade_notes, sheet))))
    return paragraphs(
        (
            heading,
            " · ".join(filter(None, (day, status, text(part.title)))),
            block(part.text, sheet) if part.text is not None else "",
            upgrade,
            "**Highlights**" if highlights else "",
            highlights,
            *(_group(group, part.anchor, sheet) for group in part.groups),
        )
    )


@block.register
def _(part: Picture, sheet: Sheet) -> str:
    link = sheet.link(part.url)
    return f"![{text(part.text)}]({link})" if link else ""


@block.register
def _(_part: ReleaseFinder, _sheet: Sheet) -> str:
    """Return nothing: what narrows a page needs a script."""
    return ""


def _group(group: ReleaseGroup, anchor: str, sheet: Sheet) -> str:
    heading = sheet.heading(3, group.label, f"{anchor}-{slugify(group.label)}")
    marks_breaking = group.tone != "danger" or group.label == "Security"
    return paragraphs((heading, *(_change(change, sheet, marks_breaking=marks_breaking) for change in group.changes)))


def _change(change: ReleaseChange, sheet: Sheet, *, marks_breaking: bool) -> str:
    content = line(Link(change.title, change.url), sheet) if change.url else ""
    heading = sheet.heading(4, change.title, change.anchor, content)
    breaking = ["**breaking**"] if change.breaking and marks_breaking else []
    labels = [line(label, sheet) for label in change.labels]
    note = ""
    if change.note is not None:
        note = quoted(paragraphs(("**Internal: for support and sales**", block(change.note, sheet))))
    return paragraphs(
        (
            heading,
            " · ".join([*breaking, *labels]),
            block(change.text, sheet) if change.text is not None else "",
            block(change.picture, sheet) if change.picture is not None else "",
            note,
            " · ".join(facts_line(change.facts, sheet)),
        )
    )
