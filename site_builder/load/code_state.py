"""What code is running: the modules that were imported, and where others would be found."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterable
from typing import Any

from site_builder import __version__
from site_builder.load.stamps import Stamp, is_settled, stamp_of


def code_state(moment: int) -> dict[str, Any] | None:
    """Return by what the code is known again that made a result: versions, distributions, modules imported.

    Modules of other distributions, such as packs of rules, are among them; those of Python itself are known by its
    version. None where a module changed so shortly before ``moment`` that it may be another one than was imported.
    """
    modules: dict[str, Stamp | None] = {}
    for file in _module_files():
        modules[file] = stamp = stamp_of(file)
        if stamp is not None and not is_settled(stamp, moment):
            return None
    families = {file.rpartition(os.sep)[0] for file in modules if f"{os.sep}site_builder{os.sep}" in file}
    folders = {folder: _members(folder) for folder in sorted({*sys.path, *families}) if folder}
    return {**_surroundings(), "folders": folders, "modules": modules}


def is_same_code(state: Any) -> bool:
    """Return whether the code that would be imported now is the one that ``code_state`` told of."""
    if any(state[what] != known for what, known in _surroundings().items()):
        return False
    if any(_members(folder) != members for folder, members in state["folders"].items()):
        return False
    return all(_listed(stamp_of(file)) == stamp for file, stamp in state["modules"].items())


def _listed(stamp: Stamp | None) -> list[int] | None:
    """A stamp as JSON gives it back."""
    return list(stamp) if stamp else None


def _surroundings() -> dict[str, Any]:
    return {"opsbook": __version__, "python": sys.version, "prefix": sys.prefix, "path": list(sys.path)}


def _module_files() -> Iterable[str]:
    """The files of what was imported and is no part of Python; packages of others lie below a folder of Python's."""
    places = sysconfig.get_paths()
    of_python = tuple(places[name] + os.sep for name in ("stdlib", "platstdlib"))
    of_others = tuple(places[name] + os.sep for name in ("purelib", "platlib"))
    files = {getattr(module, "__file__", None) for module in tuple(sys.modules.values())}
    return sorted(file for file in files if file and (file.startswith(of_others) or not file.startswith(of_python)))


def _members(folder: str) -> list[list[Any]]:
    """What is installed in a folder, with the time of each, and the names of the modules that are looked for in it."""
    found: list[list[Any]] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith(("-info", ".egg-link", ".pth")):
                    found.append([entry.name, entry.stat().st_mtime_ns])
                elif entry.name.endswith(".py"):
                    found.append([entry.name, 0])
    except OSError:
        return []
    return sorted(found)
