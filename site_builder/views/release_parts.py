"""Parts of release notes: a release, its changes by type, each change with its own link. Pure data, no HTML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import ClassVar

from site_builder.model.quick import dataclass
from site_builder.views.cells import Badge, Label, Link, Markup, Tone
from site_builder.views.pictures import Fact


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a change: its address in the site, what it shows in words, and its size, 0 where it is not known."""

    part: ClassVar[str] = "picture"
    url: str
    text: str
    width: int = 0
    height: int = 0


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
    picture: Picture | None = None
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
class ReleaseHighlight:
    """A change that leads the notes of its release, with its picture; ``anchor`` is the change's."""

    anchor: str
    link: Link
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class ReleaseEntry:
    """A release as its notes show it: version and date in the side rail, then words, then changes by type.

    On its own page, where the version leads nowhere, there is no rail: the head of the page says what stands in it.
    The picture of a highlight stands there, and not again beside the change.
    """

    part: ClassVar[str] = "release"
    anchor: str
    version: Link
    day: date | None
    status: Badge | None = None
    highlights: tuple[ReleaseHighlight, ...] = ()
    text: Markup | None = None
    upgrade_notes: Markup | None = None
    groups: tuple[ReleaseGroup, ...] = ()
    title: str = ""

    @property
    def pictured(self) -> frozenset[str]:
        """The anchors of the changes whose picture stands among the highlights."""
        return frozenset(each.anchor for each in self.highlights if each.picture is not None)


@dataclass(frozen=True, slots=True)
class ReleaseFinder:
    """Where a reader narrows release notes: by type, component and words.

    ``types`` and ``components`` count the changes of all releases, those included that are not on the page: ``notes``
    is the address of a file that has them, empty where the page has everything. ``versions``, from the highest to the
    lowest, lets the reader choose two of them as well. Without JavaScript nothing is shown: the page then has the
    newest releases, and links to the others.
    """

    part: ClassVar[str] = "release_finder"
    identifier: str
    versions: tuple[str, ...] = ()
    types: Mapping[str, int] = field(default_factory=dict)
    components: Mapping[str, int] = field(default_factory=dict)
    notes: str = ""
