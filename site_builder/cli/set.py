"""``opsbook set``: fields of a record are changed where they stand in its file."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from site_builder.cli.editing import Plan, carry_out, dry_run_option, kind_named, names_of, open_to_edit, record_named
from site_builder.cli.exits import FINDINGS
from site_builder.cli.project import as_of_option, config_option

_LONGEST = 80


@click.command("set", short_help="Change fields of a record and nothing else in its file.")
@click.argument("kind")
@click.argument("record_id", metavar="ID")
@click.argument("assignments", metavar="FIELD=VALUE...", nargs=-1, required=True)
@dry_run_option
@config_option
@as_of_option
def command(
    kind: str, record_id: str, assignments: tuple[str, ...], dry_run: bool, config_file: Path, as_of: date | None
) -> None:
    """Change fields of the record ID of a KIND, checked before anything is written.

    FIELD=VALUE sets a field, FIELD= takes it out. A list is written FIELD=a,b, or FIELD=["a, b", c] where an item has a
    comma; FIELD+=c,d adds to it, FIELD-=c takes one from it. A field inside another is written cause.category=VALUE,
    one of an item actions[0].done_on=VALUE, one below a key with a dot results.conv["a.1"].units=VALUE. Comments, order
    and everything else in the file stay as they are.

    What is taken out by name takes the comment on its lines along, which is said. A list or group that is set keeps
    what stays in it as it is written, with its comments; where one belongs to what would go, nothing is written.
    """
    from site_builder.edit.assignments import Assigner, WrongAssignment
    from site_builder.edit.comments import comments_lost
    from site_builder.edit.document import CannotEdit, Document
    from site_builder.edit.file_edit import FileEdit
    from site_builder.edit.scalars import write_flow
    from site_builder.edit.values import value_at

    wanted = kind_named(kind)
    inputs = open_to_edit(config_file, as_of)
    file = record_named(inputs, names_of(inputs), kind, record_id)
    assigner = Assigner(wanted, inputs.configuration.settings.custom.get(kind, {}))
    try:
        parsed = [assigner.parse(text) for text in assignments]
        data = inputs.source.read(file.path)
        document = before = Document.of(data, file.path)
        for assignment in parsed:
            document = assigner.carry_out(document, assignment)
    except WrongAssignment as wrong:
        raise click.UsageError(str(wrong)) from wrong
    except CannotEdit as stop:
        click.echo(f"opsbook: {stop}; nothing was written", err=True)
        sys.exit(FINDINGS)
    if document.data == data:
        click.echo(f"{file.path}: nothing to change")
        return

    def report() -> None:
        click.echo(file.path)
        for name in dict.fromkeys(assignment.path[0] for assignment in parsed):
            old, new = (value_at(values, (name,)) for values in (before.values, document.values))
            if old != new or type(old) is not type(new):
                click.echo(f"  {name}: {_shown(old)} → {_shown(new)}")
        for comment in comments_lost(before, document):
            click.echo(f"  gone as well: {_shown(comment)}")

    def _shown(value: object) -> str:
        text = "(none)" if value is None else value if isinstance(value, str) else write_flow(value)
        text = " ".join(text.split())
        return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"

    plan = Plan(
        inputs, [FileEdit.change(file.path, data, document.data)], [(file.path, file.path, data, document.data)]
    )
    carry_out(plan, report, dry_run=dry_run)
