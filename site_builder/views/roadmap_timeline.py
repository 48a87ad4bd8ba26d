"""The timeline of the roadmap: bars by quarter in lanes by team, promises as ghosts, dependencies as connectors."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from site_builder.kinds.initiative import Initiative
from site_builder.model.dates import first_day_of_quarter, last_day_of_quarter
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.days import shifted
from site_builder.views.parts import Timeline, TimelineBar, TimelineLane
from site_builder.views.wording import sentence_case
from site_builder.views.words import status_badge, tone_of

_BARS = 48
_RECENT = 182
_AHEAD = 730
_UNKNOWN_LENGTH = 90


def roadmap_timeline(context: ViewContext, records: Sequence[Record[Initiative]]) -> Timeline | None:
    """Return the timeline of what is open and has a target, and of what was released in the last half year.

    It reaches two years ahead. Of more initiatives than fit, those that end nearest to today are drawn. None where
    there is nothing to draw.
    """
    today = context.as_of
    since, until = shifted(today, -_RECENT), shifted(today, _AHEAD)
    drawable = [record for record in records if _is_drawn(record, today, since, until)]
    nearest = sorted(drawable, key=lambda record: (abs((_end(record, today) - today).days), record.id))[:_BARS]
    if not nearest:
        return None
    start = first_day_of_quarter(max(since, min(_start(record, today) for record in nearest)))
    end = last_day_of_quarter(min(until, max(today, *(_end(record, today) for record in nearest))))
    keys = {record.id for record in nearest}
    lanes = []
    for name in sorted({_lane(record) for record in nearest}):
        members = sorted(
            (record for record in nearest if _lane(record) == name), key=lambda item: (_end(item, today), item.id)
        )
        bars = tuple(_bar(context, record, keys) for record in members)
        lanes.append(TimelineLane(sentence_case(name) if name else "No team", bars))
    return Timeline(
        "roadmap-timeline",
        "What is planned when",
        tuple(lanes),
        start,
        end,
        today,
        _subtitle(nearest, len(drawable)),
        f"promised at {name}" if (name := context.measures.context.history.baseline.name) else "first promise",
    )


def _subtitle(drawn: Sequence[Record[Initiative]], drawable: int) -> str:
    by = "team" if any(record.fields.team for record in drawn) else "part of the product"
    shown = f"n {len(drawn):,}" if len(drawn) == drawable else f"the {len(drawn):,} nearest of {drawable:,}"
    return f"By {by} and quarter; planned, and released in the last half year, {shown}"


def _is_drawn(record: Record[Initiative], today: date, since: date, until: date) -> bool:
    fields = record.fields
    if fields.status == "released":
        return fields.released_on is not None and since <= fields.released_on <= until
    if fields.status == "dropped" or fields.target is None:
        return False
    return _end(record, today) >= since and _start(record, today) <= until


def _lane(record: Record[Initiative]) -> str:
    return record.fields.team or record.fields.component or ""


def _end(record: Record[Initiative], today: date) -> date:
    """Return the day of release or the target; for work in progress that is past its target, today."""
    fields = record.fields
    if fields.status == "released" and fields.released_on is not None:
        return fields.released_on
    target = fields.target.last_day if fields.target else today
    return max(target, today) if fields.status == "in_progress" else target


def _start(record: Record[Initiative], today: date) -> date:
    """Return the start as written, or a quarter before the end; never later than the end, whatever is written."""
    end = _end(record, today)
    return min(record.fields.start or shifted(end, -_UNKNOWN_LENGTH), end)


def _bar(context: ViewContext, record: Record[Initiative], keys: set[str]) -> TimelineBar:
    fields = record.fields
    end = _end(record, context.as_of)
    promised = _promised(context, record) or end
    return TimelineBar(
        key=record.id,
        link=context.link(record),
        start=_start(record, context.as_of),
        end=end,
        badge=status_badge(fields.status),
        tone=tone_of(fields.status),
        released=fields.status == "released",
        baseline_end=promised if promised != end else None,
        depends_on=tuple(other.id for other in fields.depends_on if other.id in keys),
        end_text=_end_text(fields),
    )


def _promised(context: ViewContext, record: Record[Initiative]) -> date | None:
    """Return the last day of the baseline's target; of the present one where the commits know of no baseline."""
    baseline = context.measures.context.history.baseline
    planned = baseline.targets.get(record.reference)
    if planned is None and not baseline.name:
        planned = record.fields.target
    return planned.last_day if planned else None


def _end_text(fields: Initiative) -> str:
    if fields.status == "released" and fields.released_on is not None:
        return fields.released_on.isoformat()
    return fields.target.text if fields.target else ""
