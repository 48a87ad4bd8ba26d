"""The table of the sharded search, ``search/shards.json``: which file holds what."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any, Final

from site_builder.model.quick import dataclass

FOLDER: Final = "search"
TABLE: Final = f"{FOLDER}/shards.json"
VERSION: Final = 1
_DIGITS: Final = 6
_SIXTEEN_BITS: Final = 1 << 16
_KINDS: Final = {"names": ("firsts", "bin"), "texts": ("firsts", "bin"), "pages": ("sizes", "json")}
"""Folders below ``search``, each with what the table says of its files, and how their names end."""


@dataclass(slots=True)
class Row:
    """What the table says of each file of a folder, in order: the first word or how many pages, and the hash."""

    said: list[Any] = field(default_factory=list)
    hashes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Table:
    """Which file holds what: a row for each folder. ``boosts`` are those of pages that have one, by number."""

    total: int
    rows: Mapping[str, Row] = field(default_factory=lambda: {folder: Row() for folder in _KINDS})
    boosts: dict[int, float] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """The code, as that of an array, of the numbers that a page has among ``texts``."""
        return "H" if self.total <= _SIXTEEN_BITS else "I"

    def add(self, folder: str, said: Any, content_hash: str) -> str:
        """Put a file into the row of its folder, and return its path in the site."""
        row = self.rows[folder]
        row.said.append(said)
        row.hashes.append(content_hash)
        return _path(folder, len(row.hashes) - 1, content_hash)

    def paths(self, folder: str) -> Iterator[str]:
        """Return the paths of a folder's files in the site, in order."""
        return (_path(folder, number, content_hash) for number, content_hash in enumerate(self.rows[folder].hashes))

    def encoded(self) -> bytes:
        """Return the table as it is written."""
        said: dict[str, Any] = {"version": VERSION, "bits": 16 if self.code == "H" else 32, "total": self.total}
        for folder, row in self.rows.items():
            said[folder] = {_KINDS[folder][0]: row.said, "hashes": "".join(row.hashes)}
        said["boosts"] = {str(number): self.boosts[number] for number in sorted(self.boosts)}
        return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def read_table(content: bytes) -> Table:
    """Return the table that was written. Raises ValueError where it is none, or one of another version."""
    why = f"{TABLE} is no table of this version"
    try:
        said = json.loads(content)
        rows = {folder: Row(said[folder][key], _cut(said[folder]["hashes"])) for folder, (key, _) in _KINDS.items()}
        table = Table(said["total"], rows, {int(number): boost for number, boost in said["boosts"].items()})
        # What would be written in other bytes was written by another release, or was changed.
        is_whole = table.encoded() == content and sum(rows["pages"].said) == table.total
    except (ValueError, AttributeError, KeyError, TypeError) as problem:
        raise ValueError(why) from problem
    if not is_whole or any(len(row.said) != len(row.hashes) for row in rows.values()):
        raise ValueError(why)
    return table


def _cut(hashes: str) -> list[str]:
    return [hashes[start : start + _DIGITS] for start in range(0, len(hashes), _DIGITS)]


def _path(folder: str, number: int, content_hash: str) -> str:
    return f"{FOLDER}/{folder}/{number}-{content_hash}.{_KINDS[folder][1]}"
