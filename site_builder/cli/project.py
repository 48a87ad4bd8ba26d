"""What every command that reads a handbook needs: its configuration file, its date, its stages."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from site_builder.cli.exits import EnvironmentFault
from site_builder.model.dates import parse_day

if TYPE_CHECKING:
    from site_builder.load.source import Source
    from site_builder.pipeline import Checked, Inputs

JOURNAL = ".opsbook/edits/journal.json"
"""Is there only while files are edited; see ``site_builder.edit.journal``, which is imported where it is needed."""

_MOST_NAMED = 10
_NO_NAME = frozenset({errno.ENAMETOOLONG, errno.ELOOP})

C = TypeVar("C", bound=Callable[..., Any])


class DayType(click.ParamType[date]):
    """A day on the command line, written YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day; a text that is none is a usage error."""
        if isinstance(value, date):
            return value
        try:
            return parse_day(str(value))
        except ValueError as problem:
            self.fail(str(problem), param, ctx)


class PlaceType(click.Path):
    """A path on the command line, as a ``Path``. A name that no file can have here is a usage error.

    What may not be read is not: that the environment does not allow it, those say who read it.
    """

    def __init__(self, *, file_okay: bool = True, dir_okay: bool = True) -> None:
        """Take files, folders or both; what is not there yet is taken too."""
        super().__init__(file_okay=file_okay, dir_okay=dir_okay, readable=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path; a name that is too long, or links that lead in circles, are a usage error."""
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        try:
            path.stat()
        except OSError as fault:
            if fault.errno in _NO_NAME:
                self.fail(f"{path}: {fault.strerror}", param, ctx)
        return path


def config_option(command: C) -> C:
    """Add ``-f FILE``: the configuration of the handbook."""
    return click.option(
        "-f",
        "--config-file",
        type=PlaceType(dir_okay=False),
        default=Path("mkdocs.yml"),
        help="Configuration of the handbook; its folder is the root.  [default: mkdocs.yml]",
    )(command)


def as_of_option(command: C) -> C:
    """Add ``--as-of DATE``: the date that "today" means."""
    return click.option("--as-of", type=DayType(), default=None, help='The date that "today" means.')(command)


def cache_option(command: C) -> C:
    """Add ``--no-cache``: nothing that was kept is used, and nothing is kept."""

    def forbid(context: click.Context, _: click.Parameter, forbidden: bool) -> bool:
        if forbidden:
            os.environ["OPSBOOK_NO_CACHE"] = "1"
        return forbidden

    return click.option(
        "--no-cache",
        is_flag=True,
        expose_value=False,
        callback=forbid,
        help="Use nothing that an earlier run kept in .opsbook/, and keep nothing.",
    )(command)


def existing(config_file: Path) -> Path:
    """Return the configuration file's absolute path. Raises a usage error where it does not exist.

    An edit of the handbook that was killed half-way is undone first, and that is said.
    """
    if not config_file.is_file():
        raise click.UsageError(
            f"there is no {config_file} here; change to the folder of your handbook, name the file with -f, "
            "or make a new handbook with: opsbook init DIR"
        )
    _mend(config_file.absolute().parent)
    return config_file.absolute()


def _mend(root: Path) -> None:
    if not (root / JOURNAL).exists():
        return
    from site_builder.edit.apply import mend
    from site_builder.edit.journal import NotMended

    try:
        mended = mend(root)
    except NotMended as stop:
        raise EnvironmentFault(str(stop)) from stop
    except OSError as fault:
        raise EnvironmentFault(f"an interrupted edit cannot be undone: {fault.strerror}: {fault.filename}") from fault
    if mended:
        more = f" and {len(mended) - _MOST_NAMED:,} more" if len(mended) > _MOST_NAMED else ""
        names = ", ".join(mended[:_MOST_NAMED])
        click.echo(f"opsbook: an edit of {names}{more} had been interrupted; it is undone", err=True)


def open_handbook(config_file: Path, as_of: date | None, baseline: str = "", source: Source | None = None) -> Inputs:
    """Return the pipeline's inputs for a configuration file, the date and the baseline asked for.

    ``source`` reads the work tree in another way than by itself.
    """
    from site_builder.load.source import SourceError
    from site_builder.pipeline import cache_folder, open_work_tree

    file = existing(config_file)
    try:
        return open_work_tree(
            file,
            lambda loaded: choose_date(as_of, loaded.settings.as_of),
            cache=cache_folder(file.parent, os.environ),
            baseline=baseline,
            source=source,
        )
    except SourceError as fault:
        raise EnvironmentFault(str(fault)) from fault


def tell_errors(checked: Checked) -> None:
    """Say on standard error how many errors there are, and how many records are left out because of them."""
    from site_builder.model.diagnostic import Severity

    errors = sum(finding.severity is Severity.ERROR for finding in checked.diagnostics)
    if not errors:
        return
    count, gone = f"{errors:,} error{'s' if errors != 1 else ''}", len(checked.invalid)
    noun = "1 record that cannot be read is" if gone == 1 else f"{gone:,} records that cannot be read are"
    click.echo(f"opsbook: {count}{f'; {noun} left out' if gone else ''} (see opsbook check)", err=True)


def choose_date(asked: date | None, configured: date | None) -> date:
    """Return the date that "today" means: asked for, else SOURCE_DATE_EPOCH, else configured, else today in UTC."""
    if asked is not None:
        return asked
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if epoch:
        try:
            return datetime.fromtimestamp(int(epoch), tz=UTC).date()
        except (ValueError, OverflowError, OSError):
            raise click.UsageError(f"SOURCE_DATE_EPOCH is {epoch!r}; it must be a number of seconds") from None
    return configured or datetime.now(tz=UTC).date()
