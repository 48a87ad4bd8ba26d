"""A record gets another id: its file another name, and every reference to it the new one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from site_builder.edit.block_names import in_live_blocks
from site_builder.edit.document import CannotEdit, Document
from site_builder.edit.fields import Order, set_field
from site_builder.edit.file_edit import FileEdit
from site_builder.edit.mentions import Renaming, spliced
from site_builder.edit.nodes import BLOCK_STYLES
from site_builder.edit.places import MarkdownPlace, NamedPlace, places
from site_builder.edit.scalars import write_scalar
from site_builder.edit.source_text import SourceText, Splice
from site_builder.edit.values import value_at, with_value
from site_builder.edit.whole_values import set_list
from site_builder.load.source import Source
from site_builder.model.kind import Kind
from site_builder.model.prose import Prose
from site_builder.model.quick import dataclass
from site_builder.model.record import RawRecord
from site_builder.model.reference import Reference


@dataclass(frozen=True, slots=True)
class Touched:
    """A file in which a renaming changes so many references."""

    path: str
    references: int


@dataclass(frozen=True, slots=True)
class Renamed:
    """The edits of a renaming, and the files in which references change."""

    edits: tuple[FileEdit, ...]
    touched: tuple[Touched, ...]


def rename(
    source: Source,
    records: Iterable[RawRecord],
    prose: Iterable[Prose],
    kinds: Mapping[str, Kind[Any]],
    renaming: Renaming,
    order: Order,
) -> Renamed:
    """Return the edits that give a record another id, in all files that name it. Raises CannotEdit."""
    edits: list[FileEdit] = []
    touched: list[Touched] = []
    is_only = True
    for record in records:
        is_only = is_only and (record.id != renaming.old.id or record.kind == renaming.old.kind)
        is_itself = record.path == renaming.old_path
        if not is_itself and not renaming.may_be_in(record.text):
            continue
        old = source.read(record.path)
        document, count = _in_record(Document.of(old, record.path), record, kinds[record.kind], renaming)
        if is_itself:
            document = _with_former_id(document, renaming, order)
            edits += [FileEdit.create(renaming.new_path, document.data), FileEdit.remove(record.path, old)]
        elif count:
            edits.append(FileEdit.change(record.path, old, document.data))
        if count:
            touched.append(Touched(renaming.new_path if is_itself else record.path, count))
    for page in prose:
        splices = renaming.in_markdown(page.body, _folder(page.path))
        splices += in_live_blocks(page, kinds, renaming, is_only=is_only)
        if splices:
            old = source.read(page.path)
            edits.append(FileEdit.change(page.path, old, _in_body(SourceText.of(old), page.body, splices).data))
            touched.append(Touched(page.path, len(splices)))
    return Renamed(tuple(edits), tuple(touched))


def _in_record(document: Document, record: RawRecord, kind: Kind[Any], renaming: Renaming) -> tuple[Document, int]:
    folder, count = _folder(record.path), 0
    for place in places(record.values, kind):
        if isinstance(place, NamedPlace):
            renamed = _renamed(place, renaming)
            if renamed is not None:
                count += 1
                document = _with_key(document, place, renamed) if place.is_key else _with_text(document, place, renamed)
            continue
        splices = renaming.in_markdown(place.text, folder)
        if splices:
            count += len(splices)
            if place.path == ("body",) and record.body_line:
                document = Document.of(_in_body(document.source, place.text, splices).data, record.path)
            else:
                document = _in_text(document, place, splices)
    return document, count


def _renamed(place: NamedPlace, renaming: Renaming) -> str | None:
    """What a text that names the record is to say instead; None where it names another."""
    if isinstance(place.target, Reference):
        if place.target != renaming.old:
            return None
        start = place.text.rindex(renaming.old.id)
        return place.text[:start] + renaming.new.id + place.text[start + len(renaming.old.id) :]
    return renaming.renamed_path(place.text, "")


def _with_text(document: Document, place: NamedPlace, text: str) -> Document:
    return set_field(document, place.path, text)


def _with_key(document: Document, place: NamedPlace, text: str) -> Document:
    *outer, key = place.path
    mapping = document.top.at(tuple(outer))
    entry = mapping.entry(str(key)) if mapping is not None else None
    if entry is None:
        raise CannotEdit(f"{document.path} has no key {key!r}")
    values = value_at(document.values, tuple(outer))
    intended = {text if name == key else name: value for name, value in values.items()}
    splice = Splice(entry[0].start, entry[0].end, write_scalar(text, entry[0].style, in_flow=True))
    return document.spliced([splice], with_value(document.values, tuple(outer), intended))


def _in_text(document: Document, place: MarkdownPlace, splices: list[Splice]) -> Document:
    """Change pieces of a text where they stand in the file; where its writing hides them, write the text anew."""
    text = spliced(place.text, splices)
    node = document.top.at(place.path)
    if node is None:
        raise CannotEdit(f"{document.path} has no {place.path}")
    written = document.yaml[node.start : node.end]
    found = [_again(written, place.text, splice) for splice in splices]
    if None not in found:
        moved = [Splice(item.start + node.start, item.end + node.start, item.text) for item in found if item]
        try:
            return document.spliced(moved, with_value(document.values, place.path, text))
        except CannotEdit:
            if node.style in BLOCK_STYLES:
                raise
    return set_field(document, place.path, text)


def _again(written: str, text: str, splice: Splice) -> Splice | None:
    """Where a piece of a text stands in its written form: as the same one of the pieces that read alike."""
    piece = text[splice.start : splice.end]
    start = -1
    for _ in range(text.count(piece, 0, splice.start) + 1):
        start = written.find(piece, start + 1 if start < 0 else start + len(piece))
        if start < 0:
            return None
    return Splice(start, start + len(piece), splice.text)


def _in_body(source: SourceText, body: str, splices: list[Splice]) -> SourceText:
    """The narrative is the end of the file."""
    start = len(source.text) - len(body)
    return source.spliced(Splice(splice.start + start, splice.end + start, splice.text) for splice in splices)


def _with_former_id(document: Document, renaming: Renaming, order: Order) -> Document:
    """Add the old id to ``formerly``; where the record gets an earlier id back, that one is no former one any more."""
    kept = [name for name in former_ids(document.values) if name not in (renaming.new.id, renaming.old.id)]
    return set_list(document, ("formerly",), [*kept, renaming.old.id], order)


def former_ids(values: Mapping[str, Any]) -> list[Any]:
    """Return the earlier ids that a record names as it is written: a text alone stands for a list of one."""
    former = values.get("formerly")
    return former if isinstance(former, list) else [] if former is None else [former]


def _folder(path: str) -> str:
    return path.rpartition("/")[0]
