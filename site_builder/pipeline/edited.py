"""A handbook with edits that are not written yet: what they would bring."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from site_builder.edit.file_edit import EditedSource, FileEdit
from site_builder.model.diagnostic import Diagnostic, Severity
from site_builder.pipeline.check import check
from site_builder.pipeline.inputs import Inputs
from site_builder.report.findings_change import compare_findings


def edited(inputs: Inputs, edits: Sequence[FileEdit]) -> Inputs:
    """Return the inputs of the handbook as it is once the edits are written; of these nothing is kept before."""
    return replace(inputs, source=EditedSource(inputs.source, edits), records=None)


def errors_brought(
    inputs: Inputs, edits: Sequence[FileEdit], rename: Callable[[str], str] = str
) -> tuple[Diagnostic, ...]:
    """Return the errors that the handbook has with the edits and has not without them.

    ``rename`` turns the words and paths of an error into those that it has once a record is renamed.
    """
    errors = [found for found in check(edited(inputs, edits)).diagnostics if found.severity is Severity.ERROR]
    if not errors:
        return ()
    before = [_renamed(found, rename) for found in check(inputs).diagnostics]
    return compare_findings(before, errors).introduced


def _renamed(found: Diagnostic, rename: Callable[[str], str]) -> Diagnostic:
    return replace(found, message=rename(found.message), span=replace(found.span, path=rename(found.span.path)))
