"""The notes of all releases, for the finder of pages that have only the newest: each as the page shows it."""

from __future__ import annotations

import json
from dataclasses import replace

from site_builder.export.releases.noted import NotesInputs
from site_builder.kinds.release import RELEASE
from site_builder.render.body import given_block_anchors
from site_builder.render.parts.shown import html_of
from site_builder.render.scope import Scope, rendering
from site_builder.views.release_entries import release_entry
from site_builder.views.released import newest_first


def whole_notes(inputs: NotesInputs) -> bytes:
    """Return a list of releases, the newest first: the version, and its notes as HTML.

    Addresses in the HTML are relative to the file's own. Releases without notes are left out, and planned ones. What
    leads the notes of a release is no part of what a finder finds.
    """
    notes = []
    for release in newest_first(inputs.handbook.records(RELEASE)):
        entry = replace(release_entry(inputs.views, release, whole=True), highlights=(), text=None)
        if release.fields.status != "planned" and (entry.groups or entry.upgrade_notes is not None):
            with rendering(Scope(f"{RELEASE.url}/", inputs.bodies, given_block_anchors((entry,)))):
                notes.append({"version": release.id, "html": html_of(entry).strip()})
    return (json.dumps({"releases": notes}, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
