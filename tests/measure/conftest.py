"""Small handbooks as files, measured."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from site_builder.history.history import RecordHistory
from site_builder.history.timelines import Timelines
from site_builder.kinds import all_kinds
from site_builder.link.linker import link
from site_builder.load.records import load_records
from site_builder.load.work_tree import WorkTree
from site_builder.measure.base import MeasureContext, Measures
from site_builder.model.diagnostic import Severity
from site_builder.model.settings import Settings
from site_builder.validate.items import read_items
from site_builder.validate.observations import read_observations
from site_builder.validate.records import validate_all
from site_builder.validate.responses import read_responses, responses_until

Measured = Callable[..., Measures]


def measures_of(root: Path, as_of: date, settings: Settings, history: Timelines | None = None) -> Measures:
    """Return the measures of the handbook below a folder, which must have no error, and of a history made by hand."""
    source, kinds = WorkTree(root), all_kinds()
    loaded = load_records(source, {name: kind.folder for name, kind in kinds.items()})
    validated = validate_all(loaded.records, kinds, settings)
    responses = read_responses(source, validated.records, settings)
    observed = read_observations(source, validated.records, settings)
    moved = read_items(source, validated.records, settings)
    linked = link(
        validated.records,
        kinds,
        loaded.prose,
        responses_until(responses.responses, validated.records, as_of),
        observations=observed.observations,
        items=moved.items,
    )
    diagnostics = (
        *loaded.diagnostics,
        *validated.diagnostics,
        *responses.diagnostics,
        *observed.diagnostics,
        *moved.diagnostics,
        *linked.diagnostics,
    )
    errors = [diagnostic for diagnostic in diagnostics if diagnostic.severity is Severity.ERROR]
    assert not errors
    known = RecordHistory() if history is None else RecordHistory(lambda: history)
    return Measures(MeasureContext(linked.handbook, as_of, settings, known))


@pytest.fixture
def measured(tmp_path: Path) -> Measured:
    """Return what makes measures of files (path to text); every record needs no title and no owner here."""

    def measure(
        files: Mapping[str, str], as_of: str = "2026-10-01", history: Timelines | None = None, **settings: Any
    ) -> Measures:
        for path, text in files.items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            is_record = path.endswith(".yml")
            file.write_text(f"title: '{file.stem}'\nowner: '@team'\n{text}" if is_record else text, encoding="utf-8")
        return measures_of(tmp_path, date.fromisoformat(as_of), Settings.model_validate(settings), history)

    return measure
