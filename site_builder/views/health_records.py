"""Records that cannot be relied on as they are: past due, stale, without data or owner, with broken references."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from site_builder.kinds.asset import ASSET
from site_builder.kinds.metric import METRIC
from site_builder.measure.common.series import observed_series
from site_builder.measure.common.standing import past_due_since, stale_since
from site_builder.model.metric import MetricResult
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.model.reference import Reference
from site_builder.views.attention import finding_words
from site_builder.views.base import ViewContext
from site_builder.views.cells import DayCell, Inline
from site_builder.views.facts import owner_cell
from site_builder.views.parts import Block, Column, Paragraph, Row, Subsection, Table
from site_builder.views.plain import plain_text
from site_builder.views.record import status_of
from site_builder.views.tables import compact
from site_builder.views.wording import count_words

Records = Sequence[Record[Any]]
_NAMED = 3

FOLDED = 25
"""A table of more rows is folded: its heading counts them, and what comes after is not out of sight."""


@dataclass(frozen=True, slots=True)
class _Stale:
    """A record that is to be looked at again: why, and since when."""

    record: Record[Any]
    why: str
    since: date | None


def named_records(context: ViewContext, health: MetricResult, condition: str) -> Records:
    """Return the records that the handbook's health lists under a condition, such as ``past_due``."""
    references = (Reference(*name.split(":", 1)) for name in health.details[condition])
    found = (context.handbook.get(reference) for reference in references)
    return [record for record in found if record is not None]


def record_sections(context: ViewContext, health: MetricResult) -> Iterator[Subsection]:
    """Yield what is wrong with which records; a condition that none is in says so."""
    yield _past_due(context, named_records(context, health, "past_due"))
    yield _stale(context, named_records(context, health, "stale"))
    yield _without_data(context, named_records(context, health, "no_data"))
    yield _unowned(context, named_records(context, health, "unowned"))
    yield _dangling(context, named_records(context, health, "dangling"))


def _past_due(context: ViewContext, records: Records) -> Subsection:
    """Return the records with a promised day that has passed, by owner, the longest overdue of each first."""
    as_of = context.as_of

    def key(record: Record[Any]) -> tuple[str, date, str]:
        return (_owner(context, record), past_due_since(record, as_of) or as_of, record.path)

    columns = (
        Column("Record", "link"),
        Column("Kind"),
        Column("Status", "status"),
        Column("Due", "date"),
        Column("Owner"),
    )
    ordered = sorted(records, key=key)
    rows = tuple(
        Row((*_head(context, record), status_of(context.handbook, record), _day(past_due_since(record, as_of)), owner))
        for record in ordered
        for owner in [owner_cell(context.handbook, record.fields.owner)]
    )
    nothing = "No promised day has passed."
    table = Table(columns, rows, "Past due, by owner", "past-due-table", filters=("Owner",))
    return _section("Past due", "past-due", table, nothing, _by_owner(context, records))


def _by_owner(context: ViewContext, records: Records) -> str:
    """Return who has most of it."""
    counts = Counter(_owner(context, record) for record in records)
    most = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    if len(most) < 2:
        return ""
    # The title of a role may have a comma of its own.
    named = "; ".join(f"{owner} ({count:,})" for owner, count in most[:_NAMED])
    rest = len(most) - _NAMED
    return f"By owner: {named}; {count_words(rest, 'other owner')} less." if rest > 0 else f"By owner: {named}."


def _owner(context: ViewContext, record: Record[Any]) -> str:
    return plain_text(owner_cell(context.handbook, record.fields.owner))


def _stale(context: ViewContext, records: Records) -> Subsection:
    """Return what is to be reviewed, verified or measured again, the longest overdue first."""
    found = [_stale_of(context, record) for record in records]
    found.sort(key=lambda each: (each.since is None, each.since or context.as_of, each.record.path))
    columns = (Column("Record", "link"), Column("Kind"), Column("Why"), Column("Since", "date"), Column("Owner"))
    rows = tuple(
        Row(
            (
                *_head(context, each.record),
                each.why,
                _day(each.since),
                owner_cell(context.handbook, each.record.fields.owner),
            )
        )
        for each in found
    )
    table = Table(columns, rows, "To be looked at again, the longest overdue first", "stale-table", filters=("Why",))
    nothing = "Everything that must be reviewed, verified or measured is fresh."
    return _section("To be looked at again", "stale", table, nothing)


def _stale_of(context: ViewContext, record: Record[Any]) -> _Stale:
    since = stale_since(record, context.as_of, context.settings)
    if since is not None:
        return _Stale(record, "to be verified" if record.kind == ASSET.name else "to be reviewed", since)
    metric, observations = context.handbook.find(METRIC, record.id), context.handbook.observations.get(record.id)
    latest = observed_series(metric, observations, context.as_of).latest if metric and observations else None
    return _Stale(record, "no longer observed", latest.day if latest else None)


def _without_data(context: ViewContext, records: Records) -> Subsection:
    columns = (Column("Metric", "link"), Column("Owner"))
    rows = tuple(Row((context.link(record), owner_cell(context.handbook, record.fields.owner))) for record in records)
    table = Table(columns, rows, "Metrics without an observation", "no-data-table")
    return _section("Metrics without data", "no-data", table, "Every metric has been observed.")


def _unowned(context: ViewContext, records: Records) -> Subsection:
    columns = (Column("Record", "link"), Column("Kind"), Column("Status", "status"), Column("Owner"))
    rows = tuple(
        Row(
            (
                *_head(context, record),
                status_of(context.handbook, record),
                owner_cell(context.handbook, record.fields.owner),
            )
        )
        for record in records
    )
    caption = "Records whose owner is a role that does not exist, or that nobody holds while others are held"
    table = Table(columns, rows, caption, "unowned-table")
    return _section(
        "Without an owner", "unowned", table, "Every record has an owner who can be found.", _by_owner(context, records)
    )


def _dangling(context: ViewContext, records: Records) -> Subsection:
    """Return the records that refer to something that is missing, with what each of them says."""
    paths = {record.path: record for record in records}
    columns = (Column("Record", "link"), Column("Kind"), Column("What is missing"), Column("Owner"))
    rows = tuple(
        Row(
            (
                *_head(context, paths[finding.span.path]),
                finding_words(context.handbook, finding),
                owner_cell(context.handbook, paths[finding.span.path].fields.owner),
            )
        )
        for finding in context.findings
        if finding.code == "dangling-reference" and finding.span.path in paths
    )
    table = Table(columns, rows, "References to something that does not exist", "dangling-table")
    return _section("Broken references", "dangling", table, "Every reference leads to a record.")


def _head(context: ViewContext, record: Record[Any]) -> tuple[Inline, Inline]:
    handbook = context.handbook
    return context.link(record), handbook.kinds[record.kind].label


def _day(day: date | None) -> Inline:
    return DayCell(day, tone="danger", note="past") if day is not None else None


def _section(title: str, anchor: str, table: Table, nothing: str, note: str = "") -> Subsection:
    if not table.rows:
        return Subsection(title, (Paragraph(nothing),), anchor=anchor, count=0)
    blocks: tuple[Block, ...] = (Paragraph(note),) if note else ()
    shown = replace(compact(table), folded=len(table.rows) > FOLDED)
    return Subsection(title, (*blocks, shown), anchor=anchor, count=len(table.rows))
