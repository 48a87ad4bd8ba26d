"""The versions of a handbook: the git tags on the first-parent line, and which of them first held a commit."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from pathlib import Path

from site_builder.history.commits import moment_of
from site_builder.load.git_command import run_git
from site_builder.load.source import SourceError
from site_builder.model.quick import dataclass

_FORMAT = "%(refname:lstrip=2)%00%(objectname)%00%(*objectname)"


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: its name, its commit, that commit's day in UTC. ``place`` counts the commits of the line from its root."""

    name: str
    commit: str
    day: date
    place: int


@dataclass(frozen=True)
class Tags:
    """The tags of the first-parent line, oldest first, at most one a commit, and where each commit stands on it."""

    tags: tuple[Tag, ...] = ()
    _places: Mapping[str, int] = field(default_factory=dict, repr=False)

    def first_with(self, commit: str) -> Tag | None:
        """Return the first tag that holds a commit of the line; None where none does."""
        place = self._places.get(commit)
        if place is None:
            return None
        number = bisect_left(self.tags, place, key=lambda tag: tag.place)
        return self.tags[number] if number < len(self.tags) else None


def read_tags(root: Path, tip: str, as_of: date) -> Tags:
    """Return the tags on the first-parent line of a commit up to a day; none where git knows of none.

    Of several tags of one commit the last by name counts. Tags of other lines say nothing of this one.
    """
    try:
        named = run_git(root, "for-each-ref", f"--format={_FORMAT}", "refs/tags")
        if not named.strip():
            return Tags()
        line = run_git(root, "rev-list", "--first-parent", "--reverse", "--timestamp", "--end-of-options", tip)
    except SourceError:
        return Tags()
    commits = [entry.split(" ") for entry in line.decode("ascii").splitlines()]
    places = {commit: place for place, (_, commit) in enumerate(commits)}
    found: dict[int, Tag] = {}
    for entry in named.decode("utf-8", "replace").splitlines():
        name, target, peeled = entry.split("\0")
        commit = peeled or target
        place = places.get(commit)
        if place is None:
            continue
        day = moment_of(int(commits[place][0])).date()
        if day <= as_of:
            found[place] = Tag(name, commit, day, place)
    return Tags(tuple(found[place] for place in sorted(found)), places)
