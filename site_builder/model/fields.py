"""The types of fields. A kind's model is made of these; everything that depends on a field's type reads it from here.

Markers in an annotation say what pydantic cannot: ``PUBLIC`` (shown to the public audience), ``COARSE`` (of a planned
day, the public sees the month or the quarter), ``MARKDOWN`` (marked-up text), ``TITLE`` (only code spans are marked
up), ``Refers`` (a reference, and to which kind).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict
from pydantic_core import PydanticCustomError

from site_builder.model.dates import (
    Period,
    PlannedDate,
    parse_day,
    parse_moment,
    parse_period,
    parse_planned,
)
from site_builder.model.quick import dataclass
from site_builder.model.reads import TEXT_SCHEMA, Reads, ReadsText
from site_builder.model.reference import HANDLE_PATTERN, ID_PATTERN, Handle, Reference, is_handle, is_id
from site_builder.model.suggest import one_of
from site_builder.model.written_number import as_digits

_REMEMBERED: Final = 16_384
"""So many names and days are read once: thousands of records have the same owners, releases and days."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A property of a field that is not a matter of validation."""

    name: str


PUBLIC: Final = Marker("public")
COARSE: Final = Marker("coarse")
MARKDOWN: Final = Marker("markdown")
TITLE: Final = Marker("title")


@dataclass(frozen=True, slots=True, eq=False)
class Refers(Reads):
    """Marks a field that is, or may be, a reference; ``kind`` is empty where any kind may be meant."""

    kind: str = ""


class Fields(BaseModel):
    """Base of every group of fields: frozen, strict about unknown keys and numbers that are not finite.

    The docstring under a field explains it to those who write records; ``model.explanations`` reads it.
    """

    # What validates is built when it is asked for: not for a group inside another, nor for a kind without records.
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)


def not_text(value: object) -> str:
    """Return what to say of a value that is not text where text is expected."""
    if isinstance(value, bool):
        return f"must be text; put it in quotes, as '{str(value).lower()}'"
    if isinstance(value, int | float):
        return "must be text, and this is a number; put it in quotes so that it stays as written"
    return "must be text; write one value, not a list or a group"


def _text(value: object) -> str:
    if isinstance(value, str):
        text = value.strip()
        if not text:
            raise ValueError("is empty")
        return text
    raise ValueError(not_text(value))


Text = Annotated[str, ReadsText()]
TitleText = Annotated[str, ReadsText(single_line=True), TITLE]
Markdown = Annotated[str, ReadsText(strip=False), MARKDOWN]


def _parsed(parse: Callable[[str], Any]) -> Callable[[object], Any]:
    parse = lru_cache(_REMEMBERED)(parse)

    def read(value: object) -> Any:
        if isinstance(value, str):
            if not value.strip():
                raise ValueError("is empty")
            return parse(value.strip())
        if isinstance(value, int | float) and not isinstance(value, bool):
            return parse(str(value))
        raise ValueError("must be a date; write it as YYYY-MM-DD, such as 2026-03-31")

    return read


def _iso(value: date | datetime) -> str:
    return value.isoformat().replace("+00:00", "Z")


_MONTH = r"\d{4}-(0[1-9]|1[0-2])"
_DATE = _MONTH + r"-(0[1-9]|[12]\d|3[01])"
_TIME = r"[Tt ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?([Zz]|[+-]([01]\d|2[0-3]):\d{2})"
_DAY_SCHEMA = {"type": "string", "format": "date", "pattern": f"^{_DATE}$"}
_MOMENT_SCHEMA = {"type": "string", "format": "date-time", "pattern": f"^{_DATE}{_TIME}$"}
_PLANNED_SCHEMA = {"type": "string", "pattern": rf"^({_DATE}|{_MONTH}|\d{{4}}-Q[1-4])$"}
_PERIOD_SCHEMA = {"type": ["string", "integer"], "pattern": r"^\d{4}(-Q[1-4])?$", "minimum": 1, "maximum": 9999}

Day = Annotated[date, Reads(_parsed(parse_day), _DAY_SCHEMA, _iso)]
Moment = Annotated[datetime, Reads(_parsed(parse_moment), _MOMENT_SCHEMA, _iso)]
Planned = Annotated[PlannedDate, Reads(_parsed(parse_planned), _PLANNED_SCHEMA, str)]
PeriodText = Annotated[Period, Reads(_parsed(parse_period), _PERIOD_SCHEMA, str)]

_LARGEST = 10**15


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"must be a number; {as_digits(value, '0.5')}")
    if value != value or value in (float("inf"), float("-inf")):
        raise ValueError("must be a finite number; write it in digits, or leave the key out where nothing was measured")
    if abs(value) > _LARGEST:
        raise ValueError("is too large a number to be meant; check its digits")
    return value


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"must be a whole number; {as_digits(value, '12')}")
    if value < 0:
        raise ValueError("must not be negative; write 0 or more")
    return int(_number(value))


def _truth(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError("must be true or false; write one of the two, for yes, no, on and off are plain text")


def _amount(value: object) -> float:
    number = _number(value)
    if number < 0:
        raise ValueError("must not be negative; write 0 or more")
    return number


def _positive(value: object) -> float:
    number = _number(value)
    if number <= 0:
        raise ValueError("must be more than 0; write a number above 0, or leave the key out where there is none")
    return number


def _positive_count(value: object) -> int:
    return int(_positive(_count(value)))


def _share(value: object) -> float:
    number = _number(value)
    if not 0 < number < 1:
        raise ValueError(f"{number} is no share; write a number between 0 and 1, such as 0.05")
    return number


Number = Annotated[float, Reads(_number, {"type": "number", "minimum": -_LARGEST, "maximum": _LARGEST})]
Amount = Annotated[float, Reads(_amount, {"type": "number", "minimum": 0, "maximum": _LARGEST})]
Positive = Annotated[float, Reads(_positive, {"type": "number", "exclusiveMinimum": 0, "maximum": _LARGEST})]
Share = Annotated[float, Reads(_share, {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1})]
Count = Annotated[int, Reads(_count, {"type": "integer", "minimum": 0, "maximum": _LARGEST})]
PositiveCount = Annotated[int, Reads(_positive_count, {"type": "integer", "minimum": 1, "maximum": _LARGEST})]
Truth = Annotated[bool, Reads(_truth, {"type": "boolean"})]


def one_number_of(*numbers: float) -> Reads:
    """Return the mark of a number that must be one of a few: ``Annotated[int, one_number_of(1, 2, 3)]``."""

    def read(value: object) -> float:
        if isinstance(value, int | float) and not isinstance(value, bool) and value in numbers:
            return value
        written = repr(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else "this"
        raise ValueError(f"{written} is not allowed; choose {one_of(map(str, numbers))}")

    return Reads(read, {"type": "number", "enum": list(numbers)})


def refers(kind: str) -> Refers:
    """Return the mark of a reference to a record of ``kind``: ``Annotated[Reference, refers("metric")]``.

    Written as the bare id, or ``kind:id``; both become a Reference.
    """

    @lru_cache(_REMEMBERED)
    def named(text: str) -> Reference:
        prefix, colon, rest = text.rpartition(":")
        if colon and prefix != kind:
            raise ValueError(f"{text!r} is no {kind}; write its id, or {kind}:id")
        if not is_id(rest):
            raise ValueError(f"{text!r} is no id; ids are lower case letters, digits, dots and hyphens")
        return Reference(kind, rest)

    def read(value: object) -> Reference:
        return named(_text(value))

    schema = {"type": "string", "pattern": f"^({kind}:)?{ID_PATTERN}$", "x-refers": kind}
    return Refers(read, schema, _bare_id, kind)


def _bare_id(name: Reference | Handle) -> str:
    return name.id if isinstance(name, Reference) else name.name


def _any_reference(value: object) -> Reference:
    text = _text(value)
    if not _REFERENCE.fullmatch(text):
        raise ValueError(f"{text!r} is no reference; write kind:id, such as initiative:checkout")
    kind, _, record_id = text.partition(":")
    return Reference(kind, record_id)


def _owner(value: object) -> Reference | Handle:
    return _owner_named(_text(value))


@lru_cache(_REMEMBERED)
def _owner_named(text: str) -> Reference | Handle:
    if is_handle(text):
        return Handle(text)
    role = text.removeprefix("role:")
    if is_id(role):
        return Reference("role", role)
    raise ValueError(f"{text!r} is neither the id of a role nor a handle; write product-ops or '@checkout-team'")


_REFERENCE = re.compile(rf"[a-z][a-z-]*:{ID_PATTERN}")
_URL = re.compile(r"(https?://[^\s<>\[\]{}|\\^`\"]+|mailto:[^\s<>\[\]{}|\\^`\"]+)", re.IGNORECASE)
_PATH = re.compile(r"[^:/<>\[\]{}|\\^`\"\n#?][^:<>\[\]{}|\\^`\"\n?]*")


def _url(value: object) -> str:
    text = _text(value)
    if not _URL.fullmatch(text) or text.lower() in ("http://", "https://"):
        raise ValueError(f"{text!r} is not a URL; write it in full, such as https://example.com/page")
    return text


def repository_path(value: object) -> str:
    """Return a path relative to the repository's root. Raises ValueError where it is absolute or leaves the root."""
    text = _text(value)
    path = PurePosixPath(text)
    if "\\" in text or "\0" in text or path.is_absolute() or re.match(r"[A-Za-z]:", text):
        raise ValueError(
            f"{text!r} is no path in the repository; write it from its root and with slashes, such as content/index.md"
        )
    depth = 0
    for part in path.parts:
        depth += -1 if part == ".." else 1
        if depth < 0:
            raise PydanticCustomError("outside_repository", "{path} leads out of the repository", {"path": repr(text)})
    return text


def _link(value: object) -> str | Reference:
    text = _text(value)
    if _REFERENCE.fullmatch(text) and not text.startswith("mailto:"):
        return _any_reference(text)
    if "://" in text or text.lower().startswith("mailto:"):
        return _url(text)
    if not _PATH.fullmatch(text):
        raise ValueError(f"{text!r} is no link; write a URL, a path in the repository, or kind:id")
    return repository_path(text)


def _reason(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("needs a reason in words; a rule is never suppressed without one")
    return value.strip()


def _earlier_id(value: object) -> str:
    text = _text(value)
    if not is_id(text):
        raise ValueError(f"{text!r} is no id; ids are lower case letters, digits, dots and hyphens")
    return text


_OWNER_SCHEMA = {"type": "string", "pattern": f"^((role:)?{ID_PATTERN}|{HANDLE_PATTERN})$", "x-refers": "role"}
_URL_SCHEMA = {"type": "string", "format": "uri", "pattern": "^([hH][tT][tT][pP][sS]?://|[mM][aA][iI][lL][tT][oO]:)"}

_REFERENCE_SCHEMA = {"type": "string", "pattern": f"^{_REFERENCE.pattern}$"}
_LINK_FORMS = (_URL.pattern, _REFERENCE.pattern, _PATH.pattern)
_LINK_SCHEMA = {"type": "string", "pattern": f"^({'|'.join(_LINK_FORMS)})$"}
PATH_SCHEMA: Final = {"type": "string", "pattern": r"^(?!/|\.\./|[A-Za-z]:)[^\\\n]*\S[^\\\n]*$"}
"""A path in the repository."""

AnyReference = Annotated[Reference, Refers(_any_reference, _REFERENCE_SCHEMA, str)]
OwnerName = Annotated[Reference | Handle, Refers(_owner, _OWNER_SCHEMA, _bare_id, "role")]
LinkTarget = Annotated[str | Reference, Refers(_link, _LINK_SCHEMA, str)]
Url = Annotated[str, Reads(_url, _URL_SCHEMA)]
RepositoryPath = Annotated[str, Reads(repository_path, PATH_SCHEMA)]
EarlierId = Annotated[str, Reads(_earlier_id, {"type": "string", "pattern": f"^{ID_PATTERN}$"})]
Allowances = dict[Text, Annotated[str, Reads(_reason, TEXT_SCHEMA)]]
