"""Markdown as plain words, for where it is shown without being rendered: code spans alone keep their marks."""

from __future__ import annotations

import re

_READ = 2000
"""Characters of a paragraph that are looked at."""

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_BETWEEN_PARAGRAPHS = re.compile(r"\n\s*\n")
_BLOCK_MARK = re.compile(r"^\s*(?:[-*+]|\d+[.)]|#{1,6}|>)\s+")
_MARKS = re.compile(r"[\\`*_~\[<&]")
_LITERAL = re.compile(r"\\([!-/:-@\[-`{-~])|(?<!`)(`+)(?!`).+?(?<!`)\2(?!`)|&#?[0-9A-Za-z]{1,32};")
"""An escaped character, a code span or an entity."""
_HELD = re.compile("\ue000([0-9]{1,4})\ue001")
"""What stands, between characters that mean nothing to anybody (private use), for what is held out."""
_MENTION = re.compile(r"\[\[[a-z_-]+:[^\s\[\]|\\]+(?:\\?\|([^\[\]]+))?\]\]")
_TARGET = r"\](?:\((?:[^()]|\([^()]*+\))*+\)|\[[^\[\]]*+\])"
_IMAGE = re.compile(rf"!\[[^\[\]]*+{_TARGET}")
_LINK = re.compile(rf"\[([^\[\]]*+){_TARGET}")
_BARE_LINK = re.compile(r"<((?:https?|mailto):[^<>\s]*+)>")
_NEXT_LINE = r"\n(?![ \t]*+\n)"
_TITLE = rf"""(?:"(?:[^"\n]|{_NEXT_LINE})*+"|'(?:[^'\n]|{_NEXT_LINE})*+'|\((?:[^()\n]|{_NEXT_LINE})*+\))"""
_DEFINITION = re.compile(
    rf"""
    ^(?:\ {{0,3}}(?:>|[-*+]\ |\d{{1,9}}[.)]\ ))*+\ {{0,3}}   # it may stand in quotations and items of lists
    \[[^\[\]\n]++\]:[ \t]*+
    (?:\n?[ \t]*+\S++(?:[ \t]*+\n?[ \t]*+{_TITLE})[ \t]*+    # its title may go over lines
      |[^\s][^\n]*+
      |\n[ \t]*+\S++[ \t]*+
    )$
    """,
    re.MULTILINE | re.VERBOSE,
)
_FOOTNOTE = re.compile(r"\[\^[^\[\]]++\]")
_TAG = re.compile(r"</?[A-Za-z][^<>]*+>|<[?!][^<>]*+>")
_STRESS = re.compile(r"(\*{1,3}|~~)(?=[^\s*~])([^*~]*?[^\s*~])\1|(?<!\w)(_{1,3})(?=[^\s_])([^_]*?[^\s_])\3(?!\w)")


def plain_line(markdown: str) -> str:
    """Return the first paragraph that has words, on one line: without comments, targets of links, images and emphasis.

    A comment is left out in code as well: that nobody reads it by mistake is worth more than a whole example. So is the
    name in a mention, which becomes ``…`` where it has no words: the record may be hidden from whoever reads this.
    """
    rest = without_unseen(markdown)
    while rest := rest.strip():
        paragraph, *others = _BETWEEN_PARAGRAPHS.split(rest, maxsplit=1)
        if line := _plain(" ".join(_BLOCK_MARK.sub("", paragraph[:_READ]).split())):
            return line
        rest = others[0] if others else ""
    return ""


def plain_words(markdown: str) -> str:
    """Return a text on one line, without comments and marks within lines. A long one stays as it is."""
    if len(markdown) > _READ:
        return markdown
    return _plain(" ".join(_without_comments(markdown).split()))


def without_unseen(markdown: str) -> str:
    """Return a text without what no reader of its page sees where it stands: comments, definitions of links and notes.

    Those in code are left out as well.
    """
    text = _without_comments(markdown)
    return _DEFINITION.sub("", text) if "]:" in text else text


def without_note_marks(text: str) -> str:
    """Return a text without the marks that refer to notes, such as ``[^1]``."""
    return _FOOTNOTE.sub("", text) if "[^" in text else text


def _without_comments(markdown: str) -> str:
    return _COMMENT.sub("", markdown) if "<!--" in markdown else markdown


def _plain(line: str) -> str:
    if not _MARKS.search(line):
        return line
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match[1] or _character(match[0]))
        return f"\ue000{len(held) - 1}\ue001"

    text = _MENTION.sub(lambda mention: (mention[1] or "").strip() or "…", line)
    text = _LITERAL.sub(hold, text.replace("\ue000", "").replace("\ue001", ""))
    text = _LINK.sub(r"\1", _IMAGE.sub("", without_note_marks(text)))
    text = _TAG.sub("", _BARE_LINK.sub(r"\1", text))
    while (bare := _STRESS.sub(r"\2\4", text)) != text:
        text = bare
    return " ".join(_HELD.sub(lambda mark: held[int(mark[1])], text).split())


def _character(literal: str) -> str:
    """Return the character that an entity stands for; of a code span itself."""
    if literal.startswith("`"):
        return literal
    from html import unescape

    return unescape(literal)
