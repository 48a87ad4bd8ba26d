"""The pages of records that MkDocs does not render: their bodies, their shells, their search entries, their files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from mkdocs_opsbook.edit import EditLinks
from mkdocs_opsbook.files import RecordFile
from mkdocs_opsbook.findings import log
from mkdocs_opsbook.outputs import SiteDirectory
from mkdocs_opsbook.prepared import Group, Preparation, group_of
from mkdocs_opsbook.record_work import Done, Output, Ready, RecordWork, Said
from mkdocs_opsbook.search import SearchEntries
from mkdocs_opsbook.shells import Shells, shell_set
from mkdocs_opsbook.theme import Theme
from site_builder.load.sharing import Copy, Shelf, can_share
from site_builder.model.page import RenderedPage

_WORTH_SHARING: Final = 400
"""From so many pages on, a copy of the process is worth its start."""


class RecordPages:
    """Writes the pages of records that MkDocs does not render, and the machine outputs.

    Where there are many records, a copy of this process begins with their bodies as soon as they are known, while
    MkDocs makes the pages of sections. Whoever makes a page, its bytes are the same, and its entries in the search
    stand in the order of the records, as if MkDocs had rendered them all.
    """

    def __init__(
        self,
        records: Sequence[RecordFile],
        outputs: Sequence[Output],
        preparation: Preparation,
        links: EditLinks,
        search: SearchEntries,
        directory: SiteDirectory,
        show: Callable[[str, str], None],
        *,
        has_much_to_say: bool = False,
    ) -> None:
        """``has_much_to_say`` stands for machine outputs that are worth a copy of this process, few as pages may be."""
        self.fit = True
        """Whether the pages of all sections could be filled into shells, as far as has been seen."""
        self._records = records
        self._alone = [record for record in records if not preparation.may_be_copied(record)]
        others = [record for record in records if preparation.may_be_copied(record)]
        self._work = RecordWork(others, outputs, preparation, search, directory, show)
        self._preparation = preparation
        self._links = links
        self._search = search
        self._shells: dict[Group, Shells] = {}
        self._has_much_to_say = has_much_to_say
        self._copy: Copy | None = None
        self._copy_for_outputs: Copy | None = None
        self._shelf: Shelf | None = None
        self._ends: dict[Group, list[RecordFile]] = {}
        for record in records:
            group = self._ends.setdefault(group_of(record.record_page), [record, record])
            group[1] = record

    def begin(self) -> None:
        """Let a copy of this process begin, where that is worth it."""
        if len(self._work.records) < _WORTH_SHARING or not can_share():
            if self._has_much_to_say and can_share():
                self._copy_for_outputs = Copy(self._work.converse_of_outputs)
            return
        # How the search is to be fed must be known before the copy is on its own.
        for group in self._ends.values():
            self._look_at(record for record in group if self._preparation.may_be_copied(record))
        self._shelf = shelf = Shelf()
        self._copy = Copy(lambda channel: self._work.converse(channel, shelf))

    def write(self, theme: Theme) -> None:
        """Write the pages and outputs, and add what the pages say to the search."""
        before = self._search.mark()
        if self._copy is None:
            self._write_few(theme)
        else:
            self._write_all(theme, self._copy)
        places = {record.url: place for place, record in enumerate(self._records)}
        self._close()
        self._search.settle(before, places)

    def abandon(self) -> None:
        """Stop the copy: the build has failed."""
        for copy in (self._copy, self._copy_for_outputs):
            if copy is not None:
                copy.stop()
        self._close()

    def _close(self) -> None:
        self._work.close()
        if self._shelf is not None:
            self._shelf.close()
            self._shelf = None

    def _write_few(self, theme: Theme) -> None:
        work, copy = self._work, self._copy_for_outputs
        for number in work.pieces.taken():
            self._write_piece(number, theme)
        for record in self._alone:
            self._write([record], theme)
        work.write_search()
        outputs = work.write_outputs()
        done: Done | None = None if copy is None else copy.receive()
        if copy is not None:
            copy.end()
        self._write_outputs_but(outputs if done is None else outputs | self._taken_from(done))

    def _write_all(self, theme: Theme, copy: Copy) -> None:
        work = self._work
        mine = frozenset(self._write_piece(number, theme) for number in work.pieces.taken())
        ready: Ready | None = copy.receive()
        if ready is not None:
            wanted = {key: self._shells_of(key[0], theme).shell(key[1], marks) for key, marks in ready.shapes.items()}
            copy.send(shell_set(theme, wanted))
        for record in self._alone:
            self._write([record], theme)
        # The copy has more of what the pages say, as this process was busy with others.
        said = self._search.give() if ready is not None else None
        if said is not None and self._shelf is not None:
            self._shelf.lay(said)
        copy.send(Said(said is not None))
        outputs = work.write_outputs()
        done: Done | None = copy.receive()
        copy.end()
        if ready is not None and done is not None:
            mine |= ready.pieces
            outputs |= self._taken_from(done)
            self._write_left(frozenset(done.left), theme)
        if done is not None and done.entries is not None:
            self._search.put_back(done.entries)
        for number in sorted(set(range(work.count)) - mine):
            self._write_piece(number, theme)
        if done is None or done.entries is not None:
            if said is not None:
                self._search.receive(said)
            work.write_search()
        self._write_outputs_but(outputs)

    def _taken_from(self, done: Done) -> frozenset[int]:
        """Take what the copy's part was made of, and return which outputs it has written."""
        self._preparation.receive_reading(done.reading)
        return done.outputs

    def _write_outputs_but(self, written: frozenset[int]) -> None:
        for number in sorted(set(range(len(self._work.outputs))) - written):
            self._work.write_output(number)

    def _write_piece(self, number: int, theme: Theme) -> int:
        self._write(self._work.piece(number), theme)
        return number

    def _write(self, records: Sequence[RecordFile], theme: Theme) -> None:
        # How the search is to be fed is known when the first pages of a group have been looked at.
        for group in dict.fromkeys(group_of(record.record_page) for record in records):
            self._shells_of(group, theme)
        for record, rendered, prepared in self._work.prepare_all(records):
            shells = self._shells_of(prepared.group, theme)
            page = shells.filled(prepared)
            self._work.write(record, prepared, self._through_theme(record, rendered, shells) if page is None else page)

    def _write_left(self, urls: frozenset[str], theme: Theme) -> None:
        """Write pages that fit into no shell, and that the search has already."""
        for record in self._work.records if urls else ():
            if record.url in urls:
                shells = self._shells_of(group_of(record.record_page), theme)
                rendered = self._work.render(record)
                prepared = self._preparation.prepare(record, rendered)
                self._work.write(record, prepared, self._through_theme(record, rendered, shells))

    def _through_theme(self, record: RecordFile, rendered: RenderedPage, shells: Shells) -> bytes:
        return shells.through_theme(record, self._preparation.for_theme(rendered))

    def _look_at(self, records: Iterable[RecordFile]) -> None:
        """Render pages for a first look, and see whether their search entries are exact."""
        for record in records:
            if record.url in self._work.looked_at:
                continue
            rendered = self._work.looked_at[record.url] = self._preparation.render(record)
            if not self._preparation.is_exact_for(rendered):
                log.info("opsbook: the search plugin itself reads the pages of records, as %s needs it", record.url)
                self._search.use_parser()

    def _shells_of(self, group: Group, theme: Theme) -> Shells:
        """Return the shells of a group, after a look at whether its first and last page come out of them exactly."""
        if group in self._shells:
            return self._shells[group]
        shells = self._shells[group] = Shells(theme, self._links, group)
        self._look_at(self._ends[group])
        for record in dict.fromkeys(self._ends[group]):
            rendered = self._work.render(record)
            page = shells.filled(self._preparation.prepare(record, rendered))
            if page is not None and page != self._through_theme(record, rendered, shells):
                log.info("opsbook: pages under %s/ cannot be filled into a shell; each is rendered", group[0])
                shells.give_up()
                self.fit = False
                break
        return shells
