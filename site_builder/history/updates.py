"""Which updates there are on each subject up to a day, and so which is the newest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from site_builder.kinds.update import UPDATE, Update
from site_builder.link.handbook import Handbook
from site_builder.model.record import Record
from site_builder.model.reference import Reference


def updates_until(handbook: Handbook, as_of: date) -> Mapping[Reference, tuple[Record[Update], ...]]:
    """Return the updates on each subject up to a day, the oldest first, those of one day by their ids."""
    found: defaultdict[Reference, list[Record[Update]]] = defaultdict(list)
    for record in sorted(handbook.records(UPDATE), key=lambda record: (record.fields.date, record.id)):
        if record.fields.date <= as_of:
            found[record.fields.subject].append(record)
    return {subject: tuple(updates) for subject, updates in found.items()}
