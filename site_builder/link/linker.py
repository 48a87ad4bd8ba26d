"""Linking: records become a handbook; what dangles or turns in circles becomes a diagnostic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

from site_builder.link.cycles import cycles
from site_builder.link.dangling import MOST_SUGGESTIONS, dangling_reference
from site_builder.link.former_ids import disputed_ids, former_ids
from site_builder.link.handbook import Handbook
from site_builder.link.mentions import find_mentions
from site_builder.link.places import Places
from site_builder.link.references import FieldReference, references_of
from site_builder.model.diagnostic import Diagnostic, Related, Span, error
from site_builder.model.items import Items
from site_builder.model.kind import Kind
from site_builder.model.observations import Observations
from site_builder.model.prose import Prose
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.model.reference import Reference
from site_builder.model.responses import Responses

ORDERING_FIELDS = ("depends_on", "supersedes", "parent", "replaces")
"""Fields that put records in an order, in which a circle makes no sense."""


@dataclass(frozen=True, slots=True)
class Linked:
    """A handbook, and what was wrong with its links."""

    handbook: Handbook
    diagnostics: tuple[Diagnostic, ...]


def link(
    records: Iterable[Record[Any]],
    kinds: Mapping[str, Kind[Any]],
    prose: Sequence[Prose] = (),
    responses: Mapping[str, Responses] | None = None,
    unreadable: Iterable[Reference] = (),
    *,
    observations: Mapping[str, Observations] | None = None,
    items: Mapping[str, Items] | None = None,
    remains: Iterable[Record[Any]] = (),
) -> Linked:
    """Return the handbook of these records.

    ``unreadable`` names records that exist but could not be validated: a reference to one of them is not dangling, so
    that one mistake is reported once. What ``remains`` of them is no part of the handbook, but its references are
    looked at: one mistake does not hide another.
    """
    collections = _collections(records, kinds)
    handbook = Handbook(kinds, collections)
    known = set(unreadable)
    former = former_ids(handbook)
    places = Places()
    references: dict[Reference, tuple[FieldReference, ...]] = {}
    dangling: list[tuple[Reference, Span]] = []
    without_end: set[Reference] = set()
    for record in handbook:
        found = references_of(record, kinds[record.kind])
        lost = [link for link in found if handbook.get(link.target) is None]
        references[record.reference] = (
            tuple(link for link in found if handbook.get(link.target) is not None) if lost else found
        )
        if not lost:
            continue
        dangling.extend((link.target, places.span(link, record)) for link in lost)
        if any(link.target not in known for link in lost):
            without_end.add(record.reference)
    for record in remains:
        found = references_of(record, kinds[record.kind])
        dangling.extend((link.target, places.span(link, record)) for link in found if handbook.get(link.target) is None)
    for page in prose:
        dangling.extend(_dangling_in_prose(page, handbook))
    missing = [(target, span) for target, span in dangling if target not in known]
    diagnostics = [
        dangling_reference(target, span, handbook, former, suggest=number < MOST_SUGGESTIONS)
        for number, (target, span) in enumerate(missing)
    ]
    diagnostics.extend(disputed_ids(handbook))
    diagnostics.extend(_cycles(handbook, references, places))
    linked = Handbook(
        kinds,
        collections,
        references,
        _backlinks(references),
        tuple(prose),
        responses or {},
        observations=observations or {},
        items=items or {},
        dangling=frozenset(without_end),
    )
    return Linked(linked, tuple(diagnostics))


def _collections(records: Iterable[Record[Any]], kinds: Mapping[str, Kind[Any]]) -> dict[str, tuple[Record[Any], ...]]:
    by_kind: dict[str, list[Record[Any]]] = {name: [] for name in kinds}
    for record in records:
        by_kind[record.kind].append(record)
    return {name: tuple(sorted(found, key=lambda record: record.id)) for name, found in by_kind.items()}


def _backlinks(
    references: Mapping[Reference, tuple[FieldReference, ...]],
) -> dict[Reference, tuple[FieldReference, ...]]:
    """Return the links to each record by kind and id of their source, as ``references`` are, then by field."""
    backlinks: defaultdict[Reference, list[FieldReference]] = defaultdict(list)
    for links in references.values():
        for link in sorted(links, key=attrgetter("field")) if len(links) > 1 else links:
            if link.source != link.target:
                backlinks[link.target].append(link)
    return {target: tuple(links) for target, links in backlinks.items()}


def _dangling_in_prose(page: Prose, handbook: Handbook) -> list[tuple[Reference, Span]]:
    found = []
    for mention in find_mentions(page.body):
        target = Reference(mention.kind, mention.id)
        if handbook.get(target) is None:
            found.append((target, page.span_at(mention.offset)))
    return found


def _cycles(
    handbook: Handbook, references: Mapping[Reference, tuple[FieldReference, ...]], places: Places
) -> list[Diagnostic]:
    diagnostics: list[Diagnostic] = []
    ordering: dict[str, dict[Reference, list[FieldReference]]] = {field: {} for field in ORDERING_FIELDS}
    for source, links in references.items():
        for link in links:
            if link.field in ordering and link.target.kind == source.kind:
                ordering[link.field].setdefault(source, []).append(link)
    for field, edges in ordering.items():
        graph = {source: [link.target for link in links] for source, links in edges.items()}
        for members in cycles(graph):
            inside = [
                (link, places.span(link, record))
                for record in map(handbook.get, sorted(members))
                if record is not None
                for link in edges[record.reference]
                if link.target in members
            ]
            diagnostics.extend(_cycle(link, span, inside, field) for link, span in inside)
    return diagnostics


def _cycle(link: FieldReference, span: Span, inside: Sequence[tuple[FieldReference, Span]], field: str) -> Diagnostic:
    if link.source == link.target:
        return error(
            "dependency-cycle", f"{link.source.id!r} refers to itself in {field}", span, "take the reference out"
        )
    names = ", ".join(repr(other.source.id) for other, _ in inside if other.source != link.source)
    related = tuple(
        Related(place, f"{other.source.id} → {other.target.id}") for other, place in inside if other != link
    )
    return error(
        "dependency-cycle", f"{field} turns in a circle with {names}", span, "take one of the references out", related
    )
