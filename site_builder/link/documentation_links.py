"""Links in the documentation folder, in hand-written pages and in narratives of records: those that lead nowhere.

MkDocs follows them when a site is built. Here they are found with the rest, each at its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any, Final

from site_builder.link.html_blocks import without_html
from site_builder.link.link_targets import file_named, link_targets
from site_builder.link.public_targets import repository_path
from site_builder.link.relative_links import NARRATIVE, left_out, no_such_file, spans_of_targets
from site_builder.link.site_files import SiteFiles
from site_builder.load.names import RecordNames
from site_builder.load.source import Source
from site_builder.model.diagnostic import Diagnostic, Span
from site_builder.model.prose import Prose
from site_builder.model.quick import dataclass
from site_builder.model.record import Record

_INDEX: Final = "index.md"
_README: Final = "README.md"
"""Where a folder has such a page, the site makes no other one for the folder."""
_OF_THE_THEME: Final = "assets/"


@dataclass(frozen=True, slots=True)
class DeadLink:
    """A link in the text of a file that leads nowhere, as it is written there. ``is_left_out`` says that what it names
    is a file, but no part of the site.
    """

    span: Span
    target: str
    is_left_out: bool = False

    @property
    def diagnostic(self) -> Diagnostic:
        """The finding."""
        if self.is_left_out:
            return left_out(self.target, self.span)
        return no_such_file(self.target, self.span, "name a page, a record or a file by its path from this one")


class DocumentationFiles:
    """What links in the documentation folder may lead to: its pages and files, and records wherever they lie.

    ``names`` tells files of records by their path. ``is_section`` says whether the site makes a page for an address.
    ``custom_dir`` is a folder with files that take part as if they lay in the documentation folder, if there is one.
    """

    def __init__(
        self,
        source: Source,
        docs_dir: str,
        names: RecordNames,
        pages: Iterable[Prose],
        records: Iterable[Record[Any]],
        is_section: Callable[[str], bool],
        custom_dir: str = "",
    ) -> None:
        self._source = source
        self._docs_dir = docs_dir
        self._names = names
        self._prose = pages
        self._files = SiteFiles(docs_dir, (record.path for record in records))
        self._is_section = is_section
        self._custom_dir = custom_dir

    def leads(self, path: str, target: str) -> bool:
        """Return whether a link in the text of the file at ``path`` leads somewhere, or is none that MkDocs follows.

        MkDocs leaves an address that begins with a slash as it is: what it leads to is the web server's affair.
        """
        named = file_named(target)
        if named is None or named.startswith("/"):
            return True
        full = repository_path(path, named)
        return full is not None and (self._is_made(full) or (self._exists(full) and self._is_shown(full)))

    def has(self, path: str, target: str) -> bool:
        """Return whether there is a file that a link in the text of the file at ``path`` names."""
        full = repository_path(path, file_named(target) or "")
        return full is not None and self._exists(full)

    def _is_made(self, path: str) -> bool:
        """Return whether the site may have what this file would be: the page of a section, a file of the theme."""
        inside = path.removeprefix(f"{self._docs_dir}/")
        if inside == path:
            return False
        if inside.startswith(_OF_THE_THEME) or (self._custom_dir and self._exists(f"{self._custom_dir}/{inside}")):
            return True
        folder, slash, name = path.rpartition("/")
        if name != _INDEX or (self._exists(f"{folder}/{_README}") and not self._exists(path)):
            return False
        address = folder[len(self._docs_dir) + len(slash) :]
        return not address or self._is_section(address)

    def _exists(self, path: str) -> bool:
        return self._source.exists(path)

    def _is_shown(self, path: str) -> bool:
        """Return whether a file that is there is part of the site, or the source of a page."""
        return path in self._paths_of_prose or self._names.of(path) is not None or self._files.has(path)

    @cached_property
    def _paths_of_prose(self) -> frozenset[str]:
        return frozenset(page.path for page in self._prose)


def dead_links(files: DocumentationFiles, pages: Iterable[Prose], records: Iterable[Record[Any]]) -> Iterator[DeadLink]:
    """Yield the dead links of hand-written ``pages``, and of the narratives of ``records`` in their folder."""
    for page in pages:
        dead_ones = [
            target for target in link_targets(without_html(page.body)) if not files.leads(page.path, target.text)
        ]
        for target, span in zip(dead_ones, page.spans_at(target.offset for target in dead_ones), strict=True):
            yield DeadLink(span, target.text, files.has(page.path, target.text))
    for record in records:
        narrative = getattr(record.fields, NARRATIVE, None)
        if not isinstance(narrative, str):
            continue
        targets = tuple(link_targets(without_html(narrative)))
        dead = [not files.leads(record.path, target.text) for target in targets]
        if any(dead):
            for target, span, is_dead in zip(
                targets, spans_of_targets(record, NARRATIVE, narrative, targets), dead, strict=True
            ):
                if is_dead:
                    yield DeadLink(span, target.text, files.has(record.path, target.text))
