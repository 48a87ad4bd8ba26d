"""Practices: how we work, and why."""

from __future__ import annotations

from typing import Annotated, Literal

from site_builder.model.common import Area, RecordFields
from site_builder.model.either import OneOrMany
from site_builder.model.fields import Markdown, Text, refers
from site_builder.model.kind import Kind
from site_builder.model.reference import Reference

Teams = Annotated[tuple[Text, ...], OneOrMany()]


class Practice(RecordFields):
    """A way of working that proved itself."""

    status: Literal["proposed", "accepted", "deprecated", "superseded"]
    """`proposed`, `accepted`, `deprecated` when it no longer helps, `superseded` when a better one took its place."""
    area: Area
    """The area of product operations it belongs to."""
    statement: Markdown
    """The practice in one sentence: what is done, when, by whom."""
    evidence: Markdown | None = None
    """What shows that it helps."""
    metric: Annotated[Reference, refers("metric")] | None = None
    """The metric that it should move."""
    applies_to: Teams = ()
    """The teams or situations it is for."""
    adopted_by: Teams = ()
    """The teams that work this way."""
    supersedes: Annotated[tuple[Annotated[Reference, refers("practice")], ...], OneOrMany()] = ()
    """Earlier practices that it takes the place of."""


PRACTICE = Kind(
    name="practice",
    fields=Practice,
    folder="content/best-practices",
    url="best-practices",
    label="Practice",
    plural="Best practices",
    area="best-practices",
    purpose="How we work and why, with the evidence, so that what one team learned is there for all.",
    date_fields=("reviewed_on", "review_by"),
    narrative="""\
## Why

What goes wrong without it, and what shows that it helps.

## How

What to do, in a few steps that can be checked.

## When not to

Where it does not fit.
""",
)
