"""The sharded search of a site in which a few pages have changed: made of its files, without the other pages."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from mkdocs_opsbook.files import RecordFile
from mkdocs_opsbook.search_files_read import CannotMerge, SearchFiles, url_of
from mkdocs_opsbook.search_merge_pages import PageNumbers, merged_chunks
from mkdocs_opsbook.search_merge_words import merged_names, merged_texts
from mkdocs_opsbook.search_reader import FoundPage, read_entries
from mkdocs_opsbook.search_shards import NAME_CODE, NAMES, PAGES, TEXTS, hash_of, shards
from mkdocs_opsbook.search_table import TABLE, Table
from mkdocs_opsbook.sharded_search import WORKER, WORKER_SOURCE, Gathered, ShardedSearch
from site_builder.model.page import RenderedPage

_HOME: Final = "the home page"


class MergedSearch(ShardedSearch):
    """Gathers pages that have changed; the search of the site becomes the same, to the byte, as if all were gathered.

    The site was made by the same release, and the same pages can be found in it, in the same order. Where that is seen
    not to be so, CannotMerge is raised.
    """

    gone: Collection[str] = ()
    """The files of the old site's search that do not belong to it any more. Known when ``files`` has been called."""

    def __init__(self, index: Any, numbers: Mapping[str, int], site: Path) -> None:
        """``numbers`` are those of all records, also of those that are not gathered; ``site`` has the old search."""
        super().__init__(index, numbers)
        self._old = SearchFiles(site)
        self._old.look_for_all()
        self._known = PageNumbers(self._old, numbers)
        self._site = site

    def add(self, record: RecordFile, rendered: RenderedPage) -> None:
        """Add a record's page. Raises CannotMerge where it could be found and cannot any more."""
        if not rendered.page.is_searchable and self._known.number(record.url) is not None:
            raise CannotMerge(f"{record.url} is to be left out of the search")
        super().add(record, rendered)

    def give(self) -> Any:
        """Return None: the process that has the old site writes the files."""
        return None

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Return the files that the site lacks, or has otherwise; the plugin's own index is left without entries.

        Raises CannotMerge, but before it returns the first of them.
        """
        gathered = self._changed()
        old, pages = self._old, gathered.pages
        boosts = {number: boost for number, boost in old.table.boosts.items() if number not in pages}
        boosts |= {number: page.boost for number, page in pages.items() if page.boost != 1}
        table = Table(old.table.total, boosts=boosts)
        files = [*self._shards(table, gathered), *self._chunks(table, pages)]
        self.gone = sorted(old.paths.difference(*map(table.paths, table.rows)))
        encoded = table.encoded()
        if encoded != old.encoded_table:
            files.append((TABLE, encoded))
        worker, source = self._site / WORKER, WORKER_SOURCE.read_bytes()
        if not worker.is_file() or worker.read_bytes() != source:
            files.append((WORKER, source))
        return iter(files)

    def _changed(self) -> Gathered:
        """Return what was gathered, with the numbers that pages have in the search of the site."""
        gathered = self._gathered
        gathered.settle()
        changed = gathered.renumbered({place: self._number(page) for place, page in gathered.pages.items()})
        entries, self._index.entries = self._index.entries, []
        for page, words in read_entries(entries):
            number = self._number(page)
            if number in changed.pages:
                raise CannotMerge(f"{url_of(page.shown) or _HOME} is there twice")
            changed.add(number, page, words)
        changed.settle()
        return changed

    def _number(self, page: FoundPage) -> int:
        url = url_of(page.shown)
        number = self._known.number(url)
        if number is None:
            raise CannotMerge(f"{url or _HOME} is not in the search yet")
        return number

    def _shards(self, table: Table, gathered: Gathered) -> Iterator[tuple[str, bytes]]:
        families = (
            (NAMES, NAME_CODE, merged_names(self._old, gathered.pages)),
            (TEXTS, table.code, merged_texts(self._old, gathered.pages, gathered.places)),
        )
        for folder, code, words in families:
            for first, content in shards(words, code):
                path = table.add(folder, first, hash_of(content))
                if not self._old.holds(path, content):
                    yield path, content

    def _chunks(self, table: Table, pages: Mapping[int, FoundPage]) -> Iterator[tuple[str, bytes]]:
        for number, (size, content_hash, content, before) in enumerate(merged_chunks(self._old, pages)):
            path = table.add(PAGES, size, content_hash)
            if content is None and before == number:
                continue
            content = self._old.content(PAGES, before) if content is None else content
            if not self._old.holds(path, content):
                yield path, content
