"""Validation: raw records become typed ones, and everything that is wrong with them diagnostics."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from site_builder.model.common import RecordFields
from site_builder.model.diagnostic import Diagnostic, Span, error
from site_builder.model.kind import Kind
from site_builder.model.quick import dataclass
from site_builder.model.record import FieldPath, RawRecord, Record
from site_builder.model.settings import Settings
from site_builder.model.suggest import did_you_mean, one_of
from site_builder.validate.custom import custom_problems
from site_builder.validate.messages import Problem, problem_of
from site_builder.validate.remains import remains_of
from site_builder.validate.shape import field_at

F = TypeVar("F", bound=RecordFields)
_NO_SETTINGS = Settings()


@dataclass(frozen=True, slots=True)
class Validated(Generic[F]):
    """The typed record, None where it has an error that leaves no record; its diagnostics; then what remains of it."""

    record: Record[F] | None
    diagnostics: tuple[Diagnostic, ...] = ()
    remains: Record[F] | None = None


@dataclass(frozen=True, slots=True)
class ValidatedRecords:
    """All typed records in the order in which they were read, the diagnostics of all, what remains of the others."""

    records: tuple[Record[Any], ...]
    diagnostics: tuple[Diagnostic, ...]
    remains: tuple[Record[Any], ...] = ()


ValidateOne = Callable[[RawRecord, Kind[Any], Settings], Validated[Any]]
"""Validates one record."""


def validate_all(
    raws: Iterable[RawRecord],
    kinds: Mapping[str, Kind[Any]],
    settings: Settings = _NO_SETTINGS,
    validate_one: ValidateOne | None = None,
) -> ValidatedRecords:
    """Return the typed records of those that are valid, and every problem of all."""
    validate_one = validate_one or validate_record
    records: list[Record[Any]] = []
    remains: list[Record[Any]] = []
    diagnostics: list[Diagnostic] = []
    for raw in raws:
        validated = validate_one(raw, kinds[raw.kind], settings)
        if validated.record is not None:
            records.append(validated.record)
        elif validated.remains is not None:
            remains.append(validated.remains)
        diagnostics.extend(validated.diagnostics)
    return ValidatedRecords(tuple(records), tuple(diagnostics), tuple(remains))


def validate_record(raw: RawRecord, kind: Kind[F], settings: Settings = _NO_SETTINGS) -> Validated[F]:
    """Return the typed record with every problem at once.

    A null counts as left out where a field is optional. A record that is marked public though its kind cannot be is
    reported and kept as internal; any other error leaves no record.
    """
    fields, problems = _read(raw.values, kind.fields)
    values = raw.values
    if values.get("custom") or settings.components:
        problems.extend(_by_settings(values, kind, settings))
    diagnostics = [_diagnostic(problem, raw) for problem in problems]
    is_public = values.get("visibility") == "public"
    if is_public and not kind.may_be_public:
        diagnostics.append(_public_kind(raw, kind))
    if fields is None or problems:
        wrong = {step for problem in problems for step in problem.path[:1]}
        return Validated(None, tuple(diagnostics), remains_of(raw, kind, wrong))
    if is_public and not kind.may_be_public:
        fields = fields.model_copy(update={"visibility": "internal"})
    record = Record(kind.name, raw.id, raw.path, fields, raw.positions, raw.text, raw.body_line)
    return Validated(record, tuple(diagnostics))


def _read(values: Mapping[str, Any], model: type[F]) -> tuple[F | None, list[Problem]]:
    try:
        return model.model_validate(values), []
    except ValidationError as found:
        details = found.errors(include_url=False)
    left_out = [detail["loc"] for detail in details if _counts_as_left_out(detail, model)]
    if left_out:
        return _read(_without(values, left_out), model)
    return None, [problem_of(detail, model, values) for detail in _without_echoes(details)]


def _without_echoes(details: Iterable[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out the fields that are missing because their keys are there in capitals, which are unknown keys."""
    details = list(details)
    written = {_folded(detail["loc"]) for detail in details if detail["type"] == "extra_forbidden"}
    return [each for each in details if each["type"] != "missing" or _folded(each["loc"]) not in written]


def _folded(path: FieldPath) -> FieldPath:
    return (*path[:-1], str(path[-1]).casefold())


def _counts_as_left_out(detail: ErrorDetails, model: type[RecordFields]) -> bool:
    if detail["input"] is not None:
        return False
    field = field_at(model, detail["loc"])
    return field is not None and not field.is_required()


def _without(values: Mapping[str, Any], paths: Sequence[FieldPath]) -> dict[str, Any]:
    """Return the values without those at the paths; only what encloses them is copied."""
    heads = {path[0] for path in paths if len(path) == 1}
    kept: dict[Any, Any] = {key: value for key, value in values.items() if key not in heads}
    for head in {path[0] for path in paths if len(path) > 1}:
        inner = [path[1:] for path in paths if path[0] == head and len(path) > 1]
        kept[head] = _inside(kept[head], inner)
    return kept


def _inside(value: Any, paths: Sequence[FieldPath]) -> Any:
    if isinstance(value, Mapping):
        return _without(value, paths)
    return [
        _inside(item, [path[1:] for path in paths if path[0] == index])
        if any(path[0] == index for path in paths)
        else item
        for index, item in enumerate(value)
    ]


def _by_settings(values: Mapping[str, Any], kind: Kind[Any], settings: Settings) -> Iterator[Problem]:
    custom = values.get("custom")
    if isinstance(custom, dict):
        yield from custom_problems(custom, settings.custom.get(kind.name, {}))
    component = values.get("component")
    if "component" in kind.fields.model_fields and isinstance(component, str) and settings.components:
        known = settings.components
        if component.strip() and component.strip() not in known:
            hint = did_you_mean(component, known) or f"choose {one_of(known)}, or add it to components in mkdocs.yml"
            yield Problem("invalid-value", f"component: {component!r} is no part of the product", hint, ("component",))


def _public_kind(raw: RawRecord, kind: Kind[Any]) -> Diagnostic:
    message = f"a record of kind {kind.name} cannot be public"
    hint = "leave visibility out; only initiatives, releases, changes and features can be public"
    return error("public-kind", message, _span(raw, ("visibility",)), hint)


def _diagnostic(problem: Problem, raw: RawRecord) -> Diagnostic:
    return error(problem.code, problem.message, _place(problem, raw), problem.hint)


def _place(problem: Problem, raw: RawRecord) -> Span:
    if problem.code == "missing-field":
        return _span(raw, problem.path[:-1])
    if problem.at_key and (position := raw.positions.get(problem.path)):
        return Span(raw.path, position.key_line, position.key_column)
    return _span(raw, problem.path)


def _span(raw: RawRecord, path: FieldPath) -> Span:
    """Return the place of the value at a path, or of the nearest value around it; line 1 where there is none."""
    while path:
        if position := raw.positions.get(path):
            return Span(raw.path, position.line, position.column)
        path = path[:-1]
    return Span(raw.path)
