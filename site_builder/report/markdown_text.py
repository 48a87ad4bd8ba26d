"""Text of records inside Markdown that others write: it breaks no markup, names nobody and links nothing.

On the sites where pull requests are reviewed, ``@name``, ``#12``, a commit's name or a bare address becomes a mention
or a link wherever it stands in text; inside code it does not. So what is not plainly words goes into code.
"""

from __future__ import annotations

import re

_WORD = r"""[(“"‘']?[^\W\d_]+(?:[-’'/–][^\W\d_]+)*[,.:;!?]?[)”"’']?[,.:;!?]?"""
_NUMBER = r"\d{1,4}[,.;:)]?"
_HARMLESS = re.compile(rf"(?:(?:{_WORD}|{_NUMBER}|[–—&])(?: |$))+")
_COMMIT = re.compile(r"(?<![^\W_])[0-9a-f]{7,64}(?![^\W_])", re.IGNORECASE)
_BACKTICKS = re.compile(r"`+")


def prose(text: str) -> str:
    """Return the text as it is where it is nothing but words, else as code."""
    text = _one_line(text)
    return text if _HARMLESS.fullmatch(text) and not _COMMIT.search(text) else code(text)


def code(text: str) -> str:
    """Return the text as a code span on one line, with more backticks around it than follow one another in it."""
    text = _one_line(text) or " "
    fence = "`" * (max(map(len, _BACKTICKS.findall(text)), default=0) + 1)
    pad = " " if text.startswith(("`", " ")) or text.endswith(("`", " ")) else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def visible(text: str) -> str:
    """Replace characters that nobody sees, line ends and those that turn the direction of writing."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)


def _one_line(text: str) -> str:
    return visible(" ".join(text.split()))
