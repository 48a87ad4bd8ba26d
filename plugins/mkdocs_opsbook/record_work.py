"""What there is to do for the pages of records and the machine outputs, in pieces that any process can take."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, TypeAlias

from mkdocs_opsbook.files import RecordFile
from mkdocs_opsbook.outputs import SiteDirectory
from mkdocs_opsbook.prepared import Group, Preparation, Prepared
from mkdocs_opsbook.search import SearchEntries
from mkdocs_opsbook.shell import Filling, Shape, specimen
from mkdocs_opsbook.shells import ShellSet
from site_builder.load.sharing import Channel, Queue, Shelf
from site_builder.model.page import RenderedPage
from site_builder.model.quick import dataclass

Output: TypeAlias = Callable[[], Iterable[tuple[str, bytes]]]
"""Makes a part of the machine outputs: the path in the site and the bytes of each file."""

_PIECE: Final = 50
_MOST_PIECES: Final = 20_000
"""Records in a piece, as long as there are not more pieces than numbers fit into a pipe."""


@dataclass(frozen=True, slots=True)
class Ready:
    """What the copy has prepared: the numbers of pieces, and a specimen for each shape of page among them."""

    pieces: frozenset[int]
    shapes: dict[tuple[Group, Shape], Filling]


@dataclass(frozen=True, slots=True)
class Said:
    """What the pages say that this process has made lies on the shelf, if the copy is to write the files of the search.

    There it is all, and lies there since before this was sent: a process that sends it would have to wait.
    """

    on_shelf: bool


@dataclass(frozen=True, slots=True)
class Done:
    """What the copy has done: outputs by number, and the addresses of pages left over.

    ``entries`` are those of its pages for the search; None where it has written the files of the search itself.
    ``reading`` is what its pages were made of.
    """

    entries: list[Any] | None
    outputs: frozenset[int]
    left: tuple[str, ...]
    reading: Any


class RecordWork:
    """Pieces of records and outputs, waiting to be taken by this process or its copy."""

    def __init__(
        self,
        records: Sequence[RecordFile],
        outputs: Sequence[Output],
        preparation: Preparation,
        search: SearchEntries,
        directory: SiteDirectory,
        show: Callable[[str, str], None],
    ) -> None:
        self.records = records
        self.outputs = outputs
        self._size = max(_PIECE, -(-len(records) // _MOST_PIECES))
        self.count = -(-len(records) // self._size)
        self.pieces = Queue(self.count)
        self.jobs = Queue(len(outputs))
        self.looked_at: dict[str, RenderedPage] = {}
        """Pages that were rendered for a first look, by their address."""
        self._preparation = preparation
        self._search = search
        self._directory = directory
        self._show = show

    def close(self) -> None:
        """Let go of what the pieces wait in."""
        self.pieces.close()
        self.jobs.close()

    def piece(self, number: int) -> Sequence[RecordFile]:
        """Return the records of a piece."""
        return self.records[number * self._size : (number + 1) * self._size]

    def render(self, record: RecordFile) -> RenderedPage:
        """Return the record's page, its body rendered."""
        return self.looked_at.get(record.url) or self._preparation.render(record)

    def prepare_all(self, records: Sequence[RecordFile]) -> list[tuple[RecordFile, RenderedPage, Prepared]]:
        """Return the pages of records as their shells need them; what they say goes into the search.

        One step after the other is done for all of them: that is sooner than one page after the other.
        """
        missing = [record for record in records if record.url not in self.looked_at]
        rendered = dict(zip((record.url for record in missing), self._preparation.render_all(missing), strict=True))
        pages = [(record, self.looked_at.get(record.url) or rendered[record.url]) for record in records]
        for record, page in pages:
            self._preparation.add_to_search(record, page)
        return [(record, page, self._preparation.prepare(record, page)) for record, page in pages]

    def write(self, record: RecordFile, prepared: Prepared, page: bytes) -> None:
        """Write a record's page and the files beside it."""
        self._directory.write(record.dest_uri, page)
        for uri, content in prepared.files:
            self._directory.write(uri, content)
        self._show(record.url, prepared.filling.content)

    def write_outputs(self) -> frozenset[int]:
        """Write outputs as long as nobody else has taken them, and return which."""
        return frozenset(map(self.write_output, self.jobs.taken()))

    def _write_outputs_until(self, stop: Callable[[], bool]) -> Iterator[int]:
        """Write outputs as long as nobody else has taken them and nothing stops it; yield which."""
        taken = self.jobs.taken()
        while not stop():
            number = next(taken, None)
            if number is None:
                return
            yield self.write_output(number)

    def write_search(self) -> None:
        """Write the files of the search that its plugin does not write."""
        for uri, content in self._search.files():
            self._directory.write(uri, content)

    def write_output(self, number: int) -> int:
        """Write one part of the outputs, and return its number."""
        for uri, content in self.outputs[number]():
            self._directory.write(uri, content)
        return number

    def converse_of_outputs(self, channel: Channel) -> None:
        """Do the part of a copy where pages are few: outputs alone."""
        channel.send(Done([], self.write_outputs(), (), self._preparation.give_reading()))

    def converse(self, channel: Channel, shelf: Shelf) -> None:
        """Do the copy's part: prepare pieces, say of what shapes they are, fill them into the shells that come back.

        On the shelf lies what the first process says, as soon as that is said of it.
        """
        before = self._search.mark()
        kept = {
            number: [(record, prepared) for record, _, prepared in self.prepare_all(self.piece(number))]
            for number in self.pieces.taken()
        }
        pages = [page for piece in kept.values() for page in piece]
        channel.send(Ready(frozenset(kept), shapes_of(prepared for _, prepared in pages)))
        # Until the shells come, and until all is said, there are outputs to write.
        outputs = set(self._write_outputs_until(channel.poll))
        shells: ShellSet = channel.recv()
        left = tuple(self._left_by(pages, shells))
        outputs.update(self._write_outputs_until(channel.poll))
        said: Said = channel.recv()
        entries = None
        if said.on_shelf:
            self._search.receive(shelf.take())
            self.write_search()
        else:
            entries = self._search.take_since(before)
        outputs |= self.write_outputs()
        channel.send(Done(entries, frozenset(outputs), left, self._preparation.give_reading()))

    def _left_by(self, pages: Iterable[tuple[RecordFile, Prepared]], shells: ShellSet) -> Iterator[str]:
        """Write the pages that fit into a shell; yield the addresses of the others."""
        for record, prepared in pages:
            page = shells.filled(prepared)
            if page is None:
                yield record.url
            else:
                self.write(record, prepared, page)


def shapes_of(pages: Iterable[Prepared]) -> dict[tuple[Group, Shape], Filling]:
    """Return the shapes of pages, each with its specimen."""
    found: dict[tuple[Group, Shape], Filling] = {}
    for page in pages:
        key = (page.group, page.shape)
        if key not in found:
            found[key] = specimen(page.filling)
    return found
