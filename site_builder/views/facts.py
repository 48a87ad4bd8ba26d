"""Fields of a record as facts: from the typed value to the part that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from site_builder.link.handbook import Handbook
from site_builder.model.data_source import DataSource
from site_builder.model.dates import PlannedDate
from site_builder.model.fields import MARKDOWN, Fields
from site_builder.model.kind import has_marker
from site_builder.model.record import Record
from site_builder.model.reference import Handle, Reference
from site_builder.validate.shape import choices_at
from site_builder.views.cards import card_of
from site_builder.views.cells import (
    Chips,
    Code,
    DayCell,
    Inline,
    ItemList,
    Label,
    Link,
    Markup,
    MomentCell,
    NumberCell,
    Phrase,
)
from site_builder.views.parts import Column, Fact, Row, Subsection, Table
from site_builder.views.wording import planned_words
from site_builder.views.words import label_of, slug_words, status_badge, words

_CHOICES = frozenset({"status", "severity", "health", "lifecycle", "decision", "tier"})
_PATHS = frozenset({"links", "source", "items", "responses", "path"})
_PERCENT = frozenset({"confidence"})
_SHORT = 32


def record_link(handbook: Handbook, reference: Reference) -> Inline:
    """Return a link to a record under its title, or its name as code where the handbook does not have it."""
    record = handbook.get(reference)
    return Code(str(reference)) if record is None else card_of(handbook, record).link


def owner_cell(handbook: Handbook, owner: Reference | Handle) -> Inline:
    """Return who answers for a record: the role under its title, its id on hover, or the handle; None in public."""
    if isinstance(owner, Handle):
        return owner.name or None
    role = handbook.get(owner)
    return Code(str(owner)) if role is None else Link(role.title, handbook.url_of(role), owner.id)


def owner_name(handbook: Handbook, owner: Reference | Handle) -> Inline:
    """Return who answers for a record: the role under its title, or the handle; None in a public handbook."""
    return record_link(handbook, owner) if isinstance(owner, Reference) else owner.name or None


def planned_cell(planned: PlannedDate | None) -> Inline:
    """Return a planned date as it was written; its last day is what it sorts by."""
    return None if planned is None else DayCell(planned.last_day, planned.text)


def told_cell(planned: PlannedDate | None) -> Inline:
    """Return a planned date as customers are told it: a day as it is, a month or a quarter in words."""
    return None if planned is None else DayCell(planned.last_day, planned_words(planned))


def due_cell(planned: PlannedDate | None, as_of: date) -> Inline:
    """Return the planned date of something that is still to be done, marked where it has passed."""
    if planned is None or planned.last_day >= as_of:
        return planned_cell(planned)
    return DayCell(planned.last_day, planned.text, "danger", "past")


def facts_of(handbook: Handbook, record: Record[Any], names: tuple[str, ...]) -> tuple[Fact, ...]:
    """Return the named fields that have a value and fit a line or a short list, in that order.

    What is not so (``false``) is left out like what is not said. Each of an organisation's own fields is a fact.
    """
    facts: list[Fact] = []
    values = vars(record.fields)
    for name in names:
        value: Any = values.get(name)
        if not _is_given(value) or _is_group_list(value):
            continue
        if name == "custom":
            facts.extend(Fact(label_of(key), _inner(handbook, own, record.path)) for key, own in value.items())
        else:
            facts.append(Fact(label_of(name), cell_of(handbook, value, type(record.fields), name, record.path)))
    return tuple([fact for fact in facts if fact.value is not None])


def _is_given(value: Any) -> bool:
    return bool(value) or (value is not None and value is not False and value not in ((), "", {}))


def cell_of(handbook: Handbook, value: Any, owner: type[Fields], name: str, path: str) -> Inline:
    """Return the part that shows a field's value in a line."""
    match value:
        case str():
            return _text_cell(value, owner, name, path)
        case Reference():
            return record_link(handbook, value)
        case Handle():
            return value.name or None
        case PlannedDate() if handbook.audience == "public":
            return told_cell(value)
        case None:
            return None
        case tuple() | list():
            return _list_cell(tuple(cell_of(handbook, item, owner, name, path) for item in value), name)
        case dict():
            items = (Phrase((f"{words(_key(key))}: ", _inner(handbook, item, path))) for key, item in value.items())
            return ItemList(tuple(items))
        case Fields():
            return _group_cell(handbook, value, path)
    return _scalar_cell(value, name)


def _scalar_cell(value: Any, name: str) -> Inline:
    match value:
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return status_badge(str(value)) if name in _CHOICES else _number(value, name)
        case datetime():
            return MomentCell(value)
        case date():
            return DayCell(value)
        case PlannedDate():
            return planned_cell(value)
        case DataSource():
            return Code(str(value))
    return str(value)


def _number(value: float, name: str) -> NumberCell:
    return NumberCell(value, _digits(value), "%" if name in _PERCENT else "")


def group_sections(handbook: Handbook, record: Record[Any], names: tuple[str, ...]) -> tuple[Subsection, ...]:
    """Return the fields that are lists of groups (milestones, actions, gates) as tables under their headings."""
    sections = []
    values = vars(record.fields)
    for name in names:
        value: Any = values.get(name)
        if _is_group_list(value):
            table = group_table(handbook, value, name, record.path)
            sections.append(Subsection(label_of(name), (table,), anchor=name.replace("_", "-"), count=len(value)))
    return tuple(sections)


def group_table(handbook: Handbook, groups: tuple[Fields, ...], name: str, path: str) -> Table:
    """Return a list of groups as a table: a column for each field that one of them has."""
    model = type(groups[0])
    names = [field for field in model.model_fields if any(getattr(group, field) not in (None, ()) for group in groups)]
    columns = tuple(Column(label_of(field), _column_type(groups, field)) for field in names)
    rows = tuple(Row(tuple(_group_value(handbook, group, field, path) for field in names)) for group in groups)
    return Table(columns, rows, label_of(name), f"{name.replace('_', '-')}-table")


def _group_value(handbook: Handbook, group: Fields, field: str, path: str) -> Inline:
    value = getattr(group, field)
    return None if value is None else cell_of(handbook, value, type(group), field, path)


def _column_type(groups: tuple[Fields, ...], field: str) -> Any:
    value = next((getattr(group, field) for group in groups if getattr(group, field) is not None), None)
    if field in _CHOICES:
        return "status"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return "number"
    return "date" if isinstance(value, date | PlannedDate) else "text"


def _is_group_list(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], Fields)


def _text_cell(value: str, owner: type[Fields], name: str, path: str) -> Inline:
    if name in _CHOICES:
        return status_badge(value)
    if name == "tags":
        return Label(value)
    if value.startswith(("https://", "http://")):
        return Link(value.split("://", 1)[1].rstrip("/"), value)
    if value.startswith("mailto:"):
        return Link(value.removeprefix("mailto:"), value)
    if name in markdown_fields(owner):
        return Markup(value, path)
    if name in _PATHS and PurePosixPath(value).suffix:
        return Code(value)
    return slug_words(value) if choices_of(owner, name) else value


def _list_cell(items: tuple[Inline, ...], name: str) -> Inline:
    items = tuple(item for item in items if item is not None)
    if not items:
        return None
    if all(isinstance(item, Label) for item in items):
        return Chips(items)
    plain = all(isinstance(item, str) for item in items)
    if plain and any(len(str(item)) > _SHORT for item in items):
        return ItemList(items)
    return Chips(tuple(Label(str(item)) for item in items)) if plain and name != "formerly" else ItemList(items)


def _group_cell(handbook: Handbook, group: Fields, path: str) -> Inline:
    return ItemList(tuple(_group_lines(handbook, group, path)))


def _group_lines(handbook: Handbook, group: Fields, path: str) -> Iterator[Inline]:
    for name in type(group).model_fields:
        value = getattr(group, name)
        if value is not None and value != ():
            yield Phrase((f"{label_of(name)}: ", cell_of(handbook, value, type(group), name, path)))


def _inner(handbook: Handbook, value: Any, path: str) -> Inline:
    return cell_of(handbook, value, Fields, "", path)


def _key(key: Any) -> str:
    return key.id if isinstance(key, Reference) else str(key)


def _digits(value: float) -> int:
    if isinstance(value, int) or value == int(value):
        return 0
    return min(4, len(repr(value).rpartition(".")[2])) if "e" not in repr(value) else 4


@cache
def markdown_fields(fields: type[Fields]) -> frozenset[str]:
    """Return the names of the fields that are Markdown."""
    return frozenset(name for name, info in fields.model_fields.items() if has_marker(info, MARKDOWN))


def choices_of(fields: type[Fields], name: str) -> tuple[str, ...]:
    """Return the words that a field, or an item of it, is chosen from; none where it is free."""
    return _choices(fields, name)


@cache
def _choices(fields: type[Fields], name: str) -> tuple[str, ...]:
    return choices_at(fields, (name,)) or choices_at(fields, (name, 0))
