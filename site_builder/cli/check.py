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
from site_builder.cli.project import as_of_option, cache_option, choose_date, config_option, existing, open_handbook

if TYPE_CHECKING:
    from site_builder.load.source import Source
    from site_builder.pipeline import Checked, Inputs
    from site_builder.report.findings_change import FindingsChange
    from site_builder.report.outcome import Outcome
    from site_builder.report.text import Style


_LINES_AT_ONCE = 1_000
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

    rest = ""
    if base is None:
        outcome = _found(existing(config_file), as_of)
    else:
        outcome, rest = _found_since(config_file, as_of, base)
    _print(outcome, form, rest, quiet)
    limit = Severity(fail_on).rank
    sys.exit(FINDINGS if any(finding.severity.rank >= limit for finding in outcome.diagnostics) else CLEAN)


def _found(config_file: Path, as_of: date | None) -> Outcome:
    """Return the findings of the last check where nothing has changed since, else those of a new one."""
    from site_builder.load.kept_file import cache_folder
    from site_builder.report.kept_findings import FILE, kept_findings, record

    folder = cache_folder(config_file.parent, os.environ)
    kept = kept_findings(config_file, folder / FILE) if folder else None
    known = kept.outcome(lambda configured: choose_date(as_of, configured)) if kept else None
    if known is not None:
        return known
    from site_builder.pipeline import check
    from site_builder.pipeline.repeatable import is_repeatable

    recorder = record(config_file, folder / FILE) if folder else None
    inputs = open_handbook(config_file, as_of, source=recorder.source if recorder else None)
    checked = check(inputs)
    outcome = outcome_of(checked, inputs)
    if recorder is not None and is_repeatable(inputs, checked):
        recorder.keep(outcome, inputs.configuration.settings.as_of)
    return outcome


def _found_since(config_file: Path, as_of: date | None, base: str) -> tuple[Outcome, str]:
    """Return what was not found at a base, and what else there is to say."""
    from site_builder.pipeline import check

    inputs = _with_touched(config_file, base, open_handbook(config_file, as_of))
    checked = check(inputs)
    change = _since(config_file, base, inputs, checked)
    return outcome_of(replace(checked, diagnostics=change.introduced), inputs), _what_is_not_shown(change, base)


def outcome_of(checked: Checked, inputs: Inputs) -> Outcome:
    """Return what is told of a checked handbook."""
    from site_builder.report.outcome import Outcome

    site_url = inputs.configuration.site_url
    return Outcome(checked.diagnostics, len(checked.handbook), inputs.as_of, inputs.source, inputs.root, site_url)


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


def _print(outcome: Outcome, form: str, rest: str, quiet: bool) -> None:
    if form == "text":
        print_text(outcome, rest, quiet=quiet)
        return
    from site_builder.cli.formats import print_for_programs

    closing = closing_line(outcome, rest)
    print_for_programs(outcome, form, closing)
    if rest:
        click.echo(closing, err=True)


def print_text(outcome: Outcome, rest: str = "", *, quiet: bool = False, err: bool = False) -> None:
    """Print the findings for people, with a closing line that counts them."""
    from site_builder.model.diagnostic import Severity
    from site_builder.report.text import text_report

    shown = [item for item in outcome.diagnostics if not quiet or item.severity is not Severity.INFO]
    lines = [*text_report(shown, line_reader(outcome.source), style_of(err=err)), closing_line(outcome, rest)]
    # In pieces: to write line after line takes longer than to find what is written.
    for start in range(0, len(lines), _LINES_AT_ONCE):
        click.echo("\n".join(lines[start : start + _LINES_AT_ONCE]), err=err)


def closing_line(outcome: Outcome, rest: str = "") -> str:
    """Return the line that counts findings and records, with what else there is to say."""
    from site_builder.report.text import summary

    return f"{summary(outcome.diagnostics, outcome.records)}, as of {outcome.as_of}{rest}"


def line_reader(source: Source) -> Callable[[str, int], str | None]:
    """Return a function that reads a line of a source file, each file once."""
    files: dict[str, list[str]] = {}

    def read(path: str, number: int) -> str | None:
        if path not in files:
            try:
                data = source.read(path)
            except (OSError, ValueError):
                data = b""
            files[path] = data[:1_048_576].decode("utf-8-sig", "replace").splitlines()
        lines = files[path]
        return lines[number - 1] if 0 < number <= len(lines) else None

    return read


_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan", "caret": "green", "hint": "green"}


def style_of(*, err: bool = False) -> Style:
    """Return how a report is coloured: not at all where nobody would see it, or NO_COLOR is set."""
    from site_builder.report.text import plain

    # A stream that was closed before the start is None.
    stream = sys.stderr if err else sys.stdout
    if os.environ.get("NO_COLOR") or stream is None or not stream.isatty():
        return plain
    return _coloured


def _coloured(role: str, text: str) -> str:
    """Return the text in its role's colour."""
    if role == "place":
        return click.style(text, bold=True)
    if role == "source":
        return click.style(text, dim=True)
    return click.style(text, fg=_COLOURS[role], bold=role == "error")
