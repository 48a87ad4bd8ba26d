"""Findings for programs: JSON, annotations and summary of GitHub, GitLab's code quality, SARIF."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from site_builder.model.diagnostic import Diagnostic
    from site_builder.report.outcome import Outcome

_SUMMARY_LIMIT = 1_000_000
"""GitHub refuses the summary of a step that is larger than 1 MiB, whoever wrote it."""


def print_for_programs(outcome: Outcome, form: str, closing: str) -> None:
    """Print findings in a format for programs, and nothing else to standard output.

    JSON has paths from the root of the handbook; the others, which are read beside the repository, from its top.
    """
    if form == "json":
        from site_builder.report.plain_json import json_report

        click.echo(json_report(outcome.diagnostics))
        return
    found = _from_the_top(outcome)
    if form == "gitlab":
        from site_builder.report.gitlab import gitlab_report

        click.echo(gitlab_report(found))
    elif form == "sarif":
        from site_builder.report.catalogue import catalogue
        from site_builder.report.sarif import sarif_report

        site = outcome.site_url
        rules = f"{site.rstrip('/')}/reference/rules/" if site else ""
        click.echo(sarif_report(found, catalogue(), rules))
    else:
        from site_builder.report.github import github_report

        for line in github_report(found):
            click.echo(line)
        _append_summary(found, closing)


def _from_the_top(outcome: Outcome) -> tuple[Diagnostic, ...]:
    from site_builder.load.git_command import repository_prefix
    from site_builder.report.places import from_the_top

    return from_the_top(outcome.diagnostics, repository_prefix(outcome.root) if outcome.root else "")


def _append_summary(diagnostics: Sequence[Diagnostic], closing: str) -> None:
    """Add a table of all findings to the summary of the workflow run; what others wrote there stays."""
    from site_builder.report.markdown_summary import markdown_summary

    name = os.environ.get("GITHUB_STEP_SUMMARY", "")
    if not name:
        return
    path = Path(name)
    try:
        room = _SUMMARY_LIMIT - (path.stat().st_size if path.exists() else 0)
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(markdown_summary(diagnostics, closing, room))
    except OSError as fault:
        click.echo(f"opsbook: cannot write the summary to {name}: {fault.strerror}", err=True)
