"""The engines, and what one of them needs to be there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from site_builder.kinds import all_kinds
from site_builder.load.records import load_records
from site_builder.load.source import Source
from site_builder.load.work_tree import WorkTree
from site_builder.model.diagnostic import Diagnostic
from site_builder.model.responses import Responses
from site_builder.model.settings import Settings
from site_builder.validate.records import validate_all
from site_builder.validate.responses import read_responses

ENGINES = ("pandas", "polars", "duckdb", pytest.param("pyspark", marks=pytest.mark.slow))
SURVEY = "feedback/surveys/q.yml"
FIELDS = "title: Q\nowner: '@team'\nresponses: warehouse\ntype: nps\n"


def need(*names: str) -> None:
    """Skip the test, and say what is missing, where an engine cannot be started here."""
    for name in names:
        if find_spec(name) is None:
            pytest.skip(f"{name} is NOT INSTALLED, so this engine is not tested: run `make engines`")
        if name == "pyspark" and shutil.which("java") is None and "JAVA_HOME" not in os.environ:
            pytest.skip("Java is NOT INSTALLED, so PySpark is not tested: install a Java runtime of version 17")


def write(root: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files below a root."""
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())


def survey(
    root: Path,
    declared: Mapping[str, Any],
    fields: str = "",
    *,
    responses: str = "warehouse",
    source: Source | None = None,
) -> tuple[Responses, list[Diagnostic]]:
    """Return the responses of a survey that names a declared source, and the diagnostics."""
    write(root, {SURVEY: FIELDS.replace("warehouse", responses) + fields})
    source, kinds = source or WorkTree(root), all_kinds()
    validated = validate_all(load_records(source, {"survey": "feedback/surveys"}).records, kinds)
    assert not validated.diagnostics
    found = read_responses(source, validated.records, Settings.model_validate({"sources": {"warehouse": declared}}))
    return found.responses["q"], list(found.diagnostics)


def rows_of(found: Responses) -> list[tuple[Any, ...]]:
    """Return the groups of responses: score, last day, dimensions, count; in the order of the scores."""
    return list(zip(found.scores, found.days, *found.dimensions.values(), found.counts, strict=True))


def parquet(path: Path, query: str) -> None:
    """Write the rows of a query of DuckDB as a Parquet file."""
    need("duckdb")
    path.parent.mkdir(parents=True, exist_ok=True)
    import duckdb

    duckdb.connect().execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
