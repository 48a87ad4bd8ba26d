"""``opsbook init``: a new handbook that builds at once."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import click

from site_builder.cli.exits import EnvironmentFault
from site_builder.cli.integrations import write_integrations

STARTER_PARTS = ("content", "roadmap", "feedback", "mkdocs.yml")

_EMPTY_CONFIG = """\
site_name: Product operations
docs_dir: content
site_dir: site

theme:
  name: material
  font: false
  features:
    - navigation.tabs
    - navigation.indexes
    - search.highlight

plugins:
  - search
  - opsbook

markdown_extensions:
  - admonition
  - attr_list
  - tables
  - toc:
      permalink: true
"""

_EMPTY_INDEX = """\
# Product operations

This handbook is a git repository of YAML and Markdown. Write your first records with

    opsbook new role product-ops-lead
    opsbook new initiative my-first-initiative

then look at them with `opsbook serve`, and review every change as a pull request.
"""

_IGNORED = "/site/\n/site-public/\n/.opsbook/\n/.venv/\n"


@click.command("init", short_help="Make a new handbook that builds at once.")
@click.argument("directory", type=click.Path(path_type=Path))
@click.option("--empty", is_flag=True, help="Only the configuration and a first page, instead of an example company.")
def command(directory: Path, empty: bool) -> None:
    """Make a handbook in DIRECTORY: a believable company to learn from and change, or an empty one.

    DIRECTORY must not exist, or be empty (a .git folder may be there).
    """
    present = sorted(entry.name for entry in directory.iterdir()) if directory.is_dir() else []
    if (directory.exists() and not directory.is_dir()) or set(present) - {".git"}:
        raise click.UsageError(f"{directory} is not empty; name a new folder, nothing was written")
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".opsbook-init-", dir=directory) as staging:
            made = Path(staging)
            _write_empty(made) if empty else _copy_starter(made)
            (made / ".gitignore").write_text(_IGNORED, encoding="utf-8", newline="\n")
            write_integrations(made)
            for entry in sorted(made.iterdir()):
                entry.replace(directory / entry.name)
    except OSError as fault:
        raise EnvironmentFault(f"cannot write to {directory}: {fault.strerror or fault}") from fault
    click.echo(f"A new handbook is in {directory}. Next:\n\n  cd {directory}\n  opsbook check\n  opsbook serve")


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
            shutil.copytree(origin, target / part, ignore=shutil.ignore_patterns("__pycache__", ".*"))
        else:
            shutil.copyfile(origin, target / part)


def _write_empty(target: Path) -> None:
    (target / "mkdocs.yml").write_text(_EMPTY_CONFIG, encoding="utf-8", newline="\n")
    (target / "content").mkdir()
    (target / "content" / "index.md").write_text(_EMPTY_INDEX, encoding="utf-8", newline="\n")
