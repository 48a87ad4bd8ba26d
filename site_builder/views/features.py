"""Features: what the product can do, by component and lifecycle, who has it, how much it is used, a page for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from site_builder.kinds.feature import FEATURE, Feature
from site_builder.model.metric import MetricResult
from site_builder.model.page import Page
from site_builder.model.record import Record
from site_builder.model.reference import Reference
from site_builder.views.base import View, ViewContext
from site_builder.views.cells import Inline, Label, Markup, NumberCell, Phrase
from site_builder.views.collection import collection_sentence, empty_page, section_page
from site_builder.views.facts import choices_of, owner_cell, planned_cell, record_link
from site_builder.views.feature_page import Adoption, adoption_cells, adoption_of, feature_page
from site_builder.views.parts import Block, Card, CardGrid, Column, Fact, Row, Subsection, Table
from site_builder.views.relevance import by_relevance
from site_builder.views.tables import compact
from site_builder.views.wording import sentence_case
from site_builder.views.words import label_of, status_badge

SECTION = FEATURE.url
_CARDS = 36
"""Up to so many features are shown as cards; more are a table."""
_PLANS = 8
_LIFECYCLE = choices_of(Feature, "lifecycle")

Features = Sequence[Record[Feature]]


def pages(context: ViewContext) -> Iterator[Page]:
    """Return the section's page and one for each feature."""
    features = by_relevance(context.handbook, context.handbook.records(FEATURE), context.as_of)
    if not features:
        yield empty_page(context, FEATURE)
        return
    adoption = adoption_of(context)
    blocks: tuple[Block, ...] = (
        *((feature_cards(context, features),) if len(features) <= _CARDS else ()),
        *_components(context, features),
        *features_by_plan(context, features),
        _all(context, features, adoption),
    )
    sentence = _sentence(context, features, adoption)
    yield section_page(context, SECTION, "Features", sentence, blocks, description=FEATURE.purpose, hides=("toc",))
    for feature in features:
        yield feature_page(context, feature, adoption)


def _sentence(context: ViewContext, features: Features, adoption: Adoption) -> str:
    """Return how many there are by lifecycle, and how many have a figure that shows whether they are used."""
    text = collection_sentence(context, FEATURE)
    measured = sum(any(metric.id in adoption for metric in feature.fields.metrics) for feature in features)
    return f"{text} {measured:,} of {len(features):,} {'has' if measured == 1 else 'have'} a metric with data."


def _by_component(features: Features) -> list[Record[Feature]]:
    """Return the features by component, those without one last; within a component the order stays."""
    return sorted(features, key=lambda feature: (not feature.fields.component, feature.fields.component or ""))


def feature_cards(context: ViewContext, features: Features) -> CardGrid:
    """Return the features as cards, those of one component together."""
    return CardGrid(tuple(_card(context, feature) for feature in _by_component(features)))


def _components(context: ViewContext, features: Features) -> Iterator[Subsection]:
    """Yield the features of each component by lifecycle: links, or counts where there are many."""
    names = list(dict.fromkeys(feature.fields.component or "" for feature in _by_component(features)))
    stages = [stage for stage in _LIFECYCLE if any(feature.fields.lifecycle == stage for feature in features)]
    if len(names) < 2 or len(stages) < 2:
        return
    rows = []
    for name in names:
        own = [feature for feature in features if (feature.fields.component or "") == name]
        cells = (_of_stage(context, own, stage, counted=len(features) > _CARDS) for stage in stages)
        rows.append(Row((sentence_case(name) or "No component", *cells)))
    heads = (Column(label_of(stage), sortable=False) for stage in stages)
    table = Table((Column("Component"), *heads), tuple(rows), "Features by component and lifecycle", "components-table")
    yield Subsection("By component and lifecycle", (table,), anchor="components", count=len(names))


def _of_stage(context: ViewContext, own: Features, stage: str, *, counted: bool) -> Inline:
    found = [feature for feature in own if feature.fields.lifecycle == stage]
    if not found:
        return None
    if counted:
        return NumberCell(len(found))
    links = [context.link(feature) for feature in found]
    return Phrase(tuple(piece for link in links for piece in (", ", link))[1:])


def _card(context: ViewContext, feature: Record[Feature]) -> Card:
    fields = feature.fields
    facts = (
        Fact("Since" if fields.lifecycle != "planned" else "Planned for", since_cell(context, feature)),
        Fact("", Label(fields.component) if fields.component else None),
    )
    return Card(
        context.link(feature),
        status_badge(fields.lifecycle),
        tuple(fact for fact in facts if fact.value is not None),
        Markup(fields.summary, feature.path, inline=True) if fields.summary else "",
    )


def since_cell(context: ViewContext, feature: Record[Feature]) -> Inline:
    """Return since when there is a feature: a day, or the release that brought it."""
    since = feature.fields.since
    return record_link(context.handbook, since) if isinstance(since, Reference) else planned_cell(since)


def features_by_plan(context: ViewContext, features: Features) -> Iterator[Subsection]:
    """Yield which plan includes what, where plans differ; a feature that names no plan is in all of them."""
    longest = sorted((feature.fields.plans for feature in features), key=len, reverse=True)
    plans = tuple(dict.fromkeys(plan for names in longest for plan in names))
    if len(plans) < 2 or len(plans) > _PLANS:
        return
    shown = [feature for feature in features if feature.fields.lifecycle != "removed"]
    rows = tuple(
        Row(
            (
                context.link(feature),
                status_badge(feature.fields.lifecycle),
                *(_included(feature.fields, plan) for plan in plans),
            )
        )
        for feature in sorted(shown, key=lambda each: each.title.casefold())
    )
    columns = (Column("Feature", "link"), Column("Lifecycle", "status"), *(Column(plan) for plan in plans))
    table = Table(columns, rows, "Which plan includes which feature", "plans-table")
    yield Subsection("By plan", (table,), anchor="plans", count=len(plans))


def _included(fields: Feature, plan: str) -> Inline:
    return "included" if not fields.plans or plan in fields.plans else None


def _all(context: ViewContext, features: Features, adoption: Mapping[str, MetricResult]) -> Subsection:
    columns = (
        Column("Feature", "link"),
        Column("Lifecycle", "status"),
        Column("Component"),
        Column("Since"),
        Column("Adoption", sortable=False),
        Column("Use cases", "number"),
        Column("Initiatives", "number"),
        Column("Owner"),
    )
    rows = tuple(_row(context, feature, adoption) for feature in features)
    table = Table(columns, rows, "All features", "features", filters=("Lifecycle", "Component"))
    return Subsection("All features", (compact(table),), anchor="all", count=len(features))


def _row(context: ViewContext, feature: Record[Feature], adoption: Mapping[str, MetricResult]) -> Row:
    fields = feature.fields
    return Row(
        (
            context.link(feature),
            status_badge(fields.lifecycle),
            fields.component,
            since_cell(context, feature),
            adoption_cells(context, feature, adoption),
            NumberCell(len(fields.use_cases) or None),
            NumberCell(len(fields.initiatives) or None),
            owner_cell(context.handbook, fields.owner),
        )
    )


VIEW = View(SECTION, "Features", "Practice", 640, pages, ("feature",), internal=True)
