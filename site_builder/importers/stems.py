"""What the name of an export's file says where nothing else does: the id and the title of the one record made of it."""

from __future__ import annotations

import re
from typing import Final

from site_builder.importers.base import ExportFile, WrongWish
from site_builder.importers.ids import id_from

_WORD: Final = re.compile(r"[^\W_]+")


def id_of(file: ExportFile) -> str:
    """Return the id that a file's name gives. Raises WrongWish where nothing in it can be part of one."""
    found = id_from(_stem(file))
    if not found:
        raise WrongWish(f"nothing in the name of {file.inside} can be an id; rename the file, such as 2026-q3.csv")
    return found


def title_of(file: ExportFile) -> str:
    """Return the words of a file's name, the first with a capital letter."""
    words = " ".join(_WORD.findall(_stem(file)))
    return words[:1].upper() + words[1:]


def _stem(file: ExportFile) -> str:
    return file.stem or file.inside
