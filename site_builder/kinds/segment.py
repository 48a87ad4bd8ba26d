"""Segments: the sorts of customers that the product is made for."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from site_builder.model.common import RecordFields
from site_builder.model.either import OneOrMany
from site_builder.model.fields import Text
from site_builder.model.kind import Kind


class Segment(RecordFields):
    """A sort of customers with the same jobs to be done."""

    plans: tuple[Text, ...] = ()
    """The plans they buy, such as `Growth`."""
    regions: tuple[Text, ...] = ()
    """Where they are."""
    size: Text | None = None
    """How big they are, such as `50 to 200 employees`."""
    jobs: tuple[Text, ...] = ()
    """The jobs they need done, such as `Fill a shift when someone calls in sick`."""
    pains: tuple[Text, ...] = ()
    """What is hard for them today."""
    match: dict[Text, Annotated[tuple[Text, ...], OneOrMany()]] = Field(default_factory=dict)
    """Which responses and requests belong to it: a dimension and its values, such as `{region: [DACH, Nordics]}`."""


SEGMENT = Kind(
    name="segment",
    fields=Segment,
    folder="feedback/segments",
    url="segments",
    label="Segment",
    plural="Segments",
    area="feedback",
    purpose="The sorts of customers that the product is made for, so that feedback can be read by who gave it.",
    status_field="",
)
