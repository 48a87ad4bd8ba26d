"""The finder of release notes: what readers narrow them by, counted over all releases, on the page or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from site_builder.kinds.release import RELEASE, Release
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.parts import ReleaseFinder
from site_builder.views.release_entries import BREAKING
from site_builder.views.released import changes_by_release
from site_builder.views.words import label_of

NOTES = f"{RELEASE.url}/notes.json"
"""The notes of all releases, for pages that do not have them all."""


def finder(
    context: ViewContext,
    identifier: str,
    releases: Sequence[Record[Release]],
    *,
    everything: bool,
    versions: tuple[str, ...] = (),
) -> Iterator[ReleaseFinder]:
    """Yield what narrows the notes of these releases; ``everything`` says that the page has all of them."""
    if not releases:
        return
    types: Counter[str] = Counter()
    components: Counter[str] = Counter()
    for release in releases:
        for change in context.once(changes_by_release)[release.id]:
            types[label_of(change.fields.type)] += 1
            types[BREAKING] += change.fields.breaking
            if change.fields.component:
                components[change.fields.component] += 1
    yield ReleaseFinder(identifier, versions, +types, +components, "" if everything else NOTES)
