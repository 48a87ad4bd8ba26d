"""What an importer is, what it is given, and what it returns."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import field
from functools import cache
from typing import Any, Final

from site_builder.load.text import normalise
from site_builder.model.diagnostic import Diagnostic, Span
from site_builder.model.discovery import by_key, discover
from site_builder.model.quick import dataclass
from site_builder.model.settings import CustomType

BODY: Final = "body"
"""The field of the narrative."""


class WrongWish(ValueError):
    """What was asked for cannot be meant. The message is for people, and says what to write instead."""


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file that another tool wrote: its path as messages call it, its path in the export, its bytes.

    ``inside`` is the path below the folder that was named, or the name of the file that was named.
    """

    path: str
    inside: str
    data: bytes = field(repr=False)

    @property
    def stem(self) -> str:
        """The file's name without its suffix."""
        return self.inside.rpartition("/")[2].rpartition(".")[0]

    def text(self) -> str | None:
        """Return its text with line feeds, None where it is not UTF-8."""
        try:
            return normalise(self.data.decode("utf-8"))
        except UnicodeDecodeError:
            return None


@dataclass(frozen=True, slots=True)
class Export:
    """What was named on the command line: one file, or the files of a folder in the order of their paths."""

    name: str
    files: tuple[ExportFile, ...]
    is_folder: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for beside the export.

    ``columns`` says which column a field is read from (``cause.category`` names a field inside a field), ``values``
    what a value of theirs stands for in a field, by the value with its case folded, ``fixed`` what a field of every
    record is that the export does not give, and ``where`` what must stand in a column for a row to be read. ``custom``
    has the types of the organisation's own fields, by kind. ``roles`` are the ids of the handbook's roles: who else is
    named as an owner is a handle. None: what is named is taken at its word.
    """

    kind: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[tuple[str, str], str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    where: tuple[tuple[str, str], ...] = ()
    date_format: str = ""
    timezone: str = ""
    encoding: str = "utf-8"
    delimiter: str = ""
    skip_rows: int = 0
    roles: frozenset[str] | None = None
    custom: Mapping[str, Mapping[str, CustomType]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """A record as an export has it: plain values as YAML holds them, and where they stand in the export.

    ``body`` is the narrative in Markdown, empty where there is none. ``spans`` has the places of single fields.
    ``absent`` has the paths of fields that the tool has and that are empty for this record: an update takes them out.
    ``guessed`` are fields that the export does not say and a new record needs: they are not held against what is there.
    ``owned`` are the keys of items that the tool alone decides, such as the figures of a variant.
    ``is_page`` says that it is written as a Markdown file however short its narrative is, as others link to that.
    """

    kind: str
    id: str
    fields: Mapping[str, Any]
    span: Span
    body: str = ""
    spans: Mapping[str, Span] = field(default_factory=dict)
    is_page: bool = False
    absent: tuple[tuple[str, ...], ...] = ()
    guessed: frozenset[str] = frozenset()
    owned: frozenset[str] = frozenset()

    def span_of(self, key: str) -> Span:
        """Return where a field stands in the export; where the record does, if that is not known."""
        return self.spans.get(key, self.span)


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of data that is to stand in the handbook, such as the responses of a survey.

    ``named_by`` is the field of the record that names it.
    """

    path: str
    data: bytes = field(repr=False)
    span: Span
    named_by: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What an export holds. ``notes`` tell in a line each what was read as what, and what was left out."""

    entries: tuple[Entry, ...] = ()
    files: tuple[DataFile, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Importer:
    """A foreign format: its name on the command line, what it reads, and what becomes of it.

    ``example`` is what follows ``opsbook import`` in a call, ``options`` are the fields of a ``Wish`` that it heeds
    beside ``fixed``; ``help`` says more in a few sentences. ``read`` raises WrongWish. ``maps_fields`` says that the
    names of ``columns`` and ``values`` are fields of the records, not parts of something that is counted or kept.
    ``together`` names fields that make no sense without each other: who updates the first updates the others.
    """

    name: str
    summary: str
    help: str
    example: str
    read: Callable[[Export, Wish], Imported]
    options: frozenset[str] = frozenset()
    maps_fields: bool = True
    together: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@cache
def all_importers() -> Mapping[str, Importer]:
    """Return every importer by its name. Raises PackFault where two have the same name."""
    found = discover(sys.modules["site_builder.importers"], Importer, "opsbook.importers")
    return by_key(found, lambda importer: importer.name, "importers have the name")
