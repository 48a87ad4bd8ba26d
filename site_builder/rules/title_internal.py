"""Public text does not give away the title of an internal record.

**What is demanded.** The public fields of a public record do not contain the title of a record that the public
audience does not see, if that title has three words or more. Nor do the text, title, description and tags of a
hand-written page with `visibility: public`. Capitals, punctuation, marks and line ends make no difference. A title that
a public record has as well is no secret.

**Why.** A name of a project slips into release notes more easily than an id: "part of the Falcon pricing rework"
tells customers what was not announced.

**How to mend it.** Say what customers get instead of what the project is called. If the words are harmless, say so in
the record, or in the front matter of the page: `allow: {title-internal: "a common phrase"}`.

**Example.** With an internal initiative called *Falcon pricing rework* the finding points at the first of the words:

```yaml
title: Clearer invoices
visibility: public
body: |
  This is part of our Falcon pricing rework.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from itertools import islice
from typing import Any

from site_builder.model.diagnostic import Related, Severity, Span
from site_builder.model.quick import dataclass
from site_builder.model.reading import Reading, readings
from site_builder.model.record import Record
from site_builder.rules.base import Finding, Rule, RuleContext
from site_builder.rules.public_texts import (
    PageText,
    Publication,
    PublicText,
    page_texts,
    public_pages,
    public_records,
    public_texts,
)

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_FEWEST_WORDS = 3
_MOST_WORDS = 20
"""As many words of a long title are enough to know it by, and keep the search linear in the text."""
_MOST_IN_A_TEXT = 50
"""Finding a place again takes time that grows with the text: one text must not hold up the check."""


@dataclass(slots=True)
class _Step:
    """A word of titles: the words that may follow, and the record whose title ends here."""

    following: dict[str, _Step] = field(default_factory=dict)
    record: Record[Any] | None = None


def _check(context: RuleContext) -> Iterator[Finding]:
    public, pages = tuple(public_records(context.handbook)), public_pages(context.handbook)
    if not public and not pages:
        return
    publication = Publication.of(context.settings, context.as_of)
    titles = _titles(context, publication)
    if not titles.following:
        return
    for record in public:
        for text in public_texts(record, context.handbook.kinds[record.kind]):
            yield from _in_text(text, titles, publication)
    for page in pages:
        for written in page_texts(page):
            yield from _in_text(written, titles, publication)


def _in_text(text: PublicText | PageText, titles: _Step, publication: Publication) -> Iterator[Finding]:
    """Yield a finding for each hidden record whose title the text contains; the longest title at a word counts."""
    told: set[int] = set()
    for reading in readings(text.text):
        resume = 0
        for position, matches in _found(reading.text, titles):
            if position < resume:
                continue
            for hidden, length in reversed(matches):
                if hidden is text.record or not (why := publication.hides(hidden, text.record)):
                    continue
                resume = position + length
                if id(hidden) not in told and len(told) < _MOST_IN_A_TEXT:
                    told.add(id(hidden))
                    yield _finding(text, hidden, why, _place(text, reading, position, length))
                break


def _finding(text: PublicText | PageText, hidden: Record[Any], why: str, span: Span) -> Finding:
    related = (Related(Span(hidden.path), "the record that has this title"),)
    what = "public text" if text.page is None else "a public page"
    message = f"{what} contains the title of {hidden.reference}, which is {why}"
    return Finding(message, span, text.record, related=related, page=text.page)


def _titles(context: RuleContext, publication: Publication) -> _Step:
    """Return the titles of the hidden records word by word, without those that a visible record has as well."""
    root = _Step()
    hidden = [record for record in context.handbook if publication.is_hidden(record)]
    visible = {
        tuple(_words(record.title)) for record in public_records(context.handbook) if not publication.is_hidden(record)
    }
    for record in sorted(hidden, key=lambda record: record.fields.is_public):
        words = _words(record.title)
        if len(words) < _FEWEST_WORDS or tuple(words) in visible:
            continue
        step = root
        for word in words[:_MOST_WORDS]:
            step = step.following.setdefault(word, _Step())
        step.record = step.record or record
    return root


def _found(text: str, titles: _Step) -> Iterator[tuple[int, list[tuple[Record[Any], int]]]]:
    """Yield the number of each word at which titles begin, with their records and lengths in words, shortest first."""
    words = _words(text)
    beginnings = titles.following
    for position in [number for number, word in enumerate(words) if word in beginnings]:
        step: _Step | None = beginnings[words[position]]
        matches: list[tuple[Record[Any], int]] = []
        end = position + 1
        while step is not None:
            if step.record is not None:
                matches.append((step.record, end - position))
            step = step.following.get(words[end]) if end < len(words) else None
            end += 1
        if matches:
            yield position, matches


def _words(text: str) -> list[str]:
    return list(map(str.casefold, _WORD.findall(text)))


def _place(text: PublicText | PageText, reading: Reading, position: int, length: int) -> Span:
    """Return where the words stand: the part of them that is on the first line is looked for."""
    words = list(islice(_WORD.finditer(reading.text), position, position + length))
    start, end = reading.at(words[0].start()), reading.at(words[-1].end())
    return text.span(start, text.text[start:end].partition("\n")[0].rstrip())


RULE = Rule(
    code="title-internal",
    severity=Severity.WARNING,
    summary="Public text does not contain the title (three words or more) of an internal record.",
    why="The name of a project slips into release notes more easily than an id.",
    hint="say what customers get instead; or allow it in the record if the words are harmless",
    check=_check,
    kinds=("initiative", "release", "change", "feature"),
)
