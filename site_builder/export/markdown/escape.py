"""Text as Markdown that shows it and nothing else, whichever engine reads it."""

from __future__ import annotations

import re
from html import escape

from site_builder.render.inline import pieces_of

_SPECIAL = re.compile(r"[\\`*\[\]{<&|~_]")
_ENTITIES = {"<": "&lt;", "&": "&amp;", "|": "&#124;", "~": "&#126;"}
_START = re.compile(r"(?:#{1,6}(?=\s|$)|[-+](?=\s|$)|>|=+(?=\s*$)|-{2,}|:(?=\s)|!{3}|\?{3}|={3})")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_RISKY = re.compile(r"<(?=[A-Za-z/!?%-])|\{[{%:]|\]\(|\]:|8<")
_BACKTICKS = re.compile(r"`+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def text(words: str) -> str:
    """Return words as Markdown in one line; space at the ends stays, as words may stand in a sentence."""
    return _SPECIAL.sub(_escaped, _in_one_line(words))


def _in_one_line(words: str) -> str:
    """Return words with one space for each run of white space."""
    line = " ".join(words.split())
    if not line:
        return words and " "
    return f"{' ' if words[0].isspace() else ''}{line}{' ' if words[-1].isspace() else ''}"


def _escaped(match: re.Match[str]) -> str:
    before, after = match.string[max(match.start() - 1, 0) : match.start()], match.string[match.end() : match.end() + 1]
    if match[0] == "{":
        return brace(after)
    if match[0] == "_" and _is_of_word(before) and _is_of_word(after):
        return "_"
    return _ENTITIES.get(match[0], f"\\{match[0]}")


def _is_of_word(character: str) -> bool:
    return character.isascii() and character.isalnum()


def brace(after: str) -> str:
    """Return an opening brace as text, in such a way that it begins no template with the character after it."""
    return "&#123;" if after and after in "{%#" else r"\{"


def title(words: str) -> str:
    """Return a title as Markdown: everything is text but code spans."""
    if "`" not in words:
        return text(words)
    return "".join(code(piece) if is_code else text(piece) for piece, is_code in pieces_of(words))


def code(words: str) -> str:
    """Return words as a code span in one line."""
    line = _in_one_line(words)
    if not line.strip():
        return ""
    if "|" in line or is_risky(line):
        return f"<code>{_as_entities(line)}</code>"
    fence = "`" * (max((len(run) for run in _BACKTICKS.findall(line)), default=0) + 1)
    space = " " if line[0] in " `" or line[-1] in " `" else ""
    return f"{fence}{space}{line}{space}{fence}"


def code_block(words: str, language: str = "") -> str:
    """Return words as a block of code. What an engine could take for more than code is written in entities."""
    if is_risky(words):
        return f"<pre><code>{_as_entities(words)}</code></pre>"
    fence = "`" * max(3, max((len(run) for run in _BACKTICKS.findall(words)), default=0) + 1)
    return f"{fence}{language}\n{words}\n{fence}"


def is_risky(words: str) -> bool:
    """Return whether code holds what would be a tag, a link or a template where an engine does not take it for code."""
    return _RISKY.search(words) is not None


def at_start(line: str) -> str:
    """Return a line of Markdown that begins a paragraph, so that its first characters do not begin something else."""
    if _START.match(line):
        return f"&#{ord(line[0])};{line[1:]}"
    return _NUMBERED.sub(r"\1\\\2", line, count=1) if _NUMBERED.match(line) else line


def plain(words: str) -> str:
    """Return words for front matter and navigation, which themes print as they are: no tag, no quote, no control."""
    return escape(_CONTROL.sub(" ", words).strip()).replace("&amp;", "&").replace("&#x27;", "'")


def _as_entities(words: str) -> str:
    """Return code in entities: nothing in it is markup, a template or the end of a line."""
    escaped = escape(words, quote=False)
    return re.sub(r"[`*_\[\]{}|\\~\n]|8(?=&lt;)", lambda match: f"&#{ord(match[0])};", escaped)
