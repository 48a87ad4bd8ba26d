"""Finding the members of a family: one file, one object; or an entry point of another distribution."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pkgutil import iter_modules
from types import ModuleType
from typing import TypeVar

from site_builder.model.faults import PackFault

T = TypeVar("T")

_all_entry_points = cache(entry_points)
"""To look for those of one group takes as long."""


def discover(package: ModuleType, member_type: type[T], group: str) -> tuple[T, ...]:
    """Return every object of ``member_type`` that a module of ``package`` defines, then those of the entry points.

    Modules are read in the order of their names, so the result does not depend on the file system. An entry point names
    the object itself. Raises PackFault where it names something else, or nothing that can be imported.
    """
    found: dict[int, T] = {}
    for module_info in sorted(iter_modules(package.__path__), key=lambda info: info.name):
        module = import_module(f"{package.__name__}.{module_info.name}")
        for value in vars(module).values():
            if isinstance(value, member_type):
                found.setdefault(id(value), value)
    for entry_point in sorted(_all_entry_points().select(group=group), key=lambda point: (point.name, point.value)):
        member = _loaded(entry_point, group)
        if not isinstance(member, member_type):
            raise PackFault(f"{_words(entry_point, group)} is not a {member_type.__name__}; {_MEND}")
        found.setdefault(id(member), member)
    return tuple(found.values())


def by_key(members: Iterable[T], key_of: Callable[[T], str], what: str) -> Mapping[str, T]:
    """Return members by a key that only one may have, in the order of keys. Raises PackFault where two have the same.

    ``what`` says what the key is, as in ``rules have the code``.
    """
    found: dict[str, T] = {}
    for member in members:
        if found.setdefault(key_of(member), member) is not member:
            raise PackFault(f"two {what} {key_of(member)}")
    return dict(sorted(found.items()))


_MEND = "update or uninstall the distribution"


def _loaded(entry_point: EntryPoint, group: str) -> object:
    try:
        return entry_point.load()
    except (ImportError, AttributeError) as fault:
        raise PackFault(f"{_words(entry_point, group)} cannot be imported ({fault}); {_MEND}") from fault


def _words(entry_point: EntryPoint, group: str) -> str:
    place = f"{entry_point.name} = {entry_point.value} of {group}"
    return f"{place}, which {entry_point.dist.name} registers," if entry_point.dist else place
