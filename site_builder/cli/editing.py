"""What the commands that edit records share: names are understood, edits are checked, shown and written."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from site_builder.cli.check import line_reader, style_of
from site_builder.cli.exits import FINDINGS, EnvironmentFault
from site_builder.cli.project import open_handbook
from site_builder.model.quick import dataclass

if TYPE_CHECKING:
    from site_builder.edit.file_edit import FileEdit
    from site_builder.edit.mentions import Renaming
    from site_builder.load.names import Named, RecordFile
    from site_builder.load.source import Source
    from site_builder.model.diagnostic import Diagnostic
    from site_builder.model.kind import Kind
    from site_builder.pipeline import Inputs

C = TypeVar("C", bound=Callable[..., Any])


def dry_run_option(command: C) -> C:
    """Add ``--dry-run``: show the edits and write nothing."""
    return click.option("--dry-run", is_flag=True, help="Print what would change as a diff, and write nothing.")(
        command
    )


def open_to_edit(config_file: Path, as_of: date | None) -> Inputs:
    """Return the inputs of a handbook whose records are to be written.

    Where its configuration has errors these are printed and the exit code is 1: records would be sought and written in
    the wrong folders.
    """
    from site_builder.model.diagnostic import Severity

    inputs = open_handbook(config_file, as_of)
    _refuse([found for found in inputs.configuration.diagnostics if found.severity is Severity.ERROR], inputs.source)
    return inputs


def _refuse(errors: Sequence[Diagnostic], source: Source) -> None:
    """Print errors and end with 1, where there are any."""
    from site_builder.report.text import text_report

    if errors:
        for line in text_report(errors, line_reader(source), style_of(err=True)):
            click.echo(line, err=True)
        click.echo("opsbook: nothing was written", err=True)
        sys.exit(FINDINGS)


def kind_named(name: str) -> Kind[Any]:
    """Return the kind of that name; another name is a usage error."""
    from site_builder.kinds import all_kinds
    from site_builder.model.suggest import did_you_mean

    kinds = all_kinds()
    if name not in kinds:
        hint = did_you_mean(name, kinds) or f"kinds are {', '.join(kinds)}"
        raise click.UsageError(f"there is no kind {name!r}; {hint}")
    return kinds[name]


def require_id(text: str) -> None:
    """Raise a usage error where a text cannot be the id of a record."""
    from site_builder.load.names import better_id
    from site_builder.model.reference import is_id

    if not is_id(text):
        better = better_id(text)
        raise click.UsageError(
            f"{text!r} is no id: 1 to 64 lower case letters, digits, dots and hyphens, not starting with a sign"
            + (f"; write it as {better}, for instance" if better else "")
        )


def names_of(inputs: Inputs) -> Named:
    """Return which files of a handbook are records, and which are prose."""
    from site_builder.load.records import named_files
    from site_builder.pipeline import kind_folders

    return named_files(inputs.source, kind_folders(inputs.configuration), inputs.configuration.docs_dir)


def record_named(inputs: Inputs, named: Named, kind: str, record_id: str) -> RecordFile:
    """Return the file of a record; another id, or a file that is a link, is a usage error."""
    from site_builder.model.suggest import did_you_mean

    files = {file.id: file for file in named.records if file.kind == kind}
    if record_id not in files:
        _refuse_links(inputs, kind, record_id)
        hint = did_you_mean(record_id, files) or f"create it with: opsbook new {kind} {record_id}"
        raise click.UsageError(f"there is no {kind} {record_id!r}; {hint}")
    return files[record_id]


def _refuse_links(inputs: Inputs, kind: str, record_id: str) -> None:
    """Raise a usage error where the record's file, or the folder of its kind, is a link and so is not read."""
    from site_builder.load.names import RecordNames
    from site_builder.load.source import NOT_FOLLOWED
    from site_builder.pipeline import kind_folders

    folders = kind_folders(inputs.configuration)
    names = RecordNames(folders)
    for found in inputs.source.files(folders[kind]):
        record = names.of(found.path) if found.is_link else None
        is_folder = found.is_link and f"{folders[kind]}/".startswith(f"{found.path}/")
        if is_folder or (record is not None and (record.kind, record.id) == (kind, record_id)):
            problem, what = inputs.source.problem_of(found.path), "folder" if is_folder else "file"
            raise click.UsageError(f"{found.path} {problem}, {NOT_FOLLOWED}; put the {what} itself there")


def require_free(inputs: Inputs, named: Named, file: RecordFile, itself: str = "") -> None:
    """Raise a usage error where a record may not have that name: reserved, taken, or an earlier one of another.

    ``itself`` is the id that it has now, if it is there already.
    """
    from site_builder.load.names import sort_by_name
    from site_builder.pipeline import kind_folders

    other = next((record for record in named.records if record.reference == file.reference), None)
    if other is not None:
        raise click.UsageError(f"the {file.kind} {file.id!r} is there already: {other.path}")
    _refuse_links(inputs, file.kind, file.id)
    here = [found.path for found in inputs.source.files(kind_folders(inputs.configuration)[file.kind])]
    folders, docs_dir = kind_folders(inputs.configuration), inputs.configuration.docs_dir.strip("/")
    before = sort_by_name(here, folders, docs_dir).diagnostics
    brought = [
        found for found in sort_by_name([*here, file.path], folders, docs_dir).diagnostics if found not in before
    ]
    if brought:
        found = brought[0]
        others = {found.span.path, *(item.span.path for item in found.related)} - {file.path}
        said = f"the {file.kind} {file.id!r} is there already: {min(others)}" if others else found.message
        raise click.UsageError(said)
    if inputs.source.exists(file.path):
        raise click.UsageError(f"there is a file {file.path} already")
    _require_not_former(inputs, named, file, itself)


def _require_not_former(inputs: Inputs, named: Named, file: RecordFile, itself: str) -> None:
    from site_builder.edit.rename import former_ids
    from site_builder.load.one_record import read_record

    for record in named.records:
        if record.kind == file.kind and record.id != itself:
            data = inputs.source.read(record.path)
            read = read_record(data, record).record if file.id.encode() in data and b"formerly" in data else None
            if read and file.id in former_ids(read.values):
                raise click.UsageError(
                    f"{file.id!r} is an earlier id of the {file.kind} {record.id!r}, and its old address leads there"
                )


@dataclass(frozen=True, slots=True)
class Plan:
    """Edits of a handbook, and the diff of each file: old path, new path, old bytes, new bytes."""

    inputs: Inputs
    edits: Sequence[FileEdit]
    diffs: Sequence[tuple[str | None, str | None, bytes, bytes]]


def carry_out(plan: Plan, report: Callable[[], None], *, dry_run: bool, renaming: Renaming | None = None) -> None:
    """Check edits, then show them or write them all and call ``report``.

    Where they would bring errors these are printed, nothing is written, and the exit code is 1.
    """
    from site_builder.edit.unified_diff import unified_diff
    from site_builder.pipeline.edited import edited, errors_brought

    _refuse(errors_brought(plan.inputs, plan.edits, renaming), edited(plan.inputs, plan.edits).source)
    if dry_run:
        for diff in plan.diffs:
            for line in unified_diff(*diff):
                click.echo(line)
        return
    write_edits(plan.inputs.root, plan.edits)
    report()


def write_edits(root: Path | None, edits: Sequence[FileEdit]) -> None:
    """Write edits of the handbook in a folder, all or none. Raises EnvironmentFault where they cannot be written."""
    from site_builder.edit.apply import ChangedMeanwhile, apply
    from site_builder.edit.journal import NotMended

    if root is None:
        raise EnvironmentFault("a revision cannot be edited")
    try:
        apply(root, edits)
    except (ChangedMeanwhile, NotMended) as stop:
        raise EnvironmentFault(str(stop)) from stop
    except OSError as fault:
        place = os.path.relpath(fault.filename, root) if fault.filename else str(root)
        raise EnvironmentFault(f"cannot write {place}: {fault.strerror}; nothing was changed") from fault
