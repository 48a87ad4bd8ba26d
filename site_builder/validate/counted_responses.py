"""Responses that an engine counts: the rows of a survey never come here, only how many say the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from site_builder.kinds.survey import Survey
from site_builder.load.table import TextTable
from site_builder.model.diagnostic import Diagnostic, Severity, Span, warning, worst
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.model.responses import Responses
from site_builder.validate.bad_values import BadValues, in_words, located
from site_builder.validate.engine_source import Opened, Part, engine_faults, told_of
from site_builder.validate.response_columns import find_columns
from site_builder.validate.response_day import DayReader, day_reader
from site_builder.validate.response_fault import Fault, folded
from site_builder.validate.response_score import score_reader

if TYPE_CHECKING:
    from site_builder.load.engines.tally import Group, Wanted

T = TypeVar("T")

_Key = tuple[float, tuple[int, int] | None, tuple[str, ...]]
"""Score, year and month, dimensions."""


@dataclass(slots=True)
class _Sum:
    """What has been counted so far."""

    rows: int = 0
    blank_scores: int = 0
    unreadable: int = 0
    counts: Counter[_Key] = field(default_factory=Counter)
    last: dict[_Key, date] = field(default_factory=dict)

    def add(self, score: float, day: date | None, dimensions: tuple[str, ...], count: int) -> None:
        key = (score, (day.year, day.month) if day else None, dimensions)
        self.counts[key] += count
        if day is not None:
            self.last[key] = max(day, self.last.get(key, day))


def counted_responses(
    survey: Record[Survey], opened: Opened, scratch: Path, *, always_ids: bool
) -> tuple[Responses, tuple[Diagnostic, ...]]:
    """Return the responses of an opened source, counted, and what is wrong with them.

    Ids are looked at only where the survey names their column or ``always_ids``; comments never are.
    """
    place = survey.span("responses")
    heads = [TextTable(part.name, part.header, (), ()) for part in opened.parts]
    columns = find_columns(survey, heads)
    names = [
        name for name in dict.fromkeys(survey.fields.dimensions) if any(name in part.header for part in opened.parts)
    ]
    found: list[Diagnostic] = [*columns.diagnostics]
    faults: list[Diagnostic] = list(opened.diagnostics)
    bad_total = max(opened.rejected, len(opened.diagnostics))
    reasons: Counter[str] = Counter()
    total = _Sum(rows=opened.rejected, unreadable=opened.rejected)
    for part in opened.parts:
        if part.name not in columns.places:
            continue
        counter = _PartCounter(survey.fields, part, names, scratch)
        try:
            bad = counter.count(total)
            faults.extend(located(part, bad, place))
            found.extend(_repeated(survey.fields, part, place, always_ids=always_ids))
        except engine_faults() as fault:
            found.append(told_of(part.name, fault, place))
            continue
        bad_total += bad.count
        reasons.update(bad.reasons)
    found.extend(folded(faults, bad_total, in_words(reasons)))
    responses = _responses(survey, opened, names, total)
    if opened.parts and not responses.n and worst(found) is not Severity.ERROR:
        hint = "check that columns.score names the right column"
        found.append(warning("response-unreadable", "no row has a score", place, hint))
    return responses, tuple(found)


class _PartCounter:
    """Counts one part: each distinct text is read once, as strictly as in a file that is read row by row."""

    def __init__(self, survey: Survey, part: Part, names: Sequence[str], scratch: Path) -> None:
        self._survey, self._part, self._scratch = survey, part, scratch
        self._names = names
        self._present = tuple(name for name in names if name in part.header)

    def count(self, total: _Sum) -> BadValues:
        from site_builder.load.engines.base import reading
        from site_builder.load.engines.tally import SAMPLE, counted_groups, is_typed

        columns = self._survey.columns
        day = columns.responded_at if columns.responded_at in self._part.header else None
        wanted = self._wanted(day, "utc")
        with reading(*self._part.engine.faults):
            frame = self._part.frame(wanted.columns)
            typed = is_typed(frame.collect_schema(), day)
            read_day = day_reader(None if typed else columns.date_format, columns.zone)
            wanted = replace(wanted, days=self._days(typed))
            days = self._part.first_texts(day, SAMPLE) if day else ()
            groups = counted_groups(self._part.engine, frame, wanted, _found_day(read_day), self._scratch, days)
        return self._read(groups, read_day, wanted, total)

    def _wanted(self, day: str | None, days: str) -> Wanted:
        from site_builder.load.engines.tally import Wanted

        return Wanted(self._survey.columns.score, day, self._present, days)

    def _days(self, typed: bool) -> str:
        columns = self._survey.columns
        if columns.date_format is not None and not typed:
            return "other"
        return "utc" if columns.timezone in (None, "UTC") else "written"

    def _read(self, groups: Iterable[Group], read_day: DayReader, wanted: Wanted, total: _Sum) -> BadValues:
        bad = BadValues(wanted.score, wanted.day, wanted.days)
        read_score = _once(score_reader(*self._survey.bounds))
        read_text = _once(read_day)
        for group in groups:
            total.rows += group.count
            score = read_score(group.score)
            day = group.last or read_text(group.day)
            if score is None:
                total.blank_scores += group.count
                continue
            if isinstance(score, Fault):
                bad.note_score(group.score, score, group.count)
            if isinstance(day, Fault):
                bad.note_day(group.day, day, group.count)
            if isinstance(score, Fault) or isinstance(day, Fault):
                total.unreadable += group.count
                continue
            values = dict(zip(self._present, group.dimensions, strict=True))
            dimensions = tuple(values.get(name, "").strip() for name in self._names)
            total.add(score, self._survey.closed_on if day is None else day, dimensions, group.count)
        return bad


def _once(read: Callable[[str], T]) -> Callable[[str], T]:
    known: dict[str, T] = {}

    def reader(text: str) -> T:
        if text not in known:
            known[text] = read(text)
        return known[text]

    return reader


def _found_day(read: DayReader) -> Callable[[str], date | None]:
    def found(text: str) -> date | None:
        day = read(text)
        return day if isinstance(day, date) else None

    return found


def _repeated(survey: Survey, part: Part, place: Span, *, always_ids: bool) -> Iterator[Diagnostic]:
    """Yield a warning where responses have the id and the day of another one."""
    from site_builder.load.engines.base import reading
    from site_builder.load.engines.closer import surplus

    columns = survey.columns
    if columns.id not in part.header or not (always_ids or "id" in columns.named):
        return
    day = columns.responded_at if columns.responded_at in part.header else None
    with reading(*part.engine.faults):
        more = surplus(part.engine, part.frame((columns.id, *((day,) if day else ()))), columns.id, day)
    if more:
        verb = "response has" if more == 1 else "responses have"
        message = f"{more:,} {verb} the {columns.id} and the day of another one in {part.name}"
        yield warning("duplicate-id", message, place, "take them out of the source; as it is, all are counted")


def _responses(survey: Record[Survey], opened: Opened, names: Sequence[str], total: _Sum) -> Responses:
    keys = sorted(total.counts, key=lambda key: (key[0], key[1] or (0, 0), key[2]))
    dimensions: Mapping[str, tuple[str, ...]] = {
        name: tuple(key[2][number] for key in keys) for number, name in enumerate(names)
    }
    return Responses(
        survey=survey.id,
        rows=total.rows,
        blank_scores=total.blank_scores,
        unreadable=total.unreadable,
        scores=tuple(key[0] for key in keys),
        days=tuple(total.last.get(key) for key in keys),
        dimensions=dimensions,
        paths=tuple(path for part in opened.parts for path in part.paths),
        counts=tuple(total.counts[key] for key in keys),
    )
