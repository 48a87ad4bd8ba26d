"""What a view is, and the pages of all views."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from functools import cache, cached_property
from typing import Any, TypeVar

from site_builder.history.changelog import Changelog
from site_builder.link.handbook import Handbook
from site_builder.link.reads import EVERYTHING, FINDINGS, Seen
from site_builder.measure.base import Measures
from site_builder.model.diagnostic import Diagnostic
from site_builder.model.discovery import discover
from site_builder.model.faults import PackFault
from site_builder.model.page import Page
from site_builder.model.prose import Prose
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.model.settings import Audience, Settings
from site_builder.rules.base import Suppression
from site_builder.views.cards import card_of
from site_builder.views.cells import Link
from site_builder.views.new_files import NewFiles
from site_builder.views.release_parts import Picture

T = TypeVar("T")


@dataclass(frozen=True)
class ViewContext:
    """All that a view may depend on. ``prose`` holds the hand-written page of a section by the section's address.

    ``all_findings`` and ``all_suppressed`` are for whoever makes a context: views ask for ``findings``, for
    ``suppressed``, or for the findings of a record, so that it is known what they have read.
    ``images`` holds the picture of a change by the change's id, where there is one that can be shown.
    ``read_changelog`` reads what changed between the versions of the handbook, which is asked for on few pages.
    ``new_files`` says where new records are written.
    """

    handbook: Handbook
    measures: Measures
    as_of: date
    settings: Settings
    site_name: str = ""
    all_findings: tuple[Diagnostic, ...] = ()
    all_suppressed: tuple[Suppression, ...] = ()
    prose: Mapping[str, Prose] = field(default_factory=dict)
    images: Mapping[str, Picture] = field(default_factory=dict)
    read_changelog: Callable[[], Changelog] = Changelog
    new_files: NewFiles = NewFiles()

    _kept: dict[Any, tuple[Any, Seen]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, make: Callable[[ViewContext], T]) -> T:
        """Return what a function makes of this context, which never changes: it is called the first time only."""
        found: T = self.handbook.reads.once(self._kept, make, lambda: make(self))
        return found

    def link(self, record: Record[Any]) -> Link:
        """Return the link to a record's page under its title."""
        return card_of(self.handbook, record).link

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """What was found, as far as this audience is told."""
        self.handbook.reads.whole(FINDINGS)
        return self.all_findings

    @property
    def suppressed(self) -> tuple[Suppression, ...]:
        """What was found and is allowed."""
        self.handbook.reads.whole(FINDINGS)
        return self.all_suppressed

    @property
    def by_path(self) -> Mapping[str, Record[Any]]:
        """The records by the path of their file."""
        return self.once(_by_path)

    @property
    def changelog(self) -> Changelog:
        """What changed between the versions of the handbook; empty where there are none."""
        self.handbook.reads.whole(EVERYTHING)
        return self._changelog

    @cached_property
    def _changelog(self) -> Changelog:
        return self.read_changelog()

    def findings_of(self, record: Record[Any]) -> Sequence[Diagnostic]:
        """Return what was found in the file of a record: it is part of what can be read of the record."""
        self.handbook.reads.record(record)
        return self._findings_by_path.get(record.path, ())

    @cached_property
    def _findings_by_path(self) -> Mapping[str, Sequence[Diagnostic]]:
        found: defaultdict[str, list[Diagnostic]] = defaultdict(list)
        for finding in self.all_findings:
            found[finding.span.path].append(finding)
        return dict(found)


def _by_path(context: ViewContext) -> Mapping[str, Record[Any]]:
    return {record.path: record for record in context.handbook}


@dataclass(frozen=True, slots=True)
class View:
    """A section of the site. ``section`` is its address without slashes at the ends; the home page's is empty.

    ``group`` and ``order`` place it in the navigation; an empty group stands at the top level. ``kinds`` are shown by
    this view and so not by the generic one. ``pages`` gives the section's pages and those of its records. What is
    ``internal`` is never offered to the public, whatever it shows; what is ``public`` is offered to nobody else. The
    navigation of the public site is flat, and has ``public_title`` where the section has another name there.
    ``records`` gives those of the pages that are the records' own, without making the others. ``below`` are addresses
    of other sections that it shows as well: the navigation does not name them, and their pages hang below this one.
    """

    section: str
    title: str
    group: str
    order: int
    pages: Callable[[ViewContext], Iterable[Page]]
    kinds: tuple[str, ...] = ()
    internal: bool = False
    public: bool = False
    public_title: str = ""
    records: Callable[[ViewContext], Iterable[Page]] | None = None
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """Where a section stands in the navigation; ``below`` are the addresses of sections whose pages hang below it."""

    group: str
    title: str
    url: str
    order: int
    below: tuple[str, ...] = ()


@cache
def registered_views() -> tuple[View, ...]:
    """Return the views that are files of this package or entry points, in navigation order."""
    views = discover(sys.modules["site_builder.views"], View, "opsbook.views")
    return tuple(sorted(views, key=lambda view: (view.order, view.section)))


def offered(views: Iterable[View], handbook: Handbook) -> tuple[View, ...]:
    """Return the views of which the handbook has a kind, and those of no kind: the public one lacks most sections."""
    return tuple(view for view in views if _is_offered(view, handbook))


def _is_offered(view: View, handbook: Handbook) -> bool:
    if view.internal if handbook.audience == "public" else view.public:
        return False
    return not view.kinds or any(kind in handbook.kinds for kind in view.kinds)


def each_once(pages: Iterable[Page]) -> Iterator[Page]:
    """Return the pages. Raises PackFault where two have the same address."""
    seen: set[str] = set()
    for page in pages:
        if page.url in seen:
            raise PackFault(f"two pages have the address /{page.url}")
        seen.add(page.url)
        yield page


def navigation(views: Iterable[View], audience: Audience = "internal") -> tuple[NavigationEntry, ...]:
    """Return the sections in navigation order."""
    entries = (
        NavigationEntry(*_place(view, audience), f"{view.section}/" if view.section else "", view.order, view.below)
        for view in views
    )
    return tuple(sorted(entries, key=lambda entry: (entry.order, entry.url)))


def _place(view: View, audience: Audience) -> tuple[str, str]:
    """Return the group and the title of a section in the navigation."""
    return ("", view.public_title or view.title) if audience == "public" else (view.group, view.title)
