"""Every machine output of the releases: their paths in the site and their bytes."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.export.releases.atom import atom_feed
from site_builder.export.releases.changelog import changelog
from site_builder.export.releases.digest import digest
from site_builder.export.releases.identifiers import ATOM, CHANGELOG, DIGEST, JSON_FEED, LATEST, SITEMAP
from site_builder.export.releases.json_feed import json_feed
from site_builder.export.releases.latest import latest_json
from site_builder.export.releases.noted import NotesInputs, noted_releases, noted_unreleased
from site_builder.export.releases.sitemap import release_sitemap
from site_builder.export.releases.whole_notes import whole_notes
from site_builder.views.release_finder import NOTES


def release_files(inputs: NotesInputs) -> Iterator[tuple[str, bytes]]:
    """Return the feeds, the changelog, the latest release, a mail for each release, and the notes for the finder.

    Releases that are planned or were withdrawn are in none of them; the notes have those that were withdrawn.
    """
    releases = tuple(noted_releases(inputs))
    name, site_url = inputs.views.site_name, inputs.site_url
    yield ATOM, atom_feed(releases, name=name, site_url=site_url, as_of=inputs.views.as_of)
    yield JSON_FEED, json_feed(releases, name=name, site_url=site_url)
    yield CHANGELOG, changelog(releases, noted_unreleased(inputs))
    yield SITEMAP, release_sitemap(releases)
    yield LATEST, latest_json(releases)
    yield NOTES, whole_notes(inputs)
    for release in releases:
        yield f"{release.path}{DIGEST}", digest(release, name)
