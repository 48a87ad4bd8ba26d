"""What the pages about reliability are made of: the roadmap as its commits tell it, and cells about initiatives."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from site_builder.kinds.initiative import Initiative
from site_builder.measure.common.roadmap import Roadmap, reference_of, roadmap_of
from site_builder.model.dates import Period, periods_until
from site_builder.model.metric import MetricResult
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.cells import Badge, DayCell, Inline, Link
from site_builder.views.charts.quarter_shares import FEW
from site_builder.views.facts import due_cell, owner_cell
from site_builder.views.wording import share_words
from site_builder.views.words import status_badge

SECTION = "roadmap/reliability"

_QUARTER = 3


@dataclass(frozen=True)
class Reliability:
    """The roadmap of a handbook with its history, as the page needs it; there is at least one initiative."""

    context: ViewContext

    @cached_property
    def roadmap(self) -> Roadmap:
        """The initiatives, their timelines and promises."""
        return roadmap_of(self.context.measures.context)

    @property
    def as_of(self) -> date:
        """The day that "today" means."""
        return self.context.as_of

    @property
    def reason(self) -> str:
        """Why the commits say nothing; empty where they do."""
        return self.roadmap.history.reason

    @property
    def began(self) -> date:
        """The day of the first commit; today where nothing is known."""
        return self.roadmap.history.began.day if self.roadmap.history.began else self.as_of

    @cached_property
    def quarters(self) -> tuple[Period, ...]:
        """The quarters from the first commit to today, oldest first."""
        start = self.context.settings.fiscal_year_start
        return tuple(periods_until(self.began, self.as_of, _QUARTER, start))

    @cached_property
    def usual(self) -> tuple[float, float] | None:
        """Median and 85th percentile of the cycle times in days; None where too few are known to go by."""
        cycle = self.result("cycle-time")
        return (cycle.value, cycle.details["p85"]) if cycle.value is not None and cycle.interval else None

    def result(self, name: str, **dimensions: str) -> MetricResult:
        """Return a metric's result over the roadmap. Raises KeyError where there is none."""
        found = self.context.measures.one(name, **dimensions)
        if found is None:
            raise KeyError(name)
        return found

    def share(self, name: str) -> str:
        """Return the share of a metric in words; of few as a count, for per cents would say more than is known."""
        result = self.result(name)
        value = result.value or 0.0
        return f"{round(value * result.n):,} of {result.n:,}" if result.n < FEW else share_words(value)

    def record(self, name: str) -> Record[Initiative] | None:
        """Return an initiative by its id; None where it was removed."""
        return self.roadmap.record_of.get(name)

    def title(self, name: str) -> str:
        """Return the title of an initiative; of a removed one the last that it had."""
        record = self.record(name)
        if record is not None:
            return record.title
        timeline = self.roadmap.history.of(reference_of(name))
        states = [version.state for version in timeline.versions if version.state] if timeline else []
        return states[-1].get("title", name) if states else name

    def label(self, name: str) -> str:
        """Return the title of an initiative for a chart, in which nothing is marked up."""
        return self.title(name).replace("`", "")

    def url(self, name: str) -> str:
        """Return the address of an initiative's page; empty where it was removed."""
        record = self.record(name)
        return self.context.handbook.url_of(record) if record is not None else ""

    def link(self, name: str) -> Inline:
        """Return an initiative as a link, or its title where it was removed."""
        url = self.url(name)
        return Link(self.title(name), url) if url else self.title(name)

    def status(self, name: str) -> Badge:
        """Return the status of an initiative now."""
        record = self.record(name)
        return Badge("removed") if record is None else status_badge(record.fields.status)

    def team(self, name: str) -> str:
        """Return the team of an initiative; empty where it has none."""
        record = self.record(name)
        return record.fields.team or "" if record is not None else ""

    def owner(self, name: str) -> Inline:
        """Return who answers for an initiative; None where it was removed."""
        record = self.record(name)
        return None if record is None else owner_cell(self.context.handbook, record.fields.owner)

    def target(self, name: str) -> Inline:
        """Return the target of an initiative now, marked where it has passed and nothing was released."""
        record = self.record(name)
        if record is None or record.fields.target is None:
            return None
        if record.fields.status in ("released", "dropped"):
            return DayCell(record.fields.target.last_day, record.fields.target.text)
        return due_cell(record.fields.target, self.as_of)
