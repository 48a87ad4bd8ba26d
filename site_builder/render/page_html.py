"""The HTML of hand-written pages, sanitised: scripts, event handlers, frames, styles and foreign media are taken out.

Nearly every page is what Markdown extensions make and nothing else. One regular expression recognises those, and they
stay byte for byte as they are. Only a page with something unusual in it is parsed and cleaned.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from html import escape, unescape

import nh3

from site_builder.render.links import is_absolute
from site_builder.render.nesting import is_too_deep

_TEXT_TAGS = """
    p a span code li ul div strong em br td th tr h2 h3 h4 h5 h6 h1 pre table thead tbody tfoot ol details summary
    blockquote img hr sup sub del ins mark kbd label input dl dt dd abbr small figure figcaption caption section article
    b i s u q cite dfn samp var time wbr colgroup col header footer address rp rt ruby
"""
_DRAWING_TAGS = "svg path g circle rect line polyline polygon ellipse"
_MEDIA_TAGS = "video audio source track picture"
_DROPPED_WITH_CONTENT = """
    script style iframe object embed applet frame frameset noframes noscript template textarea title xmp math noembed
    plaintext
"""
_PLAIN_ATTRIBUTES = """
    class id title alt name for type checked disabled align colspan rowspan scope start reversed open width height rel
    target lang dir role loading decoding datetime tabindex hidden download value abbr headers span
"""
_DATA_ATTRIBUTES = """
    data-tabs data-title data-linenums data-linenostart data-preview data-search-exclude data-gallery data-caption
    data-sort data-filter
"""
_ARIA_ATTRIBUTES = "aria-label aria-hidden aria-labelledby aria-describedby aria-expanded aria-controls aria-current"
_DRAWING_ATTRIBUTES = """
    xmlns viewBox d fill stroke stroke-width stroke-linecap stroke-linejoin fill-rule clip-rule transform points x y x1
    y1 x2 y2 cx cy r rx ry opacity
"""
_MEDIA_ATTRIBUTES = "controls loop muted preload kind srclang label"
_URL_ATTRIBUTES = {"src": "media", "poster": "media", "href": "link", "srcset": "media", "background": "media"}
_SCHEMES = ("http", "https", "mailto", "tel")
_INPUT_TYPES = frozenset({"radio", "checkbox"})

_STRIPPED = "".join(map(chr, range(0x21)))
_IGNORED = re.compile(r"[\t\n\r]")
_ALIGNED = re.compile(r'<(t[dh])([^<>]*?) style="text-align: ?(left|center|right);?"')
_IMAGE_WITHOUT_SOURCE = re.compile(r'<img((?:\s(?!src=)[a-z-]+="[^"]*")*)>')
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_START_TAG = re.compile(r"<([a-zA-Z][^\s/<>]{0,60})((?:[^<>\"']++|\"[^\"]{0,300}+\"|'[^']{0,300}+')*+)>")
_ANY_ATTRIBUTE = re.compile(r"([^\s\"'>/=]++)(?:\s*+=\s*+(\"[^\"]*+\"|'[^']*+'|[^\s\"'>]++))?+")
_ALT = re.compile(r'\salt="([^"]*)"')


def sanitise_page(html: str, path: str) -> tuple[str, list[str]]:
    """Return a hand-written page's HTML without what may run, load or frame, and a message for each thing taken out.

    ``path`` is the page's file, with which each message begins.
    """
    if _ordinary().fullmatch(html):
        return html, []
    if is_too_deep(html):
        return f"<pre>{escape(html)}</pre>", [f"{path}: the page's elements nest too deeply; it is shown as its source"]
    aligned = _ALIGNED.sub(r'<\1\2 align="\3"', html) if 'style="text-align' in html else html
    cleaned = _cleaner().clean(aligned)
    removed = _inventory(aligned) - _inventory(cleaned)
    shown = _IMAGE_WITHOUT_SOURCE.sub(_words_of_image, cleaned) if removed else cleaned
    return shown, [f"{path}: {what} was taken out" for what in _worth_saying(removed)]


def _worth_saying(removed: Counter[str]) -> list[str]:
    """Return what was taken out, in order; the attributes of an element that is gone go without saying."""
    elements = {what for what in removed if what.startswith("<")}
    return sorted(
        what for what in removed if what in elements or f"<{what.partition('<')[2].partition('>')[0]}>" not in elements
    )


def _words_of_image(match: re.Match[str]) -> str:
    words = _ALT.search(match[1])
    return words[1] if words else ""


@cache
def _ordinary() -> re.Pattern[str]:
    """Return the expression of a page in which every tag and attribute is known and harmless.

    Every ``<`` must begin such a tag; no tag of the list switches a browser's parser to another language.
    """
    names = "|".join([*_TEXT_TAGS.split(), *_DRAWING_TAGS.split()])
    plain = "|".join(
        name
        for names in (_PLAIN_ATTRIBUTES, _DATA_ATTRIBUTES, _ARIA_ATTRIBUTES, _DRAWING_ATTRIBUTES)
        for name in names.split()
        if name != "type"
    )
    relative = r'[^":&\\/#?]*+(?:[/#?][^"\\<]*+)?'
    own_medium = r'[^":&\\/#?\x00-\x1f]*+(?:[/#?][^"\\<&\x00-\x1f]*+)?'
    attribute = (
        rf'(?:class="[^"<]*+"|id="[^"<]*+"|href="(?:https?://[^"<]*+|mailto:[^"<]*+|{relative})"'
        rf'|src="(?! |[/\\]{{2}}){own_medium}"|type="(?:radio|checkbox)"|(?:{plain})(?:="[^"<]*+")?+(?=[\s/>]))'
    )
    return re.compile(rf"(?:[^<]++|</(?:{names})>|<(?:{names})(?:\s++{attribute})*+\s*+/?>)*+")


@cache
def _cleaner() -> nh3.Cleaner:
    everywhere = set(_PLAIN_ATTRIBUTES.split()) | set(_DATA_ATTRIBUTES.split()) | set(_ARIA_ATTRIBUTES.split())
    attributes = {"*": everywhere, "a": {"href"}, "img": {"src"}, "q": {"cite"}}
    attributes |= {tag: set(_DRAWING_ATTRIBUTES.split()) for tag in _DRAWING_TAGS.split()}
    attributes |= {tag: {"src", "poster", *_MEDIA_ATTRIBUTES.split()} for tag in _MEDIA_TAGS.split()}
    return nh3.Cleaner(
        tags={*_TEXT_TAGS.split(), *_DRAWING_TAGS.split(), *_MEDIA_TAGS.split()},
        clean_content_tags=set(_DROPPED_WITH_CONTENT.split()),
        attributes=attributes,
        attribute_filter=_kept,
        strip_comments=True,
        link_rel=None,
        url_schemes=set(_SCHEMES),
    )


def _kept(tag: str, attribute: str, value: str) -> str | None:
    if _URL_ATTRIBUTES.get(attribute) == "media" and not _is_of_this_site(value):
        return None
    if tag == "input" and attribute == "type" and value not in _INPUT_TYPES:
        return None
    return value


def _is_of_this_site(url: str) -> bool:
    """Return whether a browser asks this site for an address: see the URL Standard, 4.4, for what it ignores."""
    address = _IGNORED.sub("", url.strip(_STRIPPED)).replace("\\", "/")
    return not is_absolute(address.strip())


def _inventory(html: str) -> Counter[str]:
    """Return what a text holds that may be worth a message when it is gone afterwards.

    Regular expressions, as this only words messages, and the standard library's parser takes minutes for some texts.
    """
    found: Counter[str] = Counter()
    for tag in _START_TAG.finditer(_COMMENT.sub("", html)):
        name = tag[1].lower()
        found[f"<{name}>"] += 1
        for attribute, value in _ANY_ATTRIBUTE.findall(tag[2]):
            found[_described(name, attribute.lower(), unescape(value.strip("\"'")))] += 1
    return found


def _described(tag: str, name: str, value: str) -> str:
    if name.startswith("on"):
        return f"event handler {name} of <{tag}>"
    if name in ("src", "href", "srcset", "poster", "data", "action", "formaction"):
        return f"{name} of <{tag}> ({' '.join(value.split())[:80]})"
    return f"{name} of <{tag}>"
