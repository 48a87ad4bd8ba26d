"""What a change brought: the findings of a checked handbook that are not there at a base revision."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from site_builder.history.git_log import read_commit_log
from site_builder.history.history import History
from site_builder.history.sides import State, renamed_records
from site_builder.kinds import all_kinds
from site_builder.load.git_revision import resolve_revision
from site_builder.load.renamed_files import renamed_files
from site_builder.load.settings import load_settings
from site_builder.pipeline.check import Checked, check
from site_builder.pipeline.inputs import Inputs, kind_folders, open_revision
from site_builder.report.findings_change import FindingsChange, compare_findings


def findings_since(config_file: Path, revision: str, inputs: Inputs, checked: Checked) -> FindingsChange:
    """Return how the findings of a handbook differ from those of a revision, checked as of the same date.

    The work tree's configuration holds for both sides: a rule that is stricter now finds as much at the base. Raises
    SourceError where there is no such revision, or the repository lacks some of it.
    """
    base = _open_base(config_file, revision, inputs)
    folders, docs_dir = kind_folders(inputs.configuration), inputs.configuration.docs_dir
    renamed = renamed_files(base.source, inputs.source, folders, docs_dir)
    before = check(base)
    names = renamed_records(State(before.handbook, before.invalid), State(checked.handbook, checked.invalid))
    return compare_findings(before.diagnostics, checked.diagnostics, renamed, names)


def _open_base(config_file: Path, revision: str, inputs: Inputs) -> Inputs:
    """Return the inputs of the base, with what its commits said of its files."""
    root = config_file.parent
    commit = resolve_revision(root, revision)
    base = _with_own_faults(open_revision(config_file, commit, lambda _: inputs.as_of), config_file.name)
    folders = tuple(sorted(set(kind_folders(inputs.configuration).values())))
    return replace(base, history=History(root, read_commit_log(root, folders, commit), inputs.history.tracked))


def _with_own_faults(base: Inputs, config_name: str) -> Inputs:
    """Put in place of what is wrong in the configuration now what was wrong in it at the base."""
    configuration = base.configuration
    if not base.source.exists(config_name):
        return replace(base, configuration=replace(configuration, diagnostics=()))
    own = load_settings(base.source, config_name, kinds=all_kinds())
    settings = configuration.settings.model_copy(update={"audience": own.settings.audience})
    return replace(base, configuration=replace(configuration, settings=settings, diagnostics=own.diagnostics))
