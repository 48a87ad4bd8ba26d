"""Charts that a hand-written page may name in a live block."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from site_builder.model.quick import dataclass
from site_builder.views.base import ViewContext
from site_builder.views.escalation_charts import causes_chart, times_chart
from site_builder.views.nps_charts import histogram_chart, trend_chart
from site_builder.views.parts import ChartFigure


@dataclass(frozen=True, slots=True)
class NamedChart:
    """A chart by name: what it shows, and its builder, which returns None where there is nothing to draw."""

    purpose: str
    build: Callable[[ViewContext], ChartFigure | None]


NAMED_CHARTS: Mapping[str, NamedChart] = {
    "nps-trend": NamedChart("Net Promoter Score by survey or quarter, with its interval.", trend_chart),
    "nps-histogram": NamedChart("Scores of the newest survey from 0 to 10.", histogram_chart),
    "escalation-causes": NamedChart("Escalations by main cause.", causes_chart),
    "time-to-resolve": NamedChart("How long escalations took to resolve.", times_chart),
}
