"""``opsbook diff``: what a change means, for those who review it."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.exits import CLEAN, FINDINGS, EnvironmentFault
from site_builder.cli.project import as_of_option, choose_date, config_option, existing

if TYPE_CHECKING:
    from site_builder.load.settings import LoadedSettings
    from site_builder.report.diff import Diff


@click.command("diff", short_help="Say what a change means.")
@click.argument("base")
@click.argument("head", required=False)
@config_option
@as_of_option
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
@click.option("--verbose", "-v", is_flag=True, help="Show all of long lists, and fold nothing.")
def command(base: str, head: str | None, config_file: Path, as_of: date | None, form: str, verbose: bool) -> None:
    """Compare the handbook at revision BASE with the one at HEAD, or with the work tree as it is.

    Nothing is checked out. Both sides are read with the configuration of the work tree and as of the same date.
    What only the commits tell (slips, on-time, cycle times, throughput) is not compared: it lies in no single revision.
    Exits with 1 where the change introduces an error.
    """
    found = _compared(existing(config_file), base, head, as_of)
    _print(found, form, verbose)
    sys.exit(FINDINGS if found.brings_errors else CLEAN)


def _compared(config_file: Path, base: str, head: str | None, as_of: date | None) -> Diff:
    from site_builder.load.git_revision import GitRevision, RevisionNameError
    from site_builder.load.source import SourceError
    from site_builder.pipeline import open_revision, open_work_tree
    from site_builder.pipeline.diff import diff
    from site_builder.report.diff import Side

    def day(loaded: LoadedSettings) -> date:
        return choose_date(as_of, loaded.settings.as_of)

    try:
        with ExitStack() as opened:
            sides = []
            for name in (base, head):
                if name is None:
                    inputs = open_work_tree(config_file, day, history=False)
                else:
                    inputs = open_revision(config_file, name, day)
                commit = None
                if isinstance(inputs.source, GitRevision):
                    opened.enter_context(inputs.source)
                    commit = inputs.source.commit
                sides.append((inputs, Side("work tree" if name is None else name, commit)))
            (before, base_side), (after, head_side) = sides
            return diff(before, after, (base_side, head_side))
    except RevisionNameError as problem:
        raise click.UsageError(str(problem)) from problem
    except SourceError as fault:
        raise EnvironmentFault(str(fault)) from fault


def _print(found: Diff, form: str, verbose: bool) -> None:
    if form == "json":
        from site_builder.report.diff_json import diff_json

        click.echo(diff_json(found))
    elif form == "markdown":
        from site_builder.report.diff_markdown import diff_markdown

        click.echo(diff_markdown(found, verbose=verbose), nl=False)
    else:
        from site_builder.report.diff_text import diff_text

        for line in diff_text(found, verbose=verbose):
            click.echo(line)
