"""The site map of the releases (https://www.sitemaps.org/protocol.html), beside their feeds.

Material takes every ``<link rel="alternate">`` for a translation and asks for the site map beside it: with a feed named
in the head, a page whose folder had none would ask in vain.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from site_builder.export.releases.noted import NotedRelease

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def release_sitemap(releases: Sequence[NotedRelease]) -> bytes:
    """Return the pages of the releases with their days; none where the site's address is not known."""
    pages = Element("urlset", xmlns=_NAMESPACE)
    for release in releases:
        if release.url:
            page = SubElement(pages, "url")
            SubElement(page, "loc").text = release.url
            SubElement(page, "lastmod").text = release.day.isoformat()
    indent(pages)
    xml: bytes = tostring(pages, encoding="utf-8", xml_declaration=True)
    return xml + b"\n"
