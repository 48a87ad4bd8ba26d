"""``opsbook publish``: the built site becomes a version of a tree, next to the earlier ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.exits import EnvironmentFault
from site_builder.cli.project import PlaceType, config_option, existing

if TYPE_CHECKING:
    from site_builder.load.settings import LoadedSettings
    from site_builder.model.settings import Audience
    from site_builder.publish.version_list import Versions


@click.command("publish", short_help="Add the built site to a tree of versions.")
@click.argument("version", required=False)
@click.option("--to", "tree", type=PlaceType(file_okay=False), help="The published tree.")
@click.option(
    "--alias",
    "aliases",
    metavar="NAME",
    multiple=True,
    help="A name that leads to this version from now on, such as latest; may be repeated.",
)
@click.option(
    "--audience",
    type=click.Choice(["internal", "public"]),
    help="Who the site has to be for.  [default: what mkdocs.yml says, or internal]",
)
@click.option(
    "--site-dir",
    "site",
    type=PlaceType(file_okay=False),
    help="The built site.  [default: site_dir of mkdocs.yml; of the public site, site-public]",
)
@click.option("--title", metavar="TEXT", help="What the version selector shows.  [default: the version]")
@click.option("--remove", metavar="VERSION", help="Take a version and its aliases out of the tree.")
@click.option("--retitle", nargs=2, metavar="VERSION TITLE", help="Give a version another title.")
@click.option("--list", "lists", is_flag=True, help="Print the versions of the tree.")
@click.option("--branch", metavar="NAME", help="Build the site and commit it to a branch of git, with mike.")
@click.option("--remote", metavar="NAME", default="", help="Where the branch is pushed to.  [default: nowhere]")
@config_option
def command(
    version: str | None,
    tree: Path | None,
    aliases: tuple[str, ...],
    audience: Audience | None,
    site: Path | None,
    title: str | None,
    remove: str | None,
    retitle: tuple[str, str] | None,
    lists: bool,
    branch: str | None,
    remote: str,
    config_file: Path,
) -> None:
    """Add the built site to a tree as VERSION, or put it in the place of the one of that name.

    The tree has a folder for each version, a folder of redirects for each alias, versions.json for Material's version
    selector (extra: {version: {provider: mike}} in mkdocs.yml) and a root page that leads to the latest. A kill at any
    moment leaves the old tree or the new one; the next publish tidies up. A tree is for one audience: an internal site
    never comes to stand beside a public one.

    With --branch it is a branch of git in place of a folder; mike, which has to be installed, builds the site and
    commits it.
    """
    if sum((version is not None, remove is not None, retitle is not None, lists)) != 1:
        raise click.UsageError("name one VERSION to publish, or use one of --remove, --retitle and --list")
    if version is None and (aliases or title):
        raise click.UsageError("--alias and --title go with a VERSION to publish")
    if branch is not None and version is not None and tree is None:
        if audience or site:
            raise click.UsageError("mkdocs.yml says what a --branch gets; --audience and --site-dir go with --to")
        _commit(existing(config_file), branch, remote, (version, title, aliases))
        return
    if tree is None or branch is not None or remote:
        raise click.UsageError("name the tree with --to DIRECTORY, or for a VERSION a --branch and maybe its --remote")
    from site_builder.publish import versions as published
    from site_builder.publish.version_list import read_versions

    if version is not None:
        configuration = _configuration(config_file)
        if configuration is not None:
            _check_place(tree, config_file, configuration)
        built, wanted = _asked_for(site, audience, config_file, configuration)
        found = _done(lambda: published.publish(built, tree, version, title, aliases, wanted))
        click.echo(f"published {version} in {tree}, {_count(found)}", err=True)
        missed = published.astray(tree, found)
        if missed:
            page = tree / "index.html"
            click.echo(f"opsbook: {page} is not of opsbook publish and stays; let it lead to {missed}/", err=True)
    elif remove is not None:
        found = _done(lambda: published.remove(tree, remove))
        click.echo(f"removed {remove} from {tree}, {_count(found)}", err=True)
    elif retitle is not None:
        name, text = retitle
        _done(lambda: published.retitle(tree, name, text))
        click.echo(f"{name} is called {text!r} in {tree}", err=True)
    else:
        for each in _done(lambda: read_versions(tree)):
            title = " ".join(each.title.split())
            click.echo("\t".join((each.version, title, ", ".join(each.aliases))).rstrip())


def _configuration(config_file: Path) -> LoadedSettings | None:
    """Return the configuration of the handbook; None where there is none here.

    Raises a usage error where it has errors: who its site is for may be among what could not be read.
    """
    if not config_file.is_file():
        return None
    from site_builder.kinds import all_kinds
    from site_builder.load.settings import load_settings
    from site_builder.load.work_tree import WorkTree
    from site_builder.model.diagnostic import Severity, worst

    configuration = load_settings(WorkTree(config_file.absolute().parent), config_file.name, kinds=all_kinds())
    if worst(configuration.diagnostics) is Severity.ERROR:
        raise click.UsageError(f"{config_file} has errors, which opsbook check names; nothing was changed")
    return configuration


def _asked_for(
    site: Path | None, audience: Audience | None, config_file: Path, configuration: LoadedSettings | None
) -> tuple[Path, Audience | None]:
    """Return the site to publish, and the audience that it has to be for; None where nobody says."""
    if configuration is None:
        return site or Path("site"), audience
    wanted = audience or configuration.settings.audience
    return site or config_file.parent / configuration.built_in(wanted), wanted


def _check_place(tree: Path, config_file: Path, configuration: LoadedSettings) -> None:
    """Raise a usage error where the tree would become part of the handbook."""
    from site_builder.pipeline.inputs import folders_needed
    from site_builder.publish.place import UnfitPlace, check_apart

    root = config_file.absolute().parent
    try:
        check_apart(tree, root, folders_needed(root, configuration))
    except UnfitPlace as problem:
        raise click.UsageError(f"{problem}; let --to name a folder elsewhere, nothing was written") from problem


def _commit(config_file: Path, branch: str, remote: str, version: tuple[str, str | None, tuple[str, ...]]) -> None:
    from site_builder.publish.branch import BranchTarget, publish_to_branch

    configuration = _configuration(config_file)
    audience = configuration.settings.audience if configuration else "internal"

    def act() -> Versions:
        publish_to_branch(BranchTarget(config_file, branch, remote, audience), *version)
        return ()

    _done(act)
    where = f"{branch}, pushed to {remote}" if remote else branch
    click.echo(f"published {version[0]} on {where}", err=True)


def _done(act: Callable[[], Versions]) -> Versions:
    from site_builder.load.source import SourceError
    from site_builder.publish.names import UnfitName
    from site_builder.publish.version_list import TreeFault

    try:
        return act()
    except UnfitName as problem:
        raise click.UsageError(f"{problem}; nothing was changed") from problem
    except (TreeFault, SourceError) as fault:
        raise EnvironmentFault(str(fault)) from fault


def _count(versions: Versions) -> str:
    return "which has 1 version now" if len(versions) == 1 else f"which has {len(versions)} versions now"
