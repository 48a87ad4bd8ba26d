"""Parts of release notes: a release, its changes by type, each change with its own link. Pure data, no HTML."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from site_builder.views.cells import Badge, Label, Link, Markup, Tone
from site_builder.views.pictures import Fact


@dataclass(frozen=True, slots=True)
class ReleaseChange:
    """A change in release notes: its own anchor, its words, and what it touches.

    ``type`` and ``component`` are what readers filter by. ``note`` is for support and sales, on internal pages only.
    """

    anchor: str
    title: str
    url: str = ""
    breaking: bool = False
    text: Markup | None = None
    facts: tuple[Fact, ...] = ()
    labels: tuple[Label, ...] = ()
    image_url: str = ""
    image_text: str = ""
    type: str = ""
    component: str = ""
    note: Markup | None = None


@dataclass(frozen=True, slots=True)
class ReleaseGroup:
    """The changes of one type in a release: Added, Changed, Fixed. Breaking ones have a group of their own, first."""

    label: str
    changes: tuple[ReleaseChange, ...]
    tone: Tone = "neutral"


@dataclass(frozen=True, slots=True)
class ReleaseEntry:
    """A release as its notes show it: version and date in the side rail, then words, then changes by type."""

    part: ClassVar[str] = "release"
    anchor: str
    version: Link
    day: date | None
    status: Badge | None = None
    highlights: tuple[Link, ...] = ()
    text: Markup | None = None
    upgrade_notes: Markup | None = None
    groups: tuple[ReleaseGroup, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class ReleaseFinder:
    """Where a reader narrows the release notes of a page: by type, component and words.

    ``versions``, from the highest to the lowest, lets the reader choose two of them as well. Without JavaScript nothing
    is shown: the page then has everything.
    """

    part: ClassVar[str] = "release_finder"
    identifier: str
    versions: tuple[str, ...] = ()
