"""The Atom feed of the releases (RFC 4287)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from site_builder.export.releases.identifiers import ATOM, NOTES, identifier
from site_builder.export.releases.noted import NotedRelease

_NAMESPACE = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def atom_feed(releases: Sequence[NotedRelease], *, name: str, site_url: str, as_of: date) -> bytes:
    """Return the feed: an entry for each release with its whole text.

    It was updated on the day of its newest entry; ``as_of`` stands in where there is none.
    """
    feed = Element("feed", xmlns=_NAMESPACE)
    _text(feed, "title", f"{name}: releases")
    _text(feed, "id", identifier(NOTES, site_url, name))
    _text(feed, "updated", _moment(releases[0].day if releases else as_of))
    if site_url:
        _link(feed, "self", identifier(ATOM, site_url, name), "application/atom+xml")
        _link(feed, "alternate", identifier(NOTES, site_url, name), "text/html")
    _text(SubElement(feed, "author"), "name", name)
    _text(feed, "generator", "opsbook")
    for release in releases:
        feed.append(_entry(release, name, site_url))
    indent(feed)
    xml: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return xml + b"\n"


def _entry(release: NotedRelease, name: str, site_url: str) -> Element:
    entry = Element("entry")
    _text(entry, "title", release.title)
    _text(entry, "id", identifier(release.path, site_url, name))
    _text(entry, "updated", _moment(release.day))
    _text(entry, "published", _moment(release.day))
    if release.url:
        _link(entry, "alternate", release.url, "text/html")
    for change_type in dict.fromkeys(change.type for change in release.changes):
        SubElement(entry, "category", term=change_type)
    if release.summary:
        _text(entry, "summary", release.summary)
    _text(entry, "content", release.content.strip()).set("type", "html")
    return entry


def _text(parent: Element, name: str, text: str) -> Element:
    element = SubElement(parent, name)
    element.text = _NOT_XML.sub("", text)
    return element


def _link(parent: Element, relation: str, address: str, media_type: str) -> None:
    SubElement(parent, "link", rel=relation, type=media_type, href=address)


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
