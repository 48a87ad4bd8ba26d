"""What the head of a page about releases says to machines: where its feeds are, and what the page is (JSON-LD)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from site_builder.export.releases.identifiers import ATOM, JSON_FEED, NOTES
from site_builder.kinds.change import CHANGE
from site_builder.kinds.release import RELEASE, Release
from site_builder.model.page import Page
from site_builder.model.record import Record
from site_builder.render.elsewhere import Elsewhere
from site_builder.render.inline import title_text
from site_builder.render.links import relative_url
from site_builder.render.scope import BodyContext
from site_builder.views.base import ViewContext
from site_builder.views.description import description_of
from site_builder.views.released import released

_SECTIONS = (RELEASE.url, CHANGE.url)
_UNSAFE = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def head_of(page: Page, views: ViewContext, bodies: BodyContext, site_url: str) -> str:
    """Return HTML for the head of a page of the releases, empty for all others.

    The links to the feeds are relative, so that they hold wherever the site stands. Addresses in JSON-LD are whole, and
    left out where the site's is not known.
    """
    if page.section not in _SECTIONS:
        return ""
    lines = [
        _feed(page, views, ATOM, "application/atom+xml", "Atom"),
        _feed(page, views, JSON_FEED, "application/feed+json", "JSON Feed"),
    ]
    if page.url == NOTES or (page.is_record and page.section == RELEASE.url):
        lines.extend(_script(data) for data in _structured(page, views, Elsewhere(bodies, site_url)))
    return "\n".join(lines)


def _feed(page: Page, views: ViewContext, path: str, media_type: str, form: str) -> str:
    title = escape(f"{views.site_name}: releases ({form})")
    href = escape(relative_url(path, page.url))
    return f'<link rel="alternate" type="{media_type}" title="{title}" href="{href}">'


def _script(data: Mapping[str, Any]) -> str:
    """Return data as a block that no browser runs. What could end the block is written as escapes of JSON."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)
    return f'<script type="application/ld+json">{text}</script>'


def _structured(page: Page, views: ViewContext, elsewhere: Elsewhere) -> Iterator[Mapping[str, Any]]:
    if page.url == NOTES:
        newest = next(iter(released(views.handbook)), None)
        if newest is not None:
            yield _with_context({**_application(views, newest, elsewhere), **_address(elsewhere, NOTES)})
    else:
        release = views.handbook.find(RELEASE, page.url.rstrip("/").rpartition("/")[2])
        if release is not None and release.fields.status == "released":
            yield _with_context(_article(page, views, release, elsewhere))


def _application(views: ViewContext, release: Record[Release], elsewhere: Elsewhere) -> dict[str, Any]:
    notes = elsewhere.address(views.handbook.url_of(release))
    application: dict[str, Any] = {
        "@type": "SoftwareApplication",
        "name": views.site_name,
        "softwareVersion": release.id,
        "dateModified": release.fields.date.last_day.isoformat(),
    }
    return application | ({"releaseNotes": notes} if notes else {})


def _article(page: Page, views: ViewContext, release: Record[Release], elsewhere: Elsewhere) -> dict[str, Any]:
    day = release.fields.date.last_day.isoformat()
    article: dict[str, Any] = {"@type": "TechArticle", "headline": title_text(release.title)}
    description = description_of(release.fields.summary or release.fields.body or "")
    if description:
        article["description"] = description
    article |= {"datePublished": day, "dateModified": day, "about": _application(views, release, elsewhere)}
    return article | {"publisher": {"@type": "Organization", "name": views.site_name}} | _address(elsewhere, page.url)


def _address(elsewhere: Elsewhere, path: str) -> dict[str, Any]:
    url = elsewhere.address(path)
    return {"@id": url, "url": url} if url else {}


def _with_context(data: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"@context": "https://schema.org", **data}
