"""Releases as machines and mails are told of them: words, HTML and addresses, and nothing that is not out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property

from markupsafe import Markup

from site_builder.kinds.change import CHANGE, Change
from site_builder.kinds.release import RELEASE, Release
from site_builder.link.handbook import Handbook
from site_builder.model.dates import PlannedDate
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.model.reference import Reference
from site_builder.render.elsewhere import Elsewhere, plain_lines
from site_builder.render.inline import title_text
from site_builder.render.scope import BodyContext
from site_builder.render.templates import environment
from site_builder.views.base import ViewContext
from site_builder.views.released import TYPES, beyond_title, changes_of, released
from site_builder.views.wording import planned_words
from site_builder.views.words import label_of


@dataclass(frozen=True, slots=True)
class NotesInputs:
    """What the outputs of releases are made of. ``site_url`` is where the site stands, empty where that is unknown."""

    views: ViewContext
    bodies: BodyContext
    site_url: str = ""

    @property
    def handbook(self) -> Handbook:
        """The handbook of the audience."""
        return self.views.handbook


@dataclass(frozen=True, slots=True)
class NotedChange:
    """A change: its words as HTML and as plain text, and addresses that are whole, or empty.

    ``html`` and ``text`` are empty where the title says it all. ``removal`` says in words when something goes away.
    """

    id: str
    type: str
    title: str
    html: Markup
    text: str
    is_breaking: bool
    component: str
    plans: tuple[str, ...]
    removal: str
    docs: str
    path: str
    url: str
    image_path: str = ""
    image_url: str = ""
    image_text: str = ""


@dataclass(frozen=True, slots=True)
class NotedGroup:
    """The changes of a release that stand under one head: those that break something, or those of one type."""

    label: str
    changes: tuple[NotedChange, ...]


@dataclass(frozen=True)
class NotedRelease:
    """A release that is out. ``path`` is its page, relative to the site's root; ``url`` is whole, or empty."""

    version: str
    title: str
    day: date
    path: str
    url: str
    summary: str
    intro_html: Markup
    upgrade_html: Markup
    highlights: tuple[NotedChange, ...]
    changes: tuple[NotedChange, ...]

    @property
    def groups(self) -> tuple[NotedGroup, ...]:
        """The changes under their heads: what breaks something first, then by type."""
        breaking = NotedGroup("Breaking", tuple(change for change in self.changes if change.is_breaking))
        others = (
            NotedGroup(label_of(name), tuple(c for c in self.changes if c.type == name and not c.is_breaking))
            for name in TYPES
        )
        return tuple(group for group in (breaking, *others) if group.changes)

    @cached_property
    def content(self) -> Markup:
        """The whole text as HTML: introduction, upgrade notes, highlights, changes, what breaks something first."""
        html = environment().get_template("release_content.html").render(release=self)
        return Markup(html)  # noqa: S704  (the template escapes)


def noted_releases(inputs: NotesInputs) -> Iterator[NotedRelease]:
    """Return the releases that are out, the newest first."""
    elsewhere = Elsewhere(inputs.bodies, inputs.site_url)
    for release in released(inputs.handbook):
        yield _noted(inputs, elsewhere, release)


def noted_unreleased(inputs: NotesInputs) -> tuple[NotedChange, ...]:
    """Return the changes that wait for a release; the public handbook has them only where the policy shows them."""
    elsewhere = Elsewhere(inputs.bodies, inputs.site_url)
    waiting = (change for change in inputs.handbook.records(CHANGE) if change.fields.release is None)
    return tuple(_change(inputs, elsewhere, change) for change in waiting)


def _noted(inputs: NotesInputs, elsewhere: Elsewhere, release: Record[Release]) -> NotedRelease:
    fields = release.fields
    changes = {item.id: _change(inputs, elsewhere, item) for item in changes_of(inputs.handbook, release)}
    texts = [text for text in (fields.summary, fields.body) if text]
    path = inputs.handbook.url_of(release)
    return NotedRelease(
        version=release.id,
        title=title_text(release.title),
        day=fields.date.last_day,
        path=path,
        url=elsewhere.address(path),
        summary=plain_lines(elsewhere.blocks(texts[0], release.path)).partition("\n")[0] if texts else "",
        intro_html=Markup("\n").join(elsewhere.blocks(text, release.path) for text in texts),
        upgrade_html=elsewhere.blocks(fields.upgrade_notes, release.path) if fields.upgrade_notes else Markup(),
        highlights=tuple(changes[named.id] for named in fields.highlights if named.id in changes),
        changes=tuple(changes.values()),
    )


def _change(inputs: NotesInputs, elsewhere: Elsewhere, change: Record[Change]) -> NotedChange:
    fields = change.fields
    text = beyond_title(change)
    html = elsewhere.blocks(text, change.path) if text else Markup()
    picture = inputs.views.images.get(change.id)
    path = _address(inputs.handbook, change)
    return NotedChange(
        id=change.id,
        type=fields.type,
        title=title_text(change.title),
        html=html,
        text=plain_lines(html),
        is_breaking=fields.breaking,
        component=fields.component or "",
        plans=fields.plans,
        removal=_removal(inputs.handbook, fields.removal_on),
        docs=fields.docs or "",
        path=path,
        url=elsewhere.address(path),
        image_path=picture.url if picture else "",
        image_url=elsewhere.address(picture.url) if picture else "",
        image_text=picture.text if picture else "",
    )


def _address(handbook: Handbook, change: Record[Change]) -> str:
    """Return where a change stands: in the notes of its release, or on its own page."""
    release = change.fields.release
    if release is None or handbook.get(release) is None:
        return handbook.url_of(change)
    return f"{RELEASE.url}/{release.id}/#{change.id}"


def _removal(handbook: Handbook, removal: PlannedDate | Reference | None) -> str:
    if removal is None:
        return ""
    if isinstance(removal, PlannedDate):
        return planned_words(removal)
    release = handbook.find(RELEASE, removal.id)
    return "" if release is None else f"with {release.id}"
