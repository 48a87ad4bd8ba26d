"""Style sheets and scripts of the package, as files of the site."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Final

FOLDER = "assets/opsbook"
_OF_FORMS: Final = frozenset({"form_draft.js", "form_fields.js", "forms.js", "record_text.js"})


def asset_files(*, is_public: bool = False) -> Iterator[tuple[str, bytes]]:
    """Return every asset: its path in the site and its bytes, in the order of names. A public site has no forms."""
    folder = files("site_builder.views") / "assets"
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if is_public and entry.name in _OF_FORMS:
            continue
        if entry.is_file() and not entry.name.startswith((".", "_")):
            yield f"{FOLDER}/{entry.name}", entry.read_bytes()
