"""``opsbook init``: a new handbook that builds at once."""

from __future__ import annotations

import os
import shlex
import shutil
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from pathlib import Path

import click

from site_builder.cli.exits import EnvironmentFault
from site_builder.cli.integrations import write_integrations
from site_builder.cli.project import PlaceType

STARTER_PARTS = ("content", "roadmap", "feedback", "mkdocs.yml")

_EMPTY_CONFIG = """\
site_name: Product operations
# site_description: How we plan, ship, listen and learn.
docs_dir: content
site_dir: site
# Where "edit this record" leads; the path of the file is added. Forms propose new files there.
# edit_uri: https://git.example.org/handbook/edit/main/content/

theme:
  name: material
  font: false
  features:
    - navigation.tabs
    - navigation.indexes
    - search.highlight
  palette:
    - media: "(prefers-color-scheme: light)"
      scheme: default
      primary: indigo
      toggle:
        icon: material/weather-night
        name: Switch to the dark scheme
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      primary: indigo
      toggle:
        icon: material/weather-sunny
        name: Switch to the light scheme

plugins:
  - search
  - opsbook
  # With options, "- opsbook:" and these below it:
  #     components: [scheduler, billing]
  #     policies:
  #       launch_gates: {1: [product, docs, support], 2: [product, docs], 3: [product]}

markdown_extensions:
  - admonition
  - attr_list
  - tables
  - toc:
      permalink: true
"""

_EMPTY_INDEX = """\
# Product operations

This handbook is a git repository of YAML and Markdown. Begin with who answers for its records,

    opsbook new role product-ops-lead

look at every record with `opsbook serve`, and review every change as a pull request.
"""

_IGNORED = "/site/\n/site-public/\n/.opsbook/\n/.venv/\n"


@click.command("init", short_help="Make a new handbook that builds at once.")
@click.argument("directory", type=PlaceType())
@click.option("--empty", is_flag=True, help="Only the configuration and a first page, instead of an example company.")
@click.option("--history", is_flag=True, help="Commit the example with two years of its past, to show what git knows.")
def command(directory: Path, empty: bool, history: bool) -> None:
    """Make a handbook in DIRECTORY: a believable company to learn from and change, or an empty one.

    DIRECTORY must not exist, or be empty (a .git folder may be there).
    """
    if empty and history:
        raise click.UsageError("an empty handbook has no past; leave out --empty or --history")
    present = sorted(entry.name for entry in directory.iterdir()) if directory.is_dir() else []
    if history and ".git" in present:
        raise click.UsageError(f"{directory} is a repository already; its history is its own, nothing was written")
    if (directory.exists() and not directory.is_dir()) or set(present) - {".git"}:
        raise click.UsageError(f"{directory} is not empty; name a new folder, nothing was written")
    new = [folder for folder in (directory, *directory.parents) if not folder.exists()]
    try:
        with ExitStack() as undo:
            undo.callback(_take_away, new)
            directory.mkdir(parents=True, exist_ok=True)
            _make_handbook(directory, empty)
            undo.pop_all()
        if history:
            _commit_history(directory)
    except OSError as fault:
        raise EnvironmentFault(f"cannot write to {directory}: {fault.strerror or fault}") from fault
    click.echo(
        f"A new handbook is in {directory}. Next:\n\n  cd {_as_typed(directory)}\n  opsbook serve\n\n"
        "README.md leads through the first hour."
        + ("" if empty else " The handbook is an example; the README says how to make it yours.")
    )


def _make_handbook(directory: Path, empty: bool) -> None:
    """Write a handbook into a folder once it is whole beside. Raises OSError."""
    with tempfile.TemporaryDirectory(prefix=".opsbook-init-", dir=directory) as staging:
        made = Path(staging)
        _write_empty(made) if empty else _copy_starter(made)
        (made / ".gitignore").write_text(_IGNORED, encoding="utf-8", newline="\n")
        write_integrations(made)
        for entry in sorted(made.iterdir()):
            entry.replace(directory / entry.name)


def _take_away(folders: Iterable[Path]) -> None:
    """Take folders away again that hold nothing, the innermost first."""
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()


def _as_typed(directory: Path) -> str:
    """A folder as a shell takes it: what begins with a hyphen would be an option."""
    name = str(directory)
    return shlex.quote(f"./{name}" if name.startswith("-") else name)


def _commit_history(directory: Path) -> None:
    """Commit the example's past into a new repository."""
    from site_builder.example.history import example_history
    from site_builder.example.replay import commit_example
    from site_builder.load.settings import load_settings
    from site_builder.load.source import SourceError
    from site_builder.load.work_tree import WorkTree

    settings = load_settings(WorkTree(directory)).settings
    history = example_history()
    try:
        commit_example(directory, history, settings.as_of or history.began)
    except SourceError as fault:
        raise EnvironmentFault(f"the handbook is there, its past is not: {fault}") from fault


def starter_folder() -> Path:
    """Return the folder of the starter handbook: inside the package, or the checkout that the package runs from.

    Raises EnvironmentFault where neither is there.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "starter", package.parent):
        if all((folder / part).exists() for part in STARTER_PARTS):
            return folder
    raise EnvironmentFault("the starter handbook is missing from this installation; use --empty, or install again")


def _copy_starter(target: Path) -> None:
    source = starter_folder()
    for part in STARTER_PARTS:
        origin = source / part
        if origin.is_dir():
            _copy_folder(origin, target / part)
        else:
            shutil.copyfile(origin, target / part)


def _copy_folder(origin: Path, target: Path) -> None:
    """Copy a folder. Raises OSError at the first file that fails; copytree would collect what hundreds of them met."""
    for folder, names, files in os.walk(origin):
        names[:] = [name for name in names if name != "__pycache__" and not name.startswith(".")]
        copy = target / Path(folder).relative_to(origin)
        copy.mkdir()
        for name in files:
            if not name.startswith("."):
                shutil.copy2(Path(folder, name), copy / name)


def _write_empty(target: Path) -> None:
    (target / "mkdocs.yml").write_text(_EMPTY_CONFIG, encoding="utf-8", newline="\n")
    (target / "content").mkdir()
    (target / "content" / "index.md").write_text(_EMPTY_INDEX, encoding="utf-8", newline="\n")
