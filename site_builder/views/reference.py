"""The reference: kinds with their fields, rules and other codes, metrics, settings, commands; made from the code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from site_builder.measure.base import Metric, all_metrics
from site_builder.model.codes import READING_CODES
from site_builder.model.kind import Kind
from site_builder.model.page import Page
from site_builder.rules.base import Rule, all_rules
from site_builder.validate.schema import schema_of
from site_builder.views.adding import ADD, add_link
from site_builder.views.base import View, ViewContext
from site_builder.views.cells import Code, Inline, Link, Markup, Title
from site_builder.views.collection import section_page
from site_builder.views.command_reference import COMMANDS
from site_builder.views.health_findings import severity_badge
from site_builder.views.parts import Block, Column, Fact, Narrative, Paragraph, Row, Subsection, Table
from site_builder.views.parts import DefinitionList as Definitions
from site_builder.views.record_form import record_form
from site_builder.views.rule_documentation import documentation_of
from site_builder.views.schema_words import type_words
from site_builder.views.settings_reference import settings_tables
from site_builder.views.wording import count_words, sentence_case
from site_builder.views.words import a_record, label_of

SECTION = "reference"


def pages(context: ViewContext) -> Iterator[Page]:
    """Return the reference: an overview, a page for each kind, and pages of codes, metrics, settings and commands."""
    yield _overview(context)
    for kind in context.handbook.kinds.values():
        yield _kind(context, kind)
    yield _codes(context)
    yield _metrics(context)
    sentence = "Options of the opsbook plugin in mkdocs.yml. A wrong one is an error with its line and column."
    yield _page(context, "configuration", "Configuration", sentence, settings_tables())
    yield _commands(context)


def _page(context: ViewContext, name: str, title: str, lead: str, blocks: Iterable[Block]) -> Page:
    page = section_page(context, f"{SECTION}/{name}", title, lead, tuple(blocks))
    return replace(page, section=SECTION)


def _overview(context: ViewContext) -> Page:
    rows = tuple(
        Row((Link(kind.label, f"{SECTION}/kinds/{name}/"), Code(kind.folder), kind.purpose, add_link(kind)))
        for name, kind in context.handbook.kinds.items()
    )
    columns = (Column("Kind", "link"), Column("Folder"), Column("What belongs there"), Column("New record"))
    others = (
        Fact("Rules and codes", Link("what is checked, why, and how to mend it", f"{SECTION}/rules/")),
        Fact("Metrics", Link("definitions, formulas and sources", f"{SECTION}/metrics/")),
        Fact("Configuration", Link("options in mkdocs.yml", f"{SECTION}/configuration/")),
        Fact("Commands", Link("the command line", f"{SECTION}/commands/")),
    )
    lead = "What records may say, what is checked and how figures are made. Generated from the code of this build."
    blocks = (Definitions(others), Table(columns, rows, "Kinds of records", "kinds"))
    return section_page(context, SECTION, "Reference", lead, blocks, hides=("toc",))


def _kind(context: ViewContext, kind: Kind[Any]) -> Page:
    schema = schema_of(kind)
    facts = (
        Fact("Folder", Code(kind.folder)),
        Fact("Pages", Code(f"/{kind.url}/<id>/")),
        Fact("New record", Code(f"opsbook new {kind.name} <id>")),
        Fact("May be public", "yes" if kind.may_be_public else "no"),
        Fact("Schema", Link(f"{kind.name}.json", f"api/v1/schema/{kind.name}.json")),
    )
    form = Subsection(f"Add {a_record(kind)}", (record_form(context, kind),), anchor=ADD)
    blocks: list[Block] = [Definitions(facts), form, _fields(kind, schema)]
    for name, group in sorted(schema.get("$defs", {}).items()):
        if "properties" in group:
            blocks.append(Subsection(f"Group {name}", (_group(name, group),), anchor=f"group-{name.lower()}"))
    return _page(context, f"kinds/{kind.name}", kind.label, kind.purpose, blocks)


def _fields(kind: Kind[Any], schema: Mapping[str, Any]) -> Table:
    required = set(schema["required"])
    rows = []
    for name in kind.reading_order:
        key = kind.field(name).alias or name
        described = schema["properties"][key]
        rows.append(
            Row(
                (
                    Code(key),
                    type_words(described),
                    _required(key in required),
                    "yes" if name in kind.public_fields else None,
                    Markup(described.get("description", ""), "", inline=True),
                ),
                anchor=f"field-{key}",
            )
        )
    columns = (Column("Field"), Column("Type"), Column("Required"), Column("Public"), Column("Meaning"))
    return Table(columns, tuple(rows), f"Fields of {kind.label.lower()}", "fields")


def _group(name: str, group: Mapping[str, Any]) -> Table:
    required = set(group.get("required", ()))
    rows = tuple(
        Row(
            (
                Code(key),
                type_words(described),
                _required(key in required),
                Markup(described.get("description", ""), "", inline=True),
            )
        )
        for key, described in group["properties"].items()
    )
    columns = (Column("Field"), Column("Type"), Column("Required"), Column("Meaning"))
    return Table(columns, rows, f"Fields of the group {name}", f"fields-{name.lower()}")


def _required(required: bool) -> Inline:
    return "yes" if required else None


def _codes(context: ViewContext) -> Page:
    rules = all_rules()
    blocks: list[Block] = [_index_of_codes(rules)]
    for code in READING_CODES:
        facts = (
            Fact("Severity", severity_badge(code.severity)),
            Fact("Why", code.why),
            Fact("Mend", Markup(code.mend, "")),
        )
        blocks.append(Subsection(code.name, (Paragraph(Title(code.summary)), Definitions(facts)), anchor=code.name))
    blocks.extend(_rule(rule) for rule in rules.values())
    settable = sum(rule.may_be_suppressed for rule in rules.values())
    lead = (
        f"{count_words(len(READING_CODES) + len(rules), 'code')}. The severities of {settable} rules can be set in "
        "mkdocs.yml; the others guard privacy, what the public sees, and the reading and linking of records."
    )
    return _page(context, "rules", "Rules and codes", lead, blocks)


def _index_of_codes(rules: Mapping[str, Rule]) -> Table:
    rows = [
        *(
            Row((Link(code.name, f"#{code.name}"), severity_badge(code.severity), Title(code.summary)))
            for code in READING_CODES
        ),
        *(
            Row((Link(rule.code, f"#{rule.code}"), severity_badge(rule.severity), Title(rule.summary)))
            for rule in rules.values()
        ),
    ]
    columns = (Column("Code", "link"), Column("Severity", "status"), Column("Demands"))
    return Table(columns, tuple(rows), "All codes", "codes", filters=("Severity",))


def _rule(rule: Rule) -> Subsection:
    allowed = "yes, with a reason" if rule.may_be_suppressed else "no: it guards privacy, visibility or reading"
    facts = (
        Fact("Severity", severity_badge(rule.severity)),
        Fact("Kinds", ", ".join(rule.kinds) or "all"),
        Fact("Mend", rule.hint),
        Fact("May be allowed", allowed),
    )
    narrative = Narrative(documentation_of(rule), "")
    return Subsection(rule.code, (Definitions(facts), narrative), anchor=rule.code)


def _metrics(context: ViewContext) -> Page:
    metrics = all_metrics()
    columns = (Column("Metric", "link"), Column("Unit"), Column("Definition"))
    rows = tuple(Row((Link(name, f"#{name}"), metric.unit, metric.definition)) for name, metric in metrics.items())
    index = Table(columns, rows, "All metrics", "all-metrics")
    lead = f"{count_words(len(metrics), 'metric')}, each with its definition, method and the source of its formula."
    return _page(context, "metrics", "Metrics", lead, (index, *(_metric(metric) for metric in metrics.values())))


def _metric(metric: Metric) -> Subsection:
    facts = [
        Fact("Definition", metric.definition),
        Fact("Unit", metric.unit),
        Fact("Method", metric.method),
        Fact("Source", metric.source),
        *(Fact(label_of(name), words) for name, words in metric.details.items()),
    ]
    return Subsection(metric.name, (Definitions(tuple(facts)),), anchor=metric.name)


def _commands(context: ViewContext) -> Page:
    blocks = []
    for command in COMMANDS:
        anchor = command.name.replace(" ", "-")
        rows = tuple(Row((Code(option.usage), option.help)) for option in command.options)
        table = Table((Column("Option"), Column("Meaning")), rows, f"Options of {command.name}", f"options-{anchor}")
        usage = Paragraph(Code(command.usage))
        blocks.append(
            Subsection(command.name, (usage, Paragraph(command.help), *((table,) if rows else ())), anchor=anchor)
        )
    lead = "opsbook COMMAND. Exit codes: 0 clean, 1 findings, 2 usage, 3 environment, 130 interrupted."
    return _page(context, "commands", "Commands", lead, blocks)


VIEW = View(SECTION, sentence_case(SECTION), "", 950, pages, internal=True)
