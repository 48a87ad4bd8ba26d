"""The whole text of a release as HTML, for feeds and mails."""

from __future__ import annotations

import re

from site_builder.export.releases.noted import NotedRelease
from site_builder.render.templates import environment
from site_builder.views.wording import day_words

_LOOKS = {
    "a": "color:#1d4ed8",
    "blockquote": "margin:0 0 12px;padding-left:12px;border-left:3px solid #d3d8df",
    "code": "font-family:Menlo,Consolas,monospace;font-size:14px;background:#f3f4f6",
    "h1": "margin:0 0 4px;font-size:26px;line-height:1.25",
    "h2": "margin:28px 0 8px;padding-top:12px;border-top:1px solid #d3d8df;font-size:19px",
    "h3": "margin:16px 0 4px;font-size:16px",
    "h4": "margin:16px 0 4px;font-size:16px",
    "li": "margin:0 0 4px",
    "ol": "margin:0 0 12px;padding-left:24px",
    "p": "margin:0 0 12px",
    "pre": "margin:0 0 12px;padding:8px;background:#f3f4f6;white-space:pre-wrap",
    "table": "margin:0 0 12px;border-collapse:collapse",
    "td": "padding:4px 8px;border:1px solid #d3d8df;vertical-align:top",
    "th": "padding:4px 8px;border:1px solid #d3d8df;text-align:left",
    "ul": "margin:0 0 12px;padding-left:24px",
}
"""Programs that show mails know no style sheet: each element carries its own."""

_START = re.compile(r"<(a|blockquote|code|h[1-4]|li|ol|p|pre|table|td|th|ul)(?=[ >])(?![^>]* style=)")
_HEAD = re.compile(r"(</?h)([3-6])(?=>)")


def content_html(release: NotedRelease) -> str:
    """Return the text of a release: introduction, upgrade notes, highlights, changes, what breaks something first."""
    return environment().get_template("release_content.html").render(release=release).strip()


def digest(release: NotedRelease, name: str) -> bytes:
    """Return the mail about a release: a document of its own with inline styles; no script, picture or style sheet."""
    document = environment().get_template("release_digest.html")
    html = document.render(release=release, name=name, day=day_words(release.day))
    # Below the title of the document the heads of the text are one level higher than below that of a feed's entry.
    html = _HEAD.sub(lambda match: f"{match[1]}{int(match[2]) - 1}", html)
    return _START.sub(lambda match: f'{match[0]} style="{_LOOKS[match[1]]}"', html).encode()
