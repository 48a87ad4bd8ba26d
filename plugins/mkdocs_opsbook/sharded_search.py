"""The search of a large site: Material's search box, answered from shards."""

from __future__ import annotations

import html
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import field
from functools import partial
from pathlib import Path
from typing import Any, Final

from mkdocs_opsbook.files import RecordFile
from mkdocs_opsbook.search_page import search_page
from mkdocs_opsbook.search_parser import parsed, without_hints
from mkdocs_opsbook.search_reader import FoundPage, found_page, read_entries, read_record
from mkdocs_opsbook.search_shards import files_of
from mkdocs_opsbook.search_words import known_words
from site_builder.model.page import RenderedPage
from site_builder.model.quick import dataclass
from site_builder.render.inline import title_text

WORKER: Final = "assets/opsbook/search.js"
WORKER_SOURCE: Final = Path(__file__).parent / "assets" / "search.js"


@dataclass(slots=True)
class Gathered:
    """What was gathered of pages: each by its number, and of each word the number of a page each time it is there.

    Words are gathered as they are ``written``; ``places`` has them as they are found, in 32 bits for each time: a list
    of numbers would need ten times as much.
    """

    pages: dict[int, FoundPage] = field(default_factory=dict)
    written: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    places: defaultdict[str, array[int]] = field(default_factory=lambda: defaultdict(partial(array, "I")))

    def add(self, number: int, page: FoundPage, written: list[str]) -> None:
        """Add a page with its words as they are written."""
        self.pages[number] = page
        for held in map(self.written.__getitem__, written):
            held.append(number)

    def settle(self) -> None:
        """See what words are written: case, punctuation and entities once for each, not once for each page."""
        for written, numbers in self.written.items():
            for word in known_words(html.unescape(written)):
                self.places[word].extend(numbers)
        self.written.clear()

    def renumbered(self, numbers: Mapping[int, int]) -> Gathered:
        """Return what was gathered of pages that have other numbers."""
        renumbered = Gathered({numbers[number]: page for number, page in self.pages.items()})
        for word, held in self.places.items():
            renumbered.places[word].extend(numbers[each] for each in held)
        return renumbered


class ShardedSearch:
    """Gathers pages of records, and takes those that MkDocs renders out of the plugin's index.

    A record's number is its place among all records, whoever gathers it; other pages come after the records.
    """

    worker = WORKER
    gone: Collection[str] = ()

    def __init__(self, index: Any, numbers: Mapping[str, int]) -> None:
        self._index = index
        self._numbers = numbers
        self._gathered = Gathered()
        self._parses = False

    def add(self, record: RecordFile, rendered: RenderedPage) -> None:
        """Add a record's page."""
        if not rendered.page.is_searchable:
            return
        found = None if self._parses else read_record(rendered.html)
        number = self._numbers[record.url]
        if found is None:
            for read, words in read_entries(parsed(self._index, search_page(rendered))):
                self._gathered.add(number, read, words)
            return
        sections, words = found
        page = rendered.page
        title, tags = " ".join(title_text(page.title).split()), tuple(tag for tag in page.tags if tag)
        self._gathered.add(number, found_page(page.url, title, tags, sections), words)

    def is_exact_for(self, rendered: RenderedPage) -> bool:
        """Return True: what is gathered is not the plugin's to compare."""
        return True

    def use_parser(self) -> None:
        """From now on, let the plugin read every page."""
        self._parses = True

    def without_hints(self, body: str) -> str:
        """Return the body as the plugin leaves it."""
        return without_hints(body)

    def mark(self) -> int:
        """Return 0: what is gathered has its numbers."""
        return 0

    def take_since(self, mark: int) -> list[Any]:
        """Take out what was gathered, and return it as plain data."""
        gathered, self._gathered = self._gathered, Gathered()
        gathered.settle()
        places = {word: numbers.tobytes() for word, numbers in gathered.places.items()}
        return [{number: tuple(page) for number, page in gathered.pages.items()}, places]

    def put_back(self, entries: list[Any]) -> None:
        """Add what was taken out, here or in a copy of this process."""
        pages, places = entries
        gathered = self._gathered
        gathered.pages.update((number, FoundPage(*page)) for number, page in pages.items())
        for word, packed in places.items():
            gathered.places[word].frombytes(packed)

    def settle(self, mark: int, places: Mapping[str, int]) -> None:
        """Do nothing: what is gathered has its numbers."""

    def give(self) -> Any:
        """Take out all that was gathered, and the plugin's own entries, for another process that writes the files."""
        entries, self._index.entries = self._index.entries, []
        return [self.take_since(0), entries]

    def receive(self, all_: Any) -> None:
        """Add what another process gave."""
        gathered, entries = all_
        self.put_back(gathered)
        self._index.entries.extend(entries)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Return the files of the search; the plugin's own index is left without entries."""
        gathered = self._gathered
        gathered.settle()
        pages = [gathered.pages[number] for number in sorted(gathered.pages)]
        numbers = {number: place for place, number in enumerate(sorted(gathered.pages))}
        if len(numbers) != len(self._numbers):
            # Records that MkDocs renders have no number of their own.
            gathered = gathered.renumbered(numbers)
        entries, self._index.entries = self._index.entries, []
        for page, words in read_entries(entries):
            gathered.add(len(pages), page, words)
            pages.append(page)
        gathered.settle()
        yield from files_of(pages, gathered.places)
        yield WORKER, WORKER_SOURCE.read_bytes()
