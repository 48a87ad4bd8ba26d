"""The forms of the feeds, held against what their specifications demand."""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import feedparser
import jsonschema

ATOM = "{http://www.w3.org/2005/Atom}"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_IRI = re.compile(r"(?:https?|tag):[^\s]+")
_ONCE = {"id", "title", "updated"}
_IN_FEED = {*_ONCE, "author", "generator", "link", "entry"}
_IN_ENTRY = {*_ONCE, "published", "category", "content", "link", "summary"}

_TEXT = {"type": "string", "minLength": 1}
_URL = {"type": "string", "pattern": "^https?://[^ ]+$"}
JSON_FEED_SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": _TEXT,
        "home_page_url": _URL,
        "feed_url": _URL,
        "authors": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "properties": {"name": _TEXT},
                "additionalProperties": False,
                "minProperties": 1,
            },
        },
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "content_html"],
                "additionalProperties": False,
                "properties": {
                    "id": _TEXT,
                    "url": _URL,
                    "title": _TEXT,
                    "content_html": {"type": "string"},
                    "summary": _TEXT,
                    "date_published": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
                    "tags": {"type": "array", "items": _TEXT, "uniqueItems": True},
                },
            },
        },
    },
}
"""JSON Feed 1.1, narrowed to what is written here, so that a misspelt name is found."""


def assert_atom(xml: bytes) -> Any:
    """Hold a feed against RFC 4287, and return it as feedparser reads it."""
    feed = fromstring(xml)
    assert feed.tag == f"{ATOM}feed"
    assert _names(feed) <= _IN_FEED
    assert_element(feed)
    entries = feed.findall(f"{ATOM}entry")
    # 4.1.1: a feed has an author unless each of its entries has one.
    assert [_text(author, "name") != "" for author in feed.findall(f"{ATOM}author")] == [True]
    identifiers = [_text(element, "id") for element in (feed, *entries)]
    assert len(set(identifiers)) == len(identifiers)
    assert all(_IRI.fullmatch(identifier) for identifier in identifiers)
    for entry in entries:
        assert _names(entry) <= _IN_ENTRY
        assert_element(entry)
        [content] = entry.findall(f"{ATOM}content")
        assert (content.get("type"), bool((content.text or "").strip())) == ("html", True)
        assert _MOMENT.fullmatch(_text(entry, "published"))
        assert all(category.get("term") for category in entry.findall(f"{ATOM}category"))
    parsed = feedparser.parse(xml)
    assert (parsed.bozo, parsed.version) == (0, "atom10")
    return parsed


def assert_element(element: Element) -> None:
    """Hold what a feed and an entry have in common: one id, title and moment, at most one link of a relation."""
    assert all(len(element.findall(f"{ATOM}{name}")) == 1 for name in _ONCE)
    assert _MOMENT.fullmatch(_text(element, "updated"))
    links = element.findall(f"{ATOM}link")
    relations = [(link.get("rel"), link.get("type")) for link in links]
    assert len(set(relations)) == len(relations)
    assert all((link.get("href") or "").startswith("https://") for link in links)


def assert_json_feed(feed: Any) -> None:
    """Hold a feed against JSON Feed 1.1."""
    jsonschema.Draft202012Validator(JSON_FEED_SCHEMA).validate(feed)
    identifiers = [item["id"] for item in feed["items"]]
    assert len(set(identifiers)) == len(identifiers)


def _names(element: Element) -> set[str]:
    return {child.tag.removeprefix(ATOM) for child in element}


def _text(element: Element, name: str) -> str:
    found = element.find(f"{ATOM}{name}")
    return "" if found is None else (found.text or "")
