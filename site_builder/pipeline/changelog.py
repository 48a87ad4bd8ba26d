"""The changelog: the handbook read as each of its latest versions held it, and compared from one to the next."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from site_builder.history.changelog import Changelog, VersionChange
from site_builder.history.comparison import HandbookChange, compare_handbooks
from site_builder.history.history import History
from site_builder.history.tags import Tag
from site_builder.load.git_revision import GitRevision
from site_builder.load.source import SourceError
from site_builder.pipeline.check import Checked, Joined, join
from site_builder.pipeline.inputs import Inputs
from site_builder.pipeline.shared import Shared

MOST = 12
"""Versions that are told of: each is read whole."""

_MOST_RECORDS = 20_000
"""Records that are read for it in all, so that a large handbook is not built many times over."""

_KEPT: OrderedDict[tuple[object, ...], HandbookChange] = OrderedDict()
_MOST_KEPT = 2 * MOST
"""Two commits never change, nor does what lies between them: a preview compares them once, not with every edit."""


def read_changelog(inputs: Inputs, checked: Checked) -> Changelog:
    """Return what changed in each of the latest versions, and since the last one; nothing where there is no tag.

    Versions are read with the configuration of today. A public handbook has no changelog.
    """
    if inputs.configuration.settings.audience == "public":
        return Changelog()
    if inputs.root is None or inputs.history.log.reason:
        return Changelog(reason=inputs.history.log.reason)
    versions = max(1, min(MOST, _MOST_RECORDS // max(1, len(checked.handbook))))
    tags = checked.measures.context.history.tags.tags[-versions - 1 :]
    if not tags:
        return Changelog()
    reader = _Reader(inputs, inputs.root)
    try:
        changes = [VersionChange(before, after, reader.between(before, after)) for before, after in pairwise(tags)]
        last = reader.state(tags[-1])
    except SourceError as fault:
        return Changelog(reason=f"not available: {fault}")
    now = compare_handbooks(last.handbook, checked.handbook, invalid_before=last.invalid, invalid_after=checked.invalid)
    if now.records:
        changes.append(VersionChange(tags[-1], None, now))
    return Changelog(tuple(reversed(changes)), tags[0])


class _Reader:
    """Reads versions of one handbook, each at most once."""

    def __init__(self, inputs: Inputs, root: Path) -> None:
        self._inputs = replace(inputs, history=History(), root=None)
        self._root = root
        self._shared = Shared()
        self._states: dict[str, Joined] = {}
        self._configuration = (str(root), repr(inputs.configuration), inputs.as_of)

    def state(self, tag: Tag) -> Joined:
        """Return the handbook as a version held it. Raises SourceError where it cannot be read."""
        if tag.commit not in self._states:
            with GitRevision(self._root, tag.commit) as source:
                self._states[tag.commit] = join(replace(self._inputs, source=source), shared=self._shared)
        return self._states[tag.commit]

    def between(self, before: Tag, after: Tag) -> HandbookChange:
        """Return what changed from one version to another. Raises as ``state`` does."""
        key = (*self._configuration, before.commit, after.commit)
        if key not in _KEPT:
            old, new = self.state(before), self.state(after)
            _KEPT[key] = compare_handbooks(
                old.handbook, new.handbook, invalid_before=old.invalid, invalid_after=new.invalid
            )
            while len(_KEPT) > _MOST_KEPT:
                _KEPT.popitem(last=False)
        return _KEPT[key]
