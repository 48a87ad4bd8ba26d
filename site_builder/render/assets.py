"""Style sheets and scripts of the package, as files of the site."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

FOLDER = "assets/opsbook"


def asset_files() -> Iterator[tuple[str, bytes]]:
    """Return every asset: its path in the site and its bytes, in the order of names."""
    folder = files("site_builder.views") / "assets"
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_file() and not entry.name.startswith((".", "_")):
            yield f"{FOLDER}/{entry.name}", entry.read_bytes()
