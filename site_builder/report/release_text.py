"""The draft of a release for the terminal, and as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from site_builder.kinds.change import Change
from site_builder.model.record import Record
from site_builder.report.markdown_text import code, prose, visible
from site_builder.report.release_draft import Draft, DraftGroup, marks_of, text_of
from site_builder.views.wording import count_words, day_words


def draft_text(draft: Draft) -> Iterator[str]:
    """Yield the lines of a draft for people at a terminal."""
    plan = draft.plan
    yield f"{visible(draft.title or 'The next release')}, {day_words(plan.day)}: {_count(draft)}"
    for line in _about(draft):
        yield f"  {line}"
    for group in draft.groups:
        yield from ("", group.title)
        for change in group.changes:
            marks = _marks(change, group, visible)
            yield f"  {change.id}: {visible(change.title)}{f' [{marks}]' if marks else ''}"
            yield from (f"    {visible(line)}".rstrip() for line in text_of(change).splitlines())
    for title, lines in _sections(draft):
        yield from ("", title)
        yield from (f"  {visible(line)}".rstrip() for line in lines)


def draft_markdown(draft: Draft) -> Iterator[str]:
    """Yield the lines of a draft in Markdown: the notes as they would read, and what reviewers should look at."""
    plan = draft.plan
    yield f"## {_heading(draft)} ({plan.day})"
    yield ""
    yield f"{_count(draft)}."
    yield ""
    yield from (f"- {line}" for line in _about(draft))
    for group in draft.groups:
        yield from ("", f"### {group.title}", "")
        for change in group.changes:
            marks = _marks(change, group, prose)
            yield f"- **{prose(change.title)}** ({code(change.id)}{f', {marks}' if marks else ''})"
            lines = text_of(change).splitlines()
            yield from ([""] if lines else [])
            yield from (f"  {line}".rstrip() for line in lines)
    for title, lines in _sections(draft):
        yield from ("", f"### {title}", "")
        is_markdown = title == _UPGRADE_NOTES
        yield from (line if is_markdown else f"- {prose(line)}" for line in lines)


_UPGRADE_NOTES = "Upgrade notes"


def _heading(draft: Draft) -> str:
    """The title in Markdown; a version at its end is as it is, which the rules of an id make harmless."""
    title, version = draft.title or "The next release", draft.plan.version
    if not version or not title.endswith(version):
        return prose(title)
    return " ".join(filter(None, (prose(title.removesuffix(version)) if title != version else "", version)))


def _count(draft: Draft) -> str:
    return count_words(len(draft.plan.all_changes), "change") if draft.plan.all_changes else "no unreleased change"


def _about(draft: Draft) -> Iterator[str]:
    """Yield how the version compares with the others."""
    plan, suggestion = draft.plan, draft.suggestion
    if draft.latest is not None:
        yield f"the latest release is {draft.latest.version} of {draft.latest.day}"
    if suggestion.version:
        yield f"suggested version: {suggestion.version} ({suggestion.reason})"
    elif not plan.version:
        yield "the names of the releases are no versions that can be counted: name one"
    if plan.planned is not None:
        yield f"{plan.version} is planned for {plan.planned.fields.date}"
    for release in draft.upcoming:
        yield f"{release.id} is planned for {release.fields.date}"


def _marks(change: Record[Change], group: DraftGroup, write: Callable[[str], str]) -> str:
    return ", ".join(marks_of(change, write, with_type=group.title == "Breaking"))


def _sections(draft: Draft) -> Iterator[tuple[str, list[str]]]:
    """Yield what follows the changes: a head and its lines."""
    plan = draft.plan
    notes = plan.planned.fields.upgrade_notes if plan.planned is not None else None
    if notes:
        yield _UPGRADE_NOTES, notes.strip().splitlines()
    if plan.initiatives:
        lines = [f"{record.id}: {record.title}" for record in plan.initiatives]
        yield "Initiatives that become released", lines
    if plan.embargoed:
        lines = [f"{change.id}: {change.title} (until {change.fields.publish_on})" for change in plan.embargoed]
        yield "Under embargo: these stay unreleased", lines
    if draft.oddities:
        yield "Look at", [f"{oddity.record} {oddity.reason}" for oddity in draft.oddities]
    if draft.problems:
        yield "It cannot be cut so", list(draft.problems)
