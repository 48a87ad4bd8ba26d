"""Public text names no internal record.

**What is demanded.** The public fields of a public record (its title, summary, narrative, …) do not name a record
that the public audience does not see: not as `kind:id` or `[[kind:id]]`, not by its path in the repository, not by
the address of its page, of its data, or of its place on another page (`/releases/1.0/#id`). Nor does a public field,
such as the `highlights` of a release, refer to an internal record.
The same holds for the text, title, description and tags of a hand-written page with `visibility: public`.

In texts a change under embargo counts as internal until its day, and one that is not released until it is (unless
`show_unreleased` is set). In fields it may be referred to: the reference appears together with the change.

**Why.** The record itself is taken out of the public site, but a name in a sentence stays: customers and competitors
would read what is being worked on, and every link would be dead.

**How to mend it.** Say it without the name, or mark the other record `visibility: public`. This guards what must not
leak, so it cannot be suppressed or made less than an error.

**Example.** With `falcon` internal, the finding points at the mention:

```yaml
title: Faster exports
visibility: public
body: |
  The first part of [[initiative:falcon]].
```
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from site_builder.link.handbook import Handbook
from site_builder.model.diagnostic import Related, Severity, Span
from site_builder.model.record import Record
from site_builder.rules.base import Finding, Rule, RuleContext
from site_builder.rules.naming import Names
from site_builder.rules.public_texts import (
    Publication,
    PublicText,
    page_texts,
    public_pages,
    public_records,
    public_texts,
)

_MOST_IN_A_TEXT: Final = 50
"""Finding a place again takes time that grows with the text: one text must not hold up the check."""


def _check(context: RuleContext) -> Iterator[Finding]:
    handbook = context.handbook
    publication = Publication.of(context.settings, context.as_of)
    readable = list(public_records(handbook))
    pages = public_pages(handbook)
    hidden = [record for record in handbook if publication.is_hidden(record)] if readable or pages else []
    if not hidden:
        return
    names = Names.of(handbook, hidden)
    for record in readable:
        kind = handbook.kinds[record.kind]
        for link in handbook.references_of(record):
            target = handbook.get(link.target)
            if link.in_text or link.field not in kind.public_fields or target is None or target.fields.is_public:
                continue
            message = f"{link.field} refers to {target.reference}, which is internal"
            yield _finding(message, record.span(*link.path), record, target, handbook)
        for text in public_texts(record, kind):
            yield from _in_text(text, names, publication, handbook)
    for page in pages:
        for written in page_texts(page):
            for named in islice(names.find_in_page(written.text, page.path), _MOST_IN_A_TEXT):
                message = f"a public page names {named.record.reference}, which the public does not see"
                yield _finding(message, written.span(named.start, named.written), None, named.record, handbook)


def _in_text(text: PublicText, names: Names, publication: Publication, handbook: Handbook) -> Iterator[Finding]:
    found = 0
    for named in names.find(text.text, text.record):
        if named.record is text.record or not (why := publication.hides(named.record, text.record)):
            continue
        message = f"public text names {named.record.reference}, which is {why}"
        yield _finding(message, text.span(named.start, named.written), text.record, named.record, handbook)
        found += 1
        if found == _MOST_IN_A_TEXT:
            return


def _finding(message: str, span: Span, record: Record[Any] | None, target: Record[Any], handbook: Handbook) -> Finding:
    hint = "say it without the name"
    if not target.fields.is_public and handbook.kinds[target.kind].may_be_public:
        hint += f", or mark {target.reference} with visibility: public"
    return Finding(message, span, record, hint, (Related(Span(target.path), "the record that is named"),))


RULE = Rule(
    code="public-names-internal",
    severity=Severity.ERROR,
    summary="Public text links or names no internal record.",
    why="The record is taken out of the public site, but its name in a sentence would stay.",
    hint="say it without the name, or mark the record public",
    check=_check,
    kinds=("initiative", "release", "change", "feature"),
    may_be_suppressed=False,
)
