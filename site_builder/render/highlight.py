"""Code blocks in the markup that Material styles, highlighted by Pygments."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape, unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pygments.lexer import Lexer

_BLOCK = re.compile(r'<pre(?: lang="([^"]*)")?><code>([^<]*)</code></pre>')
_LANGUAGE = re.compile(r"[A-Za-z0-9_+#.-]{1,30}")
_LARGEST = 20_000
_LANGUAGES = """
    bash c c++ cpp console cs csharp css diff docker dockerfile go graphql html http ini java javascript js json jsx
    kotlin markdown md php powershell properties py python rb ruby rust scala sh shell sql swift toml ts tsx typescript
    xml yaml yml
"""
"""What is highlighted. Pygments knows hundreds more, some of which a hostile text can keep busy for minutes."""


def highlight_blocks(html: str) -> str:
    """Return sanitised HTML with its code blocks highlighted; a block of no known language is framed only."""
    return _BLOCK.sub(_shown, html) if "<pre" in html else html


def _shown(match: re.Match[str]) -> str:
    language = unescape(match[1] or "").split(maxsplit=1)[:1]
    return _highlighted(language[0].lower() if language else "", match[2])


@lru_cache(maxsize=1024)
def _highlighted(language: str, escaped_code: str) -> str:
    known = _LANGUAGE.fullmatch(language) is not None
    css_class = f"language-{escape(language)} highlight" if known else "highlight"
    lexer = _lexer(language) if language in _LANGUAGES.split() and len(escaped_code) <= _LARGEST else None
    code = escaped_code if lexer is None else _spans(unescape(escaped_code), lexer)
    return f'<div class="{css_class}"><pre><span></span><code>{code}</code></pre></div>'


def _spans(code: str, lexer: Lexer) -> str:
    from pygments import highlight
    from pygments.formatters.html import HtmlFormatter

    return str(highlight(code, lexer, HtmlFormatter(nowrap=True)))


@lru_cache(maxsize=128)
def _lexer(language: str) -> Lexer:
    from pygments.lexers import get_lexer_by_name

    return get_lexer_by_name(language, stripnl=False)
