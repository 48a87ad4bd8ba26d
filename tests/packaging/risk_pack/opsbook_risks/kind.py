"""Risks: what may go wrong, how likely and how bad that is, and what is done about it."""

from __future__ import annotations

from typing import Annotated, Literal

from site_builder.model.common import RecordFields
from site_builder.model.fields import Day, Markdown, one_number_of, refers
from site_builder.model.kind import Kind
from site_builder.model.reference import Reference


class Risk(RecordFields):
    """Something that may happen, and would hurt."""

    likelihood: Annotated[int, one_number_of(1, 2, 3, 4, 5)]
    """How likely it is: from `1`, hardly thinkable, to `5`, almost certain."""
    impact: Annotated[int, one_number_of(1, 2, 3, 4, 5)]
    """How bad it would be: from `1`, a nuisance, to `5`, the end of the product."""
    status: Literal["open", "mitigated", "accepted", "closed"]
    """`open`, `mitigated` when what could be done is done, `accepted` when it is borne, or `closed`."""
    identified_on: Day | None = None
    """The day on which somebody saw it."""
    mitigation: Markdown | None = None
    """What is done so that it does not happen, or hurts less."""
    initiatives: tuple[Annotated[Reference, refers("initiative")], ...] = ()
    """The initiatives that it endangers."""

    @property
    def score(self) -> int:
        """Likelihood times impact, from 1 to 25."""
        return self.likelihood * self.impact


RISK = Kind(
    name="risk",
    fields=Risk,
    folder="roadmap/risks",
    url="roadmap/risks",
    label="Risk",
    plural="Risks",
    area="roadmap",
    purpose="What may go wrong, so that somebody has thought about it before it does.",
    date_fields=("identified_on",),
)
