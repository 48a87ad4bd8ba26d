"""``opsbook check``: every finding of every stage up to the rules, in one run."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.exits import CLEAN, FINDINGS
from site_builder.cli.project import as_of_option, cache_option, config_option, open_handbook

if TYPE_CHECKING:
    from site_builder.pipeline import Checked, Inputs


@click.command("check", short_help="Report everything that is wrong, in one run.")
@config_option
@as_of_option
@cache_option
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    default="error",
    show_default=True,
    help="The severity from which the exit code is 1.",
)
@click.option("--quiet", "-q", is_flag=True, help="Leave out infos in the text form.")
def command(config_file: Path, as_of: date | None, form: str, fail_on: str, quiet: bool) -> None:
    """Read, validate and link the whole handbook and run every rule.

    Exits with 1 where something at or above --fail-on was found.
    """
    from site_builder.model.diagnostic import Severity
    from site_builder.pipeline import check

    inputs = open_handbook(config_file, as_of)
    checked = check(inputs)
    _print(checked, inputs, form, quiet)
    limit = Severity(fail_on).rank
    sys.exit(FINDINGS if any(finding.severity.rank >= limit for finding in checked.diagnostics) else CLEAN)


def _print(checked: Checked, inputs: Inputs, form: str, quiet: bool) -> None:
    if form == "json":
        from site_builder.report.plain_json import json_report

        click.echo(json_report(checked.diagnostics))
    elif form == "github":
        from site_builder.report.github import github_report

        for line in github_report(checked.diagnostics):
            click.echo(line)
    else:
        print_text(checked, inputs, quiet=quiet)


def print_text(checked: Checked, inputs: Inputs, *, quiet: bool = False, err: bool = False) -> None:
    """Print the findings for people, with a closing line that counts them."""
    from site_builder.model.diagnostic import Severity
    from site_builder.report.text import summary, text_report

    shown = [item for item in checked.diagnostics if not quiet or item.severity is not Severity.INFO]
    for line in text_report(shown, line_reader(inputs), coloured):
        click.echo(line, err=err)
    click.echo(f"{summary(checked.diagnostics, len(checked.handbook))}, as of {inputs.as_of}", err=err)


def line_reader(inputs: Inputs) -> Callable[[str, int], str | None]:
    """Return a function that reads a line of a source file, each file once."""
    files: dict[str, list[str]] = {}

    def read(path: str, number: int) -> str | None:
        if path not in files:
            try:
                data = inputs.source.read(path)
            except (OSError, ValueError):
                data = b""
            files[path] = data[:1_048_576].decode("utf-8-sig", "replace").splitlines()
        lines = files[path]
        return lines[number - 1] if 0 < number <= len(lines) else None

    return read


_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan", "caret": "green", "hint": "green"}


def coloured(role: str, text: str) -> str:
    """Return the text in its role's colour; click takes colours out where nobody sees them or NO_COLOR is set."""
    if os.environ.get("NO_COLOR"):
        return text
    if role == "place":
        return click.style(text, bold=True)
    if role == "source":
        return click.style(text, dim=True)
    return click.style(text, fg=_COLOURS[role], bold=role == "error")
