"""``opsbook owners``: a CODEOWNERS file, so that a change asks those for a review who answer for the records."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.exits import EnvironmentFault
from site_builder.cli.project import config_option, open_handbook

if TYPE_CHECKING:
    from site_builder.export.code_owners import CodeOwners


@click.command("owners", short_help="Print or write a CODEOWNERS file made from the owners of the records.")
@config_option
@click.option(
    "--write",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the file, such as .github/CODEOWNERS, instead of printing it.",
)
def command(config_file: Path, write: Path | None) -> None:
    """Print a CODEOWNERS file: each record with the handle that owns it, or those that hold the role that does.

    Records that nobody with a handle answers for, and records with errors, are left out and named on standard error.
    """
    from site_builder.export.code_owners import code_owners
    from site_builder.load.git_command import repository_prefix
    from site_builder.model.diagnostic import Severity
    from site_builder.pipeline import check

    checked = check(open_handbook(config_file, None))
    owners = code_owners(checked.handbook, repository_prefix(config_file.absolute().parent))
    errors = sum(finding.severity is Severity.ERROR for finding in checked.diagnostics)
    if errors:
        noun = "error" if errors == 1 else "errors"
        click.echo(f"opsbook: {errors} {noun}; records with errors are left out (see opsbook check)", err=True)
    _say_what_is_left_out(owners)
    if write is None:
        click.echo(owners.text, nl=False)
        return
    try:
        _replace(write, owners.text)
    except OSError as fault:
        raise EnvironmentFault(f"cannot write {write}: {fault.strerror or fault}") from fault


def _say_what_is_left_out(owners: CodeOwners) -> None:
    for why, paths in owners.left_out.items():
        what = f"{paths[0]} is" if len(paths) == 1 else f"{len(paths):,} records are"
        such = "" if len(paths) == 1 else f", such as {paths[0]}"
        click.echo(f"opsbook: {why}: {what} left out{such}", err=True)


def _replace(path: Path, text: str) -> None:
    """Write the whole file, or leave what was there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    written = path.with_name(f".{path.name}.opsbook")
    try:
        written.write_text(text, encoding="utf-8", newline="\n")
        written.replace(path)
    finally:
        written.unlink(missing_ok=True)
