"""Assets: what sales, support and customers learn from."""

from __future__ import annotations

from typing import Annotated, Final

from site_builder.model.asset_type import AssetType
from site_builder.model.common import RecordFields
from site_builder.model.fields import Day, PositiveCount, Text, Url, refers
from site_builder.model.kind import Kind
from site_builder.model.reference import Reference

VERIFY_EVERY: Final[dict[AssetType, int]] = {
    "battlecard": 90,
    "deck": 180,
    "faq": 180,
    "demo": 120,
    "guide": 180,
    "training": 365,
    "datasheet": 180,
    "case_study": 365,
}
"""Days after which an asset must be verified again, unless the record or mkdocs.yml says otherwise."""


class Asset(RecordFields):
    """A document, a deck or a course that others rely on being right."""

    type: AssetType
    """What it is. Its type sets how often it must be verified."""
    audience: Text
    """Who uses it, such as `sales` or `support`."""
    verified_on: Day
    """The day someone last checked that it is right."""
    stage: Text | None = None
    """Where in selling or using the product it helps, such as `evaluation`."""
    launch: Annotated[Reference, refers("launch")] | None = None
    """The launch it was made for."""
    feature: Annotated[Reference, refers("feature")] | None = None
    """The feature it explains."""
    verify_every: PositiveCount | None = None
    """Days after which it must be verified again; left out, its type decides (90 to 365)."""
    url: Url | None = None
    """Where it is, such as `https://example.com/deck`."""

    @property
    def verification_days(self) -> int:
        """Days after which it must be verified again: as written, or usual for the type."""
        return self.verify_every or VERIFY_EVERY[self.type]


ASSET = Kind(
    name="asset",
    fields=Asset,
    folder="content/enablement",
    url="enablement",
    label="Asset",
    plural="Enablement",
    area="enablement",
    purpose="What sales and support rely on, and when it was last verified, so that nobody shows last year's truth.",
    status_field="",
    date_fields=("verified_on",),
)
