"""Escalations: what went wrong for customers, and what is done about it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from site_builder.model.common import RecordFields
from site_builder.model.fields import Count, Day, Fields, Markdown, Moment, OwnerName, Text, Truth, refers
from site_builder.model.kind import Kind
from site_builder.model.reference import Reference


class Cause(Fields):
    """What brought it about."""

    category: Text
    """A word to count causes by, such as `config-change`."""
    description: Markdown | None = None
    """What happened underneath, in a few sentences and without blame."""


class Action(Fields):
    """Something to be done so that it is mended, or does not come back."""

    title: Text
    """What is to be done."""
    type: Literal["corrective", "preventive"] | None = None
    """`corrective` mends what happened, `preventive` keeps it from happening again."""
    owner: OwnerName | None = None
    """Who does it."""
    due: Day | None = None
    """The day by which it is to be done."""
    done_on: Day | None = None
    """The day it was done."""


class Event(Fields):
    """Something that happened, and when."""

    at: Moment
    """The moment, with a zone, such as `2026-05-12T09:40:00Z`."""
    event: Text
    """What happened, in a sentence."""


class Escalation(RecordFields):
    """A problem that could not wait: an outage, a loss of data, a customer about to leave."""

    severity: Literal["critical", "high", "medium", "low"]
    """How bad it is. The response policy in mkdocs.yml goes by it."""
    status: Literal["open", "mitigated", "resolved", "closed"]
    """`open`; `mitigated` when it no longer hurts; `resolved` when it is mended; `closed` when all is written down."""
    source: Literal["customer", "support", "monitoring", "team"]
    """Who noticed it first."""
    detected_at: Moment
    """When it was noticed, with a zone, such as `2026-05-12T09:14:00Z`."""
    acknowledged_at: Moment | None = None
    """When someone took it on."""
    mitigated_at: Moment | None = None
    """When it no longer hurt customers."""
    resolved_at: Moment | None = None
    """When it was mended."""
    closed_at: Moment | None = None
    """When the follow-up was agreed and written down."""
    planned: Truth = False
    """`true` for maintenance: it is left out of all times."""
    customers: Count | None = None
    """How many customers were hit, such as `140`."""
    cause: Cause | None = None
    """The main cause: a category to count by, and a description."""
    contributing: tuple[Text, ...] = ()
    """Further causes that played a part."""
    actions: tuple[Action, ...] = ()
    """What is done about it, with owner and due day."""
    timeline: tuple[Event, ...] = ()
    """What happened when."""
    initiatives: tuple[Annotated[Reference, refers("initiative")], ...] = ()
    """Initiatives that came of it, or caused it."""
    requests: tuple[Annotated[Reference, refers("request")], ...] = ()
    """Requests that it stands behind."""
    practices: tuple[Annotated[Reference, refers("practice")], ...] = ()
    """Practices that came of it, or would have kept it away."""

    @property
    def updated_at(self) -> datetime:
        """When something was last written of it: the latest event, else its acknowledgement, else its detection."""
        return max((event.at for event in self.timeline), default=self.acknowledged_at or self.detected_at)


ESCALATION = Kind(
    name="escalation",
    fields=Escalation,
    folder="feedback/escalations",
    url="escalations",
    label="Escalation",
    plural="Escalations",
    area="escalations",
    purpose="What went wrong for customers and what is done about it, so that it is mended for good.",
    date_fields=("detected_at", "resolved_at", "closed_at"),
    narrative="""\
## What happened

What customers saw, and what we found, in the order of events and without blame.

## Impact

Who was hit, for how long, and what it cost them.

## What we learned

What surprised us, what went well, and what the actions will change.
""",
)
