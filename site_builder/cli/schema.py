"""``opsbook schema``: JSON Schema of the kinds, and settings of editors that use it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from site_builder.cli.editing import kind_named
from site_builder.cli.exits import FINDINGS, EnvironmentFault
from site_builder.cli.project import PlaceType, config_option, existing

if TYPE_CHECKING:
    from site_builder.load.settings import LoadedSettings


@click.command("schema", short_help="Print or write the JSON Schema of the kinds.")
@click.argument("kind", required=False)
@click.option("--write", type=PlaceType(file_okay=False), help="Write <kind>.schema.json files to a folder.")
@click.option(
    "--editor",
    type=click.Choice(["vscode"]),
    help="With --write: make the editor use them, in .vscode/settings.json beside mkdocs.yml.",
)
@config_option
def command(kind: str | None, write: Path | None, editor: str | None, config_file: Path) -> None:
    """Print the JSON Schema (2020-12) of KIND, or of all kinds as one object.

    With --editor the schemas hold the handbook's own fields too, and the editor's settings say which folders they are
    for. What stands in the settings already is kept. Editors check YAML files; the front matter of Markdown files is
    checked by opsbook check alone.
    """
    from site_builder.kinds import all_kinds
    from site_builder.load.text import UNWRITABLE
    from site_builder.validate.schema import schema_of

    wanted = [kind_named(kind)] if kind is not None else list(all_kinds().values())
    if write is None:
        if editor is not None:
            raise click.UsageError("--editor needs --write DIRECTORY, where the schemas are to be")
        schemas = {found.name: schema_of(found) for found in wanted}
        click.echo(json.dumps(schemas[kind] if kind else schemas, indent=2, ensure_ascii=False))
        return
    if editor is None:
        _write_schemas(write, {found.name: schema_of(found) for found in wanted})
        return
    root = existing(config_file).parent
    configuration = _configuration(config_file)
    custom = configuration.settings.custom
    if not write.resolve().is_relative_to(root.resolve()):
        raise click.UsageError(f"{write} is outside {root}; settings name schemas by their path in the handbook")
    if UNWRITABLE.search(str(write.resolve().relative_to(root.resolve()))):
        raise click.UsageError(f"{str(write)!r} is no text that settings could hold; name a folder in UTF-8")
    _write_schemas(write, {found.name: schema_of(found, custom.get(found.name)) for found in wanted})
    _write_settings(root, write, [found.name for found in wanted], configuration)


def _configuration(config_file: Path) -> LoadedSettings:
    from site_builder.kinds import all_kinds
    from site_builder.load.settings import load_settings
    from site_builder.load.source import SourceError
    from site_builder.load.work_tree import WorkTree

    try:
        return load_settings(WorkTree(config_file.absolute().parent), config_file.name, kinds=all_kinds())
    except SourceError as fault:
        raise EnvironmentFault(str(fault)) from fault


def _write_schemas(folder: Path, schemas: Mapping[str, Mapping[str, Any]]) -> None:
    from site_builder.edit.whole_files import write_whole

    texts = {name: json.dumps(schema, indent=2, ensure_ascii=False) + "\n" for name, schema in schemas.items()}
    try:
        write_whole({folder / f"{name}.schema.json": text.encode() for name, text in texts.items()})
    except OSError as fault:
        raise EnvironmentFault(f"cannot write {fault.filename or folder}: {fault.strerror}") from fault
    click.echo(f"{len(schemas)} schema{'' if len(schemas) == 1 else 's'} written to {folder}", err=True)


def _write_settings(root: Path, folder: Path, kinds: Iterable[str], configuration: LoadedSettings) -> None:
    from site_builder.edit.editor_settings import VSCODE_FILE, CannotMerge, as_text, merged, schema_settings
    from site_builder.edit.whole_files import write_whole
    from site_builder.load.work_tree import WorkTree
    from site_builder.pipeline import kind_folders

    inside = folder.resolve().relative_to(root.resolve()).as_posix()
    paths = {kind: f"{inside}/{kind}.schema.json".removeprefix("./") for kind in kinds}
    settings = schema_settings(paths, kind_folders(configuration))
    problem = WorkTree(root).problem_of(VSCODE_FILE)
    if problem:
        raise EnvironmentFault(f"cannot write {VSCODE_FILE}: it {problem}")
    target = root / VSCODE_FILE
    try:
        old = target.read_bytes() if target.exists() else None
        new = as_text(settings).encode() if old is None else merged(old, settings)
        if new != old:
            write_whole({target: new})
    except CannotMerge as stop:
        click.echo(as_text(settings), nl=False)
        click.echo(f"opsbook: {VSCODE_FILE} stays as it is, for {stop}; add what is printed above", err=True)
        sys.exit(FINDINGS)
    except OSError as fault:
        raise EnvironmentFault(f"cannot write {target}: {fault.strerror}") from fault
    said = "is up to date" if new == old else "uses them"
    click.echo(f"{VSCODE_FILE} {said}; the front matter of Markdown files is checked by opsbook check alone", err=True)
