"""Texts of an export as the values of a field: the first form of a text that the field takes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Final, get_args, get_origin
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import ValidationError

from site_builder.edit.field_path import parse_field_path
from site_builder.importers.base import Wish, WrongWish
from site_builder.importers.ids import id_from
from site_builder.load.scalars import NumberTooLongError, resolve
from site_builder.load.text import FORBIDDEN
from site_builder.model.fields import Fields
from site_builder.model.kind import Kind
from site_builder.model.reference import Handle, Reference, is_id
from site_builder.model.suggest import did_you_mean, one_of
from site_builder.validate.custom import custom_model
from site_builder.validate.messages import problem_of, written_path
from site_builder.validate.shape import bare, choices_at, fields_by_key, group_at, is_list_at, type_at

_DAY_AND_CLOCK: Final = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?( ?(?:Z|[+-]\d\d:?\d\d))?")
_WITHOUT_ZONE: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
"""A moment that lacks nothing but a zone: what is said of it is what helps."""
_WORDED_MONTHS: Final = tuple(
    f"{day}{clock}"
    for day in ("%d/%b/%y", "%d/%b/%Y", "%d-%b-%Y", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y")
    for clock in ("", " %H:%M", " %I:%M %p")
)
"""Days that can be read in one way only, as the month is a word."""
_NO_LETTER: Final = re.compile(r"[\W_]+")

Path = tuple[str, ...]


def model_of(kind: Kind[Any], wish: Wish, path: Path) -> type[Fields]:
    """Return the model in which a field stands: the kind's, or that of the organisation's own fields."""
    types = wish.custom.get(kind.name, {})
    return custom_model(tuple(types.items())) if path[:1] == ("custom",) else kind.fields


def field_named(kind: Kind[Any], wish: Wish, name: str) -> Path:
    """Return the path of the field that a name such as ``cause.category`` means. Raises WrongWish for none."""
    path = tuple(str(part) for part in parse_field_path(name) or ())
    if not path:
        raise WrongWish(f"{name!r} names no field; write title, or cause.category for a field inside another")
    model = model_of(kind, wish, path)
    for length, part in enumerate(path):
        group = group_at(model, path[:length]) if length else model
        known = fields_by_key(group) if group else {}
        if part not in known:
            hint = did_you_mean(part, known) or (f"its fields are {one_of(known)}" if known else "it has none")
            if path[:length] == ("custom",):
                hint = did_you_mean(part, known) or "declare it below custom: in mkdocs.yml first"
            where = f" in {written_path(path[:length])}" if length else ""
            raise WrongWish(f"a record of kind {kind.name} has no field {part!r}{where}; {hint}")
    return path


class TextValues:
    """Reads texts as values of the fields of a kind; each text of a field is looked at once."""

    def __init__(self, kind: Kind[Any], wish: Wish, known: Mapping[tuple[str, str], str] | None = None) -> None:
        """Read as the wish says. ``known`` are values of theirs that the importer knows, by field and folded text.

        Raises WrongWish where a value is given for a field that is not there, or where there is no such zone.
        """
        self._kind = kind
        self._wish = wish
        self._known = {**(known or {}), **wish.values}
        self._read: dict[tuple[Path, str], Any] = {}
        self._zone = _zone(wish.timezone)
        for name, _ in wish.values:
            field_named(kind, wish, name)

    def of(self, path: Path, text: str) -> Any:
        """Return the value that a text stands for in the field at a path; None where it stands for none."""
        clean = FORBIDDEN.sub(" ", text).strip()
        if (path, clean) not in self._read:
            self._read[path, clean] = self._value(path, clean)
        return self._read[path, clean]

    def problem(self, path: Path, value: object) -> str:
        """Return why the field at a path does not take a value, in words; an empty text where it does."""
        values = _nested(path, value)
        try:
            self._model(path).model_validate(values)
        except ValidationError as found:
            for detail in found.errors(include_url=False):
                if detail["loc"][: len(path)] == path:
                    said = problem_of(detail, self._model(path), values)
                    return f"{said.message}; {said.hint}" if said.hint else said.message
        return ""

    def _value(self, path: Path, text: str) -> Any:
        if not text:
            return None
        if is_list_at(self._model(path), path):
            parts = (part.strip() for part in re.split(r"[;\n]" if ";" in text else r"[,\n]", text))
            items = [self._one(path, part, lambda form: [form]) for part in parts if part]
            return [item for item in items if item is not None] or None
        return self._one(path, text, lambda form: form)

    def _one(self, path: Path, text: str, wrap: Any) -> Any:
        known = self._known.get((".".join(path), text.casefold()))
        if known is not None:
            text = known.strip()
        if not text:
            return None
        refused: Any = text
        for form in self._forms(path, text):
            if self._takes(path, wrap(form)):
                return form
            if isinstance(form, str) and _WITHOUT_ZONE.fullmatch(form):
                refused = form
        return refused

    def _model(self, path: Path) -> type[Fields]:
        return model_of(self._kind, self._wish, path)

    def _forms(self, path: Path, text: str) -> Iterator[Any]:
        """Yield what a text may stand for, the likeliest first."""
        choices = choices_at(self._model(path), path)
        yield from (choice for choice in choices if _folded(choice) == _folded(text))
        roles = self._wish.roles
        if roles is not None and text not in roles and self._names(Handle, path):
            if id_from(text) in roles:
                yield id_from(text)
            elif is_id(text):
                yield f"@{text}"
        yield text
        yield " ".join(text.split())
        yield from _numbers(text)
        yield from self._days(text)
        name = id_from(text)
        if name and self._names(Handle, path):
            yield f"@{name}"
        if name and self._names(Reference, path):
            yield name

    def _days(self, text: str) -> Iterator[str]:
        """Yield the day and the moment that a text says: in the form asked for, else in that of ISO 8601."""
        if self._wish.date_format:
            try:
                moment = datetime.strptime(text, self._wish.date_format)  # noqa: DTZ007 - the zone follows
            except (ValueError, re.error):
                return
            yield moment.date().isoformat()
            yield self._with_zone(moment)
            return
        for worded in _WORDED_MONTHS if any(letter.isalpha() for letter in text) and len(text) < 40 else ():
            with suppress(ValueError):
                moment = datetime.strptime(text, worded)  # noqa: DTZ007 - the zone follows
                yield moment.date().isoformat()
                yield self._with_zone(moment)
        match = _DAY_AND_CLOCK.fullmatch(text)
        if match is not None:
            yield match[1]
            zone = (match[3] or "").strip()
            clock = match[2] if len(match[2]) > 5 else f"{match[2]}:00"
            written = f"{match[1]}T{clock}"
            if zone:
                yield written + (zone if ":" in zone or zone == "Z" else f"{zone[:3]}:{zone[3:]}")
            else:
                try:
                    yield self._with_zone(datetime.fromisoformat(written))
                except ValueError:
                    return

    def _with_zone(self, moment: datetime) -> str:
        """A moment in the zone asked for; without one where clocks are put forward or back, and it could be two."""
        if moment.tzinfo is None and self._zone is not None:
            moment = moment.replace(tzinfo=self._zone)
            if moment.utcoffset() != moment.replace(fold=1).utcoffset():
                moment = moment.replace(tzinfo=None)
        written = moment.replace(microsecond=0).isoformat()
        is_utc = moment.utcoffset() == timedelta()
        return written.removesuffix("+00:00") + "Z" if is_utc else written

    def _names(self, what: type[Handle | Reference], path: Path) -> bool:
        """Whether a field names people by a handle, as one does that says who answers for something, or records."""
        found = type_at(self._model(path), path)
        if get_origin(found) is tuple:
            found = bare(get_args(found)[0])
        types = get_args(found) or (found,)
        return what in types and str not in types

    def _takes(self, path: Path, value: object) -> bool:
        """Whether the field takes a value, as far as can be said without the others."""
        try:
            self._model(path).model_validate(_nested(path, value))
        except ValidationError as found:
            places = (detail["loc"][: len(path)] for detail in found.errors(include_url=False))
            return path not in places
        return True


def _nested(path: Path, value: object) -> dict[str, Any]:
    for part in reversed(path):
        value = {part: value}
    return value if isinstance(value, dict) else {}


def _numbers(text: str) -> Iterator[Any]:
    """Yield the number or truth value that a text is in YAML, a whole number also where it is written 7.0."""
    try:
        found = resolve(text)
    except NumberTooLongError:
        return
    if isinstance(found, float) and found.is_integer():
        yield int(found)
    if found is not None:
        yield found


def _folded(text: str) -> str:
    return _NO_LETTER.sub("_", text.casefold()).strip("_")


def _zone(name: str) -> ZoneInfo | None:
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as fault:
        raise WrongWish(f"there is no time zone {name!r}; write one such as Europe/Berlin or UTC") from fault
