"""Assignments: ``field=value``, ``field+=value``, ``field-=value`` as they are written on a command line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from pydantic import ValidationError

from site_builder.edit.document import Document
from site_builder.edit.field_path import parse_field_path
from site_builder.edit.fields import append_item, remove_field
from site_builder.edit.places import kind_of_items
from site_builder.edit.scalars import write_flow
from site_builder.edit.values import value_at, with_value
from site_builder.edit.whole_values import set_value
from site_builder.load.scalars import NumberTooLongError, resolve
from site_builder.load.text import UNWRITABLE, normalise
from site_builder.load.yaml import compose
from site_builder.model.kind import Kind
from site_builder.model.quick import dataclass
from site_builder.model.record import FieldPath
from site_builder.model.settings import CustomType
from site_builder.model.suggest import did_you_mean, one_of
from site_builder.validate.custom import custom_problems
from site_builder.validate.messages import written_path
from site_builder.validate.shape import fields_by_key, group_at, is_list_at, type_at

_ASSIGNMENT: Final = re.compile(r"([^=]*?)([+-]?=)(.*)", re.DOTALL)
_NARRATIVE: Final = "body"


class WrongAssignment(ValueError):
    """An assignment that cannot be meant. The message is for people."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """A field and what to do with it: ``=`` gives it a value, ``+=`` adds items to its list, ``-=`` takes one."""

    path: FieldPath
    operator: str
    text: str


@dataclass(frozen=True, slots=True)
class Assigner:
    """Carries out assignments on the records of a kind; ``custom`` gives the types of the organisation's own fields."""

    kind: Kind[Any]
    custom: Mapping[str, CustomType]

    def parse(self, text: str) -> Assignment:
        """Return an assignment. Raises WrongAssignment where it has no form, or the kind no such field."""
        text = normalise(text)
        if UNWRITABLE.search(text):
            raise WrongAssignment("control characters and bytes that are not UTF-8 are not allowed in a record")
        match = _ASSIGNMENT.fullmatch(text)
        if match is None or not match[1].strip():
            raise WrongAssignment(f"{text!r} is no assignment; write field=value, field+=item or field-=item")
        path = parse_field_path(match[1].strip())
        if path is None:
            raise WrongAssignment(
                f"{match[1].strip()!r} names no field; write cause.category, actions[0].done_on for an item, "
                'or results["a.1"].units for a key with a dot'
            )
        self._require(path)
        if match[2] != "=" and not self._is_list(path):
            raise WrongAssignment(f"{match[1]} is not a list; write {match[1]}=value")
        return Assignment(path, match[2], match[3])

    def carry_out(self, document: Document, assignment: Assignment) -> Document:
        """Return the document after an assignment. Raises WrongAssignment, or CannotEdit."""
        path, text = assignment.path, assignment.text.strip()
        if path == (_NARRATIVE,) and document.path.endswith(".md"):
            raise WrongAssignment("the narrative of a Markdown file is what follows its front matter; edit it there")
        _require_items(document, path)
        old = value_at(document.values, path)
        if assignment.operator == "=":
            if not text:
                return document if document.top.at(path) is None else remove_field(document, path)
            value = self._value(document, path, assignment.text)
            if value == old and type(value) is type(old):
                return document
            return set_value(document, path, value, self.order)
        if not text:
            raise WrongAssignment(f"{written_path(path)}{assignment.operator} needs an item")
        if assignment.operator == "+=":
            for item in self._value(document, path, f"[{text}]" if text[0] == "{" else text):
                present = [self._plain(path, known) for known in _items(document, path)]
                if self._plain(path, item) not in present:
                    document = append_item(document, path, item, self.order)
            return document
        return self._without_item(document, path, text)

    def order(self, path: FieldPath) -> Sequence[str]:
        """Return the keys that the mapping at a path may have, in the order in which people read them."""
        if path:
            group = group_at(self.kind.fields, path)
            return tuple(fields_by_key(group)) if group else ()
        return self.kind.keys

    def _without_item(self, document: Document, path: FieldPath, text: str) -> Document:
        items = _items(document, path)
        is_group = text[0] == "{" and any(isinstance(item, Mapping) for item in items)
        wanted = _composed(text) if is_group else self._plain(path, text)
        number = next((at for at, item in enumerate(items) if wanted in (self._plain(path, item), *_names(item))), None)
        if number is None:
            hint = _hint_for(text, items, written_path(path))
            raise WrongAssignment(f"{written_path(path)} holds no {text!r}; {hint}")
        is_list = isinstance(value_at(document.values, path), list)
        return remove_field(document, (*path, number) if is_list else path)

    def _plain(self, path: FieldPath, item: object) -> object:
        """An item of the list at a path; a reference without its kind, where the list fixes that."""
        kind = kind_of_items(self.kind.fields, path)
        return item.removeprefix(f"{kind}:") if kind and isinstance(item, str) else item

    def _require(self, path: FieldPath) -> None:
        """Raise WrongAssignment at the first part of a path that the kind does not have."""
        for length in range(1, len(path) + 1):
            here, part = path[:length], str(path[length - 1])
            known: Sequence[str] = tuple(self.custom) if path[0] == "custom" and length > 1 else self.order(here[:-1])
            is_known = part in known if path[0] == "custom" and length == 2 else self._has(here)
            if not is_known:
                where = f" in {written_path(here[:-1])}" if length > 1 else ""
                hint = did_you_mean(part, known) or (f"its fields are {one_of(known)}" if known else "it has none")
                if path[0] == "custom":
                    hint = did_you_mean(part, known) or "declare it under custom in mkdocs.yml first"
                raise WrongAssignment(f"a record of kind {self.kind.name} has no field {part!r}{where}; {hint}")

    def _has(self, path: FieldPath) -> bool:
        return path[0] == "custom" or type_at(self.kind.fields, path) is not None

    def _value(self, document: Document, path: FieldPath, text: str) -> Any:
        """The value that a text stands for in the field at a path; a list where the field is one."""
        is_list = self._is_list(path)
        stripped = text.strip()
        if stripped[0] in "[{" and (is_list or not self._is_text(document, path, stripped)):
            return _composed(stripped)
        if is_list:
            texts = [part.strip() for part in stripped.split(",")]
            items: list[Any] = [part for part in texts if part]
            numbers = [_resolved(item) for item in items]
            trial = self._wrong_below(document, path, numbers)
            return [items[number] if number in trial else numbers[number] for number in range(len(items))]
        if "\n" in stripped:
            return stripped + "\n"
        value = _resolved(stripped)
        return stripped if value == stripped or self._wrong_below(document, path, value) else value

    def _is_text(self, document: Document, path: FieldPath, text: str) -> bool:
        return not self._wrong_below(document, path, text)

    def _is_list(self, path: FieldPath) -> bool:
        if path[0] == "custom" and len(path) == 2:
            return self.custom.get(str(path[1])) == "list"
        return is_list_at(self.kind.fields, path)

    def _wrong_below(self, document: Document, path: FieldPath, value: object) -> set[object]:
        """Tries a value: the positions in it that the field does not take; a mark where it takes none of it."""
        try:
            values = with_value(document.values, path, value)
        except (IndexError, TypeError):
            return {None}
        custom = values.get("custom") or {}
        # What is no mapping at all is refused by the model.
        places = [found.path for found in custom_problems(custom, self.custom)] if isinstance(custom, Mapping) else []
        try:
            self.kind.fields.model_validate(values)
        except ValidationError as found:
            places += [detail["loc"] for detail in found.errors(include_url=False)]
        inside = [place[len(path) :] for place in places if place[: len(path)] == path]
        return {place[0] if place else None for place in inside}


def _require_items(document: Document, path: FieldPath) -> None:
    for length, part in enumerate(path):
        items = value_at(document.values, path[:length])
        count = len(items) if isinstance(items, list) else 0
        if isinstance(part, int) and part >= count:
            has = f"{count} item{'' if count == 1 else 's'}" if count else "no items yet"
            hint = "they are counted from 0" if count else "add one with +="
            raise WrongAssignment(f"{written_path(path[:length])} has {has}; {hint}")


def _items(document: Document, path: FieldPath) -> list[Any]:
    value = value_at(document.values, path)
    return value if isinstance(value, list) else [] if value is None else [value]


def _hint_for(text: str, items: Sequence[object], name: str) -> str:
    """What to write instead of a text that is none of the items."""
    if not items:
        return "it is empty"
    if isinstance(items[0], Mapping):
        return f"take one out by its number, such as {name}[0]=; it holds {one_of(map(write_flow, items))}"
    return did_you_mean(text, [str(item) for item in items]) or f"it holds {one_of(map(str, items))}"


def _names(item: object) -> tuple[str, ...]:
    """The ways to name an item of a list: as it is written, and a reference without its kind."""
    text = str(item)
    return text, text.rpartition(":")[2]


def _resolved(text: str) -> object:
    try:
        value = resolve(text)
    except NumberTooLongError:
        return text
    return text if value is None else value


def _composed(text: str) -> object:
    composed = compose(text, "")
    if composed.diagnostics:
        raise WrongAssignment(f"{text!r} cannot be read as YAML: {composed.diagnostics[0].message}")
    return composed.value
