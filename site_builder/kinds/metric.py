"""Metrics: the figures that the handbook keeps an eye on."""

from __future__ import annotations

from typing import Annotated, Literal

from site_builder.model.common import RecordFields
from site_builder.model.data_source import ObservationSource
from site_builder.model.fields import Day, Fields, Markdown, Number, Planned, Text, refers
from site_builder.model.kind import Kind
from site_builder.model.reference import Reference


class Target(Fields):
    """A value to reach."""

    value: Number
    """The value, such as `80`."""
    by: Planned | None = None
    """When it is to be reached: a day, a month or a quarter."""
    note: Text | None = None
    """Why this value."""


class Annotation(Fields):
    """Something that explains a bend in the line."""

    date: Day
    """The day."""
    note: Text
    """What happened."""


class Metric(RecordFields):
    """A figure with a definition, a direction and a source: a KPI."""

    definition: Markdown
    """What is counted, over which time, and what is left out."""
    direction: Literal["up", "down", "none"]
    """Which way is better: `up`, `down`, or `none`."""
    unit: Text | None = None
    """What it is measured in, such as `%`, `minutes` or `EUR`; a computed time may be in `hours` or `days`."""
    target: Target | None = None
    """The value to reach, and by when."""
    baseline: Number | None = None
    """The value before anything was done about it."""
    source: ObservationSource | None = None
    """The path of a CSV (date, value, dimensions …), a source in mkdocs.yml, or `{computed: nps}`."""
    dimensions: tuple[Text, ...] = ()
    """Columns of the source to compare by, such as `region`."""
    parent: Annotated[Reference, refers("metric")] | None = None
    """The metric that it feeds, one level up in the tree."""
    annotations: tuple[Annotation, ...] = ()
    """Days on which something happened that explains the line."""


METRIC = Kind(
    name="metric",
    fields=Metric,
    folder="content/metrics",
    url="metrics",
    label="Metric",
    plural="Metrics",
    area="analytics",
    purpose="The figures that matter, each with one definition and one source, so that all speak of the same number.",
    status_field="",
)
