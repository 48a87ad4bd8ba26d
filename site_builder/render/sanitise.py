"""The HTML of records, sanitised: what is not known to be harmless is taken out. Pages: ``page_html``."""

from __future__ import annotations

import re
from functools import cache

import nh3

from site_builder.model.kept_html import DROPPED_WITH_CONTENT, KEPT_ATTRIBUTES, KEPT_ELEMENTS
from site_builder.render.page_html import sanitise_page

__all__ = ["sanitise_page", "sanitise_record"]

_SCHEMES = {"http", "https", "mailto"}
_CLASSES = frozenset({"footnote-ref", "footnote-backref", "footnotes"})
_FOOTNOTE_ID = re.compile(r"fn(?:ref)?-[\w-]{1,60}")
_ALIGNMENTS = frozenset({"left", "center", "right"})
_NUMBER = re.compile(r"[0-9]{1,4}")
_DRAWS_TABLE = ("|", ":-", "-:", "\f", "\v")
_WRITES_MORE = ("<", "&", "[", "]", "`", "~", "@", "\\", "\x00", "://")
_UNFILTERED = (' href="', ' title="', ' lang="')
"""Where each equals sign belongs to one of these, the filter has nothing to say; asking it costs more than cleaning."""


def is_harmless(markdown: str) -> bool:
    """Return whether a text has nothing that HTML or a link is written with: no tag, entity, bracket or address.

    What the parser makes of it are paragraphs, headings, lists, emphasis, code, rules and tables, all of them its own.
    """
    return not _has_one(markdown, _WRITES_MORE) and "www." not in markdown.lower()


def has_table(markdown: str) -> bool:
    """Return whether a text may have a table. One without bars has a colon beside the hyphens below its head."""
    return _has_one(markdown, _DRAWS_TABLE)


def _has_one(markdown: str, marks: tuple[str, ...]) -> bool:
    # Looking for one mark at a time is several times quicker than a pattern of all of them.
    return any(map(markdown.__contains__, marks))


def normalised(html: str) -> str:
    """Return the parser's HTML of a harmless text as the sanitiser writes it."""
    return html.replace("&quot;", '"').replace(" />", ">").replace("\N{NO-BREAK SPACE}", "&nbsp;")


def sanitise_record(html: str) -> str:
    """Return the HTML of a record's text with nothing in it that runs, loads, frames, styles or submits.

    Links lead to http, https, mailto or are relative. What is left of ``input`` are check boxes of task lists; of
    ``id`` and ``class``, those of footnotes. Images keep their source: what becomes of them is for the caller to say.
    """
    needs_filter = html.count("=") != sum(map(html.count, _UNFILTERED))
    return _cleaner(with_filter=needs_filter).clean(html)


@cache
def _cleaner(*, with_filter: bool) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(KEPT_ELEMENTS),
        clean_content_tags=set(DROPPED_WITH_CONTENT),
        attributes={element: set(names) for element, names in KEPT_ATTRIBUTES.items()},
        attribute_filter=_kept if with_filter else None,
        strip_comments=True,
        link_rel=None,
        url_schemes=set(_SCHEMES),
    )


def _kept(tag: str, attribute: str, value: str) -> str | None:
    """Return the value of an attribute that may stay, else None."""
    match attribute:
        case "id":
            return value if _FOOTNOTE_ID.fullmatch(value) else None
        case "class":
            return value if value in _CLASSES else None
        case "align":
            return value if value in _ALIGNMENTS else None
        case "type":
            return value if value == "checkbox" else None
        case "colspan" | "rowspan" | "start" | "width" | "height":
            return value if _NUMBER.fullmatch(value) else None
    return value
