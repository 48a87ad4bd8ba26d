"""``opsbook new``: a record with every required field, and the optional ones as comments."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from site_builder.cli.exits import EnvironmentFault
from site_builder.cli.project import as_of_option, config_option, open_handbook


@click.command("new", short_help="Write a new record with every field explained.")
@click.argument("kind")
@click.argument("record_id", metavar="ID")
@config_option
@as_of_option
def command(kind: str, record_id: str, config_file: Path, as_of: date | None) -> None:
    """Write the record ID of a KIND: required fields to fill in, optional ones as comments."""
    from site_builder.kinds import all_kinds
    from site_builder.model.reference import is_id
    from site_builder.model.suggest import did_you_mean
    from site_builder.pipeline import kind_folders
    from site_builder.validate.scaffold import scaffold

    kinds = all_kinds()
    if kind not in kinds:
        hint = did_you_mean(kind, kinds) or f"kinds are {', '.join(kinds)}"
        raise click.UsageError(f"there is no kind {kind!r}; {hint}")
    if not is_id(record_id):
        raise click.UsageError(
            f"{record_id!r} is no id: 1 to 64 lower case letters, digits, dots and hyphens, not starting with a sign"
        )
    inputs = open_handbook(config_file, as_of)
    root = config_file.absolute().parent
    folder = root / kind_folders(inputs.configuration)[kind]
    taken = sorted(path for suffix in (".yml", ".md") for path in folder.rglob(f"{record_id}{suffix}"))
    if taken:
        raise click.UsageError(f"there is a {kind} {record_id} already: {taken[0].relative_to(root).as_posix()}")
    made = scaffold(kinds[kind], record_id, inputs.as_of)
    target = folder / f"{record_id}{made.suffix}"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(made.text)
    except OSError as fault:
        raise EnvironmentFault(f"cannot write {target}: {fault.strerror}") from fault
    click.echo(target.relative_to(root).as_posix())
