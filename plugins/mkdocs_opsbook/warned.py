"""What MkDocs and the handbook warn of during a build, by the page that it is about."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from mkdocs.config.defaults import MkDocsConfig


class Warned(NamedTuple):
    """A line in which was warned, and the address of the page that was being made; None where that was none."""

    url: str | None
    line: str


class Warnings(logging.Handler):
    """Holds what is warned of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.setFormatter(logging.Formatter("%(levelname)s - %(message)s"))
        self.addFilter(_is_news)
        self.config: MkDocsConfig | None = None
        self.found: list[Warned] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Hold a line."""
        page = None if self.config is None else self.config._current_page
        self.found.append(Warned(None if page is None else address(page.file.url), self.format(record)))


def address(url: str) -> str:
    """Return the address of a file as pages have it: that of the home page is empty."""
    return "" if url in (".", "./") else url


def in_order(warned: Iterable[Warned], urls: Sequence[str]) -> tuple[Warned, ...]:
    """Return what was warned of in the order of these pages, what is about none of them first."""
    places: Mapping[str | None, int] = {url: number for number, url in enumerate(urls)}
    return tuple(sorted(warned, key=lambda each: places.get(each.url, -1)))


def _is_news(record: logging.LogRecord) -> bool:
    """Return whether MkDocs says something that is of use: of a build in parts it warns at its beginning, each time."""
    return "A 'dirty' build is being performed" not in record.getMessage()
