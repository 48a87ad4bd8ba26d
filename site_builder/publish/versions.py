"""Publishing: a built site becomes a version of a tree, next to the earlier ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from site_builder.model.settings import Audience
from site_builder.publish.audience import INDEX, check_audience, check_beside, index_of
from site_builder.publish.lock import locked
from site_builder.publish.names import UnfitName, check_title
from site_builder.publish.redirects import MARK, alias_files, redirect
from site_builder.publish.site_files import site_files
from site_builder.publish.transaction import ROOT_PAGE, Transaction, begin, is_interrupted, make_home
from site_builder.publish.version_list import (
    FILE,
    TreeFault,
    Versions,
    default_target,
    find,
    read_versions,
    versions_json,
    with_version,
)


def publish(
    site: Path,
    tree: Path,
    name: str,
    title: str | None = None,
    aliases: Iterable[str] = (),
    audience: Audience | None = None,
) -> Versions:
    """Add a built site to a tree as a version, or put it in the place of one of that name; return the versions.

    The aliases lead to it from now on; those that it had stay. Raises UnfitName where the call is wrong, the site is
    for another audience than it has to be, or the tree has versions for another one; TreeFault where the tree cannot be
    read or written; then nothing is changed.
    """
    wanted = tuple(aliases)
    with_version((), name, title, wanted)
    _check_site(site, tree, name)
    _check_tree(tree)
    found = check_audience(site, audience)

    def change(transaction: Transaction, versions: Versions) -> Versions:
        check_beside(found, ((each.version, index_of(tree / each.version)) for each in versions))
        changed = with_version(versions, name, title, wanted)
        for each in (name, *find(changed, name).aliases):
            _check_place(tree, each, versions)
        transaction.place(name, site_files(site))
        for alias in find(changed, name).aliases:
            transaction.place(alias, alias_files(name, site))
        return changed

    return _changed(tree, change)


def remove(tree: Path, name: str) -> Versions:
    """Take a version and its aliases out of a tree; return the versions that stay. Raises as ``publish`` does."""

    def change(transaction: Transaction, versions: Versions) -> Versions:
        gone = find(versions, name)
        transaction.removed = (gone.version, *gone.aliases)
        return tuple(version for version in versions if version is not gone)

    return _changed(_existing(tree), change)


def retitle(tree: Path, name: str, title: str) -> Versions:
    """Give a version another title; return the versions. Raises as ``publish`` does."""
    check_title(title)

    def change(transaction: Transaction, versions: Versions) -> Versions:
        known = find(versions, name)
        return tuple(replace(version, title=title) if version is known else version for version in versions)

    return _changed(_existing(tree), change)


def astray(tree: Path, versions: Versions) -> str:
    """Return where the root of a tree ought to lead and does not, as its page is of somebody else; else nothing."""
    page, target = tree / ROOT_PAGE, default_target(versions)
    return target if _is_foreign(page) and target.encode() not in page.read_bytes() else ""


def _existing(tree: Path) -> Path:
    if not tree.is_dir():
        raise UnfitName(f"there is no folder {tree}")
    return tree


def _changed(tree: Path, change: Callable[[Transaction, Versions], Versions]) -> Versions:
    with _writing(tree) as transaction:
        versions = change(transaction, read_versions(tree))
        target = default_target(versions)
        if not _is_foreign(tree / ROOT_PAGE):
            transaction.write(ROOT_PAGE, redirect(f"{target}/" if target else FILE))
        transaction.write(FILE, versions_json(versions))
        transaction.commit()
        return versions


@contextmanager
def _writing(tree: Path) -> Iterator[Transaction]:
    """Hold the tree's lock around a change, and leave no traces of one that came to nothing."""
    try:
        tree.mkdir(parents=True, exist_ok=True)
        with locked(make_home(tree) / "lock", tree):
            transaction = begin(tree)
            try:
                yield transaction
            finally:
                transaction.abandon()
    except OSError as fault:
        end = "the next publish finishes what was begun" if is_interrupted(tree) else "the versions stay as they are"
        raise TreeFault(f"cannot write {fault.filename or tree}: {fault.strerror}; {end}") from fault


def _check_site(site: Path, tree: Path, name: str) -> None:
    if not (site / ROOT_PAGE).is_file():
        raise UnfitName(f"{site} is no built site, as it has no {ROOT_PAGE}; run opsbook build first")
    source, target = site.resolve(), tree.resolve()
    if target.is_relative_to(source):
        raise UnfitName(f"{tree} is inside of the site itself; name a folder elsewhere")
    if source.is_relative_to(target / name):
        raise UnfitName(f"{site} is where version {name} goes; build into another folder")


def _check_tree(tree: Path) -> None:
    """Raise UnfitName where another build, or a change of another tree, would take the versions away."""
    if (tree / INDEX).is_file():
        raise UnfitName(f"{tree} is a built site itself, and the next build of it would take the versions away")
    place = tree.resolve()
    for other in place.parents:
        try:
            versions = read_versions(other)
        except TreeFault:
            # Lists of other programs are called so, too.
            continue
        name = place.relative_to(other).parts[0]
        if any(name in (each.version, *each.aliases) for each in versions):
            raise UnfitName(f"{tree} is in {name}, a version of the tree {other}; name a folder elsewhere")


def _check_place(tree: Path, name: str, versions: Versions) -> None:
    """Raise UnfitName where something that nobody published has the name, in whatever case of letters."""
    known = {each for version in versions for each in (version.version, *version.aliases)}
    for entry in tree.iterdir():
        if entry.name.casefold() == name.casefold() and entry.name not in known:
            raise UnfitName(f"{entry} is there and is no version; take another name, or take it away")
        if entry.name == name and (entry.is_symlink() or not entry.is_dir()):
            raise UnfitName(f"{entry} is no folder (links are not followed); take it away")


def _is_foreign(page: Path) -> bool:
    """Whether a root page is there that publishing has not written."""
    try:
        return MARK.encode() not in page.read_bytes()
    except FileNotFoundError:
        return False
