"""Quotes and comments hold no address, phone or card number.

**What is demanded.** The `quote` of a request and the comment column of a survey's responses contain no e-mail
address, no phone number and no number of a payment card (its check digit is right).

**Why.** The handbook shows them to everybody who may read it, and git keeps them for ever. Customers gave them to be
called back, not to be published.

**How to mend it.** Replace it by what it is: `[mail]`, `[phone]`. If it was committed, take it out of the history
too. This guards people's data, so it cannot be suppressed or made less than an error.

**Example.** The finding points at the address:

```yaml
quote: Please write to jane.doe@example.com when it is ready.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from site_builder.kinds.request import REQUEST
from site_builder.kinds.survey import SURVEY
from site_builder.model.diagnostic import Severity, Span
from site_builder.model.responses import Comment
from site_builder.rules.base import Finding, Rule, RuleContext

_DOMAIN = re.compile(r"(?:[\w-]{1,63}\.){1,8}([^\W\d_]{2,24})(?![\w-])")
_ENOUGH_TO_FIND: Final = 24
_LOCAL = re.compile(r"[\w.%+~-]")
_LONGEST_LOCAL_PART: Final = 64
_PATH_FOLLOWS = re.compile(r":[\w~/]")
"""As in the address of a repository, ``git@host.example:folder/name``."""
_FILE_SUFFIXES: Final = frozenset(
    ("css", "gif", "html", "jpeg", "jpg", "js", "json", "md", "pdf", "png", "svg", "webp", "yaml", "yml")
)

_PHONE = re.compile(
    r"""(?<![\w+.,:/-])(?:
        \+[1-9](?:[ \u00a0.()/-]{0,3}\d){7,14}                       # +1 555 0100
      | 00[1-9]\d{0,2}[ \u00a0.(/-](?:[ \u00a0.()/-]{0,2}\d){6,12}    # 0049 (0)30 1234567
      | \(0?\d{2,4}\)[ \u00a0.-]?\d{3,4}[ \u00a0.-]?\d{3,5}           # (555) 123-4567, (030) 123 4567
      | \d{3}([ .-])\d{3}\1\d{4}                                      # 555-123-4567
      | (?<!\d[ .-])0[1-9]([ .-])\d{2}(?:\2\d{2}){3}(?!\2\d)          # 01 23 45 67 89
      | 0[1-9]\d{1,3}[ /-]\d{3,4}[ -]?\d{3,4}                         # 020 7946 0958, 0171/1234567
    )(?![\w-]|[.,:/]\d)""",
    re.VERBOSE,
)
_CALLED = re.compile(
    r"\b(?:phone|call|tel|mobile|cell|fax|whatsapp|ring|text me|dial|telefon|handy|reach)"
    r"(?:\W{1,6}[^\W\d_]+){0,4}\W{1,4}(\d(?:[ .()/-]{0,2}\d){6,14})(?!\w|[.,:/%]\d)",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4}|20\d{6}|(?:19|20)\d\d ?[-/] ?(?:19|20)\d\d", re.ASCII
)
_CARD = re.compile(
    r"(?<![\w.#/=-])(?:\d{13,19}|\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}|\d{4}([ -])\d{6}\2\d{4,5})(?![\w-]|\.\d)", re.ASCII
)
_CARD_PREFIX = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}|3[47]\d{13}"
    r"|(?:6011|65\d\d|64[4-9]\d)\d{12}|3(?:0[0-5]|[68]\d)\d{11}|35(?:2[89]|[3-8]\d)\d{12}"
    r"|(?:5018|5020|5038|5893|6304|6759|676[1-3])\d{12}",
    re.ASCII,
)


def _check(context: RuleContext) -> Iterator[Finding]:
    # A quote is not less personal for an error elsewhere in its record.
    invalid = (record for record in context.remains if record.kind == REQUEST.name)
    for request in (*context.handbook.records(REQUEST), *invalid):
        quote = request.fields.quote
        if quote and (found := personal_data(quote)):
            written = quote[found[0][0] :].partition("\n")[0][:_ENOUGH_TO_FIND].rstrip()
            yield Finding(f"the quote holds {_described(found)}", request.span_of_text(written, "quote"), request)
    for survey in context.handbook.records(SURVEY):
        responses = context.handbook.responses.get(survey.id)
        for comment in responses.comments if responses else ():
            if found := personal_data(comment.text):
                yield Finding(f"the comment holds {_described(found)}", _place(comment, found[0][0]), survey)


def personal_data(text: str) -> list[tuple[int, str]]:
    """Return where personal data begins in a text, and what it is, in the order of the text."""
    found = [(position, "a mail address") for position in _addresses(text)]
    if any(character.isdigit() for character in text):
        cards = [match for match in _CARD.finditer(text) if _is_card(match[0])]
        taken = [match.span() for match in cards]
        found += [(match.start(), "a card number") for match in cards]
        for start, number in _phones(text):
            if not any(begin <= start < end for begin, end in taken):
                taken.append((start, start + len(number)))
                found.append((start, "a phone number"))
    return sorted(found)


def _addresses(text: str) -> Iterator[int]:
    """Yield where mail addresses begin. Each ``@`` is looked at once, so that no text can make it slow."""
    at = text.find("@")
    while at >= 0:
        domain = _DOMAIN.match(text, at + 1)
        if domain and domain[1].lower() not in _FILE_SUFFIXES and not _PATH_FOLLOWS.match(text, domain.end()):
            start = at
            while start > max(0, at - _LONGEST_LOCAL_PART) and _LOCAL.match(text[start - 1]):
                start -= 1
            start += len(text[start:at]) - len(text[start:at].lstrip("._"))
            if start < at:
                yield start
        at = text.find("@", at + 1)


def _phones(text: str) -> Iterator[tuple[int, str]]:
    for match in _PHONE.finditer(text):
        if not _DATE.match(match[0]):
            yield match.start(), match[0]
    for match in _CALLED.finditer(text):
        if not _DATE.match(match[1]):
            yield match.start(1), match[1]


def _is_card(text: str) -> bool:
    """Return whether the digits are a number that a card may have: its first digits, its length, its check digit."""
    digits = [int(character) for character in text if character.isdigit()]
    if _CARD_PREFIX.fullmatch("".join(map(str, digits))) is None:
        return False
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _described(found: list[tuple[int, str]]) -> str:
    return " and ".join(dict.fromkeys(what for _, what in found))


def _place(comment: Comment, offset: int) -> Span:
    """Return the place of a character of a comment; a quotation mark inside stands twice in the file."""
    before = comment.text[:offset]
    line_start = before.rfind("\n") + 1
    column = len(before) - line_start + before.count('"', line_start) + 1
    if line_start == 0:
        column += comment.span.column - 1
    return Span(comment.span.path, comment.span.line + before.count("\n"), column)


RULE = Rule(
    code="personal-data",
    severity=Severity.ERROR,
    summary="A quote or comment holds no mail address, phone or card number.",
    why="The handbook shows it to everybody who may read it, and git keeps it for ever.",
    hint="replace it by [mail], [phone] or [card]; if it was committed, take it out of the history too",
    check=_check,
    kinds=("request", "survey"),
    may_be_suppressed=False,
)
