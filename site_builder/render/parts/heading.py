"""HTML of headings."""

from __future__ import annotations

from site_builder.render.inline import title_html
from site_builder.render.scope import current


def heading(
    level: int,
    text: str,
    anchor: str = "",
    *,
    count: int | None = None,
    content: str | None = None,
    listed: bool = True,
) -> str:
    """Return a heading with its anchor and permanent link.

    ``content`` is HTML that is shown in place of the text, which stays in the contents; those have only ``listed``
    headings.
    """
    shown = title_html(text) if content is None else content
    if count is not None:
        shown += f' <span class="ob-count">{count}</span>'
    return current().heading(level, text, anchor, shown, listed=listed)
