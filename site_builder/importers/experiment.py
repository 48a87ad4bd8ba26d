"""Results of an experiment: rows of users, or of what they did, become what was counted in each variant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any, Final

from site_builder.importers.base import Entry, Export, Imported, Importer, Wish, WrongWish
from site_builder.importers.stems import id_of, title_of
from site_builder.importers.table_columns import only_place_of, refuse_unknown, wanted_rows
from site_builder.importers.table_entries import TABLE_OPTIONS, table_of
from site_builder.importers.variant_figures import CONVERTED, VALUE, Figures, Reader
from site_builder.load.table import TextTable
from site_builder.load.text import FORBIDDEN
from site_builder.model.diagnostic import Diagnostic, Span, error
from site_builder.model.quick import dataclass
from site_builder.model.suggest import did_you_mean, one_of
from site_builder.validate.response_fault import FAULTS_TOLD, Fault, tell
from site_builder.views.wording import count_words

_VARIANT: Final = "variant"
_UNIT: Final = "unit"
_CONTROL: Final = "control"
_COLUMNS: Final = (_VARIANT, CONVERTED, VALUE, _UNIT)
_VALUES: Final = (_VARIANT, CONVERTED, VALUE, _CONTROL)
_CONTROLS: Final = frozenset({"control", "a", "baseline"})
_GUESSED: Final = frozenset({"title", "status"})
_OWNED: Final = frozenset({"control", "units", "conversions", "mean", "stddev"})
_MOST_VARIANTS: Final = 20
_SAY_CONTROL: Final = "say which variant is the control: --value 'control:{key}=true'"


@dataclass(frozen=True, slots=True)
class _Columns:
    """The places of the columns; ``figure`` is that of what was measured, ``unit`` is None where rows are units."""

    variant: int
    figure: int
    unit: int | None
    reader: Reader


@dataclass(slots=True)
class _Counted:
    """What the rows hold: the figures of each variant, the units that are in several, rows left out, and faults."""

    figures: dict[str, Figures] = field(default_factory=dict)
    blank: int = 0
    faults: list[tuple[int, int, Fault]] = field(default_factory=list)
    fault_count: int = 0

    def note(self, row: int, column: int, fault: Fault) -> None:
        """Note what is wrong with a field; of many only the first are kept."""
        self.fault_count += 1
        if self.fault_count <= FAULTS_TOLD + 1:
            self.faults.append((row, column, fault))

    @property
    def in_several(self) -> int:
        """How many units are in more than one variant."""
        seen: set[str] = set()
        twice: set[str] = set()
        for figures in self.figures.values():
            twice |= figures.units & seen
            seen |= figures.units
        return len(twice)


def _read(export: Export, wish: Wish) -> Imported:
    refuse_unknown("--map", wish.columns, _COLUMNS, "an experiment's table")
    refuse_unknown("--value", (name for name, _ in wish.values), _VALUES, "an experiment's table")
    table = table_of(export, wish)
    (file,) = export.files
    record_id = id_of(file)
    if not table.header:
        return Imported(diagnostics=table.diagnostics)
    columns = _columns(table, wish)
    counted = _count(table, columns, wish)
    problems = tell(table, counted.faults, counted.fault_count)
    if not problems and not counted.figures:
        problems = (_no_variant(table, columns),)
    if problems:
        return Imported(diagnostics=problems)
    control = _control(list(counted.figures), wish.values)
    fields: dict[str, Any] = {
        "title": title_of(file),
        "status": "stopped",
        "variants": [
            {"key": key, **({"control": True} if key == control else {}), **counted.figures[key].result}
            for key in sorted(counted.figures, key=lambda key: (key != control, key))
        ],
    }
    given = {key: value for key, value in fields.items() if key not in wish.fixed}
    spans = {"variants": table.header_span(columns.variant)}
    entry = Entry("experiment", record_id, given, Span(file.path), "", spans, guessed=_GUESSED, owned=_OWNED)
    return Imported((entry,), notes=tuple(_notes(table, columns, counted, wish)))


def _columns(table: TextTable, wish: Wish) -> _Columns:
    """Return where the columns are. Raises WrongWish where it is not said what is measured in which variant."""
    asked = {name: column for name, column in wish.columns.items() if column}
    if _VARIANT not in asked:
        raise WrongWish("say which column names the variant: --map variant=COLUMN")
    measured = [name for name in (CONVERTED, VALUE) if name in asked]
    if len(measured) != 1:
        raise WrongWish(
            "say what was measured: --map converted=COLUMN (true or false), or --map value=COLUMN (a number)"
            if not measured
            else "an experiment is decided by one metric: either --map converted=COLUMN, or --map value=COLUMN"
        )
    places = {name: only_place_of(table, column) for name, column in asked.items()}
    return _Columns(places[_VARIANT], places[measured[0]], places.get(_UNIT), Reader(measured[0], wish.values))


def _count(table: TextTable, columns: _Columns, wish: Wish) -> _Counted:
    counted = _Counted()
    keys: dict[str, str] = {}
    for number in wanted_rows(table, wish.where):
        row = table.rows[number]
        written = row[columns.variant]
        key = keys.get(written)
        if key is None:
            key = keys[written] = _key(written, wish.values)
        unit = None if columns.unit is None else row[columns.unit].strip()
        if not key or unit == "":
            counted.blank += 1
            continue
        figure = columns.reader.of(row[columns.figure])
        if isinstance(figure, Fault):
            counted.note(number, columns.figure, figure)
            continue
        if figure is None:
            counted.blank += 1
            continue
        figures = counted.figures.get(key)
        if figures is None:
            figures = counted.figures[key] = Figures(columns.reader.measured)
            if len(counted.figures) > _MOST_VARIANTS:
                name = table.header[columns.variant]
                raise WrongWish(f"{name} has more than {_MOST_VARIANTS} values; name the column of the variant")
        fault = figures.add(figure, unit)
        if fault is not None:
            counted.note(number, columns.figure, fault)
    return counted


def _key(written: str, values: Mapping[tuple[str, str], str]) -> str:
    text = " ".join(FORBIDDEN.sub(" ", written).split())
    return values.get((_VARIANT, text.casefold()), text).strip()


def _control(keys: list[str], values: Mapping[tuple[str, str], str]) -> str:
    """Return the variant that the others are compared with. Raises WrongWish where that is not known."""
    hint = f"{_SAY_CONTROL.format(key=min(keys))}; the variants are {', '.join(sorted(keys))}"
    by_folded: dict[str, str] = {}
    for key in sorted(keys):
        other = by_folded.setdefault(key.casefold(), key)
        if other != key:
            raise WrongWish(
                f"two variants are called {other} and {key}; make them one: --value 'variant:{key}={other}'"
            )
    said: dict[str, bool] = {}
    for (name, theirs), ours in values.items():
        if name == _CONTROL:
            called = values.get((_VARIANT, theirs), theirs).strip().casefold()
            if called not in by_folded:
                raise WrongWish(f"there is no variant {theirs!r}; {did_you_mean(theirs, keys) or hint}")
            said[by_folded[called]] = _truth(ours)
    controls = [key for key, is_control in said.items() if is_control]
    if not controls:
        controls = [key for key in keys if key.casefold() in _CONTROLS and key not in said]
    if len(controls) != 1:
        found = f"{one_of(sorted(controls))} cannot all be the control" if controls else "the control is not known"
        raise WrongWish(f"{found}; {hint}")
    return controls[0]


def _truth(text: str) -> bool:
    found = Reader(CONVERTED, {}).of(text)
    if not isinstance(found, float):
        raise WrongWish(f"a variant is the control or is not: {text!r} is neither true nor false")
    return bool(found)


def _no_variant(table: TextTable, columns: _Columns) -> Diagnostic:
    hint = "check that --map variant and --where name what they should"
    return error("response-unreadable", "no row is in a variant", table.header_span(columns.variant), hint)


def _notes(table: TextTable, columns: _Columns, counted: _Counted, wish: Wish) -> Iterator[str]:
    names = {_VARIANT: columns.variant, columns.reader.measured: columns.figure}
    if columns.unit is not None:
        names[_UNIT] = columns.unit
    yield f"read: {', '.join(f'{name} from {table.header[place]}' for name, place in names.items())}"
    if counted.blank:
        yield f"left out: {count_words(counted.blank, 'row')} without a variant, a unit or a figure"
    if twice := counted.in_several:
        yield (
            f"in more than one variant, and counted in each: {count_words(twice, 'unit')}; they were not assigned "
            "as they should have been, so a difference between the variants is not to be trusted"
        )
    if "status" not in wish.fixed:
        yield "the experiment is taken to be stopped; --set status=running says that it is not"


IMPORTER = Importer(
    name="experiment",
    summary="A table with a row for each user of an experiment, as what was counted in its variants",
    help="--map variant=COLUMN names the variant of a row, --map converted=COLUMN what is true or false of it, or "
    "--map value=COLUMN a number, of which the mean and the standard deviation are kept. Where a user has several "
    "rows, --map unit=COLUMN counts each once in a variant: converted where one row says so. The variant called "
    "control, a or baseline is the control, --value 'control:gate_30=true' names another. --value also says what "
    "stands for true ('converted:won=true'), what a blank is ('converted:=false') and how a variant is called. The "
    "record is named like the file; nothing of any user is kept.",
    example="experiment first-gate.csv --map variant=version --map converted=retention_7 --map unit=userid "
    "--value 'control:gate_30=true' --set metric=retention-7 --set owner=@games "
    "--set hypothesis='A later gate keeps players for longer.'",
    read=_read,
    options=TABLE_OPTIONS | {"values"},
    maps_fields=False,
)
