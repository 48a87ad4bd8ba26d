"""Finding the ways in which a text names records: ``kind:id``, paths, addresses. Shared by rules; no rule itself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from posixpath import normpath
from typing import Any
from urllib.parse import unquote

from site_builder.kinds.change import CHANGE
from site_builder.kinds.release import RELEASE
from site_builder.link.handbook import Handbook
from site_builder.model.kind import Kind
from site_builder.model.quick import dataclass
from site_builder.model.reading import without_entities
from site_builder.model.record import Record
from site_builder.model.reference import Reference

_TOKEN = re.compile(r"[^\s()\[\]<>\"'`|,;{}*]+")
_DESTINATION = re.compile(r"(?:\]\(|\]:|href=|src=)\s{0,20}[<\"']?([^\s)>\"']{1,400})", re.IGNORECASE)
_DISTINCT_PARTS = 2
_ID = re.compile(r"[a-z0-9][a-z0-9.-]{0,63}", re.IGNORECASE)
_LONGEST_KIND = 64
_SUFFIXES = (".yml", ".yaml", ".md", ".html", ".json")
_DATA = ("api", "v1")
"""The folder of the JSON interface, by its parts."""


@dataclass(frozen=True, slots=True)
class Named:
    """A record that a text names, the characters that do it, and where they begin in the text."""

    record: Record[Any]
    written: str
    start: int


@dataclass(frozen=True, slots=True)
class Names:
    """An index of records by everything that names one; finding is linear in the text."""

    kinds: tuple[str, ...]
    by_reference: Mapping[Reference, Record[Any]]
    by_id: Mapping[str, tuple[Record[Any], ...]]
    by_place: Mapping[str, Record[Any]]
    sections: Mapping[str, tuple[str, ...]]
    data: Mapping[str, tuple[str, ...]]
    releases: frozenset[str]

    @classmethod
    def of(cls, handbook: Handbook, records: Iterable[Record[Any]]) -> Names:
        """Return the index of these records of a handbook."""
        by_id: dict[str, list[Record[Any]]] = defaultdict(list)
        by_place: dict[str, Record[Any]] = {}
        by_reference: dict[Reference, Record[Any]] = {}
        for record in records:
            by_reference[record.reference] = record
            by_id[record.id].append(record)
            by_place[record.path] = by_place[record.path.rpartition(".")[0]] = record
            by_place[handbook.url_of(record).rstrip("/")] = record
            data = "/".join((*_data(handbook.kinds[record.kind]), record.id))
            by_place[data] = by_place[f"{data}.json"] = record
        return cls(
            tuple(sorted(handbook.kinds, key=len, reverse=True)),
            by_reference,
            {record_id: tuple(found) for record_id, found in by_id.items()},
            by_place,
            {name: tuple(kind.url.split("/")) for name, kind in handbook.kinds.items()},
            {name: _data(kind) for name, kind in handbook.kinds.items()},
            frozenset(record.id for record in handbook.collections.get(RELEASE.name, ())),
        )

    def find(self, text: str, reader: Record[Any]) -> Iterator[Named]:
        """Yield what ``text``, which stands in ``reader``, names: by ``kind:id`` first, then by address and path."""
        yield from self._find(
            text, (reader.path.rpartition("/")[0], "/".join((*self.sections[reader.kind], reader.id)))
        )

    def find_in_page(self, text: str, path: str) -> Iterator[Named]:
        """Yield what the text of the hand-written page at ``path`` names."""
        yield from self._find(text, (path.rpartition("/")[0], path.removesuffix(".md")))

    def _find(self, markdown: str, bases: tuple[str, ...]) -> Iterator[Named]:
        """Yield what a text names, its entities read as the characters that they stand for."""
        reading = without_entities(markdown)
        for named in self._in(reading.text, bases):
            start = reading.at(named.start)
            yield Named(named.record, markdown[start : reading.at(named.start + len(named.written))], start)

    def _in(self, text: str, bases: tuple[str, ...]) -> Iterator[Named]:
        if ":" in text:
            yield from self._by_name(text)
        if "/" in text or "](" in text or "]:" in text:
            yield from self._by_place(text, (*bases, ""))

    def _by_name(self, text: str) -> Iterator[Named]:
        """Yield what is named as ``kind:id``, looking only at what stands around each colon."""
        at = text.find(":")
        while at >= 0:
            written_id = _ID.match(text, at + 1)
            before = text[max(0, at - _LONGEST_KIND) : at].removesuffix("\\").lower()
            if written_id and before.endswith(self.kinds):
                kind = next(kind for kind in self.kinds if before.endswith(kind))
                record = self._referred(kind, written_id[0].lower())
                rest = before.removesuffix(kind)
                if record is not None and not rest[-1:].isalnum():
                    start = at - len(text[max(0, at - _LONGEST_KIND) : at]) + len(rest)
                    start -= 2 * rest.endswith("[[")
                    yield Named(record, text[start : written_id.end()], start)
            at = text.find(":", at + 1)

    def _referred(self, kind: str, written_id: str) -> Record[Any] | None:
        """Return the record of that name; what ends a sentence is not part of its id."""
        exact = self.by_reference.get(Reference(kind, written_id))
        return exact or self.by_reference.get(Reference(kind, written_id.rstrip(".-")))

    def _by_place(self, text: str, bases: tuple[str, ...]) -> Iterator[Named]:
        found: set[tuple[Reference, int]] = set()
        for match in _DESTINATION.finditer(text):
            record = self._destination(match[1], bases)
            if record is not None:
                found.add((record.reference, match.start(1)))
                yield Named(record, match[1], match.start(1))
        start = 0
        for token in _TOKEN.findall(text):
            if "/" not in token:
                continue
            start = text.index(token, start)
            for record in self._token(token):
                if (record.reference, start) not in found:
                    found.add((record.reference, start))
                    yield Named(record, token, start)
            start += len(token)

    def _destination(self, written: str, bases: tuple[str, ...]) -> Record[Any] | None:
        """Return the record that the destination of a link leads to, relative to one of the bases."""
        target, fragment = _parted(unquote(written))
        if not target or "://" in target or target.startswith("mailto:"):
            return None
        if target.startswith("/"):
            bases = ("",)
        for base in bases:
            place = normpath(f"{base}/{target}".lstrip("/")).removesuffix("/index.html")
            if record := self.by_place.get(place):
                return record
            parts = place.split("/")
            for record in self._anchored(fragment):
                if self._above_page_with(record, parts) is not None:
                    return record
        return None

    def _token(self, token: str) -> Iterator[Record[Any]]:
        """Yield the records whose path or address stands in a piece of text without blanks."""
        target, fragment = _parted(unquote(token).rstrip(".:!"))
        page = target.removesuffix("index.html").rstrip("/").split("/")
        yield from (record for record in self._anchored(fragment) if self._is_place(record, page))
        parts = target.rstrip(".:!").split("/")
        for number, part in enumerate(parts):
            stem = next((part.removesuffix(suffix) for suffix in _SUFFIXES if part.endswith(suffix)), part)
            for name in {part, stem}:
                for record in self.by_id.get(name, ()):
                    if self._is_path(record, parts, number) or self._is_address(record, parts, number):
                        yield record

    def _is_path(self, record: Record[Any], parts: list[str], number: int) -> bool:
        """Return whether the parts up to a number end with the record's path; its suffix may be missing at a root."""
        path = record.path.split("/")
        start = number + 1 - len(path)
        if start < 0 or parts[start:number] != path[:-1]:
            return False
        return parts[number] == path[-1] or (
            parts[number] == record.id and len(path) > _DISTINCT_PARTS and _is_root(parts[:start])
        )

    def _is_address(self, record: Record[Any], parts: list[str], number: int) -> bool:
        """Return whether the parts up to a number end with the section and the id, from the root of a site.

        A section of one part, such as ``tools``, is a word that other sites have in their addresses too: then the id
        has to be of two words at least.
        """
        folders = (self.sections[record.kind], self.data[record.kind])
        above = (_above(parts[:number], folder) for folder in folders if len(folder) > 1 or "-" in record.id)
        return any(each is not None and _is_root(each) for each in above)

    def _anchored(self, fragment: str) -> tuple[Record[Any], ...]:
        """Return the records whose place on a page a fragment may be; that of a release begins with a ``v``."""
        if not fragment:
            return ()
        releases = self.by_id.get(fragment[1:], ()) if fragment.startswith("v") else ()
        return (*self.by_id.get(fragment, ()), *(record for record in releases if record.kind == RELEASE.name))

    def _above_page_with(self, record: Record[Any], page: list[str]) -> list[str] | None:
        """Return what stands before the address of a page that may show a record at a place; None where it is none.

        That is the page of its section, of what holds its section or, for a change, of the releases or of one.
        """
        section, releases = self.sections[record.kind], self.sections[RELEASE.name]
        folders = [section, section[:1]]
        if record.kind in (CHANGE.name, RELEASE.name):
            folders += [releases, (*releases, page[-1])]
        return next((above for folder in folders if (above := _above(page, folder)) is not None), None)

    def _is_place(self, record: Record[Any], page: list[str]) -> bool:
        """Return whether a record may have its place on the page with this address, from the root of a site."""
        above = self._above_page_with(record, page)
        is_ours = len(self.sections[record.kind]) > 1 or "-" in record.id or page[-1] in self.releases
        return is_ours and above is not None and _is_root(above)


def _above(parts: list[str], folder: tuple[str, ...]) -> list[str] | None:
    """Return the parts before a folder with which they end; None where they do not."""
    start = len(parts) - len(folder)
    return parts[:start] if start >= 0 and tuple(parts[start:]) == folder else None


def _is_root(parts: list[str]) -> bool:
    """Return whether what stands before leads to the root of a site or a repository, as ``https://…`` and ``../``."""
    return "".join(parts[:2]) in ("https:", "http:") or all(part in ("", ".", "..") for part in parts)


def _data(kind: Kind[Any]) -> tuple[str, ...]:
    return (*_DATA, kind.collection)


def _parted(target: str) -> tuple[str, str]:
    """Return an address without its query and its fragment, and the fragment."""
    address, _, fragment = target.partition("#")
    return address.partition("?")[0], fragment
