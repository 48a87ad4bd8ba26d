"""What came of the roadmap and of the public texts, counted in a sentence or two: what a reviewer reads first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from site_builder.history.comparison import RecordChange
from site_builder.history.public_changes import PublicChange
from site_builder.report.diff import Diff
from site_builder.views.wording import count_words, joined_words

_ENDS = ("released", "dropped")
_INITIATIVE = "initiative"


def outcomes(diff: Diff) -> Iterator[str]:
    """Yield one sentence on the initiatives and one on what the public sees; none where nothing came of them."""
    initiatives = [record for record in diff.change.records if record.reference.kind == _INITIATIVE]
    parts = [part for part in (_shipped(initiatives), _slipped(initiatives), _dropped(initiatives)) if part]
    new = [record for record in initiatives if record.change == "added" and _status(record) not in _ENDS]
    if new:
        parts.append(f"{len(new):,} {'is' if len(new) == 1 else 'are'} new and open")
    removed = sum(record.change == "removed" for record in initiatives)
    if removed:
        parts.append(f"{removed:,} removed")
    if parts:
        yield f"Of the initiatives {joined_words(parts)}."
    public = list(_public(diff.change.public))
    if public:
        yield f"Of the public records {joined_words(public)}."


def _status(record: RecordChange) -> str:
    return str(getattr(record.after.fields, "status", "")) if record.after else ""


def _ended(initiatives: Iterable[RecordChange], status: str) -> tuple[int, int]:
    """Return how many came to this status, and how many of these are new."""
    found = [record for record in initiatives if _status(record) == status and (
        record.change == "added" or record.field("status") is not None
    )]  # fmt: skip
    return len(found), sum(record.change == "added" for record in found)


def _shipped(initiatives: Iterable[RecordChange]) -> str:
    count, new = _ended(initiatives, "released")
    return f"{count:,} shipped{_of_them_new(count, new)}" if count else ""


def _dropped(initiatives: Iterable[RecordChange]) -> str:
    count, new = _ended(initiatives, "dropped")
    return f"{count:,} {'was' if count == 1 else 'were'} dropped{_of_them_new(count, new)}" if count else ""


def _of_them_new(count: int, new: int) -> str:
    if not new:
        return ""
    return " (new)" if count == 1 else f" ({new:,} of them new)"


def _slipped(initiatives: Iterable[RecordChange]) -> str:
    """Say how many open initiatives have a later target, and the furthest move."""
    days = [
        change.days
        for record in initiatives
        if record.change in ("changed", "renamed") and _status(record) not in _ENDS
        and (change := record.field("target")) is not None and change.days is not None and change.days > 0
    ]  # fmt: skip
    if not days:
        return ""
    furthest = (
        f"by {count_words(days[0], 'day')}" if len(days) == 1 else f"the furthest by {count_words(max(days), 'day')}"
    )
    return f"{len(days):,} open {'target moved' if len(days) == 1 else 'targets moved'} later ({furthest})"


def _public(changes: Iterable[PublicChange]) -> Iterator[str]:
    """Say how many records become public, and how many are so no longer."""
    counts = Counter(standing for _, standing in {(change.record, change.standing) for change in changes})
    appear, vanish = counts["appears"], counts["vanishes"]
    if appear:
        yield f"{appear:,} {'appears' if appear == 1 else 'appear'}"
    if vanish:
        yield f"{vanish:,} {'disappears' if vanish == 1 else 'disappear'}"
