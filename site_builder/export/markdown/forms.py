"""Forms as Markdown, where nothing can be filled in: the command that does the same."""

from __future__ import annotations

from site_builder.export.markdown.dispatch import block, paragraphs
from site_builder.export.markdown.escape import code, code_block
from site_builder.export.markdown.sheet import Sheet
from site_builder.views.parts import RecordForm


@block.register
def _(part: RecordForm, _sheet: Sheet) -> str:
    path = code(f"{part.folder}/ID{part.suffix}")
    return paragraphs((f"This writes {path}, with every field explained:", code_block(f"opsbook new {part.kind} ID")))
