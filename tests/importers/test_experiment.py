"""Rows of users as the variants of an experiment."""

from __future__ import annotations

import csv
import statistics
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.importers.base import Imported, WrongWish
from tests.importers.command import bring, checked, real_data, written
from tests.importers.examples import folder, imported, one_file, problems
from tests.support import write

GATES = """\
userid,version,rounds,retained
1,gate_30,3,FALSE
2,gate_30,5,TRUE
3,gate_40,10,yes
4,gate_40,30,0
5,gate_40,20,True
"""
CONVERTED = {"variant": "version", "converted": "retained"}
VALUE = {"variant": "version", "value": "rounds"}
CONTROL = {("control", "gate_30"): "true"}
FIXED = {"owner": "@games", "metric": "retention", "hypothesis": "A later gate keeps players for longer."}
METRIC = "title: Retention\nowner: '@games'\ndefinition: Who is back after a week.\ndirection: up\n"


def read(table: str, name: str = "First_gate.csv", **wish: Any) -> Imported:
    return imported("experiment", one_file(name, table), **wish)


def variants(table: str, **wish: Any) -> list[dict[str, Any]]:
    found = read(table, **wish)
    assert found.diagnostics == ()
    (entry,) = found.entries
    listed: list[dict[str, Any]] = entry.fields["variants"]
    return listed


def test_units_and_conversions_are_counted() -> None:
    found = read(GATES, columns=CONVERTED, values=CONTROL)
    (entry,) = found.entries
    assert (entry.kind, entry.id) == ("experiment", "first-gate")
    assert entry.fields == {
        "title": "First gate",
        "status": "stopped",
        "variants": [
            {"key": "gate_30", "control": True, "units": 2, "conversions": 1},
            {"key": "gate_40", "units": 3, "conversions": 2},
        ],
    }
    assert found.notes == (
        "read: variant from version, converted from retained",
        "the experiment is taken to be stopped; --set status=running says that it is not",
    )
    assert problems(entry, **FIXED) == []


def test_numbers_have_a_mean_and_a_deviation() -> None:
    assert variants(GATES, columns=VALUE, values=CONTROL) == [
        {"key": "gate_30", "control": True, "units": 2, "mean": 4.0, "stddev": pytest.approx(2**0.5, rel=1e-15)},
        {"key": "gate_40", "units": 3, "mean": 20.0, "stddev": 10.0},
    ]


def test_a_single_unit_has_no_deviation() -> None:
    assert variants("v,x\na,3\nb,-1.5e1\n", columns={"variant": "v", "value": "x"}) == [
        {"key": "a", "control": True, "units": 1, "mean": 3.0},
        {"key": "b", "units": 1, "mean": -15.0},
    ]


@given(st.lists(st.integers(-(10**9), 10**9).map(lambda number: number / 1000 + 1e9), min_size=2, max_size=30))
def test_a_deviation_is_exact_whatever_the_order(numbers: list[float]) -> None:
    rows = [f"a,{number!r}" for number in numbers]
    columns = {"variant": "v", "value": "x"}
    (one,) = variants("\n".join(["v,x", *rows]), columns=columns)
    (other,) = variants("\n".join(["v,x", *reversed(rows)]), columns=columns)
    assert one == other
    exact = statistics.pstdev(map(Fraction, numbers)) * (len(numbers) / (len(numbers) - 1)) ** 0.5
    assert one["stddev"] == pytest.approx(exact, rel=1e-9, abs=1e-6)


def test_a_unit_counts_once_in_a_variant() -> None:
    table = "who,v,won\nx,a,no\nx,a,yes\nx,a,no\ny,a,no\nx,b,no\nz,b,yes\n,b,yes\nw,,yes\n"
    found = read(table, columns={"variant": "v", "converted": "won", "unit": "who"})
    (entry,) = found.entries
    assert entry.fields["variants"] == [
        {"key": "a", "control": True, "units": 2, "conversions": 1},
        {"key": "b", "units": 2, "conversions": 1},
    ]
    assert found.notes[1:3] == (
        "left out: 2 rows without a variant, a unit or a figure",
        (
            "in more than one variant, and counted in each: 1 unit; they were not assigned as they should have been, "
            "so a difference between the variants is not to be trusted"
        ),
    )


def test_a_unit_has_one_value() -> None:
    table = "who,v,spent\nx,a,3\nx,a,3.0\ny,b,2\nx,a,4\n"
    found = read(table, columns={"variant": "v", "value": "spent", "unit": "who"})
    assert [(problem.message, str(problem.span)) for problem in found.diagnostics] == [
        ("the unit 'x' has another value in an earlier row", "First_gate.csv:5:5")
    ]


def test_what_stands_for_true_can_be_said() -> None:
    table = "v,won\nA,won\nB,\nB,lost\nA,?\nspare,won\n"
    values = {
        ("converted", "won"): "true",
        ("converted", "lost"): "no",
        ("converted", ""): "false",
        ("converted", "?"): "",
        ("variant", "b"): "New checkout",
        ("variant", "spare"): "",
    }
    assert variants(table, columns={"variant": "v", "converted": "won"}, values=values) == [
        {"key": "A", "control": True, "units": 1, "conversions": 1},
        {"key": "New checkout", "units": 2, "conversions": 0},
    ]


@pytest.mark.parametrize(
    ("table", "columns", "message", "hint", "place"),
    [
        ("v,w\na,maybe\n", "converted", "'maybe' is neither true nor false", "--value 'converted:maybe=false'", "2:3"),
        ("v,w\na,\n", "converted", "nothing stands here, which is neither", "--value 'converted:=false'", "2:3"),
        ("v,w\na,1\nb,1;2\n", "value", "'1;2' is no number", "--value 'value:1;2=0'", "3:3"),
        ("v,w\na,1e999\n", "value", "'1e999' is no number", "", "2:3"),
        ("v,w\n,1\n", "value", "no row is in a variant", "--where", "1:1"),
        ("v,w\na,1,2\n", "value", "3 fields in a row of 2", "", "2:1"),
    ],
)
def test_what_is_wrong_is_told_at_its_place(table: str, columns: str, message: str, hint: str, place: str) -> None:
    found = read(table, "r.csv", columns={"variant": "v", columns: "w"})
    (problem,) = found.diagnostics
    assert message in problem.message
    assert hint in problem.hint
    assert (str(problem.span), found.entries) == (f"r.csv:{place}", ())


def test_many_faults_are_told_as_a_number() -> None:
    found = read("v,w\n" + "a,x\n" * 1000, columns={"variant": "v", "value": "w"})
    assert len(found.diagnostics) == 21
    assert found.diagnostics[-1].message.startswith("and 980 more")


def test_rows_can_be_chosen() -> None:
    table = "test,v,w\ngate,a,1\nother,a,1\ngate,b,0\n"
    found = variants(table, columns={"variant": "v", "converted": "w"}, where=(("test", "GATE"),))
    assert [variant["units"] for variant in found] == [1, 1]


def test_the_control_is_named_or_called_so() -> None:
    for called in ("Control", "A", "baseline"):
        (first, _) = variants(f"v,w\nZ,1\n{called},0\n", columns={"variant": "v", "converted": "w"})
        assert first == {"key": called, "control": True, "units": 1, "conversions": 0}
    (first, _) = variants(
        "v,w\nZ,1\na,0\n", columns={"variant": "v", "converted": "w"}, values={("control", "z"): "yes"}
    )
    assert first["key"] == "Z"


@pytest.mark.parametrize(
    ("table", "columns", "values", "message"),
    [
        (GATES, {}, {}, "--map variant=COLUMN"),
        (GATES, {"variant": "version"}, {}, "say what was measured"),
        (GATES, {**CONVERTED, **VALUE}, {}, "decided by one metric"),
        (GATES, {**CONVERTED, "metric": "x"}, {}, "--map 'metric' is nothing of an experiment's table; --map takes"),
        (GATES, {**CONVERTED, "units": "userid"}, {}, "did you mean 'unit'?"),
        (GATES, {**CONVERTED, "unit": "user"}, {}, "no column 'user'; did you mean 'userid'?"),
        (GATES, CONVERTED, {("status", "x"): "y"}, "--value 'status' is nothing"),
        (GATES, CONVERTED, {}, "the control is not known; say which variant is the control: --value 'control:gate_30="),
        (GATES, CONVERTED, {("control", "gate_3"): "true"}, "no variant 'gate_3'; did you mean 'gate_30'?"),
        (GATES, CONVERTED, {("control", "gate_30"): "maybe"}, "'maybe' is neither true nor false"),
        (GATES, CONVERTED, {("control", "gate_30"): "1", ("control", "gate_40"): "1"}, "cannot all be the control"),
        (GATES, CONVERTED, {("control", "gate_30"): "no"}, "the control is not known"),
        ("v,w\na,1\nControl,1\n", {"variant": "v", "converted": "w"}, {}, "Control or a cannot all be"),
        ("v,w\na,1\nA,1\n", {"variant": "v", "converted": "w"}, {}, "make them one: --value 'variant:a=A'"),
        ("v,v,w\na,b,1\n", {"variant": "v", "converted": "w"}, {}, "several columns 'v'"),
        (
            "v,w\n" + "".join(f"{number},1\n" for number in range(99)),
            {"variant": "v", "converted": "w"},
            {},
            "more than 20",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused(
    table: str, columns: dict[str, str], values: dict[tuple[str, str], str], message: str
) -> None:
    with pytest.raises(WrongWish) as refused:
        read(table, columns=columns, values=values)
    assert message in str(refused.value)


def test_the_name_of_the_file_must_hold_an_id() -> None:
    with pytest.raises(WrongWish, match="rename the file"):
        read(GATES, "日本.csv", columns=CONVERTED)
    with pytest.raises(WrongWish, match="is a folder"):
        imported("experiment", folder("x", {}), columns=CONVERTED)


def test_a_table_becomes_an_experiment(tmp_path: Path) -> None:
    root = write(tmp_path, {"content/metrics/retention.yml": METRIC, "first-gate.csv": GATES})
    asked = (
        *("--map", "variant=version", "--map", "converted=retained", "--map", "unit=userid"),
        *("--value", "control:gate_30=true"),
        *(part for name, value in FIXED.items() for part in ("--set", f"{name}={value}")),
    )
    done = bring(root, "experiment", str(root / "first-gate.csv"), *asked)
    path = "roadmap/experiments/first-gate.yml"
    assert (done.exit_code, done.stdout) == (0, f"{path}\n")
    before = written(root, "roadmap")
    assert before == {
        path: "title: First gate\nowner: '@games'\nhypothesis: A later gate keeps players for longer.\n"
        "status: stopped\nmetric: retention\nvariants:\n"
        "  - key: gate_30\n    control: true\n    units: 2\n    conversions: 1\n"
        "  - key: gate_40\n    units: 3\n    conversions: 2\n"
    }
    again = bring(root, "experiment", str(root / "first-gate.csv"), *asked)
    assert (again.exit_code, again.stdout, written(root, "roadmap")) == (0, "", before)
    assert checked(root) == []


def test_means_are_the_same_when_they_are_read_again(tmp_path: Path) -> None:
    rows = "".join(f"{'ab'[number % 2]},{number / 7!r}\n" for number in range(40))
    root = write(tmp_path, {"content/metrics/retention.yml": METRIC, "t.csv": f"v,w\n{rows}"})
    sets = tuple(part for name, value in FIXED.items() for part in ("--set", f"{name}={value}"))
    asked = ("experiment", str(root / "t.csv"), "--map", "variant=v", "--map", "value=w", *sets)
    assert bring(root, *asked, "--set", "title=Sevenths", "--set", "status=running").exit_code == 0
    assert written(root, "roadmap")["roadmap/experiments/t.yml"].startswith("title: Sevenths\n")
    assert bring(root, *asked, "--set", "title=Sevenths", "--set", "status=running").stdout == ""


def test_what_a_table_does_not_say_is_asked_for(tmp_path: Path) -> None:
    root = write(tmp_path, {"t.csv": "v,w\na,1\n"})
    done = bring(root, "experiment", str(root / "t.csv"), "--map", "variant=v", "--map", "converted=w")
    assert done.exit_code == 1
    for name in ("owner", "metric", "hypothesis"):
        assert f"give it to every record with --set {name}=VALUE\n" in done.stderr


# Properties

CELLS = st.sampled_from(["a", "b", "A", "", " ", "true", "no", "1", "1e9", "x\ny", '"', ",", "�", "\x07"])
NAMES = st.sampled_from(["variant", "converted", "value", "unit", "control", "v", "w", "x", "", "a"])


@given(
    rows=st.lists(st.lists(CELLS, min_size=2, max_size=4).map(",".join), max_size=8),
    columns=st.dictionaries(NAMES, NAMES, max_size=3),
    values=st.dictionaries(st.tuples(NAMES, CELLS), CELLS, max_size=3),
    where=st.lists(st.tuples(NAMES, CELLS), max_size=1),
)
def test_nothing_makes_it_fail(rows: list[str], columns: Any, values: Any, where: Any) -> None:
    table = "\n".join(["v,w,x", *rows])
    for mapped in (columns, {"variant": "v", "converted": "w", **columns}, {"variant": "v", "value": "w"}):
        try:
            found = read(table, columns=mapped, values=values, where=tuple(where))
        except WrongWish:
            continue
        assert len(found.entries) + len(found.diagnostics) > 0


@given(data=st.binary(max_size=80), encoding=st.sampled_from(["utf-8", "utf-16", "cp037", "idna", "hex", "\0", "nix"]))
def test_no_bytes_make_it_fail(data: bytes, encoding: str) -> None:
    try:
        imported("experiment", one_file("t.csv", b"v,w\n" + data), columns=VALUE, encoding=encoding)
    except WrongWish:
        return


# Real data


@pytest.mark.real_data
@pytest.mark.parametrize("metric", ["retention_1", "retention_7"])
def test_players_are_counted_as_they_are_elsewhere(metric: str) -> None:
    path = real_data() / "raw/cookie-cats/cookie_cats.csv"
    columns = {"variant": "version", "converted": metric, "unit": "userid"}
    found = read(path.read_text(encoding="utf-8"), columns=columns, values=CONTROL)
    (entry,) = found.entries
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 5000
    units = Counter(row["version"] for row in rows)
    conversions = Counter(row["version"] for row in rows if row[metric] == "TRUE")
    assert [(each["key"], each["units"], each["conversions"]) for each in entry.fields["variants"]] == [
        (version, units[version], conversions[version]) for version in ("gate_30", "gate_40")
    ]
    assert not any("more than one variant" in note for note in found.notes)


@pytest.mark.real_data
def test_rounds_are_averaged_as_they_are_elsewhere() -> None:
    path = real_data() / "raw/cookie-cats/cookie_cats.csv"
    columns = {"variant": "version", "value": "sum_gamerounds", "unit": "userid"}
    (entry,) = read(path.read_text(encoding="utf-8"), columns=columns, values=CONTROL).entries
    expected = pd.read_csv(path).groupby("version")["sum_gamerounds"].agg(["count", "mean", "std"])
    for variant in entry.fields["variants"]:
        row = expected.loc[variant["key"]]
        assert variant["units"] == row["count"]
        assert (variant["mean"], variant["stddev"]) == pytest.approx((row["mean"], row["std"]), rel=1e-12)
