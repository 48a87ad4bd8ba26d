"""Starting the engine of a source."""

from __future__ import annotations

from pathlib import Path

from site_builder.load.engines.base import Engine
from site_builder.model.settings import DataSource


def start_engine(declared: DataSource, database: Path | None) -> Engine:
    """Return the engine of a source, ready to read. Raises EngineMissing where it is not installed.

    ``database`` is the source's database file where it has one.
    """
    match declared.engine:
        case "pandas":
            from site_builder.load.engines.pandas_engine import PandasEngine

            return PandasEngine()
        case "polars":
            from site_builder.load.engines.polars_engine import PolarsEngine

            return PolarsEngine()
        case "duckdb":
            from site_builder.load.engines.duckdb_engine import DuckdbEngine

            return DuckdbEngine(database, declared.options)
        case "pyspark":
            from site_builder.load.engines.spark_engine import SparkEngine

            return SparkEngine(declared.master or "", declared.options)
