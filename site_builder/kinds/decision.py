"""Decisions: the decision log."""

from __future__ import annotations

from typing import Annotated, Literal

from site_builder.model.common import RecordFields
from site_builder.model.either import OneOrMany
from site_builder.model.fields import AnyReference, Day, OwnerName, refers
from site_builder.model.kind import Kind
from site_builder.model.reference import Reference

People = Annotated[tuple[OwnerName, ...], OneOrMany()]


class Decision(RecordFields):
    """A decision that costs something to reverse."""

    status: Literal["proposed", "accepted", "rejected", "superseded"]
    """`proposed`, then `accepted` or `rejected`; `superseded` when a later decision took its place."""
    decided_on: Day | None = None
    """The day it was decided."""
    deciders: People = ()
    """Who decided: roles, or handles."""
    consulted: People = ()
    """Who was asked before."""
    informed: People = ()
    """Who was told after."""
    subject: AnyReference | None = None
    """The record it is about, such as `initiative:shift-swaps`."""
    supersedes: Annotated[tuple[Annotated[Reference, refers("decision")], ...], OneOrMany()] = ()
    """Earlier decisions that it takes the place of."""
    revisit_on: Day | None = None
    """The day to look at it again."""


DECISION = Kind(
    name="decision",
    fields=Decision,
    folder="roadmap/decisions",
    url="decisions",
    label="Decision",
    plural="Decisions",
    area="roadmap",
    purpose="What was decided and why, so that nobody argues it again without knowing what was known then.",
    date_fields=("decided_on", "revisit_on"),
    narrative="""\
## Context

What made a decision necessary, and what was known at the time.

## Options

- The first option, with what speaks for and against it.
- The second option, with what speaks for and against it.

## Decision

What was chosen, in one sentence, and the reason that weighed most.

## Consequences

What becomes easier, what becomes harder, and what has to be done now.
""",
)
