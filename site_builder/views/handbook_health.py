"""The health of the handbook: how far each area is covered, what cannot be relied on, what is suppressed and why."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.measure.base import all_metrics
from site_builder.model.diagnostic import Severity
from site_builder.model.metric import MetricResult
from site_builder.model.page import Page
from site_builder.views.base import View, ViewContext
from site_builder.views.cells import NumberCell, Tone
from site_builder.views.collection import section_page
from site_builder.views.figures import figure_card
from site_builder.views.health_areas import area_words, areas_section
from site_builder.views.health_findings import findings_section, severity_words
from site_builder.views.health_records import record_sections
from site_builder.views.health_suppressed import CONFIGURATION, suppressed_section, suppressions
from site_builder.views.parts import Block, EmptyState, KpiCard, KpiGrid
from site_builder.views.wording import count_words, joined_words, number_words

SECTION = "health"
_PURPOSE = "How far the handbook covers each area of product operations, and how far it can be relied on."
_CONDITIONS = (
    ("past_due", "Past due", "#past-due", "past due"),
    ("stale", "To be looked at again", "#stale", "to be looked at again"),
    ("no_data", "Metrics without data", "#no-data", "without data"),
    ("unowned", "Without an owner", "#unowned", "without an owner"),
    ("dangling", "Broken references", "#dangling", "with a broken reference"),
)


def pages(context: ViewContext) -> Iterator[Page]:
    """Return the page of the handbook's health."""
    health = context.measures.one("handbook-health")
    if health is None or not health.n:
        nothing = EmptyState("This handbook has no records yet.", _PURPOSE, "opsbook new role my-first-role")
        yield section_page(context, SECTION, "Health", None, (nothing,), description=_PURPOSE)
        return
    blocks: tuple[Block, ...] = (
        _cards(context, health),
        areas_section(context),
        *record_sections(context, health),
        findings_section(context),
        *suppressed_section(context),
    )
    lead = _sentence(context, health)
    yield section_page(context, SECTION, "Handbook health", lead, blocks, description=_PURPOSE, hides=("toc",))


def _sentence(context: ViewContext, health: MetricResult) -> str:
    """Return the points and what takes them away, then what the rules found and what is suppressed."""
    gaps = [area_words(area) for area in health.details["gaps"]]
    covered = len(health.details["covered"])
    areas = f"all {covered} areas" if not gaps else f"{covered} of {covered + len(gaps)} areas"
    text = f"The handbook stands at {number_words(health.value or 0.0, floored=True)} of 100 points and covers {areas}"
    found = [f"{len(health.details[name]):,} {words}" for name, _, _, words in _CONDITIONS if health.details[name]]
    of_records = joined_words(found) or "none is in bad order"
    text = f"{text}; of {count_words(health.n, 'record')}, {of_records}."
    suppressed = sum(each.finding is not None for each in context.once(suppressions))
    return f"{text} {_findings_words(context)}; {f'{suppressed:,}' if suppressed else 'none'} suppressed."


def _findings_words(context: ViewContext) -> str:
    """Return how many findings there are and how grave: ``16 findings, all info``, ``4 findings: 1 error, 3 info``."""
    count, severities = len(context.findings), severity_words(context.findings)
    if not count:
        return "No finding"
    if len(severities) > 1:
        return f"{count_words(count, 'finding')}: {joined_words(severities)}"
    word = severities[0].partition(" ")[2]
    return f"1 finding, {word}" if count == 1 else f"{count_words(count, 'finding')}, all {word}"


def _cards(context: ViewContext, health: MetricResult) -> KpiGrid:
    cards = [figure_card("Health", health, url="#areas")]
    for name, label, url, _ in _CONDITIONS:
        count = len(health.details[name])
        tone: Tone = "attention" if count else "neutral"
        cards.append(
            KpiCard(
                label,
                NumberCell(count),
                url,
                health.n,
                method="a full count; n is the number of records",
                definition=_definition(health, name),
                tone=tone,
            )
        )
    errors = sum(finding.severity is Severity.ERROR for finding in context.findings)
    cards.append(
        KpiCard(
            "Findings",
            NumberCell(len(context.findings)),
            "#findings",
            reason=", ".join(severity_words(context.findings)),
            tone="danger" if errors else "neutral",
        )
    )
    suppressed = [each for each in context.once(suppressions) if each.finding is not None]
    set_aside = sum(each.where == CONFIGURATION for each in suppressed)
    where = f"{len(suppressed) - set_aside:,} in records and pages, {set_aside:,} by mkdocs.yml" if suppressed else ""
    cards.append(KpiCard("Suppressed findings", NumberCell(len(suppressed)), "#suppressed", reason=where))
    return KpiGrid(tuple(cards))


def _definition(health: MetricResult, name: str) -> str:
    text = all_metrics()[health.name].details[name]
    return f"{text[:1].upper()}{text[1:]}."


VIEW = View(SECTION, "Health", "Measures", 790, pages, internal=True)
