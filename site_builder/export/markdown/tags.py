"""HTML in what authors wrote: tags that are harmless in themselves stay, the others go."""

from __future__ import annotations

import re

from site_builder.render.page_html import sanitise_page

_IN_RECORDS = re.compile(r"</?(?:br|kbd|sub|sup|ins|del|mark|small|abbr|b|i|em|strong|s|u|q|code)\s*/?>", re.IGNORECASE)
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_FIRST = re.compile(r"<[^<>]*>")
_MARKDOWN = re.compile(r"\smarkdown(?:=\"?(?:1|block|span)\"?)?(?=[\s/>])")


def harmless(tag: str, *, is_page: bool) -> str:
    """Return a tag as it may be written; nothing where it may not, so that what stood in it is text.

    On pages of the documentation folder tags keep what the site leaves of them, and ``markdown``, by which extensions
    read what is inside; in other records only plain tags within a line stay.
    """
    if not is_page:
        return tag if _IN_RECORDS.fullmatch(tag) else ""
    name = _NAME.match(tag)
    if name is None:
        return ""
    start = f"<{name[1]}>" if tag.startswith("</") else tag
    cleaned, _ = sanitise_page(start, "")
    kept = _FIRST.match(cleaned)
    if kept is None or "style=" in kept[0]:
        return ""
    if tag.startswith("</"):
        return f"</{name[1].lower()}>"
    return kept[0].replace(">", ' markdown="1">', 1) if _MARKDOWN.search(tag) else kept[0]
