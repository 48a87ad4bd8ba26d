"""The files of a sharded search as they lie in a site, read back. Each is checked against the hash in its name."""

from __future__ import annotations

import json
import os
import sys
from array import array
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from mkdocs_opsbook.request import NeedsWholeBuild
from mkdocs_opsbook.search_shards import PAGES, hash_of
from mkdocs_opsbook.search_table import TABLE, read_table


class CannotMerge(NeedsWholeBuild):
    """The search of a site cannot be brought up to date from what lies in it: all of it has to be made."""


class ReadShard(NamedTuple):
    """A shard: words in order, and of each, list by list, how many of the numbers are its own."""

    words: list[str]
    counts: list[int]
    numbers: array[int]


class ReadPage(NamedTuple):
    """A page of a chunk: its address, and the JSON that is kept of it."""

    url: str
    shown: str


class SearchFiles:
    """The files of a search. Raises CannotMerge, here and wherever one is read, if one is missing or damaged."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self.encoded_table = self._content(TABLE)
        try:
            self.table = read_table(self.encoded_table)
        except ValueError as problem:
            raise CannotMerge(str(problem)) from problem
        self._paths = {folder: list(self.table.paths(folder)) for folder in self.table.rows}
        self._chunks: dict[int, list[ReadPage]] = {}

    @cached_property
    def paths(self) -> frozenset[str]:
        """The paths in the site of all files of the search that the table names."""
        return frozenset(path for paths in self._paths.values() for path in paths)

    def look_for_all(self) -> None:
        """See that no file is missing."""
        there: set[str] = set()
        for paths in self._paths.values():
            folder = paths[0].rpartition("/")[0] if paths else None
            if folder is not None and (self._site / folder).is_dir():
                with os.scandir(self._site / folder) as entries:
                    there.update(f"{folder}/{entry.name}" for entry in entries)
        missing = self.paths - there
        if missing:
            raise CannotMerge(f"{min(missing)} is missing")

    def holds(self, path: str, content: bytes) -> bool:
        """Return whether a file of the table lies there with these bytes."""
        return path in self.paths and self._content(path) == content

    def shards(self, folder: str, code: str) -> Iterator[ReadShard]:
        """Return the shards of a folder, in order; ``code`` is that of an array of its numbers."""
        for number in range(len(self._paths[folder])):
            line, _, packed = self.content(folder, number).partition(b"\n")
            head = json.loads(line)
            numbers = array(code, packed)
            if sys.byteorder == "big":
                numbers.byteswap()
            yield ReadShard(head["words"], head["counts"], numbers)

    def chunk(self, number: int) -> list[ReadPage]:
        """Return the pages of a chunk."""
        if number not in self._chunks:
            self._chunks[number] = list(_pages(self.content(PAGES, number).decode()))
        return self._chunks[number]

    def content(self, folder: str, number: int) -> bytes:
        """Return the bytes of a file."""
        path = self._paths[folder][number]
        content = self._content(path)
        if hash_of(content) != self.table.rows[folder].hashes[number]:
            raise CannotMerge(f"{path} is damaged")
        return content

    def _content(self, path: str) -> bytes:
        try:
            return (self._site / path).read_bytes()
        except OSError as problem:
            raise CannotMerge(f"{path} cannot be read: {problem.strerror}") from problem


_decoded = json.JSONDecoder().raw_decode


def _pages(chunk: str) -> Iterator[ReadPage]:
    start = 1
    while start < len(chunk):
        page, end = _decoded(chunk, start)
        yield ReadPage(page[0], chunk[start:end])
        start = end + 1


def url_of(shown: str) -> str:
    """Return the address of a page, of which this JSON is kept."""
    url: str = _decoded(shown, 1)[0]
    return url
