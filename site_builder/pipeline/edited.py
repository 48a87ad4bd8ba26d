"""A handbook with edits that are not written yet: what they would bring."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from site_builder.edit.file_edit import EditedSource, FileEdit
from site_builder.model.diagnostic import Diagnostic, Severity
from site_builder.model.quick import dataclass
from site_builder.pipeline.check import check
from site_builder.pipeline.inputs import Inputs
from site_builder.report.findings_change import compare_findings


@dataclass(frozen=True, slots=True)
class RenamedRecord:
    """A record that gets another id, and with it another file: its ids and its paths."""

    old_id: str
    new_id: str
    old_path: str
    new_path: str

    def path(self, path: str) -> str:
        """Return what a path is afterwards."""
        return self.new_path if path == self.old_path else path

    def words(self, text: str) -> str:
        """Return words that name the record with its new id."""
        return re.sub(rf"(?<![a-z0-9.-]){re.escape(self.old_id)}(?![a-z0-9-])", self.new_id, text)


def edited(inputs: Inputs, edits: Sequence[FileEdit]) -> Inputs:
    """Return the inputs of the handbook as it is once the edits are written; of these nothing is kept before."""
    return replace(inputs, source=EditedSource(inputs.source, edits), records=None)


def errors_brought(
    inputs: Inputs, edits: Sequence[FileEdit], renamed: RenamedRecord | None = None
) -> tuple[Diagnostic, ...]:
    """Return the errors that the handbook has with the edits and has not without them.

    Where a record is ``renamed``, an error that was there before may name it by its new id now.
    """
    errors = [found for found in check(edited(inputs, edits)).diagnostics if found.severity is Severity.ERROR]
    if not errors:
        return ()
    before: Iterable[Diagnostic] = check(inputs).diagnostics
    return compare_findings(_afterwards(before, errors, renamed) if renamed else before, errors).introduced


def _afterwards(
    before: Iterable[Diagnostic], after: Iterable[Diagnostic], renamed: RenamedRecord
) -> Iterator[Diagnostic]:
    """Yield what was found before as it reads afterwards: as it is, where that is found again, for a record of
    another kind may have the same id; else with the new id."""
    known = Counter((found.code, found.span.path, found.message) for found in after)
    for found in before:
        path = renamed.path(found.span.path)
        stays = known[found.code, path, found.message] > 0
        known[found.code, path, found.message] -= stays
        message = found.message if stays else renamed.words(found.message)
        yield replace(found, message=message, span=replace(found.span, path=path))
