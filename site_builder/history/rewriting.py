"""Whether the dates of a history are those of the work, or of a day on which the history was written anew."""

from __future__ import annotations

from collections import Counter
from typing import Final

from site_builder.history.commits import CommitLog, moment_of

_FEWEST: Final = 20
_FAR: Final = 30 * 86_400


def rewriting_problem(log: CommitLog) -> str:
    """Return why the dates of a log cannot be used, or an empty text.

    A rebase or a filter gives each commit a new committer's date and keeps the author's. Where that befell most commits
    (20 at least) on one day, with authors' dates more than 30 days before it, the days of the work are lost.
    """
    moved = Counter(commit.day for commit in log.commits if commit.seconds - commit.authored > _FAR)
    if not moved:
        return ""
    day, count = moved.most_common(1)[0]
    if count < _FEWEST or 2 * count <= len(log.commits):
        return ""
    first = min(commit.authored for commit in log.commits if commit.day == day)
    return (
        f"not available: rewritten history ({count} of {len(log.commits)} commits, written since "
        f"{moment_of(first).date()}, were made anew on {day})"
    )
