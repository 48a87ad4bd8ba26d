"""A handbook with edits that are not written yet: what they would bring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from site_builder.edit.file_edit import EditedSource, FileEdit
from site_builder.edit.mentions import Renaming
from site_builder.model.diagnostic import Diagnostic, Severity
from site_builder.pipeline.check import check
from site_builder.pipeline.inputs import Inputs
from site_builder.report.findings_change import compare_findings


def edited(inputs: Inputs, edits: Sequence[FileEdit]) -> Inputs:
    """Return the inputs of the handbook as it is once the edits are written; of these nothing is kept before."""
    return replace(inputs, source=EditedSource(inputs.source, edits), records=None)


def errors_brought(
    inputs: Inputs, edits: Sequence[FileEdit], renaming: Renaming | None = None
) -> tuple[Diagnostic, ...]:
    """Return the errors that the handbook has with the edits and has not without them.

    With a ``renaming``, an error that was there before may name the record by its new id, and be in its new file.
    """
    errors = [found for found in check(edited(inputs, edits)).diagnostics if found.severity is Severity.ERROR]
    if not errors:
        return ()
    paths, names = ({renaming.old_path: renaming.new_path}, {renaming.old: renaming.new}) if renaming else ({}, {})
    return compare_findings(check(inputs).diagnostics, errors, paths, names).introduced
