"""Updates: how something is going."""

from __future__ import annotations

from typing import Literal

from site_builder.model.common import RecordFields
from site_builder.model.fields import AnyReference, Day, Markdown
from site_builder.model.kind import Kind


class Update(RecordFields):
    """A status report on a record. Its id is the date and a short name, `2026-10-02-shift-swaps`."""

    subject: AnyReference
    """The record it reports on, such as `initiative:shift-swaps`."""
    date: Day
    """The day of the report."""
    health: Literal["on_track", "at_risk", "off_track"]
    """`on_track`, `at_risk` when help may be needed, `off_track` when the promise will not be kept."""
    blockers: Markdown | None = None
    """What stands in the way, and who can move it."""
    next_due: Day | None = None
    """The day of the next update."""


UPDATE = Kind(
    name="update",
    fields=Update,
    folder="roadmap/updates",
    url="updates",
    label="Update",
    plural="Updates",
    area="communication",
    purpose="How something is going, said once and by its owner, so that nobody has to ask.",
    status_field="health",
    date_fields=("date", "next_due"),
    has_dated_ids=True,
)
