"""The reference says all that is public: kinds, codes, metrics, settings and commands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import click
import pytest

from site_builder.cli.main import group
from site_builder.kinds import all_kinds
from site_builder.link.handbook import Handbook
from site_builder.measure.base import MeasureContext, Measures, all_metrics
from site_builder.model.codes import READING_CODES
from site_builder.model.diagnostic import Severity
from site_builder.model.settings import Policies, Settings
from site_builder.rules.base import all_rules
from site_builder.validate.schema import schema_of
from site_builder.views.base import ViewContext
from site_builder.views.cells import Title
from site_builder.views.command_reference import COMMANDS
from site_builder.views.health_findings import severity_badge
from site_builder.views.parts import SectionContent, Subsection, Table
from site_builder.views.plain import plain_text
from site_builder.views.reference import pages
from site_builder.views.schema_words import type_words

CODES = """
yaml-syntax yaml-forbidden not-utf8 file-too-large outside-repository front-matter duplicate-key unknown-key
missing-field invalid-value invalid-id duplicate-id dangling-reference dependency-cycle released-without-evidence
released-in-future moment-order reason-missing superseded-without-successor score-out-of-scale response-unreadable
column-missing variant-weights variant-controls conversions-exceed-units public-names-internal title-internal
personal-data public-kind target-past start-after-target depends-on-later released-without-change change-without-text
change-missing edited-after-release critical-without-cause action-overdue review-overdue verification-overdue notice-due
update-overdue unlinked policy-breach
""".split()


@pytest.fixture(scope="module")
def contents() -> dict[str, SectionContent]:
    kinds = all_kinds()
    handbook = Handbook(kinds, dict.fromkeys(kinds, ()))
    measures = Measures(MeasureContext(handbook, date(2026, 10, 31), Settings()))
    context = ViewContext(handbook, measures, date(2026, 10, 31), Settings())
    return {page.url: page.content for page in pages(context)}


def _tables(content: SectionContent) -> list[Table]:
    inner = [block for part in content.blocks if isinstance(part, Subsection) for block in part.blocks]
    return [block for block in (*content.blocks, *inner) if isinstance(block, Table)]


def _first_column(table: Table) -> list[str]:
    return [plain_text(row.cells[0]) for row in table.rows]


def test_every_kind_has_a_page_with_every_field(contents: dict[str, SectionContent]) -> None:
    for name, kind in all_kinds().items():
        fields = _first_column(_tables(contents[f"reference/kinds/{name}/"])[0])
        assert set(fields) == {info.alias or field for field, info in kind.fields.model_fields.items()}


def test_every_field_of_every_kind_is_explained() -> None:
    silent = [
        f"{name}.{field}"
        for name, kind in all_kinds().items()
        for field in kind.fields.model_fields
        if not kind.explanation(field)
    ]
    assert silent == []


def test_every_code_is_documented_once(contents: dict[str, SectionContent]) -> None:
    documented = _first_column(_tables(contents["reference/rules/"])[0])
    assert len(documented) == len(set(documented))
    assert set(documented) == {code.name for code in READING_CODES} | set(all_rules())
    assert set(CODES) <= set(documented)


def test_code_in_what_a_rule_demands_is_marked_up(contents: dict[str, SectionContent]) -> None:
    index = _tables(contents["reference/rules/"])[0]
    (demands,) = [row.cells[2] for row in index.rows if plain_text(row.cells[0]) == "reason-missing"]
    assert demands == Title("A dropped initiative and a declined request have a `reason`.")
    assert all(isinstance(row.cells[2], Title) for row in index.rows)


def test_a_severity_has_its_colour_and_what_is_required_has_none(contents: dict[str, SectionContent]) -> None:
    index = _tables(contents["reference/rules/"])[0]
    found = {plain_text(row.cells[0]): row.cells[1] for row in index.rows}
    assert found["dangling-reference"] == severity_badge(Severity.ERROR)
    assert found["start-after-target"] == severity_badge(Severity.WARNING)
    fields = {plain_text(row.cells[0]): row.cells[2] for row in _tables(contents["reference/kinds/release/"])[0].rows}
    assert (fields["title"], fields["tags"]) == ("yes", None)


def test_every_metric_is_documented(contents: dict[str, SectionContent]) -> None:
    assert _first_column(_tables(contents["reference/metrics/"])[0]) == list(all_metrics())
    anchors = [block.anchor for block in contents["reference/metrics/"].blocks if isinstance(block, Subsection)]
    assert anchors == list(all_metrics())


def test_every_option_of_the_plugin_is_documented(contents: dict[str, SectionContent]) -> None:
    tables = _tables(contents["reference/configuration/"])
    assert _first_column(tables[0]) == list(Settings.model_fields)
    assert _first_column(tables[1]) == list(Policies.model_fields)
    assert all(plain_text(row.cells[3]) for table in tables for row in table.rows)


def _click_options(command: click.Command) -> list[str]:
    return [name for option in command.params if isinstance(option, click.Option) for name in sorted(option.opts)]


def _commands(parent: click.Group, before: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every command that does something, with the name by which one calls it: ``release cut``."""
    context = click.Context(parent)
    for name in parent.list_commands(context):
        command = parent.get_command(context, name)
        if isinstance(command, click.Group):
            yield from _commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def test_the_commands_are_those_of_the_command_line() -> None:
    commands = dict(_commands(group))
    assert [command.name for command in COMMANDS] == list(commands)
    for described in COMMANDS:
        command = commands[described.name]
        written = [name for option in described.options for name in option.usage.split() if name.startswith("-")]
        assert sorted(name.rstrip(",") for name in written) == sorted(_click_options(command))
        assert described.help == command.get_short_help_str(200)
        for option in command.params:
            if isinstance(option, click.Option) and option.help:
                helps = [each.help.split(" [")[0] for each in described.options if option.opts[-1] in each.usage]
                assert option.help.split("  [")[0] in helps


@pytest.mark.parametrize(
    ("kind", "field", "words"),
    [
        ("initiative", "status", "one of idea, discovery, planned, in_progress, released, dropped"),
        ("initiative", "target", "planned date (day, month or quarter)"),
        ("initiative", "start", "date"),
        ("initiative", "depends_on", "list of references to initiative"),
        ("initiative", "milestones", "list of group Milestone"),
        ("escalation", "detected_at", "moment"),
        ("escalation", "customers", "whole number"),
        ("change", "breaking", "true or false"),
        ("update", "subject", "reference (kind:id)"),
        ("change", "release", "reference to release"),
        ("change", "removal_on", "date, or reference to release"),
        ("feature", "since", "date, or reference to release"),
    ],
)
def test_types_are_in_words(kind: str, field: str, words: str) -> None:
    assert type_words(schema_of(all_kinds()[kind])["properties"][field]) == words
