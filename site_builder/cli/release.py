"""``opsbook release``: what the next release would say, and making it one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from site_builder.cli.project import DayType, as_of_option, config_option, open_handbook
from site_builder.cli.release_cut import cut


class _InOrder(click.Group):
    """A group that lists its commands as one meets them, and not by letter."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order in which they were added."""
        return list(self.commands)


@click.group("release", cls=_InOrder, short_help="Show what the next release would say, or cut it.")
def command() -> None:
    """Show what the next release would say, or cut it: from the changes that name no release yet."""


@command.command("draft", short_help="Show what the next release would say.")
@click.argument("version", required=False)
@click.option("--date", "day", type=DayType(), default=None, help="The day of the release.  [default: today]")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown"]),
    default="text",
    show_default=True,
    help="How the draft is written.",
)
@click.option("--include-embargoed", is_flag=True, help="Take in changes that are under embargo after that day.")
@config_option
@as_of_option
def draft(
    version: str | None, day: date | None, form: str, include_embargoed: bool, config_file: Path, as_of: date | None
) -> None:
    """Show the unreleased changes by type, breaking ones first, and which initiatives would become released.

    Without VERSION the one that comes next is suggested: by Semantic Versioning or by the calendar, as the releases
    so far. What is odd about it, and why it could not be cut, is said at the end. Nothing is written.
    """
    from site_builder.model.diagnostic import Severity
    from site_builder.pipeline import check
    from site_builder.report.release_draft import draft_release
    from site_builder.report.release_text import draft_markdown, draft_text

    inputs = open_handbook(config_file, as_of)
    checked = check(inputs)
    found = draft_release(
        checked.handbook,
        inputs.history.files,
        version or "",
        day or inputs.as_of,
        inputs.as_of,
        with_embargoed=include_embargoed,
    )
    for line in (draft_markdown if form == "markdown" else draft_text)(found):
        click.echo(line)
    if any(finding.severity is Severity.ERROR for finding in checked.diagnostics):
        click.echo(
            "opsbook: the handbook has errors, and records with errors are not in the draft; see opsbook check",
            err=True,
        )


command.add_command(cut)
