"""Which columns of a file of responses hold what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from site_builder.kinds.survey import Survey
from site_builder.load.table import TextTable
from site_builder.model.diagnostic import Diagnostic, error
from site_builder.model.quick import dataclass
from site_builder.model.record import FieldPath, Record
from site_builder.model.suggest import did_you_mean
from site_builder.validate.response_file import ColumnPlaces

_MANY = 12


@dataclass(frozen=True, slots=True)
class FoundColumns:
    """The columns of each file by its path, without files that have no column of scores; and what is missing."""

    places: Mapping[str, ColumnPlaces]
    diagnostics: tuple[Diagnostic, ...]


def find_columns(survey: Record[Survey], tables: Iterable[TextTable]) -> FoundColumns:
    """Return where the columns of a survey are. What several files lack is told once, of the first of them."""
    places: dict[str, ColumnPlaces] = {}
    missing: dict[FieldPath, Diagnostic] = {}
    for table in tables:
        if table.diagnostics and not table.rows:
            continue
        found = _find(survey, table, missing)
        if found is not None:
            places[table.path] = found
    return FoundColumns(places, tuple(missing.values()))


def _find(survey: Record[Survey], table: TextTable, missing: dict[FieldPath, Diagnostic]) -> ColumnPlaces | None:
    columns = survey.fields.columns

    def position(field: str, name: str) -> int | None:
        index = table.index_of(name)
        if index is None and (field == "score" or field in columns.named):
            _note(survey, table, ("columns", field), name, missing)
        return index

    score = position("score", columns.score)
    day = position("responded_at", columns.responded_at)
    comment = position("comment", columns.comment)
    identity = position("id", columns.id)
    dimensions: dict[str, int] = {}
    for number, name in enumerate(survey.fields.dimensions):
        index = table.index_of(name)
        if index is None:
            _note(survey, table, ("dimensions", number), name, missing)
        else:
            dimensions[name] = index
    return None if score is None else ColumnPlaces(score, day, comment, identity, dimensions)


def _note(
    survey: Record[Survey], table: TextTable, path: FieldPath, name: str, missing: dict[FieldPath, Diagnostic]
) -> None:
    if path in missing:
        return
    span = survey.span(*path) if path in survey.positions else survey.span("responses")
    names = [column for column in table.header if column.strip()]
    listed = ", ".join(names[:_MANY]) + (" …" if len(names) > _MANY else "")
    hint = did_you_mean(name, names) or f"the columns are: {listed}"
    if path not in survey.positions:
        hint = f"name it under columns.{path[-1]}; the columns are: {listed}"
    missing[path] = error("column-missing", f"{table.path} has no column {name!r}", span, hint)
