"""Hand-written pages: live blocks and mentions before and after the site's own Markdown engine has run.

Before, each live block becomes a placeholder that Markdown leaves alone. After, the page is sanitised, and only then
the placeholders are filled: what the package draws is never mistaken for what an author wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field

from site_builder.model.prose import Prose
from site_builder.model.quick import dataclass
from site_builder.render.body import given_block_anchors
from site_builder.render.mentions import link_mentions
from site_builder.render.page_html import sanitise_page
from site_builder.render.parts.shown import html_of
from site_builder.render.scope import BodyContext, Scope, rendering
from site_builder.render.source_links import without_sources
from site_builder.views.base import ViewContext
from site_builder.views.live_blocks import LiveBlock, find_blocks, is_public_block
from site_builder.views.live_parts import live_part
from site_builder.views.parts import Block, Notice

_PLACEHOLDER = '<div class="ob-live-block" id="ob-live-{number}"></div>'
_WRONG = Notice("danger", "This block cannot be shown", "opsbook check says what is wrong with it, and where.")


@dataclass(frozen=True, slots=True)
class FinishedProse:
    """The HTML of a hand-written page, and a message for each thing that was taken out of it."""

    html: str
    taken_out: tuple[str, ...] = ()


@dataclass(slots=True)
class ProseRenderer:
    """Fills the live parts and mentions of hand-written pages. ``url_of`` gives the address of a page by its path."""

    context: ViewContext
    bodies: BodyContext
    url_of: Callable[[str], str]
    _parts: dict[str, list[Block | None]] = field(default_factory=dict)

    def before_markdown(self, path: str, markdown: str) -> str:
        """Return the Markdown with a placeholder in place of each live block."""
        page = Prose(path, markdown, {}, markdown)
        pieces: list[str] = []
        parts: list[Block | None] = []
        position = 0
        for found in find_blocks(page, self.context.handbook.kinds):
            pieces.append(markdown[position : found.start])
            pieces.append(f"\n{_PLACEHOLDER.format(number=len(parts))}\n")
            parts.append(self._part(found.block))
            position = found.end
        self._parts[path] = parts
        return "".join([*pieces, markdown[position:]])

    def _part(self, block: LiveBlock | None) -> Block | None:
        """Return what a block shows; on a public page nothing where it reaches what is internal, or is wrong."""
        kinds = self.context.handbook.kinds
        if self.context.handbook.audience == "public" and (block is None or not is_public_block(block, kinds)):
            return None
        return live_part(self.context, block) if block is not None else _WRONG

    def after_markdown(self, path: str, html: str) -> FinishedProse:
        """Return the page's HTML, sanitised, with its live parts and mentions filled in."""
        clean, taken_out = sanitise_page(html, path)
        parts = self._parts.get(path, [])
        scope = Scope(self.url_of(path), self.bodies, given_block_anchors(part for part in parts if part))
        with rendering(scope):
            drawn: Mapping[str, str] = {
                _PLACEHOLDER.format(number=number): f'<div class="ob-live-block">{html_of(part)}</div>' if part else ""
                for number, part in enumerate(parts)
            }
        hidden = self.context.handbook.audience == "public"
        if hidden:
            clean = without_sources(clean, scope.url, self.bodies.has_address)
        linked = link_mentions(clean, scope.mention, hide_unknown=hidden)
        for placeholder, part_html in drawn.items():
            linked = linked.replace(placeholder, part_html, 1)
        return FinishedProse(linked, tuple(taken_out))
