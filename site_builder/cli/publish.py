"""``opsbook publish``: the built site becomes a version of a tree, next to the earlier ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.exits import EnvironmentFault

if TYPE_CHECKING:
    from site_builder.publish.version_list import Versions


@click.command("publish", short_help="Add the built site to a tree of versions.")
@click.argument("version", required=False)
@click.option(
    "--to", "tree", type=click.Path(path_type=Path, file_okay=False), required=True, help="The published tree."
)
@click.option(
    "--alias",
    "aliases",
    metavar="NAME",
    multiple=True,
    help="A name that leads to this version from now on, such as latest; may be repeated.",
)
@click.option(
    "--site-dir",
    "site",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("site"),
    help="The built site.  [default: site]",
)
@click.option("--title", metavar="TEXT", help="What the version selector shows.  [default: the version]")
@click.option("--remove", metavar="VERSION", help="Take a version and its aliases out of the tree.")
@click.option("--retitle", nargs=2, metavar="VERSION TITLE", help="Give a version another title.")
@click.option("--list", "lists", is_flag=True, help="Print the versions of the tree.")
def command(
    version: str | None,
    tree: Path,
    aliases: tuple[str, ...],
    site: Path,
    title: str | None,
    remove: str | None,
    retitle: tuple[str, str] | None,
    lists: bool,
) -> None:
    """Add the built site to a tree as VERSION, or put it in the place of the one of that name.

    The tree has a folder for each version, a folder of redirects for each alias, versions.json for Material's version
    selector (extra: {version: {provider: mike}} in mkdocs.yml) and a root page that leads to the latest. A kill at any
    moment leaves the old tree or the new one; the next publish tidies up.
    """
    if sum((version is not None, remove is not None, retitle is not None, lists)) != 1:
        raise click.UsageError("name one VERSION to publish, or use one of --remove, --retitle and --list")
    if version is None and (aliases or title):
        raise click.UsageError("--alias and --title go with a VERSION to publish")
    from site_builder.publish import versions as published
    from site_builder.publish.version_list import read_versions

    if version is not None:
        found = _done(lambda: published.publish(site, tree, version, title, aliases))
        click.echo(f"published {version} in {tree}, {_count(found)}", err=True)
    elif remove is not None:
        found = _done(lambda: published.remove(tree, remove))
        click.echo(f"removed {remove} from {tree}, {_count(found)}", err=True)
    elif retitle is not None:
        name, text = retitle
        _done(lambda: published.retitle(tree, name, text))
        click.echo(f"{name} is called {text!r} in {tree}", err=True)
    else:
        for each in _done(lambda: read_versions(tree)):
            click.echo("\t".join((each.version, each.title, ", ".join(each.aliases))).rstrip())


def _done(act: Callable[[], Versions]) -> Versions:
    from site_builder.publish.names import UnfitName
    from site_builder.publish.version_list import TreeFault

    try:
        return act()
    except UnfitName as problem:
        raise click.UsageError(f"{problem}; nothing was changed") from problem
    except TreeFault as fault:
        raise EnvironmentFault(str(fault)) from fault


def _count(versions: Versions) -> str:
    return "which has 1 version now" if len(versions) == 1 else f"which has {len(versions)} versions now"
