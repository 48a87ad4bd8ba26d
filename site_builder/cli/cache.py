"""``opsbook cache``: what earlier runs kept in .opsbook/, and taking it away."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import click

from site_builder.cli.exits import EnvironmentFault
from site_builder.cli.project import JOURNAL, config_option, existing

_FOLDER = ".opsbook"
_NOT_KEPT = (".gitignore", Path(JOURNAL).parent.name)
"""How the names begin of what is no part of the cache: the journal, and what could not be undone, hold old bytes."""


@click.group("cache", short_help="Show what earlier runs kept, or clear it.")
def command() -> None:
    """Show what earlier runs kept in .opsbook/ to be quicker the next time, or clear it.

    Nothing in it is needed: what is missing, damaged or made by another version is read or made anew.
    """


@command.command("show", short_help="Show what is kept, and how large it is.")
@config_option
def show(config_file: Path) -> None:
    """Print each part of the cache with its files and its size."""
    parts = list(_parts(existing(config_file).parent))
    if not parts:
        click.echo("nothing is kept")
        return
    rows = [(part.name, *_measured(part)) for part in parts]
    total = ("in all", sum(files for _, files, _ in rows), sum(size for *_, size in rows))
    for name, files, size in (*rows, total):
        click.echo(f"{name:<16} {files:>7,} file{'s' if files != 1 else ' '} {_written(size):>12}")


@command.command("clear", short_help="Take away all that is kept.")
@config_option
def clear(config_file: Path) -> None:
    """Take away all that earlier runs kept. A run that is going on makes what it needs anew."""
    parts = list(_parts(existing(config_file).parent))
    size = sum(_measured(part)[1] for part in parts)
    try:
        for part in parts:
            if part.is_dir() and not part.is_symlink():
                shutil.rmtree(part)
            else:
                part.unlink(missing_ok=True)
    except OSError as fault:
        raise EnvironmentFault(f"the cache cannot be cleared: {fault.strerror}: {fault.filename}") from fault
    click.echo(f"{_written(size)} cleared" if parts else "nothing is kept")


def _parts(root: Path) -> Iterator[Path]:
    folder = root / _FOLDER
    if folder.is_symlink():
        raise EnvironmentFault(f"{folder} is a symbolic link, and such are never followed; remove it")
    if folder.is_dir():
        yield from sorted(part for part in folder.iterdir() if not part.name.startswith(_NOT_KEPT))


def _measured(part: Path) -> tuple[int, int]:
    """The number of files and of bytes of a part; what another run takes away meanwhile is left out of account."""
    sizes = []
    for file in part.rglob("*") if part.is_dir() and not part.is_symlink() else (part,):
        try:
            status = file.lstat()
        except OSError:
            continue
        if not file.is_dir():
            sizes.append(status.st_size)
    return len(sizes), sum(sizes)


def _written(size: int) -> str:
    return f"{size / 1e6:,.1f} MB" if size >= 100_000 else f"{size / 1e3:,.1f} kB"
