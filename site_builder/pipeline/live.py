"""A handbook that is read again after each edit: what did not change is not read, nor validated, again."""

from __future__ import annotations

from pathlib import Path
from time import time_ns

from site_builder.load.kept_records import KeptRecords
from site_builder.load.live_tree import LiveTree
from site_builder.load.names import RecordFile
from site_builder.load.one_record import ReadRecord, read_record
from site_builder.load.stamps import moment_of
from site_builder.model.settings import Audience
from site_builder.pipeline.audience import inputs_for
from site_builder.pipeline.inputs import ChooseDate, Inputs, open_work_tree
from site_builder.pipeline.make_site import begin_site
from site_builder.pipeline.shared import Shared
from site_builder.pipeline.site import Site


class LiveHandbook:
    """Reads one handbook again and again, as it is at each moment."""

    def __init__(self, config_file: Path, as_of: ChooseDate, audience: Audience | None, cache: Path | None) -> None:
        """Read the handbook whose ``mkdocs.yml`` this is; ``as_of`` and ``cache`` are as in ``open_work_tree``."""
        self._config_file = config_file
        self._as_of = as_of
        self._audience = audience
        self._cache = cache
        self._tree: LiveTree | None = None
        self._shared = Shared()
        self._kept: KeptRecords | None = None
        self._settings = ""

    def site(self) -> Site:
        """Return the site of the handbook as it is now, its pages still to be made.

        Raises SourceError where it cannot be read, and PackFault where a pack cannot be used.
        """
        inputs = self._inputs()
        settings = repr(inputs.configuration)
        if settings != self._settings:
            self._shared, self._settings, self._kept = Shared(self._read), settings, inputs.records
        site = begin_site(inputs, shared=self._shared)
        if self._kept is not None:
            self._kept.save()
            self._kept = None
        return site

    def _read(self, data: bytes, file: RecordFile) -> ReadRecord:
        """Return the record that a file holds: at first what was kept of it."""
        return read_record(data, file) if self._kept is None else self._kept.read(data, file)

    def _inputs(self) -> Inputs:
        root = self._config_file.parent
        moment = (moment_of(self._cache) if self._cache else None) or time_ns()
        self._tree = LiveTree(root, self._tree, moment)
        inputs = open_work_tree(self._config_file, self._as_of, cache=self._cache, source=self._tree)
        return inputs_for(inputs, self._audience)
