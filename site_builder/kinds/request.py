"""Requests: what customers ask for."""

from __future__ import annotations

from typing import Annotated, Literal

from site_builder.model.common import RecordFields
from site_builder.model.fields import Day, Markdown, Text, one_number_of, refers
from site_builder.model.kind import Kind
from site_builder.model.reference import Reference


class Request(RecordFields):
    """Something a customer asked for, in their words."""

    source: Literal["support", "sales", "survey", "interview", "community", "internal"]
    """Where it came from."""
    submitted_on: Day
    """The day it was asked."""
    status: Literal["new", "under_review", "planned", "released", "declined"]
    """`new`, `under_review`, `planned`, then `released` or `declined`."""
    customer: Text | None = None
    """Who asked, by a pseudonym such as `customer-0412`. Never a name or an address."""
    segment: Annotated[Reference, refers("segment")] | None = None
    """The segment the customer belongs to."""
    component: Text | None = None
    """The part of the product it is about."""
    importance: Annotated[int, one_number_of(0, 1, 2, 3)] | None = None
    """How much it matters to the customer: `0` nice, `1` useful, `2` important, `3` a reason to leave."""
    initiatives: tuple[Annotated[Reference, refers("initiative")], ...] = ()
    """The initiatives that answer it."""
    quote: Markdown | None = None
    """What was said, in the customer's words, without names or addresses."""
    reason: Markdown | None = None
    """Why it was declined."""


REQUEST = Kind(
    name="request",
    fields=Request,
    folder="feedback/requests",
    url="feedback/requests",
    label="Request",
    plural="Requests",
    area="feedback",
    purpose="What customers ask for, so that the roadmap can show whom it answers and they can be told.",
    date_fields=("submitted_on",),
)
