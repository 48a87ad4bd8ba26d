"""``opsbook rename``: another id for a record, and for every reference to it."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from site_builder.cli.editing import (
    Plan,
    carry_out,
    dry_run_option,
    kind_named,
    names_of,
    open_to_edit,
    record_named,
    require_free,
    require_id,
)
from site_builder.cli.elsewhere import pages_beside, places_left
from site_builder.cli.exits import FINDINGS
from site_builder.cli.project import as_of_option, config_option


@click.command("rename", short_help="Give a record another id, and every reference to it.")
@click.argument("kind")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@dry_run_option
@config_option
@as_of_option
def command(kind: str, old: str, new: str, dry_run: bool, config_file: Path, as_of: date | None) -> None:
    """Rename the file of the record OLD of a KIND to NEW and change every reference to it, all or nothing.

    OLD is added to the record's `formerly`, so that its history and its old address follow. References in fields and
    live blocks, links and mentions in Markdown change, in every README around the records as well; what stands in code
    stays. Places elsewhere that still name the record are listed on standard error.
    """
    from site_builder.edit.assignments import Assigner
    from site_builder.edit.document import CannotEdit
    from site_builder.edit.mentions import Renaming
    from site_builder.edit.rename import rename
    from site_builder.kinds import all_kinds
    from site_builder.load.names import RecordFile
    from site_builder.load.records import load_records
    from site_builder.model.reference import Reference
    from site_builder.pipeline import kind_folders

    wanted = kind_named(kind)
    inputs = open_to_edit(config_file, as_of)
    named = names_of(inputs)
    file = record_named(inputs, named, kind, old)
    require_id(new)
    renamed_file = RecordFile(_beside(file.path, new), kind, new)
    require_free(inputs, named, renamed_file, itself=old)
    loaded = load_records(inputs.source, kind_folders(inputs.configuration), inputs.configuration.docs_dir)
    renaming = Renaming(Reference(kind, old), Reference(kind, new), file.path, renamed_file.path)
    root = config_file.absolute().parent
    read = {record.path for record in loaded.records} | {page.path for page in loaded.prose}
    beside = pages_beside(inputs, root, read)
    try:
        prose = (*loaded.prose, *beside)
        result = rename(inputs.source, loaded.records, prose, all_kinds(), renaming, Assigner(wanted, {}).order)
    except CannotEdit as stop:
        click.echo(f"opsbook: {stop}; nothing was written", err=True)
        sys.exit(FINDINGS)
    if not any(edit.path == renaming.new_path for edit in result.edits):
        click.echo(f"opsbook: {file.path} cannot be read; see opsbook check; nothing was written", err=True)
        sys.exit(FINDINGS)

    def report() -> None:
        click.echo(f"{renaming.old_path} → {renaming.new_path}")
        for touched in result.touched:
            plural = "" if touched.references == 1 else "s"
            click.echo(f"  {touched.path}: {touched.references} reference{plural}")
        click.echo(f"git sees the new name once both files are staged: git add -A {_folder(renaming.new_path)}")

    diffs: list[tuple[str | None, str | None, bytes, bytes]] = []
    for edit in result.edits:
        if edit.new is not None:
            source = renaming.old_path if edit.path == renaming.new_path else edit.path
            diffs.append((source, edit.path, inputs.source.read(source), edit.new))
    carry_out(
        Plan(inputs, result.edits, diffs),
        report,
        dry_run=dry_run,
        renaming=renaming,
    )
    changed = {edit.path: edit.new for edit in result.edits}
    known = {**dict.fromkeys(read), **{page.path: changed.get(page.path, page.text.encode()) for page in beside}}
    for place in places_left(inputs, root, renaming, known):
        click.echo(f"opsbook: {place} still names {renaming.old}; look there yourself", err=True)


def _beside(path: str, record_id: str) -> str:
    folder, _, name = path.rpartition("/")
    return f"{folder}/{record_id}{Path(name).suffix}"


def _folder(path: str) -> str:
    return path.rpartition("/")[0]
