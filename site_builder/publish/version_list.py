"""The versions of a published tree, as ``versions.json`` lists them for Material's version selector."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from pathlib import Path
from typing import Any, Final

from site_builder.model.quick import dataclass
from site_builder.publish.names import UnfitName, check_distinct, check_name, check_title
from site_builder.views.versions import version_key

FILE: Final = "versions.json"
DEFAULT_ALIAS: Final = "latest"
_MOST_BYTES: Final = 4 * 1024 * 1024


class TreeFault(Exception):
    """The published tree cannot be read or written. The message is for people."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the site: the folder it is in, what it is called, the aliases that lead to it.

    ``more`` is what other programs have noted beside; it is kept.
    """

    version: str
    title: str
    aliases: tuple[str, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)


Versions = tuple[Version, ...]


def read_versions(tree: Path) -> Versions:
    """Return the versions of a tree in the order of its list; none where there is no list.

    Raises TreeFault where the list is not one: nobody guesses what it might have meant.
    """
    path = tree / FILE
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        return ()
    except OSError as fault:
        raise TreeFault(f"{path} cannot be read: {fault.strerror}") from fault
    return versions_of(data, str(path))


def versions_of(data: bytes, named: str) -> Versions:
    """Return the versions that a list names, in its order. Raises TreeFault where it is none, by what it is named."""
    try:
        if len(data) > _MOST_BYTES:
            raise ValueError("it is too large")
        entries = json.loads(data)
        if not isinstance(entries, list):
            raise TypeError("it is no list")
        versions = tuple(map(_version, entries))
        _check(versions)
        # It has to be written again: half a character, which JSON can have, is a ValueError.
        versions_json(versions)
    except (ValueError, TypeError, KeyError, RecursionError, AttributeError) as fault:
        raise TreeFault(f"{named} is no list of versions ({fault}); mend it, or take it away to begin anew") from fault
    return versions


def _version(entry: dict[str, Any]) -> Version:
    more = {name: value for name, value in entry.items() if name not in ("version", "title", "aliases")}
    aliases = tuple(check_name(alias) for alias in entry.get("aliases", ()))
    return Version(check_name(entry["version"]), str(entry.get("title", entry["version"])), aliases, more)


def _check(versions: Versions) -> None:
    names = [name for version in versions for name in (version.version, *version.aliases)]
    if len({name.casefold() for name in names}) < len(names):
        raise UnfitName("a name stands there twice")


def versions_json(versions: Iterable[Version]) -> bytes:
    """Return the list as a file."""
    entries = [
        {"version": version.version, "title": version.title, "aliases": list(version.aliases), **version.more}
        for version in versions
    ]
    return (json.dumps(entries, indent=2, ensure_ascii=False) + "\n").encode()


def find(versions: Versions, name: str) -> Version:
    """Return a version by its name. Raises UnfitName where there is none of that name."""
    found = next((version for version in versions if version.version == name), None)
    if found is not None:
        return found
    leads_to = next((version.version for version in versions if name in version.aliases), None)
    if leads_to is not None:
        raise UnfitName(f"{name!r} is an alias of {leads_to!r}; name the version itself")
    listed = ", ".join(version.version for version in versions)
    raise UnfitName(f"there is no version {name!r}" + (f"; there are {listed}" if listed else ", nor any other"))


def with_version(versions: Versions, name: str, title: str | None, aliases: Iterable[str]) -> Versions:
    """Return the list with a version added or published again, the newest first; the aliases now lead to it.

    A version that is there keeps its title unless another is given, and its aliases. Raises UnfitName where a name is
    unfit, or is taken by a version or an alias.
    """
    check_name(name)
    if title:
        check_title(title)
    wanted = tuple(dict.fromkeys(map(check_name, aliases)))
    taken = [other for version in versions for other in (version.version, *version.aliases)]
    for each in (name, *wanted):
        check_distinct(each, (*taken, name, *wanted))
    for version in versions:
        if name in version.aliases:
            raise UnfitName(f"{name!r} is an alias of {version.version!r}, and can be no version")
        if version.version in wanted:
            raise UnfitName(f"{version.version!r} is a version, and can be no alias")
    if name in wanted:
        raise UnfitName(f"{name!r} can be no alias of itself")
    known = next((version for version in versions if version.version == name), Version(name, name))
    others = [
        replace(version, aliases=tuple(alias for alias in version.aliases if alias not in wanted))
        for version in versions
        if version.version != name
    ]
    kept = tuple(alias for alias in known.aliases if alias not in wanted)
    new = replace(known, title=title or known.title, aliases=(*kept, *wanted))
    return tuple(sorted((*others, new), key=lambda version: version_key(version.version), reverse=True))


def default_target(versions: Versions) -> str:
    """Return where the root of the tree leads: ``latest``, else an alias of the newest version, else that version.

    Empty where there is no version.
    """
    if any(DEFAULT_ALIAS in version.aliases for version in versions):
        return DEFAULT_ALIAS
    return (*versions[0].aliases, versions[0].version)[0] if versions else ""
