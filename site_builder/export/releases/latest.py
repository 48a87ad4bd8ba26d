"""The newest release for an app that shows its users what is new."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from site_builder.export.releases.noted import NotedChange, NotedRelease


def latest_json(releases: Sequence[NotedRelease]) -> bytes:
    """Return the newest release: version, day, highlights (ids of changes) and every change.

    Before the first release its version is null. Addresses are whole where the site's is known, else relative to its
    root.
    """
    newest = _release(releases[0]) if releases else _NOTHING
    return (json.dumps(newest, ensure_ascii=False, indent=1) + "\n").encode()


_NOTHING: dict[str, Any] = {
    "version": None,
    "date": None,
    "title": None,
    "url": None,
    "summary": None,
    "html": None,
    "upgrade_notes": None,
    "highlights": [],
    "changes": [],
}


def _release(release: NotedRelease) -> dict[str, Any]:
    return {
        "version": release.version,
        "date": release.day.isoformat(),
        "title": release.title,
        "url": release.url or release.path,
        "summary": release.summary or None,
        "html": release.intro_html or None,
        "upgrade_notes": release.upgrade_html or None,
        "highlights": [change.id for change in release.highlights],
        "changes": [_change(change) for change in release.changes],
    }


def _change(change: NotedChange) -> dict[str, Any]:
    image = {"url": change.image_url or change.image_path, "alt": change.image_text} if change.image_path else None
    return {
        "id": change.id,
        "type": change.type,
        "breaking": change.is_breaking,
        "title": change.title,
        "html": change.html or None,
        "text": change.text or None,
        "component": change.component or None,
        "plans": list(change.plans),
        "removal": change.removal or None,
        "docs": change.docs or None,
        "url": change.url or change.path,
        "image": image,
    }
