"""Narratives and other Markdown of authors, live blocks of hand-written pages among it."""

from __future__ import annotations

from site_builder.export.markdown.dispatch import block
from site_builder.export.markdown.sheet import Sheet
from site_builder.export.markdown.source import whole
from site_builder.model.prose import Prose
from site_builder.render.headings import TOP_LEVEL
from site_builder.views.live_blocks import find_blocks
from site_builder.views.live_parts import live_part
from site_builder.views.parts import Markup, Narrative, Notice

_PLACE = "opsbook-live-block-{number}-of-this-page"
_WRONG = Notice("danger", "This block cannot be shown", "opsbook check says what is wrong with it, and where.")


@block.register
def _(part: Narrative, sheet: Sheet) -> str:
    return written(part.text, part.path, sheet)


@block.register
def _(part: Markup, sheet: Sheet) -> str:
    level = sheet.level
    shown = whole(part.text, part.path, sheet, top=level + 1)
    sheet.level = level
    return shown


def written(text: str, path: str, sheet: Sheet, top: int = TOP_LEVEL) -> str:
    """Return what an author wrote, with what its live blocks show in their place."""
    context = sheet.context
    if path not in context.prose:
        return whole(text, path, sheet, top)
    pieces: list[str] = []
    shown: list[str] = []
    position = 0
    for found in find_blocks(Prose(path, text, {}, text), context.views.handbook.kinds):
        part = live_part(context.views, found.block) if found.block else _WRONG
        pieces += [text[position : found.start], _PLACE.format(number=len(shown))]
        shown.append(block(part, sheet))
        position = found.end
    markdown = whole("".join([*pieces, text[position:]]), path, sheet, top)
    for number, each in enumerate(shown):
        markdown = markdown.replace(_PLACE.format(number=number), each, 1)
    return markdown
