"""Answers to a survey, as a survey tool exports them: a file of responses, and the survey that names it.

A repository is read by many and forgets nothing, so only those columns get in that a handbook has a use for: the score,
the day, the dimensions that were asked for, and the comment where that was asked for. Everything else, such as names,
mail addresses and IP addresses, stays out.

So do the ids of respondents. A pseudonym that is to be the same in every import must be made from the id, and without a
key it can be undone: whoever tries the mail addresses that are likely finds the ones that fit. A key would have to be
kept as long as the handbook, by everybody who imports, and not in the repository. Nothing is reckoned from ids but a
warning of a response that is there twice; so the column is refused rather than made into something that looks safe.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from site_builder.importers.base import DataFile, Entry, Export, Imported, Importer, Wish, WrongWish
from site_builder.importers.response_rows import Kept, kept_rows
from site_builder.importers.score_column import score_column
from site_builder.importers.stems import id_of, title_of
from site_builder.importers.table_columns import only_place_of, places_alike, refuse_unknown, wanted_rows
from site_builder.importers.table_entries import TABLE_OPTIONS, table_of
from site_builder.importers.text_values import TextValues
from site_builder.kinds.survey import SURVEY, Survey
from site_builder.load.table import TextTable
from site_builder.load.text import FORBIDDEN
from site_builder.model.diagnostic import Span
from site_builder.validate.response_day import DayReader, day_reader, format_fault
from site_builder.validate.response_score import ScoreReader, score_reader

_FOLDER: Final = "feedback/responses"
_SCORE: Final = "score"
_DAY: Final = "responded_at"
_COMMENT: Final = "comment"
_DIMENSIONS: Final = "dimensions"
_ID: Final = "id"
_COLUMNS: Final = (_SCORE, _DAY, _COMMENT, _DIMENSIONS, _ID)
_GUESSED: Final = frozenset({"title", "type", "question"})
_MAY_BE_ABSENT: Final = (
    *(("columns", name) for name in (_DAY, _COMMENT, "date_format", "timezone")),
    (_DIMENSIONS,),
)
_NO_IDS: Final = (
    "ids of respondents are not imported: a pseudonym that is the same in every import can be undone by trying the "
    "addresses that are likely; leave the column out"
)
_NO_DAY: Final = (
    "no column says when a response was given: name it with --map responded_at=COLUMN, or say when the survey closed "
    "with --set closed_on=2026-09-30"
)


def _read(export: Export, wish: Wish) -> Imported:
    refuse_unknown("--map", wish.columns, _COLUMNS, "a survey")
    if wish.columns.get(_ID):
        raise WrongWish(_NO_IDS)
    read_score, read_day = _readers(wish)
    table = table_of(export, wish)
    (file,) = export.files
    record_id = id_of(file)
    if not table.header:
        return Imported(diagnostics=table.diagnostics)
    # Rows without anything count as answers without a score, as they would in the export itself.
    rows = list(wanted_rows(table, wish.where)) if wish.where else range(len(table.rows))
    kept = _kept_columns(table, rows, wish, read_score)
    found = kept_rows(table, rows, kept, read_score, read_day)
    if found.diagnostics:
        return Imported(diagnostics=found.diagnostics)
    if not found.days and not wish.fixed.get("closed_on"):
        raise WrongWish(_NO_DAY)
    path = f"{_FOLDER}/{record_id}.csv"
    names = _names(table, kept)
    fields = _fields(title_of(file), path, kept, names, found.days, wish)
    spans = {key: table.header_span(kept.score) for key in ("columns", "type")}
    entry = Entry(SURVEY.name, record_id, fields, Span(file.path), "", spans, guessed=_GUESSED, absent=_MAY_BE_ABSENT)
    data = DataFile(path, _written(table, rows, names), Span(file.path), "responses")
    return Imported((entry,), (data,), (), tuple(_notes(table, kept, names)))


def _readers(wish: Wish) -> tuple[ScoreReader, DayReader]:
    """Return what reads scores and days as they were asked for. Raises WrongWish."""
    problem = format_fault(wish.date_format or None)
    if problem:
        raise WrongWish(f"{problem}; write --date-format %Y-%m-%d or '%d/%m/%Y %H:%M'")
    texts = TextValues(SURVEY, Wish(timezone=wish.timezone))
    zone = ZoneInfo(wish.timezone) if wish.timezone else None
    asked = texts.of(("type",), wish.fixed.get("type", "")) or "nps"
    if asked not in ("nps", "csat", "ces"):
        raise WrongWish(f"a survey is of no type {asked!r}; choose nps, csat or ces")
    ends = {end: texts.of(("scale", end), wish.fixed.get(f"scale.{end}", "")) for end in ("low", "high")}
    scale = None if set(ends.values()) == {None} else ends
    made = {"title": "x", "owner": "@x", "responses": "x.csv", "type": asked, "scale": scale}
    try:
        bounds = Survey.model_validate(made).bounds
    except ValidationError as fault:
        raise WrongWish("a scale has two ends that rise, such as --set scale.low=1 --set scale.high=5") from fault
    return score_reader(*bounds), day_reader(wish.date_format or None, zone)


def _kept_columns(table: TextTable, rows: Sequence[int], wish: Wish, read_score: ScoreReader) -> Kept:
    """Return the columns that get into the handbook. Raises WrongWish."""
    asked = {name: column for name, column in wish.columns.items() if column}
    score = only_place_of(table, asked[_SCORE]) if _SCORE in asked else score_column(table, rows, read_score)
    day = only_place_of(table, asked[_DAY]) if _DAY in asked else None
    if day is None and _DAY not in wish.columns:
        day = next(iter(places_alike(table, _DAY)), None)
    comment = only_place_of(table, asked[_COMMENT]) if _COMMENT in asked else None
    dimensions = dict.fromkeys(only_place_of(table, name) for name in _listed(table, asked.get(_DIMENSIONS, "")))
    for place in (score, day, comment):
        if place in dimensions:
            raise WrongWish(f"{table.header[place or 0]} is read already; a dimension is a column to compare groups by")
    return Kept(score, day, comment, tuple(dimensions))


def _listed(table: TextTable, text: str) -> list[str]:
    """The columns that a text names: one that is called so, else those between semicolons or commas."""
    if text in table.header:
        return [text]
    return [name.strip() for name in text.split(";" if ";" in text else ",") if name.strip()]


def _names(table: TextTable, kept: Kept) -> dict[int, str]:
    """Return what the columns are called in the new file, in the order of the export. Raises WrongWish.

    Blanks are single, as names in records are; a file with one column must not look like one with another delimiter.
    """
    names: dict[int, str] = {}
    for place in sorted(kept.places):
        name = " ".join(FORBIDDEN.sub(" ", table.header[place]).split())
        if len(kept.places) == 1:
            name = name.replace(";", ",")
        if not name or name in names.values():
            raise WrongWish(
                f"{table.path} has two columns {name!r}" if name else f"a column of {table.path} has no name"
            )
        names[place] = name
    return names


def _fields(
    title: str, path: str, kept: Kept, names: Mapping[int, str], days: Sequence[date], wish: Wish
) -> dict[str, Any]:
    columns = {_SCORE: names[kept.score]}
    if kept.day is not None:
        columns[_DAY] = names[kept.day]
    if kept.comment is not None:
        columns[_COMMENT] = names[kept.comment]
    if kept.day is not None:
        columns |= {"date_format": wish.date_format} if wish.date_format else {}
        columns |= {"timezone": wish.timezone} if wish.timezone else {}
    asked = names[kept.score]
    found: dict[str, Any] = {
        "title": title,
        "type": "nps",
        "responses": path,
        "question": asked if asked.endswith("?") else None,
        "opened_on": days[0].isoformat() if days else None,
        "closed_on": days[-1].isoformat() if days else None,
        "columns": columns,
        "dimensions": [names[place] for place in kept.dimensions],
    }
    return {key: value for key, value in found.items() if value and key not in wish.fixed}


def _written(table: TextTable, rows: Sequence[int], names: Mapping[int, str]) -> bytes:
    """The new file: the columns that are kept, every text as the export has it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names.values())
    writer.writerows([table.rows[number][place] for place in names] for number in rows)
    return text.getvalue().encode("utf-8", "replace")


def _notes(table: TextTable, kept: Kept, names: Mapping[int, str]) -> Iterator[str]:
    read = {_SCORE: kept.score, _DAY: kept.day, _COMMENT: kept.comment}
    found = [f"{name} from {names[place]}" for name, place in read.items() if place is not None]
    if kept.dimensions:
        found.append(f"dimensions {', '.join(names[place] for place in kept.dimensions)}")
    yield f"read: {', '.join(found)}"
    left = dict.fromkeys(name.strip() for place, name in enumerate(table.header) if place not in names)
    if shown := ", ".join(filter(None, left)):
        yield f"left out, so that it stays out of the repository: {shown}"


IMPORTER = Importer(
    name="responses",
    summary="Answers to a survey, exported to CSV or TSV, as a file of responses and the survey that names it",
    help="Only the score, the day (--map responded_at=COLUMN), columns to compare groups by "
    "(--map dimensions=Country,Plan) and, where you ask for it, the comment (--map comment=COLUMN) get into the "
    "handbook; names, addresses and ids of respondents stay out. The column of the scores is found where one is called "
    "like a score and holds nothing else; --map score=COLUMN names it. Scores are those of an NPS; --set type=csat or "
    "ces says otherwise, --set scale.low and scale.high say from where to where. --where chooses rows. The survey and "
    "its file are named like the export.",
    example="responses nps-2026-q3.csv --map responded_at='Submitted at' --map dimensions=Country,Plan "
    "--date-format '%d/%m/%Y %H:%M' --timezone Europe/Berlin --set owner=@research",
    read=_read,
    options=TABLE_OPTIONS | {"date_format", "timezone"},
    together={"responses": ("opened_on", "closed_on", "columns", "dimensions")},
    maps_fields=False,
)
