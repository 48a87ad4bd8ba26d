"""The JSON Feed of the releases (version 1.1, https://jsonfeed.org/version/1.1)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from site_builder.export.releases.identifiers import JSON_FEED, NOTES, identifier
from site_builder.export.releases.noted import NotedRelease


def json_feed(releases: Sequence[NotedRelease], *, name: str, site_url: str) -> bytes:
    """Return the feed: an item for each release with its whole text."""
    feed: dict[str, Any] = {"version": "https://jsonfeed.org/version/1.1", "title": f"{name}: releases"}
    if site_url:
        feed["home_page_url"] = identifier(NOTES, site_url, name)
        feed["feed_url"] = identifier(JSON_FEED, site_url, name)
    feed["authors"] = [{"name": name}]
    feed["items"] = [_item(release, name, site_url) for release in releases]
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


def _item(release: NotedRelease, name: str, site_url: str) -> dict[str, Any]:
    item: dict[str, Any] = {"id": identifier(release.path, site_url, name)}
    if release.url:
        item["url"] = release.url
    item["title"] = release.title
    item["content_html"] = release.content.strip()
    if release.summary:
        item["summary"] = release.summary
    item["date_published"] = f"{release.day.isoformat()}T00:00:00Z"
    types = list(dict.fromkeys(change.type for change in release.changes))
    if types:
        item["tags"] = types
    return item
