"""The Markdown of records: GitHub's flavour, sanitised, with anchors, task lists, highlighted code, resolved links."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape, unescape
from typing import TypeAlias
from urllib.parse import unquote

from site_builder.link.cmark import markdown_to_html
from site_builder.model.page import Heading
from site_builder.model.quick import dataclass
from site_builder.render.headings import TOP_LEVEL, Anchors, anchor_headings
from site_builder.render.highlight import highlight_blocks
from site_builder.render.links import is_absolute
from site_builder.render.nesting import is_too_deep
from site_builder.render.sanitise import has_table, is_harmless, normalised, sanitise_record

ResolveLink: TypeAlias = Callable[[str, str], str | None]
"""From the path of a file and a target relative to it (decoded, no fragment) to the address that the page links; None
where the site does not have it."""

LONGEST = 1 << 20
_NONE_KNOWN: Mapping[str, str] = {}
_LARGEST_HTML = 8 << 20

_ATTRIBUTES = r'((?: [a-z-]+="[^"]*")*)'
_LINK = re.compile(rf"<a{_ATTRIBUTES}>")
_IMAGE = re.compile(rf"<(?:(a)[ >]|(/a)>|img{_ATTRIBUTES}>)")
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_TASK = re.compile(rf"<li><input{_ATTRIBUTES}>")
_INPUT = re.compile(rf"<input{_ATTRIBUTES}>")
_FOOTNOTE = re.compile(r'((?: id="|href="#)fn(?:ref)?)-')
_PARAGRAPH = re.compile(r"<p(?: align=\"[a-z]+\")?>(.*?)</p>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_PLAIN = re.compile(r"(?![-+=]|[0-9]+[.)])[^*_`\[\]<>#|~\\&!@\n\r\t\x00]+")
"""One line in which nothing can be markup: most summaries are."""


@dataclass(frozen=True, slots=True)
class MarkdownHtml:
    """Rendered Markdown and its headings, flat and in order."""

    html: str
    headings: tuple[Heading, ...] = ()


def render_markdown(
    text: str,
    *,
    path: str,
    resolve_link: ResolveLink,
    anchors: Anchors | None = None,
    top: int = TOP_LEVEL,
    known: Mapping[str, str] = _NONE_KNOWN,
) -> MarkdownHtml:
    """Return a record's Markdown as HTML that is safe to show.

    ``path`` is the file that relative links start from. ``anchors`` holds the ids that the page has given away; without
    it the text has a page of its own. ``top`` is the level of its topmost headings. Text that no browser would lay out
    in time (nested beyond reason) is shown as it is written. ``known`` has what ``harmless_html`` makes of some texts.
    """
    given = anchors if anchors is not None else Anchors()
    html = known.get(text) or harmless_html(text)
    if html is None:
        raw = markdown_to_html(text) if len(text) <= LONGEST else ""
        if not raw or len(raw) > _LARGEST_HTML or is_too_deep(raw):
            return MarkdownHtml(f"<pre>{escape(text)}</pre>" if text.strip() else "")
        html = sanitise_record(raw).strip()
        html = highlight_blocks(html) if "<pre" in html else html
        html = _with_links(html, path, resolve_link, given)
    if "<h" not in html:
        return MarkdownHtml(html)
    html, headings = anchor_headings(html, given, top)
    return MarkdownHtml(html, headings)


def harmless_html(text: str) -> str | None:
    """Return the HTML of a text that is the same on every page but for the anchors of its headings.

    None of a text that may hold links, pictures or HTML, or that cannot be laid out.
    """
    stripped = text.strip()
    if _is_plain(stripped) and not text.startswith("    "):
        return f"<p>{escape(stripped, quote=False)}</p>"
    if len(text) > LONGEST or not is_harmless(text):
        return None
    raw = markdown_to_html(text, is_common=not has_table(text))
    if not raw or len(raw) > _LARGEST_HTML or is_too_deep(raw):
        return None
    html = normalised(raw).strip()
    return highlight_blocks(html) if "<pre" in html else html


def _with_links(html: str, path: str, resolve_link: ResolveLink, anchors: Anchors) -> str:
    """Return the HTML with its tasks, images, links and footnotes as the site shows them."""
    if "<input" in html:
        html = _INPUT.sub("", _TASK.sub(_task, html))
    if "<img" in html:
        html = _with_images(html, path, resolve_link)
    if "<a " in html:
        html = _LINK.sub(lambda match: _link(match, path, resolve_link), html)
    return _with_footnotes(html, anchors) if 'id="fn' in html else html


def _is_plain(text: str) -> bool:
    return "\n" not in text and "//" not in text and "www." not in text and _PLAIN.fullmatch(text) is not None


def render_line(text: str, *, path: str, resolve_link: ResolveLink) -> str:
    """Return the first paragraph of a Markdown text as HTML without block elements, for a cell or a card."""
    html = render_markdown(text, path=path, resolve_link=resolve_link).html
    paragraph = _PARAGRAPH.search(html)
    return paragraph[1] if paragraph else escape(unescape(_TAG.sub("", html)).strip())


def _task(match: re.Match[str]) -> str:
    done = " checked" in match[1]
    name, mark = ("done", " checked") if done else ("to do", "")
    return (
        '<li class="task-list-item"><label class="task-list-control">'
        f'<input type="checkbox" disabled{mark} aria-label="{name}">'
        '<span class="task-list-indicator"></span></label>'
    )


def _link(match: re.Match[str], path: str, resolve_link: ResolveLink) -> str:
    attributes: dict[str, str] = dict(_ATTRIBUTE.findall(match[1]))
    href = attributes.get("href")
    if href is None or href.startswith("#") or is_absolute(href):
        return str(match[0])
    resolved = _resolved(unescape(href), path, resolve_link)
    if resolved is None:
        attributes.pop("href")
    else:
        attributes["href"] = escape(resolved)
    return "<a" + "".join(f' {name}="{value}"' for name, value in attributes.items()) + ">"


def _resolved(target: str, path: str, resolve_link: ResolveLink) -> str | None:
    """Return where a relative target leads, its fragment kept."""
    address, hash_sign, fragment = target.partition("#")
    address = unquote(address.partition("?")[0])
    if not address or "\\" in address or any(character < " " for character in address):
        return None
    resolved = resolve_link(path, address)
    return None if resolved is None else resolved + hash_sign + fragment


def _with_images(html: str, path: str, resolve_link: ResolveLink) -> str:
    """Return the HTML with images of the site shown, those of other hosts linked, the rest as their words."""

    inside_link = False

    def shown(match: re.Match[str]) -> str:
        nonlocal inside_link
        if match[1] or match[2]:
            inside_link = bool(match[1])
            return match[0]
        return _image(dict(_ATTRIBUTE.findall(match[3])), path, resolve_link, inside_link=inside_link)

    return _IMAGE.sub(shown, html)


def _image(attributes: dict[str, str], path: str, resolve_link: ResolveLink, *, inside_link: bool) -> str:
    source, words = attributes.get("src", ""), attributes.get("alt", "")
    if source.startswith("//"):
        source = "https:" + source
    if is_absolute(source):
        is_link = source.startswith(("https://", "http://")) and not inside_link
        return f'<a href="{source}">{words or "image"}</a>' if is_link else words
    resolved = _resolved(unescape(source), path, resolve_link) if source else None
    if resolved is None:
        return words
    size = "".join(f' {name}="{attributes[name]}"' for name in ("title", "width", "height") if name in attributes)
    return f'<img src="{escape(resolved)}" alt="{words}"{size} loading="lazy">'


def _with_footnotes(html: str, anchors: Anchors) -> str:
    """Return the HTML with footnotes whose ids no other text of the page has, in the markup that Material styles."""
    prefix = anchors.claim("fn")
    number = prefix.removeprefix("fn")
    html = _FOOTNOTE.sub(rf"\g<1>{number}-", html) if number else html
    return html.replace('<section class="footnotes">', '<section class="footnote" aria-label="Footnotes">')
