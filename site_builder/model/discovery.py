"""Finding the members of a family: one file, one object; or an entry point of another distribution."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import iter_modules
from types import ModuleType
from typing import TypeVar

T = TypeVar("T")


def discover(package: ModuleType, member_type: type[T], group: str) -> tuple[T, ...]:
    """Return every object of ``member_type`` that a module of ``package`` defines, then those of the entry points.

    Modules are read in the order of their names, so the result does not depend on the file system. An entry point names
    the object itself. Raises TypeError where an entry point names something else: that is a fault of its distribution.
    """
    found: dict[int, T] = {}
    for module_info in sorted(iter_modules(package.__path__), key=lambda info: info.name):
        module = import_module(f"{package.__name__}.{module_info.name}")
        for value in vars(module).values():
            if isinstance(value, member_type):
                found.setdefault(id(value), value)
    for entry_point in sorted(entry_points(group=group), key=lambda point: (point.name, point.value)):
        member = entry_point.load()
        if not isinstance(member, member_type):
            raise TypeError(f"entry point {entry_point.name} of {group} is not a {member_type.__name__}")
        found.setdefault(id(member), member)
    return tuple(found.values())
