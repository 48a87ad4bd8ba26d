"""The page of an asset: whether it may still be shown, and until when."""

from __future__ import annotations

from site_builder.kinds.asset import Asset
from site_builder.model.page import Page
from site_builder.model.record import Record
from site_builder.views.asset_standing import AssetStanding
from site_builder.views.base import ViewContext
from site_builder.views.parts import Fact, Notice
from site_builder.views.record import record_page
from site_builder.views.wording import count_words
from site_builder.views.words import slug_words


def asset_page(context: ViewContext, standing: AssetStanding) -> Page:
    """Return the page of an asset."""
    record = standing.asset
    facts = (
        Fact("Verification", standing.badge),
        Fact("Verified until", standing.until_cell),
        Fact("Verified every", _window(context, record)),
    )
    return record_page(context, record, facts=facts, notices=_notices(standing), leave_out=frozenset({"verify_every"}))


def _window(context: ViewContext, record: Record[Asset]) -> str:
    """Return the days of its window, and what sets them: the record, mkdocs.yml, or what is usual for the type."""
    fields = record.fields
    policy = context.settings.policies.verify_every.get(fields.type)
    days = fields.verify_every or policy or fields.verification_days
    source = "as this record says" if fields.verify_every else "by policy" if policy else "as is usual"
    behind = "" if fields.verify_every else f" for a {slug_words(fields.type.replace('_', '-'))}"
    return f"{count_words(days, 'day')}, {source}{behind}"


def _notices(standing: AssetStanding) -> tuple[Notice, ...]:
    if standing.horizon != 0:
        return ()
    text = "Check it against the product before it is shown to anybody, correct it, and write the day in its record."
    return (Notice("attention", "Not verified in time", text),)
