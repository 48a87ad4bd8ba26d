"""A new record: every required field with a value to start from, the optional ones as comments, each explained."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from textwrap import wrap
from typing import Any, Final, get_args, get_origin

from pydantic.fields import FieldInfo

from site_builder.model.dates import parse_day
from site_builder.model.fields import Fields
from site_builder.model.kind import Kind
from site_builder.model.quick import dataclass
from site_builder.model.settings import CustomType
from site_builder.model.suggest import one_of
from site_builder.validate.custom import custom_model
from site_builder.validate.placeholders import Occasion, placeholder, quoted, text_to_replace
from site_builder.validate.shape import as_group, bare, choices_at, explanations_by_key, fields_by_key, is_list_at

_WIDTH: Final = 100
_DATE_AT_THE_START: Final = re.compile(r"^\d{4}-\d{2}-\d{2}-?")
_CODE: Final = re.compile(r"`[^`]+`")
_HARD_SPACE: Final = "\u00a0"
_BODY: Final = "What is to be said at greater length, in Markdown."
_INSTRUCTION: Final = "Optional fields follow. To use one, take away the # before it."


@dataclass(frozen=True, slots=True)
class Scaffold:
    """The text of a new record, and the suffix of its file: ``.yml``, or ``.md`` where the kind has a narrative."""

    suffix: str
    text: str


def id_of(kind: Kind[Any], name: str, as_of: date) -> str:
    """Return the id of a new record that is called ``name``: with the day before it, where ids of the kind begin so."""
    return name if not kind.has_dated_ids or _DATE_AT_THE_START.match(name) else f"{as_of.isoformat()}-{name}"


def scaffold(
    kind: Kind[Any], record_id: str, as_of: date, folder: str = "", custom: Mapping[str, CustomType] | None = None
) -> Scaffold:
    """Return a new record of a kind, which validates as it is; only its references may lead nowhere yet.

    ``folder`` is where the kind's records are, the default one where it is empty. ``custom`` gives the types of the
    organisation's own fields.
    """
    occasion = Occasion(folder or kind.folder, record_id, _day_of(kind, record_id, as_of))
    lines = [*_comment(f"{kind.label}. {kind.purpose}"), ""]
    first = (*kind.required, *([kind.title_from] if kind.title_from else ()))
    for name in first:
        lines += [*_comment(_explained(kind, name)), *_required(kind, name, occasion), ""]
    lines += [*_comment(_INSTRUCTION), ""]
    for name in kind.reading_order:
        if name not in first and not _is_out_of_place(kind, name):
            field = kind.field(name)
            written: Iterable[str] = _entry(field.alias or name, field, kind.explanation(name), occasion)
            if name == "custom" and custom:
                written = _custom(custom, occasion)
            lines += [*_comment(_explained(kind, name)), *(f"#{line}" for line in written), ""]
    fields = "\n".join(lines).rstrip("\n") + "\n"
    if kind.narrative:
        return Scaffold(".md", f"---\n{fields}---\n\n{kind.narrative}")
    return Scaffold(".yml", fields)


def texts_to_replace(kind: Kind[Any]) -> Mapping[str, str]:
    """Return the texts that a new record begins with, on one line each, by the name of the field."""
    texts = {name: kind.explanation(name) for name in kind.required if bare(kind.field(name).annotation) is str}
    found = {name: _BODY if name == "body" else text_to_replace(text) for name, text in texts.items()}
    if kind.title_from:
        found[kind.title_from] = " ".join(kind.explanation(kind.title_from).split())
    return {name: text for name, text in found.items() if text and name != "title"}


def title_of(kind: Kind[Any], record_id: str) -> str:
    """Return a title made of an id: ``shift-swaps`` becomes ``Shift swaps``, a version ``Release 2026.2``."""
    words = _DATE_AT_THE_START.sub("", record_id).replace("-", " ").strip()
    if not words[:1].isalpha():
        return f"{kind.label} {words or record_id}"
    return words[0].upper() + words[1:]


def _day_of(kind: Kind[Any], record_id: str, as_of: date) -> date:
    """The day that the id itself says, where it does; else today."""
    match = _DATE_AT_THE_START.match(record_id) if kind.has_dated_ids else None
    try:
        return parse_day(match[0].rstrip("-")) if match else as_of
    except ValueError:
        return as_of


def _custom(types: Mapping[str, CustomType], occasion: Occasion) -> Iterator[str]:
    model = custom_model(tuple(types.items())).model_fields["custom"]
    return _entry("custom", model, "", occasion)


def _explained(kind: Kind[Any], name: str) -> str:
    """What a field is for, and the words it may hold where the explanation does not name them all."""
    explanation, key = kind.explanation(name), kind.field(name).alias or name
    is_list = is_list_at(kind.fields, (key,))
    choices = choices_at(kind.fields, (key, 0) if is_list else (key,))
    if all(f"`{choice}`" in explanation for choice in choices):
        return explanation
    return f"{explanation} {'Any' if is_list else 'One'} of {one_of(f'`{choice}`' for choice in choices)}."


def _required(kind: Kind[Any], name: str, occasion: Occasion) -> list[str]:
    if name == "title":
        return [f"title: {quoted(title_of(kind, occasion.record_id))}"]
    field = kind.field(name)
    if name == kind.title_from:
        return [f"{name}: |", *(f"  {line}" for line in wrap(kind.explanation(name), _WIDTH - 2))]
    return list(_entry(field.alias or name, field, kind.explanation(name), occasion))


def _is_out_of_place(kind: Kind[Any], name: str) -> bool:
    """Whether a field is written elsewhere (the narrative of a Markdown file), or has nothing to choose."""
    return (name == "body" and bool(kind.narrative)) or (name == "visibility" and not kind.may_be_public)


def _entry(key: str, field: FieldInfo, explanation: str, occasion: Occasion) -> Iterator[str]:
    written_type = bare(field.annotation)
    group = as_group(written_type)
    item = as_group(bare(get_args(written_type)[0])) if get_origin(written_type) is tuple else None
    if group is not None:
        yield f"{key}:"
        yield from (f"  {line}" for line in _group(group, occasion))
    elif item is not None:
        yield f"{key}:"
        for number, line in enumerate(_group(item, occasion)):
            yield f"  {'- ' if number == 0 else '  '}{line}"
    elif key == "body":
        yield "body: |"
        yield f"  {_BODY}"
    else:
        yield f"{key}: {placeholder(field, explanation, occasion)}"


def _group(group: type[Fields], occasion: Occasion) -> Iterator[str]:
    explained = explanations_by_key(group)
    in_order = sorted(fields_by_key(group).items(), key=lambda entry: not entry[1].is_required())
    for key, field in in_order:
        yield from _entry(key, field, explained[key], occasion)


def _comment(text: str) -> list[str]:
    whole = _CODE.sub(lambda code: code[0].replace(" ", _HARD_SPACE), text)
    lines = wrap(whole, _WIDTH - 2, break_long_words=False, break_on_hyphens=False)
    return [f"# {line.replace(_HARD_SPACE, ' ')}" for line in lines]
