"""``opsbook new``: a record with every required field, and the optional ones as comments."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from site_builder.cli.editing import kind_named, names_of, open_to_edit, require_free, require_id, write_edits
from site_builder.cli.exits import EnvironmentFault
from site_builder.cli.project import as_of_option, config_option


@click.command("new", short_help="Write a new record with every field explained.")
@click.argument("kind")
@click.argument("record_id", metavar="ID")
@config_option
@as_of_option
def command(kind: str, record_id: str, config_file: Path, as_of: date | None) -> None:
    """Write the record ID of a KIND: required fields to fill in, optional ones as comments.

    The id of an update begins with its day, which is put before ID where it has none.
    """
    from site_builder.edit.file_edit import FileEdit
    from site_builder.load.names import RecordFile
    from site_builder.pipeline import kind_folders
    from site_builder.validate.scaffold import id_of, scaffold

    wanted = kind_named(kind)
    require_id(record_id)
    inputs = open_to_edit(config_file, as_of)
    record_id = id_of(wanted, record_id, inputs.as_of)
    require_id(record_id)
    folder = kind_folders(inputs.configuration)[kind]
    made = scaffold(wanted, record_id, inputs.as_of, folder, inputs.configuration.settings.custom.get(kind))
    path = f"{folder}/{record_id}{made.suffix}"
    require_free(inputs, names_of(inputs), RecordFile(path, kind, record_id))
    problem = inputs.source.problem_of(path)
    if problem:
        raise EnvironmentFault(f"cannot write {path}: it {problem}")
    write_edits(inputs.root, [FileEdit.create(path, made.text.encode())])
    click.echo(path)
