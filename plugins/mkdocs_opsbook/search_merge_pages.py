"""Pages of a sharded search where some have changed: what number each has, and the chunks that they are in now.

Of thousands of chunks, few are read: numbers of records are found by halving, for they are in the order of the records;
and where pages have changed in size, chunks soon begin again where they did.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import accumulate, chain
from typing import NamedTuple

from mkdocs_opsbook.search_files_read import SearchFiles
from mkdocs_opsbook.search_reader import FoundPage
from mkdocs_opsbook.search_shards import PAGES, chunks, hash_of


class Chunk(NamedTuple):
    """A chunk: how many pages are in it, its hash and its content; None where it is chunk ``old`` as it was."""

    size: int
    content_hash: str
    content: bytes | None
    old: int


class PageNumbers:
    """The numbers that pages have in the search of a site; ``places`` are those of all records."""

    def __init__(self, files: SearchFiles, places: Mapping[str, int]) -> None:
        self._files = files
        self._places = places
        self._starts = _starts(files)

    def number(self, url: str) -> int | None:
        """Return the number of a page; None where the search does not know it."""
        place = self._places.get(url)
        if place is None:
            return self._others.get(url)
        chunk = self._chunk_at(place)
        urls = [] if chunk < 0 else [page.url for page in self._files.chunk(chunk)]
        return self._starts[chunk] + urls.index(url) if url in urls else None

    def _chunk_at(self, place: float) -> int:
        """Return the last chunk that begins with a record up to a place; -1 where none does."""
        return bisect_right(range(len(self._starts)), place, key=self._first_place) - 1

    def _first_place(self, chunk: int) -> float:
        return self._places.get(self._files.chunk(chunk)[0].url, math.inf)

    @cached_property
    def _others(self) -> dict[str, int]:
        """The numbers of pages that are no records: those stand at the end."""
        last = max(0, self._chunk_at(max(self._places.values(), default=0)))
        return {
            page.url: number
            for chunk in range(last, len(self._starts))
            for number, page in enumerate(self._files.chunk(chunk), self._starts[chunk])
            if page.url not in self._places
        }


def merged_chunks(files: SearchFiles, pages: Mapping[int, FoundPage]) -> Iterator[Chunk]:
    """Return all chunks in order, where pages have changed."""
    row, starts = files.table.rows[PAGES], _starts(files)
    touched = _touched(starts, pages)
    untouched = {start: chunk for chunk, start in enumerate(starts) if chunk not in touched}
    chunk = 0
    while chunk < len(starts):
        start = starts[chunk]
        if start in untouched:
            yield Chunk(row.said[chunk], row.hashes[chunk], None, chunk)
            chunk += 1
            continue
        for size, content in chunks(_shown_from(files, chunk, start, pages)):
            yield Chunk(size, hash_of(content), content, chunk)
            start += size
            if start in untouched:
                break
        chunk = untouched.get(start, len(starts))


def _starts(files: SearchFiles) -> list[int]:
    """Return the number of the first page of each chunk."""
    return list(accumulate(files.table.rows[PAGES].said, initial=0))[:-1]


def _touched(starts: list[int], pages: Mapping[int, FoundPage]) -> frozenset[int]:
    """Return the chunks that may end elsewhere: those with a page that has changed, or right before such a page."""
    places = (each for number in pages for each in (number - 1, number) if each >= 0)
    return frozenset(bisect_right(starts, place) - 1 for place in places)


def _shown_from(files: SearchFiles, chunk: int, start: int, pages: Mapping[int, FoundPage]) -> Iterator[str]:
    """Return what is kept of each page from a chunk on, which begins with the page of number ``start``."""
    last = len(files.table.rows[PAGES].said)
    for number, (_, shown) in enumerate(chain.from_iterable(map(files.chunk, range(chunk, last))), start):
        yield pages[number].shown if number in pages else shown
