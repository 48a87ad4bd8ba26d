"""``opsbook check``: every finding of every stage up to the rules, in one run."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.exits import CLEAN, FINDINGS, EnvironmentFault
from site_builder.cli.project import as_of_option, cache_option, config_option, open_handbook

if TYPE_CHECKING:
    from site_builder.pipeline import Checked, Inputs
    from site_builder.report.findings_change import FindingsChange


FORMATS = ("text", "json", "github", "gitlab", "sarif")


@click.command("check", short_help="Report everything that is wrong, in one run.")
@config_option
@as_of_option
@cache_option
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="How findings are written."
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    default="error",
    show_default=True,
    help="The severity from which the exit code is 1.",
)
@click.option("--base", metavar="REVISION", help="Report only what is not there at this revision.")
@click.option("--quiet", "-q", is_flag=True, help="Leave out infos in the text form.")
def command(config_file: Path, as_of: date | None, form: str, fail_on: str, base: str | None, quiet: bool) -> None:
    """Read, validate and link the whole handbook and run every rule.

    Exits with 1 where something at or above --fail-on was found. With --base the handbook is checked at that revision
    as well, without a checkout, and what was wrong there already is counted and not shown.
    """
    from site_builder.model.diagnostic import Severity
    from site_builder.pipeline import check

    inputs = open_handbook(config_file, as_of)
    if base is not None:
        inputs = _with_touched(config_file, base, inputs)
    checked = check(inputs)
    rest = ""
    if base is not None:
        change = _since(config_file, base, inputs, checked)
        checked = replace(checked, diagnostics=change.introduced)
        rest = _what_is_not_shown(change, base)
    _print(checked, inputs, form, rest, quiet)
    limit = Severity(fail_on).rank
    sys.exit(FINDINGS if any(finding.severity.rank >= limit for finding in checked.diagnostics) else CLEAN)


def _with_touched(config_file: Path, base: str, inputs: Inputs) -> Inputs:
    """Add what was touched since the base, where a policy asks for it."""
    from site_builder.load.touched_files import touched_since

    if not inputs.configuration.settings.policies.change_required.paths:
        return inputs
    with _base_named(base):
        return replace(inputs, touched=touched_since(config_file.absolute().parent, base))


def _since(config_file: Path, base: str, inputs: Inputs, checked: Checked) -> FindingsChange:
    from site_builder.pipeline.since_base import findings_since

    with _base_named(base):
        return findings_since(config_file.absolute(), base, inputs, checked)


@contextmanager
def _base_named(base: str) -> Iterator[None]:
    """Say in a sentence what is wrong with the revision that ``--base`` names."""
    from site_builder.load.git_revision import RevisionNameError
    from site_builder.load.source import SourceError

    try:
        yield
    except RevisionNameError as fault:
        raise click.UsageError(f"--base: {fault}; name a branch, tag or commit") from fault
    except SourceError as fault:
        raise EnvironmentFault(f"cannot compare with {base!r}: {fault}") from fault


def _what_is_not_shown(change: FindingsChange, base: str) -> str:
    older, fixed = len(change.older), len(change.fixed)
    noun = "older finding is" if older == 1 else "older findings are"
    mended = f", {fixed:,} {'was' if fixed == 1 else 'were'} fixed" if fixed else ""
    return f"; {older:,} {noun} not shown (base {base}){mended}"


def _print(checked: Checked, inputs: Inputs, form: str, rest: str, quiet: bool) -> None:
    if form == "text":
        print_text(checked, inputs, rest, quiet=quiet)
        return
    from site_builder.cli.formats import print_for_programs

    closing = closing_line(checked, inputs, rest)
    print_for_programs(checked.diagnostics, inputs, form, closing)
    if rest:
        click.echo(closing, err=True)


def print_text(checked: Checked, inputs: Inputs, rest: str = "", *, quiet: bool = False, err: bool = False) -> None:
    """Print the findings for people, with a closing line that counts them."""
    from site_builder.model.diagnostic import Severity
    from site_builder.report.text import text_report

    shown = [item for item in checked.diagnostics if not quiet or item.severity is not Severity.INFO]
    for line in text_report(shown, line_reader(inputs), coloured):
        click.echo(line, err=err)
    click.echo(closing_line(checked, inputs, rest), err=err)


def closing_line(checked: Checked, inputs: Inputs, rest: str = "") -> str:
    """Return the line that counts findings and records, with what else there is to say."""
    from site_builder.report.text import summary

    return f"{summary(checked.diagnostics, len(checked.handbook))}, as of {inputs.as_of}{rest}"


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
