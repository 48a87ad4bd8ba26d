"""Initiatives: the entries of the roadmap."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from site_builder.model.common import RecordFields
from site_builder.model.dates import last_day_of_month
from site_builder.model.fields import (
    COARSE,
    PUBLIC,
    Amount,
    Day,
    Fields,
    Markdown,
    Planned,
    Positive,
    Text,
    one_number_of,
    refers,
)
from site_builder.model.kind import Kind
from site_builder.model.reference import Reference

Horizon = Literal["now", "next", "later"]


class Milestone(Fields):
    """A step on the way that others wait for."""

    name: Text
    """What is reached, such as `Pilot with five clinics`."""
    target: Annotated[Planned, COARSE] | None = None
    """The day, month or quarter it is planned for."""
    released_on: Day | None = None
    """The day it was reached."""


class Rice(Fields):
    """An estimate of worth against effort; its score is reach × impact × confidence ÷ effort."""

    reach: Amount
    """How many customers or users it touches in a quarter, such as `1200`."""
    impact: Annotated[float, one_number_of(0.25, 0.5, 1, 2, 3)]
    """How much it helps each: `0.25` minimal, `0.5` low, `1` medium, `2` high, `3` massive."""
    confidence: Annotated[int, one_number_of(50, 80, 100)]
    """How sure the estimate is, in per cent: `50` a guess, `80` some evidence, `100` measured."""
    effort: Positive
    """Person-months of work, such as `4`."""

    @property
    def score(self) -> float:
        """Reach × impact × confidence ÷ effort, the confidence as a share."""
        return self.reach * self.impact * self.confidence / 100 / self.effort


class Initiative(RecordFields):
    """A piece of product work that customers or colleagues will notice."""

    status: Annotated[Literal["idea", "discovery", "planned", "in_progress", "released", "dropped"], PUBLIC]
    """Where it stands: `idea`, `discovery`, `planned`, `in_progress`, then `released` or `dropped`."""
    horizon: Annotated[Horizon, PUBLIC] | None = None
    """`now`, `next` or `later` on the roadmap. Left out, it follows from status and target."""
    start: Day | None = None
    """The day the work began or is to begin."""
    target: Annotated[Planned, PUBLIC, COARSE] | None = None
    """When it is promised: a day, a month or a quarter, such as `2026-Q3`. Changes of it are counted as slips."""
    milestones: Annotated[tuple[Milestone, ...], PUBLIC] = ()
    """Steps on the way, each with its own target."""
    released_on: Annotated[Day, PUBLIC] | None = None
    """The day customers got it."""
    release: Annotated[Reference, refers("release"), PUBLIC] | None = None
    """The release that brought it, such as `2026.2`. Put a version in quotes."""
    team: Text | None = None
    """The team that builds it, such as `scheduling`."""
    component: Annotated[Text, PUBLIC] | None = None
    """The part of the product it changes, such as `time-clock`."""
    outcome: Markdown | None = None
    """What should change for customers, and how that will be seen."""
    objectives: tuple[Annotated[Reference, refers("objective")], ...] = ()
    """The objectives it serves."""
    metrics: tuple[Annotated[Reference, refers("metric")], ...] = ()
    """The metrics it should move."""
    depends_on: tuple[Annotated[Reference, refers("initiative")], ...] = ()
    """Initiatives that must be done before it."""
    supersedes: tuple[Annotated[Reference, refers("initiative")], ...] = ()
    """Initiatives that it takes the place of."""
    requests: tuple[Annotated[Reference, refers("request")], ...] = ()
    """Requests of customers that it answers."""
    rice: Rice | None = None
    """Reach, impact, confidence and effort, to compare it with others."""
    reason: Markdown | None = None
    """Why it was dropped."""
    body: Annotated[Markdown, PUBLIC] | None = None
    """The narrative: the problem, what will be different, what is left out. Readers of a public record see it."""

    def horizon_on(self, as_of: date) -> Horizon | None:
        """Return the horizon as written, or as status and target give it on a day; None when released or dropped.

        What is in progress, or planned for this quarter or before, is `now`; planned for the next quarter, or without a
        target, is `next`; the rest, and ideas without a target, is `later`.
        """
        if self.status in ("released", "dropped"):
            return None
        if self.horizon is not None:
            return self.horizon
        if self.status == "in_progress":
            return "now"
        if self.target is None:
            return "next" if self.status == "planned" else "later"
        if self.target.last_day <= _end_of_quarter(as_of, 0):
            return "now" if self.status == "planned" else "next"
        return "next" if self.target.last_day <= _end_of_quarter(as_of, 1) else "later"


def _end_of_quarter(day: date, ahead: int) -> date:
    quarter = (day.month - 1) // 3 + ahead
    return last_day_of_month(day.year + quarter // 4, quarter % 4 * 3 + 3)


INITIATIVE = Kind(
    name="initiative",
    fields=Initiative,
    folder="roadmap/initiatives",
    url="roadmap/initiatives",
    label="Initiative",
    plural="Initiatives",
    area="roadmap",
    purpose="The product work that is considered, promised or done, so that promises and results stay together.",
    may_be_public=True,
    date_fields=("target", "released_on", "start"),
)
