"""The stages that rules need, run over a small handbook written as files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from site_builder.history.changes import FileHistory
from site_builder.kinds import all_kinds
from site_builder.link.linker import link
from site_builder.load.records import load_records
from site_builder.load.work_tree import WorkTree
from site_builder.measure.base import MeasureContext, Measures
from site_builder.model.diagnostic import Diagnostic
from site_builder.model.settings import Settings
from site_builder.rules.base import RuleContext
from site_builder.validate.items import read_items
from site_builder.validate.observations import read_observations
from site_builder.validate.records import validate_all
from site_builder.validate.responses import read_responses


def read_handbook(
    root: Path, as_of: date, settings: Settings | None = None, history: FileHistory | None = None
) -> tuple[RuleContext, tuple[Diagnostic, ...]]:
    """Return what rules see of the handbook below a root, and what the stages before them found."""
    settings, kinds, source = settings or Settings(), all_kinds(), WorkTree(root)
    loaded = load_records(source, {name: kind.folder for name, kind in kinds.items()})
    validated = validate_all(loaded.records, kinds, settings)
    responses = read_responses(source, validated.records, settings)
    observed = read_observations(source, validated.records, settings)
    moved = read_items(source, validated.records, settings)
    linked = link(
        validated.records,
        kinds,
        loaded.prose,
        responses.responses,
        observations=observed.observations,
        items=moved.items,
    )
    measures = Measures(MeasureContext(linked.handbook, as_of, settings))
    found = (
        *loaded.diagnostics,
        *validated.diagnostics,
        *responses.diagnostics,
        *observed.diagnostics,
        *moved.diagnostics,
        *linked.diagnostics,
    )
    return RuleContext(linked.handbook, as_of, settings, measures, history or FileHistory()), found


def write_files(root: Path, files: Mapping[str, str]) -> Path:
    """Write files below a root and return it."""
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="")
    return root
