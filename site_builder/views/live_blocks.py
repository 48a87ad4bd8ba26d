"""Live parts of hand-written pages: fenced blocks named ``opsbook`` that hold a metric, a table or a chart.

    ```opsbook
    table: initiative
    where: {status: in_progress}
    ```

A block that cannot be shown is a diagnostic, and the page shows what is wrong in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import Field, ValidationError
from pydantic_core import ErrorDetails

from site_builder.load.yaml import compose
from site_builder.measure.base import all_metrics
from site_builder.model.diagnostic import Diagnostic, Span, error
from site_builder.model.fields import Fields, PositiveCount, Text
from site_builder.model.kind import Kind
from site_builder.model.prose import Prose
from site_builder.model.quick import dataclass
from site_builder.model.record import FieldPath, Position
from site_builder.model.suggest import did_you_mean, one_of
from site_builder.validate.messages import problem_of
from site_builder.views.facts import choices_of
from site_builder.views.live_fences import Fence, opsbook_fences
from site_builder.views.named_charts import NAMED_CHARTS

_PARTS = {"metric": ("where", "limit"), "table": ("where", "fields", "limit"), "chart": ()}
"""What a block may ask for, and which further keys it then takes."""


class LiveBlock(Fields):
    """What a block asks for: exactly one of metric, table and chart."""

    metric: Text | None = None
    """The name of a metric, such as `nps`."""
    table: Text | None = None
    """The kind whose records are listed, such as `initiative`."""
    chart: Text | None = None
    """The name of a chart, such as `nps-trend`."""
    where: dict[str, Any] = Field(default_factory=dict)
    """Only records whose fields have these values, or results for these dimensions."""
    fields: tuple[Text, ...] = ()
    """Columns of the table beside title, status and owner."""
    limit: PositiveCount | None = None
    """At most so many rows."""


@dataclass(frozen=True, slots=True)
class BlockPlaces:
    """Where the keys and values of a block are; what has no place is at the fence."""

    path: str
    fence: Span
    positions: Mapping[FieldPath, Position]

    def value(self, *place: str | int) -> Span:
        """Return where a value is."""
        position = self.positions.get(place)
        return Span(self.path, position.line, position.column) if position else self.fence

    def key(self, *place: str | int) -> Span:
        """Return where the key of a value is."""
        position = self.positions.get(place)
        return Span(self.path, position.key_line, position.key_column) if position else self.fence


@dataclass(frozen=True, slots=True)
class FoundBlock:
    """A block in a page: its fence, and what it asks for; one that is wrong has diagnostics instead."""

    fence: Fence
    block: LiveBlock | None
    diagnostics: tuple[Diagnostic, ...]
    places: BlockPlaces

    @property
    def start(self) -> int:
        """Where its fence begins in the text."""
        return self.fence.start

    @property
    def end(self) -> int:
        """Where its fence ends."""
        return self.fence.end


def find_blocks(page: Prose, kinds: Mapping[str, Kind[Any]]) -> list[FoundBlock]:
    """Return the live blocks of a hand-written page in order, each with what is wrong with it."""
    if "opsbook" not in page.body:
        return []
    return [_read(page, fence, kinds) for fence in opsbook_fences(page.body)]


def block_diagnostics(prose: Iterable[Prose], kinds: Mapping[str, Kind[Any]]) -> Iterator[Diagnostic]:
    """Return what is wrong with the live blocks of these pages."""
    for page in prose:
        for found in find_blocks(page, kinds):
            yield from found.diagnostics
            if page.is_public and found.block is not None and not is_public_block(found.block, kinds):
                message = "this block shows what the public does not see, and the page is public"
                hint = "on a public page, list a kind that may be public by its public fields"
                yield error("public-names-internal", message, page.span_at(found.start), hint)


def is_public_block(block: LiveBlock, kinds: Mapping[str, Kind[Any]]) -> bool:
    """Return whether a block reaches nothing but public fields of records of a kind that may be public."""
    kind = kinds.get(block.table or "")
    return kind is not None and kind.may_be_public and kind.public_fields.issuperset((*block.where, *block.fields))


def _read(page: Prose, fence: Fence, kinds: Mapping[str, Kind[Any]]) -> FoundBlock:
    opening = page.span_at(fence.start)
    composed = compose(page.body[fence.text_start : fence.text_end], page.path, first_line=opening.line + 1)
    places = BlockPlaces(page.path, Span(page.path, opening.line), composed.positions)
    if not fence.is_closed:
        hint = "end it with a line that holds the same marks as its first line"
        unclosed = error("invalid-value", "this opsbook block is never closed", opening, hint)
        return FoundBlock(fence, None, (unclosed,), places)
    if composed.diagnostics:
        return FoundBlock(fence, None, tuple(composed.diagnostics), places)
    if not isinstance(composed.value, dict):
        hint = "write metric, table or chart and its name, such as: metric: nps"
        wrong = error("invalid-value", "an opsbook block must be a mapping", places.fence, hint)
        return FoundBlock(fence, None, (wrong,), places)
    try:
        block = LiveBlock.model_validate(composed.value)
    except ValidationError as invalid:
        problems = (_problem(detail, composed.value, places) for detail in invalid.errors(include_url=False))
        return FoundBlock(fence, None, tuple(problems), places)
    diagnostics = tuple(_unknown(block, places, kinds))
    return FoundBlock(fence, None if diagnostics else block, diagnostics, places)


def _problem(detail: ErrorDetails, values: Mapping[str, Any], places: BlockPlaces) -> Diagnostic:
    if detail["type"] == "extra_forbidden":
        name, known = str(detail["loc"][-1]), LiveBlock.model_fields
        hint = did_you_mean(name, known) or f"keys are {', '.join(known)}"
        return error("unknown-key", f"unknown key {name!r} in an opsbook block", places.key(*detail["loc"]), hint)
    problem = problem_of(detail, LiveBlock, values)
    return error(problem.code, problem.message, places.value(*problem.path), problem.hint)


def _unknown(block: LiveBlock, places: BlockPlaces, kinds: Mapping[str, Kind[Any]]) -> Iterator[Diagnostic]:
    asked = [name for name in _PARTS if getattr(block, name) is not None]
    if len(asked) != 1:
        message = "an opsbook block must ask for exactly one of metric, table and chart"
        yield error("invalid-value", message, places.fence, "write one block for each")
        return
    name = asked[0]
    for key in ("where", "fields", "limit"):
        if key in block.model_fields_set and key not in _PARTS[name]:
            hint = f"take it out; {key} goes with {one_of(part for part in _PARTS if key in _PARTS[part])}"
            yield error("unknown-key", f"a {name} takes no {key}", places.key(key), hint)
    choices: Mapping[str, Any] = {"metric": all_metrics(), "table": kinds, "chart": NAMED_CHARTS}[name]
    value = getattr(block, name)
    if value not in choices:
        hint = did_you_mean(value, choices) or f"there are {', '.join(choices)}"
        noun = "kind" if name == "table" else name
        yield error("invalid-value", f"there is no {noun} {value!r}", places.value(name), hint)
    elif name == "table":
        yield from _unknown_fields(block, places, kinds[value])


def _unknown_fields(block: LiveBlock, places: BlockPlaces, kind: Kind[Any]) -> Iterator[Diagnostic]:
    known = kind.fields.model_fields
    for field, wanted in block.where.items():
        if field not in known:
            message = f"{kind.name} has no field {field!r}"
            yield error("unknown-key", message, places.key("where", field), did_you_mean(field, known))
        else:
            yield from _unknown_choices(field, wanted, places, choices_of(kind.fields, field))
    for number, field in enumerate(block.fields):
        if field not in known:
            message = f"{kind.name} has no field {field!r}"
            yield error("invalid-value", message, places.value("fields", number), did_you_mean(field, known))


def _unknown_choices(field: str, wanted: Any, places: BlockPlaces, choices: tuple[str, ...]) -> Iterator[Diagnostic]:
    """Yield the values that a field can never have: such a table would be empty without a word."""
    values = list(enumerate(wanted)) if isinstance(wanted, list) else [(None, wanted)]
    for number, value in values:
        if choices and value is not None and str(value) not in choices:
            place = ("where", field) if number is None else ("where", field, number)
            hint = did_you_mean(str(value), choices) or f"choose {one_of(choices)}"
            yield error("invalid-value", f"{field} is never {str(value)!r}", places.value(*place), hint)
