"""PySpark: on this machine, or on a cluster."""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import narwhals as nw

from site_builder.load.engines.base import ROW, EngineMissing, TextFiles, frame_of, library, reading

_CONNECT = "sc://"
_LOCAL = "local[*]"
_DEFAULTS: Mapping[str, str] = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false"}
_ON_THIS_MACHINE: Mapping[str, str] = {
    # A driver that nobody else speaks to needs no name in the network.
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "8",
}
_TIME_ZONE = "spark.sql.session.timeZone"


class SparkEngine:
    """Reads CSV and Parquet files, and tables of the catalogue of its session."""

    name = "pyspark"

    def __init__(self, master: str, options: Mapping[str, str]) -> None:
        """Take the session of this process, or start one. Raises EngineMissing, EngineFault.

        Without a ``master`` that of Spark's own configuration counts (``SPARK_MASTER``, ``spark-defaults.conf``), else
        it runs on this machine. A master that begins with ``sc://`` is the address of a Spark Connect server.
        """
        with warnings.catch_warnings():
            # That PySpark's own pandas interface is behind pandas is no news for those who do not use it.
            warnings.simplefilter("ignore", FutureWarning)
            sql = library("pyspark.sql", "pyspark")
            errors = library("pyspark.errors", "pyspark")
            self._functions = library("pyspark.sql.functions", "pyspark")
            self._types = library("pyspark.sql.types", "pyspark")
        self.faults: tuple[type[Exception], ...] = (
            errors.PySparkException,
            library("py4j.protocol", "pyspark").Py4JError,
            OSError,
            RuntimeError,
        )
        with reading(*self.faults):
            session = None if master.startswith(_CONNECT) else sql.SparkSession.getActiveSession()
            self._session = session if session is not None else _started(sql, master, options)
            self._session.conf.set(_TIME_ZONE, "UTC")

    def texts(self, files: TextFiles, columns: Sequence[str]) -> nw.LazyFrame[Any]:
        """Return columns of text files; a blank field is null."""
        types = self._types
        schema = types.StructType([types.StructField(name, types.StringType()) for name in files.header])
        reader = self._session.read.schema(schema).options(
            header=True, sep=files.delimiter, quote='"', escape='"', mode="FAILFAST", multiLine=files.quoted
        )
        return frame_of(reader.csv([_local(path) for path in files.paths])).select(*columns)

    def parquet(self, paths: Sequence[Path]) -> nw.LazyFrame[Any]:
        """Return all columns of Parquet files."""
        return frame_of(self._session.read.parquet(*[_local(path) for path in paths]))

    def numbered(self, path: Path) -> nw.LazyFrame[Any]:
        """Return all columns of a Parquet file, with the number of each row."""
        frame = self._session.read.parquet(_local(path))
        number = self._functions.col("_metadata.row_index") + 1
        return frame_of(frame.select("*", number.alias(ROW)))

    def table(self, name: str) -> nw.LazyFrame[Any]:
        """Return all columns of a table, whose name may have its catalogue and schema before it."""
        return frame_of(self._session.table(name))

    def rows(self, frame: nw.LazyFrame[Any]) -> list[tuple[Any, ...]]:
        """Return the rows of a frame, without the pandas or pyarrow that narwhals would collect them with."""
        return [tuple(row) for row in nw.to_native(frame).collect()]


def _started(sql: Any, master: str, options: Mapping[str, str]) -> Any:
    builder = sql.SparkSession.builder.appName("opsbook")
    if master.startswith(_CONNECT):
        return builder.remote(master).getOrCreate()
    _require_java()
    wanted = master or os.environ.get("SPARK_MASTER", "")
    if not wanted and "SPARK_CONF_DIR" not in os.environ and "SPARK_HOME" not in os.environ:
        wanted = _LOCAL
    settings = {**_DEFAULTS, **(_ON_THIS_MACHINE if wanted.startswith("local") else {}), **options}
    builder = builder.master(wanted) if wanted else builder
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def _require_java() -> None:
    home = os.environ.get("JAVA_HOME", "")
    if shutil.which("java", path=str(Path(home, "bin"))) is None and shutil.which("java") is None:
        raise EngineMissing(
            "PySpark needs Java, which is not installed", "install a Java runtime of version 17, or set JAVA_HOME"
        )


def _local(path: Path) -> str:
    return f"file:{path}"
