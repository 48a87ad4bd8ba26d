"""What is marked up within the lines of reStructuredText, as Markdown: links, code and roles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from site_builder.model.names import folded
from site_builder.model.quick import dataclass

_TARGET: Final = re.compile(r"\s*(?:\.\. _(`[^`]++`|[^_:`][^:]*+): +(\S+)|(?:\.\. __:|__) +(\S+))\s*")
_INLINE: Final = re.compile(
    r"""
    (?P<open>\[)?
    (?: (?P<fence>`{3,}+)
      | ``(?P<literal>[^`]*+(?:`(?!`)[^`]*+)*+)``
      | (?P<role>:[A-Za-z][\w.+:-]{0,60}:)?`(?P<text>[^`]++)`(?![^\W_])(?P<link>__?(?!\w))?
    )
    (?P<close>\])?
    """,
    re.VERBOSE,
)
_EMBEDDED: Final = re.compile(r"([^<>]*+)<([^<>]++)>")
_BROKEN_LINK: Final = re.compile(r" <https?://[^<>]++>\Z")
"""A link whose mark was forgotten."""
_OF_WORDS: Final = frozenset({"abbr", "any", "doc", "numref", "ref", "term", "title", "title-reference"})
_EMPHASIS: Final = {"emphasis": "*", "strong": "**"}
_SPECIAL: Final = re.compile(r"https?://\S++|\\\s|\\?<(?=[A-Za-z/!?])(?!https?://)|(?<![\w\\])_++(?=[^\W_])")
_BACKTICKS: Final = re.compile(r"`+")
_BRACKET: Final = re.compile(r"(?<!\\)[\[\]]")


@dataclass(frozen=True, slots=True)
class Targets:
    """Where links lead that name no address: by their words, and, for those that say ``__``, in their order."""

    named: Mapping[str, str]
    unnamed: Iterator[str]


def targets_of(lines: Iterable[str]) -> Targets:
    """Return the targets that lines of a text define."""
    found = [match for line in lines if "_" in line and (match := _TARGET.fullmatch(line))]
    named = {folded(match[1].strip("`")): match[2] for match in found if match[1]}
    return Targets(named, iter([match[3] for match in found if match[3]]))


def is_target(line: str) -> bool:
    """Return whether a line does nothing but define a target."""
    return "_" in line and _TARGET.fullmatch(line) is not None


def inline_markdown(paragraph: str, targets: Targets) -> str:
    """Return a paragraph with its links, code and roles as Markdown has them."""
    pieces: list[str] = []
    position = 0
    for match in _INLINE.finditer(paragraph) if "`" in paragraph else ():
        pieces += (_text(paragraph[position : match.start()]), _marked(match, targets))
        position = match.end()
    return "".join([*pieces, _text(paragraph[position:])])


def _marked(match: re.Match[str], targets: Targets) -> str:
    """Return what stands between backticks; brackets around a link, which Markdown reads as a link, are round then."""
    before, after = match["open"] or "", match["close"] or ""
    if match["literal"] is not None:
        return before + _code(match["literal"]) + after
    words = " ".join((match["text"] or "").split())
    if not words or (match["role"] is match["link"] is None and _is_within_a_word(match)):
        return match[0]
    if match["link"] or (not match["role"] and _BROKEN_LINK.search(words)):
        link = _link(words, match["link"] or "_", targets)
        return f"({link})" if before and after and link.startswith("[") else before + link + after
    return before + _role((match["role"] or "").strip(":").rpartition(":")[2], words) + after


def _is_within_a_word(match: re.Match[str]) -> bool:
    start = match.start("text") - 1
    return start > 0 and match.string[start - 1].isalnum()


def _link(words: str, mark: str, targets: Targets) -> str:
    embedded = _EMBEDDED.fullmatch(words)
    shown, address = (embedded[1].strip(), _address(embedded[2])) if embedded else (words, "")
    if address.endswith("_"):
        address = targets.named.get(folded(address.rstrip("_").strip("`")), "")
    elif not address:
        address = next(targets.unnamed, "") if mark == "__" else targets.named.get(folded(words), "")
    shown = _BRACKET.sub(r"\\\g<0>", _text(shown or address))
    if not address:
        return shown
    return f"[{shown}]({f'<{address}>' if '(' in address or ')' in address else address})"


def _address(written: str) -> str:
    """Return an address that may go over lines, without words before it."""
    parts = written.split()
    start = next((number for number, part in enumerate(parts) if "://" in part), 0)
    return "".join(parts[start:])


def _role(role: str, words: str) -> str:
    """Return text in a role as what it shows: words in emphasis, the title of a page, or code."""
    embedded = _EMBEDDED.fullmatch(words) if role else None
    if embedded and embedded[1].strip():
        words = embedded[1].strip()
        return _text(words) if role in _OF_WORDS else _code(words)
    if role in _EMPHASIS:
        return f"{_EMPHASIS[role]}{_text(words)}{_EMPHASIS[role]}"
    if role in _OF_WORDS:
        return _text(words)
    return _code(words.rpartition(".")[2] if role and words.startswith("~") else words)


def _code(words: str) -> str:
    line = " ".join(words.split())
    if not line:
        return ""
    longest = max((len(run) for run in _BACKTICKS.findall(line)), default=0)
    fence = "`" * (longest + 1 if longest else 1)
    space = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{space}{line}{space}{fence}"


def _text(words: str) -> str:
    """Return words in which Markdown reads nothing that reStructuredText does not: tags, emphasis by underscores."""
    return _SPECIAL.sub(_literal, words)


def _literal(match: re.Match[str]) -> str:
    if match[0].startswith("http"):
        return match[0]
    if match[0].startswith("\\"):
        return match[0] if match[0].endswith("<") else ""
    return f"\\{match[0]}" if match[0].startswith("<") else match[0].replace("_", "\\_")
