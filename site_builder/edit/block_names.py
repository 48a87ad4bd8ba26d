"""Names of a record in the live blocks of hand-written pages, which are code to Markdown and fields to readers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from site_builder.edit.mentions import Renaming
from site_builder.edit.nodes import read_nodes
from site_builder.edit.scalars import write_scalar
from site_builder.edit.source_text import Splice
from site_builder.model.kind import Kind
from site_builder.model.prose import Prose
from site_builder.model.reference import Reference
from site_builder.views.live_blocks import find_blocks
from site_builder.views.live_references import named_in_block


def in_live_blocks(
    page: Prose, kinds: Mapping[str, Kind[Any]], renaming: Renaming, *, is_only: bool
) -> Iterator[Splice]:
    """Yield what has to change in a page's body. ``is_only``: no record of another kind has the old id."""
    if renaming.old.id not in page.body:
        return
    names = {renaming.old, Reference("", renaming.old.id)} if is_only else {renaming.old}
    for found in find_blocks(page, kinds):
        top = read_nodes(page.body[found.fence.text_start : found.fence.text_end]) if found.block else None
        for named in named_in_block(found.block, kinds) if found.block else ():
            node = top.at(named.path) if top is not None else None
            if node is not None and named.target in names:
                text = named.text.removesuffix(renaming.old.id) + renaming.new.id
                start = found.fence.text_start
                yield Splice(start + node.start, start + node.end, write_scalar(text, node.style, in_flow=True))
