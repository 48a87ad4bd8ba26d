"""Which files of the documentation folder the site has as they are, beside its pages."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Final

PAGES: Final = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
"""Suffixes of files that MkDocs makes pages of."""
DATA: Final = frozenset({".yml", ".yaml", ".csv", ".tsv", ".json", ".jsonl", ".parquet", ".xlsx"})
"""What records and their figures are made of, by suffix: such files are never part of a public site."""


class SiteFiles:
    """The files of the documentation folder that are copied: neither pages, nor data in or below a folder of records.

    ``records`` are the paths of the files of records.
    """

    def __init__(self, docs_dir: str, records: Iterable[str]) -> None:
        self._docs_dir = docs_dir
        self._records = records

    def has(self, path: str) -> bool:
        """Return whether the site has the file of this path from the root, if there is such a file."""
        return _is_beside_pages(path, self._docs_dir) and not self.is_left_out(path)

    def is_left_out(self, path: str) -> bool:
        """Return whether a file is data that the site leaves out, though it lies in the documentation folder."""
        return _is_beside_pages(path, self._docs_dir) and is_data(path) and self._is_below_records(path)

    def _is_below_records(self, path: str) -> bool:
        folder = path.rpartition("/")[0]
        while folder and folder not in self._folders:
            folder = folder.rpartition("/")[0]
        return bool(folder)

    @cached_property
    def _folders(self) -> frozenset[str]:
        return frozenset(path.rpartition("/")[0] for path in self._records)


def is_data(path: str) -> bool:
    """Return whether a file is such as records and their figures are made of."""
    name = path.rpartition("/")[2]
    return f".{name.rpartition('.')[2].lower()}" in DATA


def is_public_file(path: str, docs_dir: str) -> bool:
    """Return whether a public site may have a file as it is: one of the documentation folder, no page and no data."""
    return _is_beside_pages(path, docs_dir) and not is_data(path) and "." in path.rpartition("/")[2]


def _is_beside_pages(path: str, docs_dir: str) -> bool:
    return path.startswith(f"{docs_dir}/") and not path.lower().endswith(PAGES)
