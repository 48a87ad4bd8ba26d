"""Tools: what the teams work with, what it costs, and who looks after it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Literal

from site_builder.model.common import RecordFields
from site_builder.model.either import OneOrMany
from site_builder.model.fields import Amount, Count, Day, Fields, OwnerName, Text, refers
from site_builder.model.kind import Kind
from site_builder.model.reference import Reference


class Cost(Fields):
    """What it costs."""

    amount: Amount
    """How much, such as `4800`."""
    currency: Text
    """In which currency, such as `EUR`."""
    per: Literal["month", "year"]
    """`month` or `year`."""

    @property
    def per_year(self) -> float:
        """The cost of a year."""
        return self.amount * (12 if self.per == "month" else 1)


class Seats(Fields):
    """How many seats are paid for and used."""

    paid: Count
    """Seats that are paid for."""
    active: Count | None = None
    """Seats that were used in the last month."""


class Tool(RecordFields):
    """A tool, a service or a technique that teams use."""

    category: Text
    """What it is for, such as `issue tracking`. Two adopted tools of a category may be one too many."""
    status: Literal["trial", "adopt", "hold", "retire"]
    """`trial`, `adopt`, `hold` (no new uses), or `retire`."""
    data_classification: Literal["public", "internal", "confidential", "restricted"]
    """The most sensitive data that may be put into it."""
    vendor: Text | None = None
    """Who makes it."""
    business_owner: OwnerName | None = None
    """Who decides on it and pays for it."""
    technical_owner: OwnerName | None = None
    """Who runs it."""
    integrates_with: Annotated[tuple[Text, ...], OneOrMany()] = ()
    """What it is connected to."""
    replaces: Annotated[tuple[Annotated[Reference, refers("tool")], ...], OneOrMany()] = ()
    """Tools that it takes the place of."""
    cost: Cost | None = None
    """What it costs: amount, currency, and per month or year."""
    seats: Seats | None = None
    """Seats paid for and used."""
    renewal_on: Day | None = None
    """The day the contract renews."""
    notice_days: Count | None = None
    """How many days before that day notice must be given, such as `60`."""

    @property
    def notice_by(self) -> date | None:
        """The last day for giving notice; None where the contract's renewal is not known."""
        if self.renewal_on is None or (self.renewal_on - date.min).days < (self.notice_days or 0):
            return None
        return self.renewal_on - timedelta(days=self.notice_days or 0)


TOOL = Kind(
    name="tool",
    fields=Tool,
    folder="content/tools",
    url="tools",
    label="Tool",
    plural="Tools",
    area="tools",
    purpose="What the teams work with, what it costs and who looks after it, so that nothing is paid for twice.",
    date_fields=("renewal_on", "reviewed_on"),
)
