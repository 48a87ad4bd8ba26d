"""Which rows of data belong to a segment: those that have, in every dimension that it names, one of its values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from site_builder.kinds.request import REQUEST, Request
from site_builder.kinds.segment import SEGMENT, Segment
from site_builder.link.handbook import Handbook
from site_builder.measure.base import MeasureContext
from site_builder.model.names import folded
from site_builder.model.record import Record

DIMENSION = "segment"
"""What results by segment are called. Data that have a column of this name say themselves what belongs where."""


def matching_segments(handbook: Handbook, dimensions: Sequence[str]) -> tuple[Record[Segment], ...]:
    """Return the segments that can be told apart by these dimensions: all that each of them names are among them.

    None where the data have a column named ``segment``. A segment that names no dimension belongs to no row.
    """
    if DIMENSION in dimensions:
        return ()
    known = set(dimensions)
    return tuple(
        segment
        for segment in handbook.records(SEGMENT)
        if segment.fields.match and segment.fields.match.keys() <= known
    )


def belongs(segment: Segment, values: Mapping[str, str]) -> bool:
    """Return whether a row with these values, by dimension, belongs to a segment. Case and spaces do not matter."""
    return all(folded(values[name]) in {folded(value) for value in wanted} for name, wanted in segment.match.items())


def request_segments(context: MeasureContext) -> Mapping[str, tuple[str, ...]]:
    """Return by the id of a request the segments that it belongs to: the one that it names, else those that match it.

    What a request has of its own (its component and source, its custom fields) is matched. Ask for it once.
    """
    return {request.id: _segments_of(context.handbook, request) for request in context.handbook.records(REQUEST)}


def _segments_of(handbook: Handbook, request: Record[Request]) -> tuple[str, ...]:
    fields = request.fields
    if fields.segment is not None:
        return (fields.segment.id,)
    own = {name: str(value) for name, value in fields.custom.items() if isinstance(value, str | int | float)}
    row = {"component": fields.component or "", "source": fields.source, **own}
    return tuple(segment.id for segment in matching_segments(handbook, tuple(row)) if belongs(segment.fields, row))
