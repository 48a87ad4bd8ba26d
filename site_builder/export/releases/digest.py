"""A release as a mail."""

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

_WITH_ATTRIBUTES = re.compile(r"<(a|blockquote|code|h[1-4]|li|ol|p|pre|table|td|th|ul)(?= )(?![^>]* style=)")
_BARE = re.compile(r"</?[a-z]+[1-6]?>")
_STYLED = {f"<{tag}>": f'<{tag} style="{looks}">' for tag, looks in _LOOKS.items()}
_RAISED = {f"{start}{level}>": f"{start}{level - 1}>" for level in range(3, 7) for start in ("<h", "</h")}
"""Below the title of the document the heads of the text are one level higher than below that of a feed's entry."""
_WRITTEN = {**_STYLED, **{tag: _STYLED.get(raised, raised) for tag, raised in _RAISED.items()}}


def digest(release: NotedRelease, name: str) -> bytes:
    """Return the mail about a release: a document of its own with inline styles; no script, picture or style sheet."""
    document = environment().get_template("release_digest.html")
    html = document.render(release=release, name=name, day=day_words(release.day))
    html = _WITH_ATTRIBUTES.sub(lambda match: f'{match[0]} style="{_LOOKS[match[1]]}"', html)
    return _BARE.sub(lambda match: _WRITTEN.get(match[0], match[0]), html).encode()
