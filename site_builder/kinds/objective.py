"""Objectives: what the product is meant to achieve, and by when."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from site_builder.model.common import RecordFields
from site_builder.model.fields import Fields, Markdown, Number, PeriodText, refers
from site_builder.model.kind import Kind
from site_builder.model.reference import Reference


class KeyResult(Fields):
    """A metric that is to move from one value to another."""

    metric: Annotated[Reference, refers("metric")]
    """The metric that shows it: the id of a metric record, such as `swap-completion-rate`."""
    from_: Number | None = Field(default=None, alias="from")
    """The value at the start, such as `62`."""
    to: Number
    """The value to reach, such as `80`."""


class Objective(RecordFields):
    """A goal of a year or a quarter, or the vision that goals serve."""

    statement: Markdown
    """What will be true when it is met, in a sentence or two."""
    period: PeriodText
    """The year or the quarter it is for, such as `2026` or `2026-Q3`."""
    status: Literal["draft", "active", "met", "missed", "dropped"]
    """Where it stands: `draft` while it is discussed, `active` in its period, then `met`, `missed` or `dropped`."""
    parent: Annotated[Reference, refers("objective")] | None = None
    """The objective that it serves."""
    key_results: tuple[KeyResult, ...] = ()
    """The metrics that will show it, each with its first and its last value."""


OBJECTIVE = Kind(
    name="objective",
    fields=Objective,
    folder="roadmap/objectives",
    url="roadmap/objectives",
    label="Objective",
    plural="Objectives",
    area="roadmap",
    purpose="The vision and the goals of a period, so that every initiative can say what it is for.",
    expects_backlinks_from=("initiative",),
    date_fields=("period",),
)
