"""Files of a repository that are no records and no pages of the site, but may well name a record."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

if TYPE_CHECKING:
    from site_builder.edit.mentions import Renaming
    from site_builder.model.prose import Prose
    from site_builder.pipeline import Inputs

_MARKDOWN: Final = (".md", ".markdown")
_OTHERS: Final = (*_MARKDOWN, ".yml", ".yaml", "CODEOWNERS")
_FOLDERS: Final = ("docs", ".github")
"""Where people write about a repository, beside its top and the folders of records."""


def pages_beside(inputs: Inputs, root: Path, read: Collection[str]) -> list[Prose]:
    """Return the Markdown at the top of the repository and around the records that is not ``read``: READMEs, say."""
    from site_builder.load.one_page import read_prose
    from site_builder.load.text import MAX_BYTES

    found = []
    for path in sorted({*_at_the_top(inputs, root), *_around_records(inputs)} - set(read)):
        # Nothing hidden is edited, see the journal of edits.
        is_page = path.endswith(_MARKDOWN) and not any(part.startswith(".") for part in path.split("/"))
        page = read_prose(inputs.source.read(path, MAX_BYTES), path).prose if is_page else None
        if page is not None:
            found.append(page)
    return found


def places_left(inputs: Inputs, root: Path, renaming: Renaming, known: Mapping[str, bytes | None]) -> Iterator[str]:
    """Yield the places that name a record's file, or the record as ``kind:id``, in files that nobody has read.

    ``known`` has what is in the files that are looked at already: their new bytes, None for those that are done.
    """
    name = re.escape(renaming.old_path.rpartition("/")[2])
    word = re.compile(rf"(?<![A-Za-z0-9.-])(?:{name}|{re.escape(str(renaming.old))})(?![A-Za-z0-9-])")
    below = (file.path for folder in _FOLDERS for file in inputs.source.files(folder) if not file.is_link)
    paths = {*_at_the_top(inputs, root), *_around_records(inputs), *(path for path in below if path.endswith(_OTHERS))}
    for path in sorted(paths, key=lambda path: ("/" in path, path)):
        data = known[path] if path in known else inputs.source.read(path)
        for number, line in enumerate((data or b"").decode("utf-8", "replace").split("\n"), 1):
            if word.search(unquote(line)):
                yield f"{path}:{number}"


def _at_the_top(inputs: Inputs, root: Path) -> Iterable[str]:
    names = (path.name for path in root.iterdir() if path.name.endswith(_OTHERS) and path.is_file())
    return [name for name in names if not inputs.source.problem_of(name)]


def _around_records(inputs: Inputs) -> Iterable[str]:
    from site_builder.load.records import listed_files
    from site_builder.pipeline import kind_folders

    files = listed_files(inputs.source, kind_folders(inputs.configuration), inputs.configuration.docs_dir)
    return [file.path for file in files if file.path.endswith(_OTHERS) and not file.is_link]
