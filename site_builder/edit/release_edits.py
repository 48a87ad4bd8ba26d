"""The edits that cut a release: its record is written, its changes are stamped, its initiatives released."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from site_builder.edit.assignments import Assigner
from site_builder.edit.document import Document
from site_builder.edit.fields import Order, append_item, set_field
from site_builder.edit.file_edit import FileEdit
from site_builder.edit.release_plan import ReleasePlan
from site_builder.edit.scalars import write_entry
from site_builder.kinds.change import CHANGE
from site_builder.kinds.initiative import INITIATIVE
from site_builder.kinds.release import RELEASE
from site_builder.link.handbook import Handbook
from site_builder.load.source import Source
from site_builder.model.kind import Kind
from site_builder.model.quick import dataclass
from site_builder.views.versions import version_key


@dataclass(frozen=True, slots=True)
class ReleaseWords:
    """What a person says of a release: its title, who answers for it, the ids of the changes that lead its notes.

    An empty title or owner leaves that of a planned release as it is.
    """

    title: str
    owner: str
    highlights: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedEdit:
    """An edit of a file together with the old bytes, for its diff; None where there was no file."""

    edit: FileEdit
    old: bytes | None


def release_words(
    handbook: Handbook, plan: ReleasePlan, title: str = "", owner: str = "", highlights: Sequence[str] = ()
) -> ReleaseWords:
    """Return the words for a release: those given; what was not is taken from the latest release, if it is a new one.

    A title that has the latest version in it gets the new one: ``Rotawell 2026.3`` becomes ``Rotawell 2026.4``.
    """
    if plan.planned is not None:
        return ReleaseWords(title, owner, tuple(dict.fromkeys(highlights)))
    releases = sorted(handbook.records(RELEASE), key=lambda release: version_key(release.id))
    others = [release for release in releases if release.fields.status != "planned"] or releases
    latest = others[-1] if others else None
    if not title:
        parts = latest.title.split(latest.id) if latest is not None else []
        title = plan.version.join(parts) if len(parts) > 1 else plan.version
    if not owner:
        fields = latest.fields if latest is not None else plan.all_changes[0].fields if plan.all_changes else None
        owner = "" if fields is None else getattr(fields.owner, "id", None) or str(fields.owner)
    return ReleaseWords(title, owner, tuple(dict.fromkeys(highlights)))


def release_edits(source: Source, plan: ReleasePlan, words: ReleaseWords, path: str) -> list[PlannedEdit]:
    """Return the edits that cut a release; ``path`` is where its record goes, unless it was planned and is there.

    Raises CannotEdit where a file is written in a way that cannot be edited safely.
    """
    day = plan.day.isoformat()
    edits = [_of_record(source, plan, words, path)]
    edits += [_fields_set(source, CHANGE, change.path, {"release": plan.version}) for change in plan.changes]
    released = {"status": "released", "released_on": day, "release": plan.version}
    edits += [_fields_set(source, INITIATIVE, record.path, released) for record in plan.initiatives]
    return edits


def _of_record(source: Source, plan: ReleasePlan, words: ReleaseWords, path: str) -> PlannedEdit:
    if plan.planned is None:
        data = "".join(f"{line}\n" for line in _written(plan, words)).encode()
        return PlannedEdit(FileEdit.create(path, data), None)
    path, order = plan.planned.path, _order(RELEASE)
    old = source.read(path)
    document = Document.of(old, path)
    values = {"title": words.title, "owner": words.owner, "date": plan.day.isoformat(), "status": "released"}
    for name, value in values.items():
        if value and document.values.get(name) != value:
            document = set_field(document, (name,), value, order)
    present = {reference.id for reference in plan.planned.fields.highlights}
    for change in words.highlights:
        if change not in present:
            document = append_item(document, ("highlights",), change, order)
    return PlannedEdit(FileEdit.change(path, old, document.data), old)


def _written(plan: ReleasePlan, words: ReleaseWords) -> Iterator[str]:
    """Yield the lines of a new release's record."""
    yield write_entry("title", words.title, 0)
    yield write_entry("owner", words.owner, 0)
    if plan.is_public:
        yield write_entry("visibility", "public", 0)
    yield write_entry("status", "released", 0)
    yield write_entry("date", plan.day.isoformat(), 0)
    if words.highlights:
        yield write_entry("highlights", list(words.highlights), 0)


def _order(kind: Kind[Any]) -> Order:
    """The reading order of a kind with ``visibility`` near the top, where most people write it."""
    names = [name for name in Assigner(kind, {}).order(()) if name != "visibility"]
    names.insert(names.index("owner") + 1, "visibility")
    return lambda path: names if not path else ()


def _fields_set(source: Source, kind: Kind[Any], path: str, values: Mapping[str, str]) -> PlannedEdit:
    old = source.read(path)
    document, order = Document.of(old, path), _order(kind)
    for name, value in values.items():
        document = set_field(document, (name,), value, order)
    return PlannedEdit(FileEdit.change(path, old, document.data), old)
