"""Diffs of two states of a small handbook, each a few files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from site_builder.pipeline.diff import diff
from site_builder.report.diff import Diff, Side
from tests.support import inputs_of, write

Files = Mapping[str, str | bytes]


def diff_of(root: Path, before: Files, after: Files, names: tuple[str, str] = ("main", "feature")) -> Diff:
    """Write both states and return the diff between them, as if each were the commit of a branch."""
    base, head = (inputs_of(write(root / side, files)) for side, files in (("before", before), ("after", after)))
    return diff(base, head, (Side(names[0], "1" * 40), Side(names[1], "2" * 40)))
