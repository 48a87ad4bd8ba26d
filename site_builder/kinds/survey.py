"""Surveys: what customers answer when asked."""

from __future__ import annotations

import codecs
from datetime import tzinfo
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, model_validator

from site_builder.model.common import RecordFields
from site_builder.model.data_source import ResponseSource
from site_builder.model.fields import Count, Day, Fields, Number, Text
from site_builder.model.kind import Kind

_NOT_TEXT = frozenset({"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7"})


def _date_format(value: str) -> str:
    if "%" not in value:
        raise ValueError(f"{value!r} is no date format; write it as %d/%m/%Y (strptime)")
    return value


def _time_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        raise ValueError(f"{value!r} is no time zone; write its name, such as Europe/Berlin or UTC") from None
    return value


def _encoding(value: str) -> str:
    try:
        name = codecs.lookup(value).name
        "".encode(value)
    except (LookupError, ValueError, UnicodeError):
        raise ValueError(f"{value!r} is no text encoding; write utf-8, latin-1 or cp1252") from None
    if name.replace("_", "-") in _NOT_TEXT:
        raise ValueError(f"{value!r} is no encoding of files; write utf-8, latin-1 or cp1252")
    return value


class Columns(Fields):
    """The names of the columns in the file of responses.

    A column that is named here must be in the file. One that is not named is looked for under its own name, and only
    `score` has to be there.
    """

    id: Text = "id"
    """The pseudonym of the respondent, or the number of the response, such as `respondent`."""
    score: Text = "score"
    """The score, such as `score`."""
    responded_at: Text = "responded_at"
    """The day or moment of the response, such as `date`. Without it the survey's `closed_on` counts."""
    comment: Text = "comment"
    """What was written in free words, such as `comment`."""
    date_format: Annotated[Text, AfterValidator(_date_format)] | None = None
    """How dates are written where not as 2026-03-31, such as `%d/%m/%Y %H:%M` (strptime)."""
    timezone: Annotated[Text, AfterValidator(_time_zone)] | None = None
    """The time zone of moments without one, such as `Europe/Berlin`."""
    encoding: Annotated[Text, AfterValidator(_encoding)] = "utf-8"
    """The file's encoding where it is not UTF-8, such as `latin-1`."""
    skip_rows: Count = 0
    """How many lines stand above the header."""

    @property
    def named(self) -> frozenset[str]:
        """Names of the columns that the record itself gives, which must therefore be in the file."""
        return frozenset({"id", "score", "responded_at", "comment"} & self.model_fields_set)

    @property
    def zone(self) -> tzinfo | None:
        """The time zone of moments without one; None where the survey gives none."""
        return ZoneInfo(self.timezone) if self.timezone else None


class Scale(Fields):
    """The lowest and the highest score that can be given."""

    low: Number
    """The lowest score, such as `1`."""
    high: Number
    """The highest score, such as `5`."""

    @model_validator(mode="after")
    def _rises(self) -> Scale:
        if self.low >= self.high:
            raise ValueError("must rise; low has to be less than high")
        return self


class Survey(RecordFields):
    """A survey and where its responses are. The responses are rows, not records."""

    type: Literal["nps", "csat", "ces"]
    """`nps` (0 to 10, would recommend), `csat` (satisfaction) or `ces` (effort)."""
    responses: ResponseSource
    """A CSV or TSV file, such as `feedback/responses/2026-q3.csv`, a pattern of paths, or a source of mkdocs.yml."""
    question: Text | None = None
    """The question as it was asked."""
    population: Text | None = None
    """Who was asked, such as `Administrators of paying customers`."""
    invited: Count | None = None
    """How many were asked, such as `1800`; needed for the response rate."""
    channel: Text | None = None
    """How they were asked, such as `in-app` or `e-mail`."""
    opened_on: Day | None = None
    """The first day for answers."""
    closed_on: Day | None = None
    """The last day for answers; the date of responses that have none."""
    columns: Columns = Columns()
    """What the columns of the file are called."""
    dimensions: tuple[Text, ...] = ()
    """Columns to compare groups by, such as `region`."""
    scale: Scale | None = None
    """The lowest and the highest score of a `csat` (1 to 5 unless said) or a `ces` (1 to 7 unless said)."""

    @property
    def bounds(self) -> tuple[float, float]:
        """The lowest and the highest score that can be given: as written, or usual for the type."""
        if self.type == "nps":
            return 0, 10
        if self.scale is not None:
            return self.scale.low, self.scale.high
        return (1, 5) if self.type == "csat" else (1, 7)


SURVEY = Kind(
    name="survey",
    fields=Survey,
    folder="feedback/surveys",
    url="feedback/surveys",
    label="Survey",
    plural="Surveys",
    area="feedback",
    purpose="What customers answered when asked, so that satisfaction is a number with its uncertainty.",
    status_field="",
    date_fields=("closed_on", "opened_on"),
)
