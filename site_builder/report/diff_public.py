"""Public text that a change touches: the sentences that go and those that come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal

from site_builder.history.public_changes import PublicChange, Standing
from site_builder.model.fields import MARKDOWN, TITLE
from site_builder.model.kind import has_marker
from site_builder.model.reference import Reference
from site_builder.report.diff import Diff
from site_builder.report.diff_moves import Told
from site_builder.report.diff_parts import ChangedText, Entry, named
from site_builder.views.change_pieces import Line, shortened, words
from site_builder.views.change_sentences import changed_sentences, sentences
from site_builder.views.wording import count_words

_MOST_SENTENCES = 3
_LONGEST = 300


def public_text(diff: Diff) -> tuple[tuple[Entry, ...], Told]:
    """Return each record whose public text changes, with its old and new sentences; and which fields they stand in.

    First what is not public any more, then what is rewritten, then what becomes public.
    """
    found = []
    told: set[tuple[Reference, str]] = set()
    for reference, group in groupby(diff.change.public, key=lambda change: change.record):
        changes = list(group)
        texts = [change for change in changes if _is_text(diff, change)]
        standing = changes[0].standing
        if standing != "changes":
            told.add((reference, "visibility"))
            found.append((0 if standing == "vanishes" else 2, _whole(diff, reference, standing, texts)))
        elif texts:
            told.update((reference, change.field) for change in texts)
            found.append((1, _rewritten(diff, reference, texts)))
    return tuple(entry for _, entry in sorted(found, key=lambda each: each[0])), frozenset(told)


def _is_text(diff: Diff, change: PublicChange) -> bool:
    kind = diff.kinds[change.record.kind]
    field = kind.fields.model_fields.get(change.field)
    return field is not None and (has_marker(field, MARKDOWN) or has_marker(field, TITLE))


def _rewritten(diff: Diff, reference: Reference, changes: Sequence[PublicChange]) -> Entry:
    texts: list[ChangedText] = []
    notes: list[Line] = []
    for change in changes:
        gone, come = changed_sentences(change.old or "", change.new or "")
        texts.extend(ChangedText("-", change.field, _cut(each)) for each in gone[:_MOST_SENTENCES])
        texts.extend(ChangedText("+", change.field, _cut(each)) for each in come[:_MOST_SENTENCES])
        notes.extend(_more(change.field, len(gone) - _MOST_SENTENCES, len(come) - _MOST_SENTENCES))
        if not gone and not come:
            notes.append((words(f"{change.field}: only blank space changed"),))
    return Entry(named(diff, reference), tuple(notes), tuple(texts))


def _more(field: str, gone: int, come: int) -> Iterator[Line]:
    counts = [
        f"{count_words(count, 'more sentence')} {way}" for count, way in ((gone, "gone"), (come, "new")) if count > 0
    ]
    if counts:
        yield (words(f"{field}: {', '.join(counts)}"),)


def _whole(diff: Diff, reference: Reference, standing: Standing, changes: Sequence[PublicChange]) -> Entry:
    """Return a record that appears or vanishes as a whole: its title, and the first sentence of its text."""
    way = " becomes public" if standing == "appears" else " is no longer public"
    sign: Literal["-", "+"] = "+" if standing == "appears" else "-"
    shown = [(change.field, sentences(change.new or change.old or "")) for change in changes]
    texts = [ChangedText(sign, field, _cut(found[0])) for field, found in shown[:2] if found]
    return Entry((*named(diff, reference, standing=False), words(way)), (), tuple(texts))


def _cut(sentence: str) -> str:
    return shortened(sentence, _LONGEST)
