"""What each page of a record was made of, as plain data: records are numbers, in the order of the handbook."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

from site_builder.link.handbook import Handbook
from site_builder.link.reads import Seen
from site_builder.model.quick import dataclass
from site_builder.model.record import Record

Plain: TypeAlias = list[Any]
"""What was read: numbers of records, of records whose backlinks were, what was read as a whole, numbers of notes."""


@dataclass(slots=True)
class Reading:
    """What pages were made of, by their address. ``notes`` is what was read for values that several pages asked for.

    ``files`` are the paths of what was written beside a page, or as a machine output of that name.
    """

    notes: list[Plain] = field(default_factory=list)
    pages: dict[str, Plain] = field(default_factory=dict)
    files: dict[str, list[str]] = field(default_factory=dict)

    def add(self, other: Reading) -> None:
        """Add what another process, or another build, has noted: of a page that both have made, what both have read."""
        for name, paths in other.files.items():
            self.files[name] = [*self.files.get(name, ()), *paths]
        start = len(self.notes)
        self.notes += [_moved(note, start) for note in other.notes]
        for url, read in other.pages.items():
            known, moved = self.pages.get(url), _moved(read, start)
            self.pages[url] = moved if known is None else _joined(known, moved)

    def of(self, urls: Collection[str]) -> Reading:
        """Return what these pages were made of, without the notes that none of them has asked for, and their files."""
        pages = {url: read for url, read in self.pages.items() if url in urls}
        places: dict[int, int] = {}
        pending = [number for read in pages.values() for number in read[3]]
        while pending:
            number = pending.pop()
            if number not in places:
                places[number] = len(places)
                pending += self.notes[number][3]
        notes = [_renumbered(self.notes[number], places) for number in places]
        files = {name: paths for name, paths in self.files.items() if name in urls}
        return Reading(notes, {url: _renumbered(read, places) for url, read in pages.items()}, files)

    def touched(self, changes: Changes) -> Iterator[str]:
        """Yield the addresses of pages for which something was read that has changed."""
        known: dict[int, bool] = {}

        def is_note_touched(number: int) -> bool:
            found = known.get(number)
            if found is None:
                found = known[number] = is_touched(self.notes[number])
            return found

        def is_touched(read: Plain) -> bool:
            records, backlinks, wholes, inner = read
            return (
                not changes.records.isdisjoint(records)
                or not changes.backlinks.isdisjoint(backlinks)
                or not changes.wholes.isdisjoint(wholes)
                or any(map(is_note_touched, inner))
            )

        return (url for url, read in self.pages.items() if is_touched(read))


class Changes(NamedTuple):
    """What has changed: records and whose backlinks, by number, and what can be read as a whole."""

    records: frozenset[int]
    backlinks: frozenset[int]
    wholes: frozenset[str]


class PageReads:
    """Notes what is read of a handbook while its pages are made.

    Where several threads make pages of one handbook, as in a preview, nothing is noted: each would read for the other.
    """

    def __init__(self, handbook: Handbook, *, has_threads: bool = False) -> None:
        self._handbook = handbook
        self._has_threads = has_threads
        self._seen: dict[str, Seen] = {}
        self._reading = Reading()
        self._places: dict[Seen, int] = {}

    @contextmanager
    def noted(self, url: str) -> Iterator[None]:
        """Note what is read inside as read for the page at an address, beside what was noted for it before."""
        if self._has_threads:
            yield
            return
        seen = self._seen.get(url)
        if seen is None:
            seen = self._seen[url] = Seen()
        with self._handbook.reads.noted(seen):
            yield

    def wrote(self, name: str, path: str) -> None:
        """Note the path of a file that is written beside a page, or as a machine output of that name."""
        if not self._has_threads:
            self._reading.files.setdefault(name, []).append(path)

    def settle(self) -> None:
        """Put what was noted into few numbers: the pages that it was noted for are made."""
        pages, seen = self._reading.pages, self._seen
        while seen:
            url, each = seen.popitem()
            known, read = pages.get(url), self._plain(each)
            pages[url] = read if known is None else _joined(known, read)

    def take(self) -> Reading:
        """Return what was noted, which is then forgotten."""
        self.settle()
        reading, self._reading, self._places = self._reading, Reading(), {}
        return reading

    @cached_property
    def _numbers(self) -> Mapping[Record[Any], int]:
        return numbers_of(self._handbook)

    def _plain(self, seen: Seen) -> Plain:
        number = self._numbers.__getitem__
        inner = [self._place(each) for each in seen.inner]
        return [list(map(number, seen.records)), list(map(number, seen.backlinks)), sorted(seen.wholes), inner]

    def _place(self, inner: Seen) -> int:
        place = self._places.get(inner)
        if place is None:
            notes = self._reading.notes
            place = self._places[inner] = len(notes)
            notes.append([[], [], [], []])
            notes[place] = self._plain(inner)
        return place


def numbers_of(handbook: Handbook) -> Mapping[Record[Any], int]:
    """Return the number of each record."""
    return {record: number for number, record in enumerate(handbook)}


def _joined(first: Plain, second: Plain) -> Plain:
    return [list(dict.fromkeys((*one, *other))) for one, other in zip(first, second, strict=True)]


def _moved(read: Plain, start: int) -> Plain:
    records, backlinks, wholes, inner = read
    return [records, backlinks, wholes, [number + start for number in inner]] if inner else read


def _renumbered(read: Plain, places: Mapping[int, int]) -> Plain:
    records, backlinks, wholes, inner = read
    return [records, backlinks, wholes, [places[number] for number in inner]] if inner else read
