"""Features: what the product can do."""

from __future__ import annotations

from typing import Annotated, Literal

from site_builder.model.common import RecordFields
from site_builder.model.either import DateOrRelease
from site_builder.model.fields import COARSE, PUBLIC, Markdown, Text, refers
from site_builder.model.kind import Kind
from site_builder.model.reference import Reference


class Feature(RecordFields):
    """Something the product can do, explained for those who use it."""

    lifecycle: Annotated[Literal["planned", "alpha", "beta", "ga", "deprecated", "removed"], PUBLIC]
    """`planned`, `alpha`, `beta`, `ga` (for everyone), `deprecated` or `removed`."""
    since: Annotated[DateOrRelease, PUBLIC, COARSE] | None = None
    """When it came: a release, or a date. Put a version in quotes."""
    component: Annotated[Text, PUBLIC] | None = None
    """The part of the product it belongs to."""
    use_cases: Annotated[tuple[Text, ...], PUBLIC] = ()
    """What people do with it, such as `Cover a shift at short notice`."""
    plans: Annotated[tuple[Text, ...], PUBLIC] = ()
    """The plans that include it; left out when all do."""
    metrics: tuple[Annotated[Reference, refers("metric")], ...] = ()
    """The metrics that show how much it is used."""
    initiatives: tuple[Annotated[Reference, refers("initiative")], ...] = ()
    """The initiatives that made it."""
    body: Annotated[Markdown, PUBLIC] | None = None
    """The documentation. Readers of a public record see it."""


FEATURE = Kind(
    name="feature",
    fields=Feature,
    folder="content/features",
    url="features",
    label="Feature",
    plural="Features",
    area="documentation",
    purpose="What the product can do and for whom, so that documentation, plans and adoption are kept together.",
    may_be_public=True,
    status_field="lifecycle",
    date_fields=("since",),
    narrative="""\
What it does, in a sentence or two for someone who has never seen it.

## How to use it

1. Where to find it, and the first step.
2. What to do next.

## Good to know

Limits, permissions, and what happens to existing data.
""",
)
