"""The engines that are in use: each is started once, and that one is missing is told once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.model.diagnostic import Diagnostic, Span, error
from site_builder.model.settings import DataSource

if TYPE_CHECKING:
    from site_builder.load.engines.base import Engine


class Engines:
    """The engines that are in use: each is started once, and that one is missing is told once."""

    def __init__(self) -> None:
        """Start none yet."""
        self._started: dict[tuple[object, ...], Engine | None] = {}

    def start(self, declared: DataSource, database: Path | None, place: Span) -> Engine | Diagnostic | None:
        """Return the engine of a source, or why it cannot be started; None where that was told already."""
        from site_builder.load.engines.base import EngineMissing
        from site_builder.load.engines.start import start_engine

        key = (declared.engine, database, declared.master, tuple(sorted(declared.options.items())))
        if key in self._started:
            return self._started[key]
        try:
            self._started[key] = start_engine(declared, database)
        except EngineMissing as missing:
            self._started[key] = None
            return error("engine-missing", str(missing), place, missing.hint)
        return self._started[key]
