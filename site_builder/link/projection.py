"""The projection of a handbook for an audience: what is not public is removed from the model, not hidden later."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from site_builder.link.coarse import coarse
from site_builder.link.dead_links import without_dead_paths
from site_builder.link.handbook import Handbook
from site_builder.link.public_markdown import public_markdown, public_page
from site_builder.link.public_targets import PublicTargets
from site_builder.link.references import FieldReference, references_of
from site_builder.model.common import RecordFields
from site_builder.model.dates import PlannedDate
from site_builder.model.fields import COARSE, MARKDOWN, Fields
from site_builder.model.kind import Kind, has_marker
from site_builder.model.prose import Prose
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.model.reference import Handle, Reference

NOBODY = Handle("")
"""The owner of a record in a public handbook: nobody is named."""

_COME_ABOUT = ("release", "feature")
"""Kinds whose day is planned while their status says so, and known afterwards."""

_OF_A_PAGE = ("title", "description")
"""What the public handbook keeps of a hand-written page's front matter."""


def _any_file(_: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class PublicPolicy:
    """What decides, beside the marks, whether a record is public.

    A change is under embargo until ``as_of`` reaches its ``publish_on``; one without a release is public only where
    ``show_unreleased`` is true. Links in texts stay where they lead to a record or page that is public, or to a file of
    the documentation folder ``docs_dir``, data excepted, that ``has_file`` knows.
    """

    as_of: date
    show_unreleased: bool = False
    docs_dir: str = "content"
    has_file: Callable[[str], bool] = _any_file


def project_public(handbook: Handbook, policy: PublicPolicy) -> Handbook:
    """Return the handbook that the public audience sees.

    Only records marked public, of kinds that may be, with only their public fields; references to anything else are
    taken out, and planned days are months or quarters. Of hand-written pages it has those that are marked public.
    Source texts and positions, responses and other data, and backlinks from internal records are not in it; the path of
    a record is the address of its page.
    """
    shown = {
        record.reference
        for kind in handbook.kinds.values()
        if kind.may_be_public
        for record in handbook.collections[kind.name]
        if is_shown(record, policy)
    }
    kinds = {name: kind for name, kind in handbook.kinds.items() if kind.may_be_public}
    targets = _targets(handbook, kinds, shown, policy)
    collections = {
        name: tuple(
            _project(record, kind, shown, policy, targets)
            for record in handbook.collections[name]
            if record.reference in shown
        )
        for name, kind in kinds.items()
    }
    bare = Handbook(kinds, collections, audience="public")
    references = {record.reference: _known(record, kinds, bare) for record in bare}
    prose = tuple(_public_page(page, shown) for page in handbook.prose if page.is_public)
    return Handbook(kinds, collections, references, _backlinks(references), prose, audience="public")


def public_path(record: Record[Any], kind: Kind[Any]) -> str:
    """Return what stands for the path of a record in the public handbook: the address of its page."""
    return kind.url_of(record).rstrip("/")


def is_shown(record: Record[Any], policy: PublicPolicy) -> bool:
    """Return whether the public audience sees a record of a kind that may be public."""
    fields = record.fields
    if not fields.is_public:
        return False
    embargo = getattr(fields, "publish_on", None)
    if embargo is not None and embargo > policy.as_of:
        return False
    return not (record.kind == "change" and getattr(fields, "release", None) is None and not policy.show_unreleased)


def _targets(
    handbook: Handbook, kinds: Mapping[str, Kind[Any]], shown: set[Reference], policy: PublicPolicy
) -> PublicTargets:
    records = [record for name in kinds for record in handbook.collections[name] if record.reference in shown]
    pages = {page.path for page in handbook.prose if page.is_public}

    def addresses() -> set[str]:
        return {kinds[record.kind].url_of(record) for record in records}

    return PublicTargets({*pages, *(record.path for record in records)}, policy.docs_dir, policy.has_file, addresses)


def _project(
    record: Record[Any], kind: Kind[Any], shown: set[Reference], policy: PublicPolicy, targets: PublicTargets
) -> Record[Any]:
    def leads(target: str) -> bool:
        return targets.leads(record.path, kind.url_of(record), target)

    fields: RecordFields = record.fields
    is_coarse = _is_planned(record, kind)
    values: dict[str, Any] = {}
    for name in kind.public_fields:
        value = without_internal(getattr(fields, name), shown)
        if isinstance(value, str) and has_marker(kind.field(name), MARKDOWN):
            paths = without_dead_paths(value, leads) if targets.is_beside_pages(record.path) else value
            value = public_markdown(paths, shown, leads)
        values[name] = _coarsened(value, policy.as_of, has_marker(kind.field(name), COARSE)) if is_coarse else value
    values |= {"owner": NOBODY, "visibility": "public"}
    given = {name for name in fields.model_fields_set if name in values}
    projected = kind.fields.model_construct(_fields_set=given, **values)
    return Record(record.kind, record.id, public_path(record, kind), projected, {})


def _is_planned(record: Record[Any], kind: Kind[Any]) -> bool:
    """Return whether the days of a record are plans: those of a release or a feature only until it is there.

    What has come about on a day happened on that day.
    """
    return record.kind not in _COME_ABOUT or getattr(record.fields, kind.status_field) == "planned"


def without_internal(value: Any, shown: set[Reference]) -> Any:
    """Return a value without the references to records that are not shown."""
    if isinstance(value, Reference):
        return value if value in shown else None
    if isinstance(value, tuple):
        kept = (without_internal(item, shown) for item in value)
        return tuple(item for item in kept if item is not None)
    return value


def _coarsened(value: Any, as_of: date, is_coarse: bool) -> Any:
    """Return a value with its planned days, and those of the groups in it that are marked so, as months or quarters."""
    if isinstance(value, PlannedDate):
        return coarse(value, as_of) if is_coarse else value
    if isinstance(value, tuple):
        return tuple(_coarsened(item, as_of, is_coarse) for item in value)
    if isinstance(value, Fields):
        changed = {
            name: _coarsened(getattr(value, name), as_of, has_marker(info, COARSE))
            for name, info in type(value).model_fields.items()
        }
        return value.model_copy(update=changed)
    return value


def _public_page(page: Prose, shown: set[Reference]) -> Prose:
    values = {name: page.values[name] for name in _OF_A_PAGE if name in page.values}
    return Prose(page.path, "", values, public_page(page.body, shown), page.body_line)


def _known(record: Record[Any], kinds: dict[str, Kind[Any]], handbook: Handbook) -> tuple[FieldReference, ...]:
    found = references_of(record, kinds[record.kind])
    return tuple(link for link in found if handbook.get(link.target) is not None)


def _backlinks(
    references: dict[Reference, tuple[FieldReference, ...]],
) -> dict[Reference, tuple[FieldReference, ...]]:
    found: dict[Reference, list[FieldReference]] = {}
    for links in references.values():
        for link in links:
            if link.source != link.target:
                found.setdefault(link.target, []).append(link)
    return {target: tuple(links) for target, links in found.items()}
