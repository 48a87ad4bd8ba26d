"""Mentions in HTML become links, whichever Markdown engine made it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

from site_builder.link.mentions import MENTION
from site_builder.model.quick import dataclass
from site_builder.render.inline import title_html

_TOKEN = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:\"[^\"]*\"|'[^']*'|[^'\">])*>|<!--.*?-->", re.DOTALL)
_NO_LINKS_INSIDE = frozenset({"a", "code", "pre", "script", "style", "svg", "textarea", "kbd", "samp"})


@dataclass(frozen=True, slots=True)
class MentionTarget:
    """What a mention leads to: the record's title, and its address as the page has it."""

    title: str
    href: str


def link_mentions(html: str, resolve: Callable[[str, str], MentionTarget | None], *, hide_unknown: bool = False) -> str:
    """Return the HTML with each mention outside code and links replaced by a link to its record.

    ``resolve`` gives the target of a kind and an id, None where there is none: then the words of the mention stand
    there without a link, and its name is left out where ``hide_unknown`` (a public page names nothing internal).
    """
    if "[[" not in html:
        return html
    pieces: list[str] = []
    position = 0
    inside: list[str] = []
    for token in _TOKEN.finditer(html):
        text = html[position : token.start()]
        pieces.append(text if inside else _linked(text, resolve, hide_unknown))
        pieces.append(token[0])
        position = token.end()
        name = (token[2] or "").lower()
        if name in _NO_LINKS_INSIDE:
            _move(inside, name, closes=bool(token[1]))
    rest = html[position:]
    pieces.append(rest if inside else _linked(rest, resolve, hide_unknown))
    return "".join(pieces)


def _move(inside: list[str], name: str, *, closes: bool) -> None:
    if not closes:
        inside.append(name)
    elif name in inside:
        while inside.pop() != name:
            pass


def _linked(text: str, resolve: Callable[[str, str], MentionTarget | None], hide_unknown: bool) -> str:
    if "[[" not in text:
        return text

    def shown(match: re.Match[str]) -> str:
        words = match[3].strip() if match[3] else ""
        target = resolve(match[1], unescape(match[2]))
        if target is not None:
            return f'<a href="{escape(target.href)}">{words or title_html(target.title)}</a>'
        if words:
            return words
        return "…" if hide_unknown else f'<span class="ob-unknown">{match[1]}:{match[2]}</span>'

    return MENTION.sub(shown, text)
