"""How an asset stands: verified within its window, for how long still, or past it."""

from __future__ import annotations

from datetime import date

from site_builder.kinds.asset import ASSET, Asset
from site_builder.measure.common.standing import verified_until
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.cells import Badge, DayCell, Tone

HORIZONS = (30, 60, 90)
"""Days ahead in which an asset that expires is named."""

_PAST = Badge("past", "danger", "not verified within its window", 0)
_FRESH = Badge("fresh", "positive", "verified within its window", 4)


@dataclass(frozen=True, slots=True)
class AssetStanding:
    """An asset, the last day on which it counts as verified, and what that means today.

    ``horizon`` is the least number of days, of ``HORIZONS``, within which it expires; 0 where it has, None where it
    does not soon.
    """

    asset: Record[Asset]
    until: date
    horizon: int | None

    @property
    def badge(self) -> Badge:
        """The state as a badge: past, in how many days it expires, or fresh."""
        if self.horizon is None:
            return _FRESH
        if self.horizon == 0:
            return _PAST
        tone: Tone = "attention" if self.horizon == HORIZONS[0] else "info"
        number = HORIZONS.index(self.horizon)
        span = f"in {HORIZONS[number - 1] + 1} to {self.horizon}" if number else f"within {self.horizon}"
        return Badge(f"due {span} days", tone, "fresh, and to be verified by then", 1.0 + number)

    @property
    def until_cell(self) -> DayCell:
        """The last day on which it counts as verified, marked where that is past."""
        return DayCell(self.until, tone="danger", note="past") if self.horizon == 0 else DayCell(self.until)


def asset_standings(context: ViewContext) -> tuple[AssetStanding, ...]:
    """Return how every asset stands, as the metric counts; the one whose window ends first is first."""
    overall = context.measures.one("assets-fresh")
    details = overall.details if overall else {}
    horizons: dict[str, int] = {}
    for days in reversed(HORIZONS):
        horizons |= dict.fromkeys(details.get(f"expiring_{days}", ()), days)
    horizons |= dict.fromkeys(details.get("stale", ()), 0)
    found = (
        AssetStanding(asset, verified_until(asset.fields, context.settings), horizons.get(asset.id))
        for asset in context.handbook.records(ASSET)
    )
    return tuple(sorted(found, key=lambda standing: (standing.until, standing.asset.id)))
