"""Options that are wrong, as diagnostics at their place in ``mkdocs.yml``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from site_builder.load.mkdocs_file import MkdocsFile
from site_builder.model.diagnostic import Diagnostic, error
from site_builder.model.record import FieldPath
from site_builder.model.settings import Settings
from site_builder.model.suggest import did_you_mean

_KEY = "[key]"
_MESSAGES = {
    "string_type": "must be text",
    "tuple_type": "must be a list",
    "dict_type": "must be a mapping",
    "model_type": "must be a mapping",
    "mapping_type": "must be a mapping",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
}


def problems_of(fault: ValidationError, file: MkdocsFile, place: FieldPath) -> list[Diagnostic]:
    """Return one diagnostic for each option that is wrong; ``place`` is where the plugin's options are."""
    return [_diagnostic(problem, file, place) for problem in fault.errors(include_url=False)]


def _diagnostic(problem: Mapping[str, Any], file: MkdocsFile, place: FieldPath) -> Diagnostic:
    path: FieldPath = tuple(problem["loc"])
    kind = str(problem["type"])
    is_key = bool(path) and path[-1] == _KEY
    path = path[:-1] if is_key else path
    name = ".".join(str(part)[:80] for part in path)
    if kind == "extra_forbidden":
        choices = _options_at(path[:-1])
        hint = did_you_mean(str(path[-1]), choices) or f"options here are {', '.join(choices)}"
        return error("unknown-key", f"there is no option {name}", file.key_span(*place, *path), hint)
    if kind == "missing":
        span = file.span(*place, *path[:-1])
        return error("missing-field", f"the option {name} is missing", span, f"add {path[-1]}")
    if kind == "missing_option":
        option = str(problem["msg"])
        return error(
            "missing-field", f"the option {name}.{option} is missing", file.span(*place, *path), f"add {option}"
        )
    span = file.key_span(*place, *path) if is_key else file.span(*place, *path)
    if kind == "literal_error":
        expected = str(problem["ctx"]["expected"]).replace("'", "")
        written = path[-1] if is_key else problem["input"]
        hint = did_you_mean(written, expected.replace(" or ", ", ").split(", ")) if isinstance(written, str) else ""
        return error("invalid-value", f"{name}: must be {expected}", span, hint)
    code = "outside-repository" if kind == "outside_repository" else "invalid-value"
    message, _, hint = _message(kind, problem).partition("; ")
    return error(code, f"{name}: {message}", span, hint)


def _message(kind: str, problem: Mapping[str, Any]) -> str:
    if kind == "value_error":
        return str(problem["ctx"]["error"])
    return _MESSAGES.get(kind) or str(problem["msg"])


def _options_at(path: FieldPath) -> tuple[str, ...]:
    """The names of the options that may stand at ``path``: what the model there has."""
    models: list[type[BaseModel]] = [Settings]
    for part in path:
        models = [inner for model in models for inner in _models_below(model, part)] or models
    return tuple(dict.fromkeys(name for model in models for name in model.model_fields))


def _models_below(model: type[BaseModel], part: str | int) -> Iterable[type[BaseModel]]:
    field = model.model_fields.get(str(part))
    return _models_in(field.annotation) if field is not None else ()


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for argument in get_args(annotation) for model in _models_in(argument)]
