"""What the next release would say, before it is cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from site_builder.edit.release_edits import release_words
from site_builder.edit.release_oddities import Oddity, oddities
from site_builder.edit.release_plan import ReleasePlan, Wish, past_releases, plan_release
from site_builder.edit.release_problems import problems_of_wish
from site_builder.history.changes import FileHistory
from site_builder.kinds.change import Change
from site_builder.kinds.release import RELEASE, Release
from site_builder.link.handbook import Handbook
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.rules.change_without_text import says_only_its_title
from site_builder.views.next_version import PastRelease, Suggestion, next_version
from site_builder.views.released import TYPES
from site_builder.views.words import label_of


@dataclass(frozen=True, slots=True)
class DraftGroup:
    """Changes under one head: ``Breaking``, then the types in the order of Keep a Changelog."""

    title: str
    changes: tuple[Record[Change], ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A release as it would be, the version that comes next, and what stands in the way.

    ``latest`` is the highest version that is out, ``upcoming`` the planned releases besides this one.
    """

    plan: ReleasePlan
    title: str
    suggestion: Suggestion
    latest: PastRelease | None
    upcoming: tuple[Record[Release], ...]
    groups: tuple[DraftGroup, ...]
    oddities: tuple[Oddity, ...]
    problems: tuple[str, ...]


def draft_release(
    handbook: Handbook, history: FileHistory, version: str, day: date, as_of: date, *, with_embargoed: bool = False
) -> Draft:
    """Return what a release of a version on a day would say; an empty version stands for the one that comes next.

    Where no version was given and none can be guessed, the plan has none.
    """
    past = past_releases(handbook)
    plan = plan_release(handbook, Wish(version, day, with_embargoed))
    suggestion = next_version(past, [change.fields for change in plan.all_changes], day)
    if not version and suggestion.version:
        plan = plan_release(handbook, Wish(suggestion.version, day, with_embargoed))
    problems = problems_of_wish(handbook, Wish(plan.version, day), as_of) if plan.version else ()
    planned = (release for release in handbook.records(RELEASE) if release.fields.status == "planned")
    return Draft(
        plan,
        plan.planned.title if plan.planned is not None else release_words(handbook, plan).title,
        suggestion,
        past[-1] if past else None,
        tuple(release for release in planned if release is not plan.planned),
        tuple(_groups(plan.all_changes)),
        tuple(oddities(handbook, plan, history)),
        tuple(problems),
    )


def text_of(change: Record[Change]) -> str:
    """Return what a change says beyond its title; empty where that is nothing."""
    fields = change.fields
    return "" if says_only_its_title(fields) else (fields.body or fields.summary or "").strip()


def marks_of(change: Record[Change], write: Callable[[str], str], *, with_type: bool) -> list[str]:
    """Return what a reviewer should know of a change: its type, its part of the product, who may read it and when.

    ``write`` writes what people called something.
    """
    fields = change.fields
    marks: list[str] = [fields.type] if with_type else []
    marks += [write(fields.component)] if fields.component else []
    marks += [] if fields.is_public else ["internal"]
    marks += [f"under embargo until {fields.publish_on}"] if fields.publish_on else []
    return marks


def _groups(changes: Sequence[Record[Change]]) -> Iterator[DraftGroup]:
    breaking = tuple(change for change in changes if change.fields.breaking)
    if breaking:
        yield DraftGroup("Breaking", breaking)
    for name in TYPES:
        found = tuple(change for change in changes if change.fields.type == name and not change.fields.breaking)
        if found:
            yield DraftGroup(label_of(name), found)
