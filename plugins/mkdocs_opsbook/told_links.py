"""Dead links that the handbook's own findings tell, each at its place: MkDocs is kept from warning of them again."""

from __future__ import annotations

import logging
import posixpath
import re
from collections.abc import Collection
from typing import Final

from site_builder.link.documentation_links import DeadLink
from site_builder.link.link_targets import unescaped

_LOGGER: Final = logging.getLogger("mkdocs.structure.pages")
_WARNING = re.compile(r"Doc file '(.+?)' contains a link '(.+?)', but the target")


class ToldLinks(logging.Filter):
    """Lets no warning pass of links that are among ``links``, while a ``with`` lasts or between beginning and end.

    ``documentation`` is the documentation folder, relative to the root of the handbook.
    """

    def __init__(self, links: Collection[DeadLink], documentation: str) -> None:
        super().__init__()
        # MkDocs names a target without the backslashes of Markdown.
        self._links = frozenset(
            (link.span.path, target) for link in links for target in (link.target, unescaped(link.target))
        )
        self._documentation = documentation

    def begin(self) -> None:
        """Hear what MkDocs warns of."""
        _LOGGER.addFilter(self)

    def end(self) -> None:
        """Hear no more."""
        _LOGGER.removeFilter(self)

    def __enter__(self) -> None:
        self.begin()

    def __exit__(self, *fault: object) -> None:
        self.end()

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether a message is news."""
        found = _WARNING.match(record.getMessage()) if self._links else None
        return found is None or (self._path(found[1]), found[2]) not in self._links

    def _path(self, uri: str) -> str:
        return posixpath.normpath(posixpath.join(self._documentation, uri))
