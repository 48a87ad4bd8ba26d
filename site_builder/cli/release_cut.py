"""``opsbook release cut``: the unreleased changes become a release, all or nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from site_builder.cli.editing import Plan, carry_out, dry_run_option, names_of, require_free
from site_builder.cli.exits import FINDINGS, EnvironmentFault
from site_builder.cli.project import DayType, as_of_option, config_option, open_handbook
from site_builder.model.quick import dataclass

if TYPE_CHECKING:
    from site_builder.edit.release_edits import PlannedEdit
    from site_builder.edit.release_plan import ReleasePlan, Wish
    from site_builder.link.handbook import Handbook
    from site_builder.pipeline import Checked, Inputs


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen on the command line, beside the version."""

    day: date | None
    title: str
    owner: str
    highlights: tuple[str, ...]
    initiatives: tuple[str, ...]
    keep_initiatives: bool
    include_embargoed: bool
    out_of_order: bool
    empty: bool
    allow_dirty: bool

    def wish(self, version: str, as_of: date) -> Wish:
        """Return the release that is asked for. Raises a usage error where the choices contradict each other."""
        from site_builder.edit.release_plan import Wish

        if self.keep_initiatives and self.initiatives:
            raise click.UsageError("--initiative and --keep-initiatives cannot both be given")
        initiatives = () if self.keep_initiatives else self.initiatives or None
        return Wish(version, self.day or as_of, self.include_embargoed, initiatives)


@click.command("cut", short_help="Make a release of the unreleased changes.")
@click.argument("version")
@click.option("--date", "day", type=DayType(), default=None, help="The day of the release.  [default: today]")
@click.option("--title", default="", help="Its title.  [default: that of the latest release, with the new version]")
@click.option("--owner", default="", help="Who answers for it.  [default: the owner of the latest release]")
@click.option("--highlight", "highlights", metavar="ID", multiple=True, help="A change that leads the notes.")
@click.option(
    "--initiative",
    "initiatives",
    metavar="ID",
    multiple=True,
    help="An initiative that becomes released, instead of those in progress that the changes name.",
)
@click.option("--keep-initiatives", is_flag=True, help="Leave all initiatives as they are.")
@click.option("--include-embargoed", is_flag=True, help="Take in changes that are under embargo after that day.")
@click.option("--out-of-order", is_flag=True, help="Allow a version or day before those of the latest release.")
@click.option("--empty", is_flag=True, help="Allow a release without a change.")
@click.option("--allow-dirty", is_flag=True, help="Allow records with changes that are not committed.")
@dry_run_option
@config_option
@as_of_option
def cut(version: str, dry_run: bool, config_file: Path, as_of: date | None, **chosen: Any) -> None:
    """Write the release VERSION, put it into every unreleased change, and release the initiatives that it brings.

    Changes under embargo after that day stay unreleased. A planned release of that version becomes the released one.
    Comments, order and everything else in the files stay as they are; all is written or nothing.
    """
    from site_builder.edit.document import CannotEdit
    from site_builder.edit.release_edits import release_edits, release_words
    from site_builder.edit.release_plan import plan_release
    from site_builder.edit.release_problems import problem_of_highlights, problems_of_wish
    from site_builder.pipeline import check

    choices = Choices(**chosen)
    inputs = open_handbook(config_file, as_of)
    wish = choices.wish(version, inputs.as_of)
    checked = check(inputs)
    _refuse_first(problems_of_wish(checked.handbook, wish, inputs.as_of, out_of_order=choices.out_of_order))
    path = _free_path(inputs, checked.handbook, version)
    _require_no_errors(checked)
    plan = plan_release(checked.handbook, wish)
    _require_changes(plan, choices)
    _refuse_first([problem_of_highlights(plan, choices.highlights)])
    words = release_words(checked.handbook, plan, choices.title, choices.owner, choices.highlights)
    if not words.owner and plan.planned is None:
        raise click.UsageError("there is no release and no change to take the owner from; name one with --owner")
    if not dry_run and not choices.allow_dirty:
        _require_clean(inputs)
    try:
        edits = release_edits(inputs.source, plan, words, path)
    except CannotEdit as stop:
        _refuse(f"{stop}; nothing was written")
    carry_out(_plan(inputs, edits), lambda: _report(plan, edits), dry_run=dry_run)


def _refuse(sentence: str) -> NoReturn:
    click.echo(f"opsbook: {sentence}", err=True)
    sys.exit(FINDINGS)


def _refuse_first(problems: Iterable[str]) -> None:
    problem = next(filter(None, problems), "")
    if problem:
        raise click.UsageError(problem)


def _free_path(inputs: Inputs, handbook: Handbook, version: str) -> str:
    """Return the path of the release's record. Raises a usage error where something else is there already."""
    from site_builder.kinds.release import RELEASE
    from site_builder.load.names import RecordFile
    from site_builder.pipeline import kind_folders

    path = f"{kind_folders(inputs.configuration)[RELEASE.name]}/{version}.yml"
    if handbook.find(RELEASE, version) is None:
        require_free(inputs, names_of(inputs), RecordFile(path, RELEASE.name, version))
    return path


def _require_no_errors(checked: Checked) -> None:
    from site_builder.model.diagnostic import Severity

    count = sum(found.severity is Severity.ERROR for found in checked.diagnostics)
    if count:
        noun = "an error" if count == 1 else f"{count:,} errors"
        _refuse(f"the handbook has {noun}, which opsbook check shows; nothing was written")


def _require_changes(plan: ReleasePlan, choices: Choices) -> None:
    if plan.all_changes or choices.empty:
        return
    count = len(plan.embargoed)
    noun = "change is" if count == 1 else "changes are"
    but = f" but {count:,} {noun} under embargo (--include-embargoed takes them in)" if count else ""
    _refuse(f"there are no unreleased changes{but}; --empty makes a release without any; nothing was written")


def _require_clean(inputs: Inputs) -> None:
    from site_builder.load.source import SourceError
    from site_builder.load.touched_files import uncommitted
    from site_builder.pipeline import kind_folders

    if inputs.root is None:
        return
    folders = kind_folders(inputs.configuration)
    try:
        changed = uncommitted(inputs.root, [folders[kind] for kind in ("release", "change", "initiative")])
    except SourceError as fault:
        raise EnvironmentFault(
            f"whether everything is committed cannot be said: {fault}; mend that, or give --allow-dirty; "
            "nothing was written"
        ) from fault
    if changed:
        more = f" and {len(changed) - 1:,} more" if len(changed) > 1 else ""
        _refuse(
            f"{changed[0]}{more} is not committed; commit first, so that the release can be reviewed and taken back, "
            "or give --allow-dirty; nothing was written"
        )


def _plan(inputs: Inputs, edits: list[PlannedEdit]) -> Plan:
    diffs = [
        (None if planned.old is None else planned.edit.path, planned.edit.path, planned.old or b"", planned.edit.new)
        for planned in edits
        if planned.edit.new is not None
    ]
    return Plan(inputs, [planned.edit for planned in edits if planned.edit.new != planned.old], diffs)


def _report(plan: ReleasePlan, edits: list[PlannedEdit]) -> None:
    from site_builder.views.wording import count_words

    count = count_words(len(plan.all_changes), "change")
    click.echo(f"released {plan.version} on {plan.day}: {count}")
    for planned in edits:
        click.echo(f"  {planned.edit.path}")
    for record in plan.initiatives:
        click.echo(f"initiative {record.id}: {record.fields.status} → released")
    for left in plan.left:
        click.echo(f"initiative {left.initiative.id} stays as it is: {left.reason}")
    for change in plan.embargoed:
        click.echo(f"change {change.id} stays unreleased: it is under embargo until {change.fields.publish_on}")
