"""Workflows: the stages that work passes through."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from site_builder.model.common import RecordFields
from site_builder.model.data_source import ResponseSource
from site_builder.model.fields import Fields, PositiveCount, Text, Truth
from site_builder.model.kind import Kind


class Stage(Fields):
    """A stage that an item of work is in."""

    name: Text
    """Its name, as the data write it, such as `in_progress`."""
    active: Truth = False
    """`true` where someone works on the item, not where it waits. Flow efficiency is active time ÷ elapsed time."""
    entry: Text | None = None
    """What must be true before an item enters."""
    exit: Text | None = None
    """What must be true before it leaves."""
    wip_limit: PositiveCount | None = None
    """How many items may be in it at once, such as `4`."""


class Workflow(RecordFields):
    """How work flows from one stage to the next."""

    stages: tuple[Stage, ...]
    """The stages in their order."""
    items: ResponseSource | None = None
    """The path of a CSV with the columns item, stage and entered_at."""
    from_: Literal["git"] | None = Field(default=None, alias="from")
    """`git` when the stages are the statuses of records, and the commits say when they changed."""
    collection: Text = "initiatives"
    """With `from: git`, the collection whose statuses are the stages, such as `initiatives`."""


WORKFLOW = Kind(
    name="workflow",
    fields=Workflow,
    folder="content/workflows",
    url="workflows",
    label="Workflow",
    plural="Workflows",
    area="workflows",
    purpose="The stages that work passes through, so that one can see where it waits.",
    status_field="",
)
