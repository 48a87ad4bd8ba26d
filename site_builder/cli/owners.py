"""``opsbook owners``: a CODEOWNERS file, so that a change asks those for a review who answer for the records."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.exits import EnvironmentFault
from site_builder.cli.project import PlaceType, config_option, open_handbook, tell_errors

if TYPE_CHECKING:
    from site_builder.export.code_owners import CodeOwners
    from site_builder.pipeline import Inputs

_NAME = "CODEOWNERS"
"""What GitHub and GitLab call the file. No record and no page has such a name."""


@click.command("owners", short_help="Print or write a CODEOWNERS file made from the owners of the records.")
@config_option
@click.option(
    "--write",
    type=PlaceType(dir_okay=False),
    help="Write it to a file, such as .github/CODEOWNERS: a new one, or one made so before.",
)
def command(config_file: Path, write: Path | None) -> None:
    """Print a CODEOWNERS file: each record with the handle that owns it, or those that hold the role that does.

    Records that nobody with a handle answers for, and those that cannot be read, are left out; standard error says it.
    """
    from site_builder.edit.whole_files import write_whole
    from site_builder.export.code_owners import code_owners
    from site_builder.load.git_command import repository_prefix
    from site_builder.pipeline import check

    inputs = open_handbook(config_file, None)
    target = None if write is None else _place(write, config_file, inputs)
    checked = check(inputs)
    owners = code_owners(checked.handbook, repository_prefix(config_file.absolute().parent))
    tell_errors(checked)
    _say_what_is_left_out(owners)
    if target is None:
        click.echo(owners.text, nl=False)
        return
    try:
        write_whole({target: owners.text.encode()})
    except OSError as fault:
        raise EnvironmentFault(f"cannot write {write}: {fault.strerror or fault}") from fault


def _place(named: Path, config_file: Path, inputs: Inputs) -> Path:
    """Return the file to write, of a link what it leads to. Raises a usage error where it is somebody else's."""
    from site_builder.export.code_owners import is_made_here
    from site_builder.pipeline.inputs import folders_needed

    target = named.resolve()
    if target.exists() and not target.is_file():
        raise click.UsageError(f"{named} is no file; name a new one, nothing was written")
    for folder in folders_needed(config_file.absolute().parent, inputs.configuration):
        if target.is_relative_to(folder.resolve()) and target.name != _NAME:
            raise click.UsageError(
                f"{named} is in {folder.name}/, which the handbook is read from; name a file elsewhere, "
                f"such as .github/{_NAME}, nothing was written"
            )
    try:
        is_foreign = target.is_file() and not is_made_here(target.read_bytes())
    except OSError as fault:
        raise EnvironmentFault(f"cannot read {named}: {fault.strerror}") from fault
    if is_foreign:
        raise click.UsageError(
            f"{named} was not made by opsbook owners and would be lost; remove it or name another file, "
            "nothing was written"
        )
    return target


def _say_what_is_left_out(owners: CodeOwners) -> None:
    for why, paths in owners.left_out.items():
        what = f"{paths[0]} is" if len(paths) == 1 else f"{len(paths):,} records are"
        such = "" if len(paths) == 1 else f", such as {paths[0]}"
        click.echo(f"opsbook: {why}: {what} left out{such}", err=True)
