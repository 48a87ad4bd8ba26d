"""All records and all prose of a source, with what is wrong with their files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from site_builder.load.names import Named, RecordFile, folders_beside, sort_by_name
from site_builder.load.one_page import read_prose
from site_builder.load.one_record import ReadRecord, read_record
from site_builder.load.source import NOT_FOLLOWED, Source, SourceFile, printable
from site_builder.load.text import MAX_BYTES
from site_builder.model.diagnostic import Diagnostic, Span, error, in_order
from site_builder.model.prose import Prose
from site_builder.model.quick import dataclass
from site_builder.model.record import RawRecord
from site_builder.model.reference import Reference


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the files hold: raw records and prose in the order of their paths, and diagnostics.

    ``unreadable`` names the records that are there and could not be read: what refers to them does not dangle.
    """

    records: tuple[RawRecord, ...]
    prose: tuple[Prose, ...]
    diagnostics: tuple[Diagnostic, ...]
    unreadable: frozenset[Reference] = frozenset()


ReadOne = Callable[[bytes, RecordFile], ReadRecord]
"""Reads one record from the bytes of its file."""

NameFiles = Callable[[Source, Sequence[SourceFile], Mapping[str, str], str], Named]
"""Tells which files of a source are records and which are prose, knowing the folders of kinds and of prose."""

Begin = Callable[[Source, Sequence[RecordFile]], None]
"""Is told which files of a source are going to be read."""


def load_records(
    source: Source,
    folders: Mapping[str, str],
    docs_dir: str = "content",
    read_one: ReadOne = read_record,
    begin: Begin | None = None,
    name: NameFiles | None = None,
) -> Loaded:
    """Return all records below ``folders`` (kind to folder) and all prose below ``docs_dir``.

    Bad files never raise: each becomes diagnostics, and the rest is read. ``name`` remembers what files were named.
    """
    named = (name or name_files)(source, listed_files(source, folders, docs_dir), folders, docs_dir)
    if begin is not None:
        begin(source, named.records)
    diagnostics = list(named.diagnostics)
    unreadable = set(named.refused)
    records: list[RawRecord] = []
    for record_file in named.records:
        data = _read(source, record_file.path)
        if data is None:
            continue
        read = read_one(data, record_file)
        diagnostics.extend(read.diagnostics)
        if read.record is None:
            unreadable.add(record_file.reference)
        else:
            records.append(read.record)
    prose: list[Prose] = []
    for path in named.prose:
        data = _read(source, path)
        page = read_prose(data, printable(path)) if data is not None else None
        if page is not None:
            diagnostics.extend(page.diagnostics)
            prose.extend([page.prose] if page.prose else [])
    return Loaded(tuple(records), tuple(prose), in_order(diagnostics), frozenset(unreadable))


def named_files(source: Source, folders: Mapping[str, str], docs_dir: str = "content") -> Named:
    """Return which files are records and which are prose, without reading them; links are reported, not followed."""
    return name_files(source, listed_files(source, folders, docs_dir), folders, docs_dir)


def listed_files(source: Source, folders: Mapping[str, str], docs_dir: str) -> Sequence[SourceFile]:
    """Return every file that may be a record or prose, in the order of paths."""
    docs_dir = docs_dir.strip("/")
    return _files(source, (docs_dir, *folders.values(), *folders_beside(folders, docs_dir)))


def name_files(source: Source, files: Sequence[SourceFile], folders: Mapping[str, str], docs_dir: str) -> Named:
    """Return which of these files are records and which are prose; links are reported, not followed."""
    named = sort_by_name((file.path for file in files if not file.is_link), folders, docs_dir.strip("/"))
    not_followed = (_not_followed(source, file.path) for file in files if file.is_link)
    return replace(named, diagnostics=(*not_followed, *named.diagnostics))


def _files(source: Source, folders: Iterable[str]) -> list[SourceFile]:
    """Each file below any of the folders once, though folders may lie in one another."""
    found: list[SourceFile] = []
    seen: list[str] = []
    for folder in sorted({folder.strip("/") for folder in folders}):
        if not any(folder.startswith(f"{outer}/") for outer in seen):
            seen.append(folder)
            found.extend(source.files(folder))
    return sorted(found, key=attrgetter("path"))


def _read(source: Source, path: str) -> bytes | None:
    """A file's bytes; None where it went away since it was listed."""
    try:
        return source.read(path, MAX_BYTES)
    except FileNotFoundError:
        return None


def _not_followed(source: Source, path: str) -> Diagnostic:
    problem = source.problem_of(path) or "is a link"
    message = f"this file {problem}, {NOT_FOLLOWED}"
    return error("outside-repository", message, Span(printable(path)), "put the file itself here")
