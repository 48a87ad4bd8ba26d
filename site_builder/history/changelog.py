"""What changed in a handbook from version to version."""

from __future__ import annotations

from site_builder.history.comparison import HandbookChange
from site_builder.history.tags import Tag
from site_builder.model.quick import dataclass


@dataclass(frozen=True, slots=True)
class VersionChange:
    """What changed up to a version since the one before it; without a version, up to the handbook as it is."""

    since: Tag
    version: Tag | None
    change: HandbookChange


@dataclass(frozen=True, slots=True)
class Changelog:
    """The changes of the latest versions, newest first, that since the last version before them.

    ``first`` is the oldest version that is told of: nothing is compared with what was before it. ``reason`` says why
    nothing is known of versions; it is empty where there are none, too.
    """

    changes: tuple[VersionChange, ...] = ()
    first: Tag | None = None
    reason: str = ""
