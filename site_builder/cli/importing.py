"""``opsbook import``: what other tools export becomes records and responses."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from site_builder.cli.check import line_reader, style_of
from site_builder.cli.editing import dry_run_option, names_of, open_to_edit, write_edits
from site_builder.cli.exits import FINDINGS, EnvironmentFault
from site_builder.cli.import_report import persons_told, print_diffs, print_paths, told
from site_builder.cli.import_wish import explain, importer_named, list_formats, wish_of
from site_builder.cli.project import PlaceType, as_of_option, config_option

if TYPE_CHECKING:
    from site_builder.importers.base import Export, Imported, Importer, Wish
    from site_builder.importers.plan import ImportPlan, Place
    from site_builder.load.source import Source
    from site_builder.model.diagnostic import Diagnostic
    from site_builder.pipeline import Inputs


@click.command("import", short_help="Turn what other tools export into records.")
@click.argument("form", metavar="[FORMAT]", required=False)
@click.argument("path", metavar="[PATH]", required=False, type=PlaceType())
@click.option("--kind", default="", metavar="KIND", help="The kind of record that the rows become.")
@click.option("--map", "columns", multiple=True, metavar="FIELD=COLUMN", help="Read a field from a column.")
@click.option(
    "--value", "values", multiple=True, metavar="FIELD:THEIRS=OURS", help="What a value of theirs stands for here."
)
@click.option("--set", "fixed", multiple=True, metavar="FIELD=VALUE", help="A field that the export does not give.")
@click.option("--where", multiple=True, metavar="COLUMN=TEXT", help="Read only the rows in which this stands.")
@click.option("--date-format", default="", metavar="FORMAT", help="How days are written, such as %d/%m/%Y %H:%M.")
@click.option("--timezone", default="", metavar="ZONE", help="The zone of moments without one, such as Europe/Berlin.")
@click.option("--delimiter", default="", metavar="SIGN", help="What separates columns.  [default: a comma]")
@click.option("--skip-rows", type=click.IntRange(0, 1000), default=0, help="Lines above the header of a table.")
@click.option("--encoding", default="", metavar="NAME", help="The encoding of a table.  [default: utf-8]")
@click.option(
    "--update",
    "updates",
    multiple=True,
    metavar="FIELD",
    help="Take this field from the export in records that are there already; all takes every field.",
)
@dry_run_option
@config_option
@as_of_option
def command(
    form: str | None,
    path: Path | None,
    updates: tuple[str, ...],
    dry_run: bool,
    config_file: Path,
    as_of: date | None,
    **options: Any,
) -> None:
    """Turn an export of another tool into records.

    Without a FORMAT the formats are listed, without a PATH the format is explained.

    What is not in the handbook yet is written, all of it or nothing. Records that are there already stay as they are:
    where the export differs that is said, and --update takes a field from it. So an export that is imported again
    changes nothing, and a later one brings what is new.
    """
    if form is None:
        list_formats()
        return
    importer = importer_named(form)
    if path is None:
        explain(importer)
        return
    from site_builder.importers.plan import Place
    from site_builder.pipeline import kind_folders
    from site_builder.pipeline.edited import edited

    inputs = open_to_edit(config_file, as_of)
    place = Place(inputs.source, names_of(inputs).records, kind_folders(inputs.configuration))
    roles = frozenset(file.id for file in place.records if file.kind == "role")
    wish = wish_of(importer, inputs.configuration.settings.custom, roles, options)
    export, imported, plan = _read(importer, path, place, wish, updates)
    for note in (*imported.notes, *persons_told(plan)):
        click.echo(f"opsbook: {note}", err=True)
    _refuse(_faults(inputs, imported, plan, importer), export, edited(inputs, plan.edits).source, wish.encoding)
    if dry_run:
        print_diffs(plan)
    else:
        write_edits(inputs.root, plan.edits)
        print_paths(plan)
    for line in told(plan, dry_run=dry_run):
        click.echo(line, err=True)


def _read(
    importer: Importer, path: Path, place: Place, wish: Wish, updates: tuple[str, ...]
) -> tuple[Export, Imported, ImportPlan]:
    """Read the export and plan what becomes of it; what cannot be meant is a usage error."""
    from site_builder.importers.base import WrongWish
    from site_builder.importers.open_export import open_export
    from site_builder.importers.plan import plan_import

    try:
        export = open_export(path)
        imported = importer.read(export, wish)
        return export, imported, plan_import(imported, place, wish, updates, importer.together)
    except WrongWish as wrong:
        raise click.UsageError(str(wrong)) from wrong
    except FileNotFoundError as fault:
        raise click.UsageError(f"there is no {fault.filename}") from fault
    except OSError as fault:
        raise EnvironmentFault(f"{fault.filename} cannot be read: {fault.strerror}") from fault


def _faults(inputs: Inputs, imported: Imported, plan: ImportPlan, importer: Importer) -> Iterator[Diagnostic]:
    """Yield the errors of the export: first those of single records, then what all of them would bring."""
    from site_builder.importers.faults import at_the_export, entry_faults, folded
    from site_builder.model.diagnostic import Severity
    from site_builder.pipeline.edited import errors_brought

    settings = inputs.configuration.settings
    found = [*imported.diagnostics, *plan.diagnostics]
    from_table = importer.maps_fields and "columns" in importer.options
    found += entry_faults(plan.changed, settings, from_table=from_table)
    errors = [diagnostic for diagnostic in found if diagnostic.severity is Severity.ERROR]
    if not errors:
        errors = list(at_the_export(errors_brought(inputs, plan.edits), plan.changed)) if plan.edits else []
    yield from folded(errors)


def _refuse(errors: Iterable[Diagnostic], export: Export, edited: Source, encoding: str) -> None:
    """Print errors and end with 1, where there are any. Lines are those of the export, and of records as edited."""
    from site_builder.report.text import text_report

    found = list(errors)
    if found:
        for line in text_report(found, _line_reader(export, edited, encoding), style_of(err=True)):
            click.echo(line, err=True)
        click.echo("opsbook: nothing was written", err=True)
        sys.exit(FINDINGS)


def _line_reader(export: Export, edited: Source, encoding: str) -> Callable[[str, int], str | None]:
    """Return a function that reads a line of the export, or of the handbook."""
    from site_builder.load.text import normalise

    files = {file.path: file for file in export.files}
    lines: dict[str, list[str]] = {}
    read = line_reader(edited)

    def line(path: str, number: int) -> str | None:
        if path not in files:
            return read(path, number)
        if path not in lines:
            try:
                text = files[path].data.decode(encoding, "replace")
            except (LookupError, ValueError):
                text = ""
            lines[path] = normalise(text).split("\n")
        return lines[path][number - 1] if 0 < number <= len(lines[path]) else None

    return line
