"""Tables of a lake or warehouse: of a DuckDB database file, and of Spark's catalogue."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from site_builder.kinds import all_kinds
from site_builder.load.records import load_records
from site_builder.load.work_tree import WorkTree
from site_builder.model.settings import Settings
from site_builder.validate.observations import ReadObservations, read_observations
from site_builder.validate.records import validate_all
from tests.validate.engines import ENGINES, need, parquet, rows_of, survey, write

DATABASE = "exports/warehouse.duckdb"
RESPONSES = """
CREATE SCHEMA feedback;
CREATE TABLE feedback.nps AS SELECT * FROM (VALUES
  (9, DATE '2026-01-02', 'UK'), (9, DATE '2026-01-30', 'UK'), (12, DATE '2026-01-30', 'UK'), (12, NULL, NULL)
) AS t(score, responded_at, region);
"""
METRIC = "content/metrics/m.yml"
METRIC_FIELDS = (
    "title: M\nowner: '@team'\ndefinition: What is counted.\ndirection: up\nsource: warehouse\ndimensions: [region]\n"
)


def database(path: Path, statements: str) -> None:
    need("duckdb")
    import duckdb

    path.parent.mkdir(parents=True, exist_ok=True)
    duckdb.connect(str(path)).execute(statements)


def metric(root: Path, declared: Mapping[str, Any], fields: str = METRIC_FIELDS) -> ReadObservations:
    """Return the observations of a metric that names a declared source."""
    write(root, {METRIC: fields})
    validated = validate_all(load_records(WorkTree(root), {"metric": "content/metrics"}).records, all_kinds())
    assert not validated.diagnostics
    settings = Settings.model_validate({"sources": {"warehouse": declared}})
    return read_observations(WorkTree(root), validated.records, settings)


def test_a_table_of_a_duckdb_database(tmp_path: Path) -> None:
    database(tmp_path / DATABASE, RESPONSES)
    declared = {"engine": "duckdb", "database": DATABASE, "table": "feedback.nps", "options": {"memory_limit": "1GB"}}
    found, diagnostics = survey(tmp_path, declared, "dimensions: [region]\n")
    assert rows_of(found) == [(9, date(2026, 1, 30), "UK", 2)]
    assert [(each.code, each.message.partition(",")[0], str(each.span)) for each in diagnostics] == [
        (
            "score-out-of-scale",
            "2 rows of the table feedback.nps: the score '12' is outside the scale from 0 to 10",
            "feedback/surveys/q.yml:3:12",
        )
    ]


@pytest.mark.parametrize(
    ("declared", "words"),
    [
        ({"database": DATABASE, "table": "nps"}, "does not exist"),
        ({"database": DATABASE, "table": "nps", "options": {"no_such": "1"}}, "no_such"),
        ({"database": DATABASE, "table": "nps", "options": {"a; DROP": "1"}}, "no option of DuckDB"),
        ({"database": "exports/gone.duckdb", "table": "nps"}, "there is no file"),
    ],
)
def test_a_table_that_cannot_be_read_is_one_sentence(tmp_path: Path, declared: dict[str, Any], words: str) -> None:
    database(tmp_path / DATABASE, RESPONSES)
    found, diagnostics = survey(tmp_path, {"engine": "duckdb", **declared})
    assert (len(diagnostics), found.n) == (1, 0)
    assert words in diagnostics[0].message
    assert "\n" not in diagnostics[0].message


@pytest.mark.slow
def test_a_table_of_a_session_that_runs_already(tmp_path: Path) -> None:
    need("pyspark")
    from pyspark.sql import SparkSession

    session = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    rows = [(9, date(2026, 1, 2), "UK"), (9, date(2026, 1, 30), "UK"), (None, date(2026, 1, 30), None)]
    session.createDataFrame(rows, "score int, responded_at date, region string").createOrReplaceTempView("nps")
    found, diagnostics = survey(tmp_path, {"engine": "pyspark", "table": "nps"}, "dimensions: [region]\n")
    assert diagnostics == []
    assert rows_of(found) == [(9, date(2026, 1, 30), "UK", 2)]
    _, diagnostics = survey(tmp_path, {"engine": "pyspark", "table": "gone"})
    assert [each.code for each in diagnostics] == ["response-unreadable"]


@pytest.mark.parametrize("engine", ENGINES)
def test_observations_of_parquet_files(tmp_path: Path, engine: str) -> None:
    need(engine, *(["pyarrow"] if engine == "pandas" else []))
    query = (
        "SELECT * FROM (VALUES (DATE '2026-02-28', 2.5, 'UK'), (DATE '2026-01-31', 1e3, NULL), "
        "(DATE '2026-03-31', NULL, 'UK')) AS t(date, value, region)"
    )
    parquet(tmp_path / "exports/a.parquet", query)
    found = metric(tmp_path, {"engine": engine, "path": "exports/*.parquet"})
    assert found.diagnostics == ()
    observations = found.observations["m"]
    assert (observations.days, observations.values) == ((date(2026, 1, 31), date(2026, 2, 28)), (1000, 2.5))
    assert observations.dimensions == {"region": ("", "UK")}


@pytest.mark.parametrize("engine", ENGINES[1:])
def test_observations_of_text_files(tmp_path: Path, engine: str) -> None:
    need(engine)
    text = "date,region,value\n2026-Q1,UK,1\n2026-01-31,UK,2\n2026-01-31,UK,3\n,UK,4\n2026-01-31,UK,many\n,,\n"
    write(tmp_path, {"exports/a.csv": text})
    found = metric(tmp_path, {"engine": engine, "path": "exports/a.csv"})
    assert [f"{each.code} {each.span}" for each in found.diagnostics] == [
        "duplicate-id content/metrics/m.yml:5:9",
        "response-unreadable exports/a.csv:5:1",
        "response-unreadable exports/a.csv:6:15",
    ]
    assert found.observations["m"].values == (2, 3, 1)


def test_an_engine_that_is_missing_is_one_sentence_for_all_that_name_it(tmp_path: Path) -> None:
    sources = "      sources: {w: {engine: duckdb, path: a.parquet}, v: {engine: duckdb, path: b.parquet}}\n"
    survey_of = "title: Q\nowner: '@team'\ntype: nps\nresponses: {}\n"
    files: dict[str, str | bytes] = {
        "mkdocs.yml": f"site_name: S\ndocs_dir: content\nplugins:\n  - opsbook:\n{sources}",
        "content/index.md": "# Home\n",
        "a.parquet": b"PAR1",
        "b.parquet": b"PAR1",
        "feedback/surveys/q.yml": survey_of.format("w"),
        "feedback/surveys/r.yml": survey_of.format("v"),
        METRIC: METRIC_FIELDS.replace("warehouse", "w").replace("dimensions: [region]\n", ""),
    }
    write(tmp_path, files)
    done = run_without(["duckdb"], ["check", "--format", "github"], tmp_path)
    found = [line for line in done.stdout.splitlines() if "duckdb" in line]
    assert len(found) == 1, done.stdout
    assert 'pip install "opsbook[duckdb]"' in found[0]
    assert "Traceback" not in done.stdout + done.stderr
    assert done.returncode == 1


@pytest.mark.slow
def test_java_that_is_missing_is_one_sentence(tmp_path: Path) -> None:
    need("pyspark")
    files = {
        "mkdocs.yml": "site_name: S\nplugins:\n  - opsbook:\n      sources: {w: {engine: pyspark, path: a.csv}}\n",
        "a.csv": "score\n9\n",
        "feedback/surveys/q.yml": "title: Q\nowner: '@team'\ntype: nps\nresponses: w\n",
    }
    write(tmp_path, files)
    done = run_without([], ["check", "--format", "github"], tmp_path, PATH="/nowhere", JAVA_HOME="")
    assert "PySpark needs Java" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert done.returncode == 1


def run_without(
    packages: list[str], command: list[str], folder: Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run opsbook in a Python that lacks packages."""
    script = f"import sys\nfor name in {packages!r}:\n    sys.modules[name] = None\n"
    script += f"from site_builder.cli.main import main\nsys.argv = {['opsbook', *command]!r}\nmain()\n"
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "OPSBOOK_NO_CACHE": "1", **environment},
    )
