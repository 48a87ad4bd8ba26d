"""``opsbook export``: the pages for another generator, swapped into their place when all of them are there."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import click

from site_builder.cli.check import outcome_of, print_text
from site_builder.cli.exits import FINDINGS, EnvironmentFault
from site_builder.cli.project import PlaceType, as_of_option, cache_option, config_option, open_handbook

_MARKER = ".opsbook-export"
"""The file by which a later export knows that it may replace the folder, and what somebody else has put into it."""

_MARKED = "Written by opsbook export. The next export replaces this folder, which then had these files:"


@click.command("export", short_help="Write the pages as Markdown for another generator.")
@config_option
@as_of_option
@cache_option
@click.option(
    "--markdown",
    "directory",
    type=PlaceType(),
    required=True,
    help="The folder for the pages: new, empty or of an earlier export.",
)
@click.option("--allow-errors", is_flag=True, help="Write a draft that says on every page that it has errors.")
def command(config_file: Path, as_of: date | None, directory: Path, allow_errors: bool) -> None:
    """Write every page of the site as plain Markdown, with its charts, the data and the navigation.

    It is what any other generator can take. Where there are errors, nothing is written and the exit code is 1.
    """
    from site_builder.model.diagnostic import Severity, worst
    from site_builder.pipeline.make_site import build_site
    from site_builder.pipeline.markdown import markdown_files

    # What a link leads to is replaced; the link stays.
    target = directory.resolve() if directory.is_symlink() else directory.absolute()
    _refuse_what_is_not_ours(target, directory)
    inputs = open_handbook(config_file, as_of)
    if inputs.configuration.settings.audience == "public":
        raise click.UsageError(
            "this exports the internal site, and mkdocs.yml asks for the public one; nothing was written"
        )
    site = build_site(inputs)
    _refuse_what_is_read(
        target, directory, (config_file.absolute().parent / inputs.configuration.docs_dir, *site.watch)
    )
    print_text(outcome_of(site.checked, inputs), quiet=True, err=True)
    if worst(site.diagnostics) is Severity.ERROR and not allow_errors:
        click.echo("opsbook: nothing was written", err=True)
        sys.exit(FINDINGS)
    count = _write(target, _with_marker(markdown_files(site)))
    click.echo(f"{len(site.pages):,} pages, {count:,} files in {directory}", err=True)


def _refuse_what_is_not_ours(target: Path, named: Path) -> None:
    """Raise a usage error where the folder holds something that no export has written."""
    if target.is_dir():
        if not any(target.iterdir()):
            return
        if not (target / _MARKER).is_file():
            raise click.UsageError(
                f"{named} is not empty and no earlier export; name a new folder, nothing was written"
            )
        if foreign := _foreign_file(target):
            raise click.UsageError(
                f"{named}/{foreign} is of no earlier export and would be lost; "
                "move it out of the folder, nothing was written"
            )
    elif target.exists() or target.is_symlink():
        raise click.UsageError(f"{named} is no folder; name a new one, nothing was written")


def _foreign_file(target: Path) -> str:
    """Return the path of a file that the last export has not written; empty where there is none."""
    # A marker that is no text of ours names no file of ours.
    known = {_MARKER, *(target / _MARKER).read_text(encoding="utf-8", errors="replace").splitlines()[1:]}
    found = (path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_symlink() or path.is_file())
    return next((path for path in sorted(found) if path not in known), "")


def _with_marker(files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    written = [_MARKED]
    for path, content in files:
        written.append(path)
        yield path, content
    yield _MARKER, "\n".join([*written, ""]).encode()


def _refuse_what_is_read(target: Path, named: Path, folders: Iterable[Path]) -> None:
    """Raise a usage error where the export would be part of the handbook from then on."""
    for folder in folders:
        if target.resolve().is_relative_to(folder.resolve()):
            message = f"{named} is in {folder.name}/, which the handbook is read from; name a folder elsewhere"
            raise click.UsageError(f"{message}, nothing was written")


def _write(target: Path, files: Iterable[tuple[str, bytes]]) -> int:
    from site_builder.publish.swap import build_directory, recover, swap_in
    from site_builder.publish.tree import write_tree

    try:
        recover(target)
        with build_directory(target) as built:
            count = write_tree(built, files)
            swap_in(built, target)
    except OSError as fault:
        raise EnvironmentFault(f"cannot write {target}: {fault.strerror}") from fault
    return count
