"""Who is responsible, accountable, consulted and informed: by channel, and the matrix of roles and channels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from site_builder.kinds.channel import Channel
from site_builder.model.record import Record
from site_builder.model.reference import Owner
from site_builder.views.base import ViewContext
from site_builder.views.cells import Inline, Phrase
from site_builder.views.facts import owner_cell, owner_name
from site_builder.views.parts import Column, Row, Table
from site_builder.views.shapes import Mark, Matrix, MatrixRow
from site_builder.views.wording import joined_words
from site_builder.views.words import label_of

PARTS = ("responsible", "accountable", "consulted", "informed")
"""What one can be to a channel, in the order of the letters."""

_MEANING = {
    "responsible": "prepares it",
    "accountable": "answers for it",
    "consulted": "is asked before",
    "informed": "gets it",
}
_CHANNELS = 16
_NOTE = "R responsible: prepares it. A accountable: answers for it. C consulted: is asked before. I informed: gets it."


def raci_table(context: ViewContext, channels: Sequence[Record[Channel]]) -> Matrix | Table | None:
    """Return who is what: roles by channels, or where these are many, channels by parts. None where nobody is named."""
    named = [channel for channel in channels if _people(channel)]
    if not named:
        return None
    return _matrix(context, named) if len(named) <= _CHANNELS else _by_channel(context, named)


def channel_raci(context: ViewContext, channel: Record[Channel]) -> Table | None:
    """Return who is what to one channel; None where nobody is named."""
    people = _people(channel)
    if not people:
        return None
    columns = (Column("Part", sortable=False), Column("Meaning", sortable=False), Column("Who", sortable=False))
    rows = tuple(
        Row(
            (
                label_of(part),
                _MEANING[part],
                _listed(tuple(owner_name(context.handbook, person) for person in people[part])),
            )
        )
        for part in PARTS
        if people.get(part)
    )
    return Table(columns, rows, "Who does what", "raci-table")


def _people(channel: Record[Channel]) -> Mapping[str, Sequence[Owner]]:
    raci = channel.fields.raci
    if raci is None:
        return {}
    given = {part: tuple(getattr(raci, part)) for part in PARTS}
    return {part: people for part, people in given.items() if people}


def _matrix(context: ViewContext, channels: Sequence[Record[Channel]]) -> Matrix:
    parts: defaultdict[Owner, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for channel in channels:
        for part, people in _people(channel).items():
            for person in people:
                parts[person][channel.id].append(part)
    columns = tuple(context.link(channel) for channel in channels)
    rows = tuple(
        MatrixRow(
            owner_name(context.handbook, person),
            tuple(_mark(parts[person].get(channel.id, [])) for channel in channels),
        )
        for person in sorted(parts, key=lambda person: (-len(parts[person]), str(person)))
    )
    caption = "Roles and channels, who is in most of them first"
    return Matrix("Role", columns, rows, caption, "raci-matrix", _NOTE)


def _mark(parts: Sequence[str]) -> Mark | None:
    """Return the letters of what somebody is to a channel: one, or more where somebody is two things."""
    if not parts:
        return None
    return Mark(joined_words(parts), "".join(part[0].upper() for part in parts))


def _by_channel(context: ViewContext, channels: Sequence[Record[Channel]]) -> Table:
    columns = (Column("Channel", "link"), *(Column(label_of(part), sortable=False) for part in PARTS))
    rows = tuple(
        Row(
            (
                context.link(channel),
                *(_names(context, _people(channel).get(part, ())) for part in PARTS),
            )
        )
        for channel in channels
    )
    return Table(columns, rows, "Who does what, by channel", "raci-list")


def _names(context: ViewContext, people: Sequence[Owner]) -> Inline:
    return _listed(tuple(owner_cell(context.handbook, person) for person in people))


def _listed(cells: Sequence[Inline]) -> Inline:
    """Return who it is in one line, a comma between two; None where it is nobody."""
    pieces = tuple(piece for cell in cells if cell is not None for piece in (cell, ", "))
    return Phrase(pieces[:-1]) if pieces else None
