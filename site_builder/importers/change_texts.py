"""What notes of other tools say of a change: its words, its type, and what is left out of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from site_builder.importers.base import Wish, WrongWish
from site_builder.importers.text_values import TextValues
from site_builder.kinds.change import CHANGE, first_sentence
from site_builder.model.diagnostic import Diagnostic, Span, error
from site_builder.model.quick import dataclass
from site_builder.model.suggest import did_you_mean, one_of
from site_builder.validate.shape import choices_at

_MOST_LINES: Final = 10
_BLOCK: Final = re.compile(r" {0,3}(?:(?:[-*+]|1[.)]) +\S|`{3}|~{3})")
_SHAPED: Final = re.compile(r"\n[ \t]*(?:[|>]|[-*+] |\d{1,9}[.)] )|(?:\\|  )\n|^[ \t]*(?:`{3}|~{3})", re.MULTILINE)
"""A table, a quotation, a list or a hard break below the first line, or a block of code: more than a line can hold."""
_TYPES: Final = tuple(map(str, choices_at(CHANGE.fields, ("type",))))


def parted(text: str) -> str:
    """Return a text in Markdown with a blank line where its first paragraph ends in a list or in code.

    A page shows the same, and the first sentence does not go on in the list.
    """
    lines = text.split("\n")
    if _BLOCK.match(lines[0]):
        return text
    for number, line in enumerate(lines[1:], start=1):
        if not line.strip():
            break
        if _BLOCK.match(line):
            return "\n".join([*lines[:number], "", *lines[number:]])
    return text


@dataclass(frozen=True, slots=True)
class Words:
    """A text as the fields of a change: the title where it needs one, the narrative where there is more."""

    fields: Mapping[str, Any]
    body: str


def words_of(text: str, title: str = "") -> Words:
    """Return a text in Markdown as a title where it is no more than one sentence, else as a narrative.

    Its first sentence is the title anyway, so that one is given only where there is a better one, such as ``title``.
    """
    sentence = first_sentence(text)
    title = (title or sentence).removesuffix(":") or sentence
    if title == " ".join(text.split()).removesuffix(".") and not _SHAPED.search(text):
        return Words({"title": title}, "")
    return Words({} if title == sentence else {"title": title}, text)


class ChangeTypes:
    """The types of changes that the sections of a tool's notes stand for."""

    def __init__(self, wish: Wish, known: Mapping[str, str]) -> None:
        """``known`` are sections, in lower case, by what the wish does not say. Raises WrongWish."""
        for (name, theirs), ours in wish.values.items():
            if name != "type":
                raise WrongWish(f"--value is for sections here: 'type:{theirs}={_TYPES[0]}', and not for {name!r}")
            if ours and ours not in _TYPES:
                hint = did_you_mean(ours, _TYPES) or f"types are {one_of(_TYPES)}"
                raise WrongWish(f"there is no type of changes {ours!r}; {hint}")
        self._texts = TextValues(CHANGE, wish, {("type", section): ours for section, ours in known.items()})
        self._known = frozenset((*known, *(theirs for _, theirs in wish.values)))

    def knows(self, section: str) -> bool:
        """Return whether it is known what a section stands for."""
        return section.casefold() in self._known

    def of(self, section: str, span: Span) -> str | Diagnostic | None:
        """Return the type that a section stands for, None where it is to be left out, or that it is not known."""
        found = self._texts.of(("type",), section)
        if (section.strip() and found is None) or found in _TYPES:
            return None if found is None else str(found)
        shown = section if len(section) <= 60 else f"{section[:59]}…"
        guess = did_you_mean(section, self._known)
        hint = f"say what it stands for: --value 'type:{shown}=changed'; or leave it out: --value 'type:{shown}='"
        return error(
            "invalid-value", f"the section {shown!r} is not known", span, f"{guess} Or {hint}" if guess else hint
        )


def told_lines(lines: Sequence[int]) -> str:
    """Return numbers of lines as words, the first ones of many."""
    shown = ", ".join(str(line) for line in lines[:_MOST_LINES])
    more = f" and {len(lines) - _MOST_LINES:,} more" if len(lines) > _MOST_LINES else ""
    return f"line{'' if len(lines) == 1 else 's'} {shown}{more}"


def told_counts(counts: Mapping[str, int]) -> str:
    """Return how often each of some words stands for something, the most frequent first."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{words} ({count:,})" for words, count in ordered if count)
