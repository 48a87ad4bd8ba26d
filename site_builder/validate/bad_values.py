"""Values that cannot be read in data that an engine counts: how many, why, and where the first of them stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import field
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.load.large_rows import Row, Unreadable, rows_of
from site_builder.model.diagnostic import Diagnostic, Span, error
from site_builder.model.quick import dataclass
from site_builder.validate.response_fault import FAULTS_TOLD, Fault

if TYPE_CHECKING:
    from site_builder.load.large_files import ReadyFile
    from site_builder.validate.engine_source import Part

_SHOWN = FAULTS_TOLD + 1


@dataclass(slots=True)
class BadValues:
    """The texts of a column of scores (or values) and of a column of days that are faults, with how often they stand.

    ``days`` is how days are written, as in ``Wanted``.
    """

    score: str
    day: str | None
    days: str
    scores: dict[str, Fault] = field(default_factory=dict)
    day_texts: dict[str, Fault] = field(default_factory=dict)
    reasons: Counter[str] = field(default_factory=Counter)

    @property
    def count(self) -> int:
        """How many faults there are."""
        return self.reasons.total()

    def note_score(self, text: str, fault: Fault, count: int) -> None:
        """Add rows whose score is a fault."""
        self.scores[text] = fault
        self.reasons[fault.message] += count

    def note_day(self, text: str, fault: Fault, count: int) -> None:
        """Add rows whose day is a fault."""
        self.day_texts[text] = fault
        self.reasons[fault.message] += count


def located(part: Part, bad: BadValues, place: Span) -> Iterator[Diagnostic]:
    """Return the first faults of a part with their places: line and column of text files, the row of Parquet files.

    The rows of a table have no place: there the diagnostics stand at ``place``, one for each reason.
    """
    if not bad.count:
        return iter(())
    if part.texts:
        return islice(chain.from_iterable(_in_text(file, bad) for file in part.texts), _SHOWN)
    if part.parquet:
        return islice(_in_parquet(part, part.parquet, bad), _SHOWN)
    return islice(_in_table(part, bad, place), _SHOWN)


def _in_text(ready: ReadyFile, bad: BadValues) -> Iterator[Diagnostic]:
    """Read the file itself, row by row, until enough is found."""
    score = ready.header.index(bad.score)
    day = ready.header.index(bad.day) if bad.day is not None else None
    rows = (row for row in rows_of(ready.file) if isinstance(row, Row))
    try:
        for row in islice(rows, 1, None):
            text = row.fields[score]
            if text in bad.scores:
                yield _at(row.span(ready.file, score), bad.scores[text])
            if day is not None and text.strip() and row.fields[day] in bad.day_texts:
                yield _at(row.span(ready.file, day), bad.day_texts[row.fields[day]])
    except Unreadable:
        return


def _in_parquet(part: Part, files: Mapping[str, Path], bad: BadValues) -> Iterator[Diagnostic]:
    from site_builder.load.engines.base import reading
    from site_builder.load.engines.closer import find_rows

    for path, disk in files.items():
        found: list[tuple[int, Fault]] = []
        with reading(*part.engine.faults):
            if bad.scores:
                hits = find_rows(part.engine, disk, bad.score, list(bad.scores), _SHOWN)
                found.extend((row, bad.scores[text]) for row, text in hits)
            if bad.day is not None and bad.day_texts:
                hits = find_rows(part.engine, disk, bad.day, list(bad.day_texts), _SHOWN, bad.days)
                found.extend((row, bad.day_texts[text]) for row, text in hits)
        for row, fault in sorted(found, key=lambda each: each[0]):
            yield error(fault.code, f"row {row:,}: {fault.message}", Span(path), fault.hint)


def _in_table(part: Part, bad: BadValues, place: Span) -> Iterator[Diagnostic]:
    faults = {fault.message: fault for fault in (*bad.scores.values(), *bad.day_texts.values())}
    for message, fault in sorted(faults.items(), key=lambda each: (-bad.reasons[each[0]], each[0])):
        count = bad.reasons[message]
        rows = "1 row" if count == 1 else f"{count:,} rows"
        yield error(fault.code, f"{rows} of {part.name}: {message}", place, fault.hint)


def _at(span: Span, fault: Fault) -> Diagnostic:
    return error(fault.code, fault.message, span, fault.hint)


def in_words(reasons: Counter[str]) -> str:
    """Return the commonest reasons with how many rows have each, in words."""
    if not reasons:
        return ""
    listed = [
        f"{count:,} × {reason}" for reason, count in sorted(reasons.items(), key=lambda each: (-each[1], each[0]))
    ]
    return "; in all: " + "; ".join(listed[:5]) + ("; …" if len(listed) > 5 else "")
