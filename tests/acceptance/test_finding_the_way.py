"""Finding one's way in the starter's site: every page can be reached, and every record leads back and onwards."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.pages import BuiltPage, is_foreign

pytestmark = pytest.mark.slow

_MAIL = "/digest.html"
"""Releases as mails: files to be sent, not pages to be visited."""
_NOT_LINKED = {"404.html"}
"""The host shows it; nobody links to it."""


def records(site: Path) -> list[dict[str, Any]]:
    """Return every record as the API publishes it."""
    index = json.loads((site / "api/v1/index.json").read_text(encoding="utf-8"))
    collections = [json.loads((site / entry["url"]).read_text(encoding="utf-8")) for entry in index["collections"]]
    return [record for found in collections for record in found["records"]]


def linked(page: BuiltPage) -> set[str]:
    """Return the pages that a page links to, as addresses in the site."""
    return {page.target(link).removesuffix("index.html") for link in page.links if not is_foreign(link)}


def test_no_page_is_an_orphan(pages: dict[str, BuiltPage]) -> None:
    by_address = {path.removesuffix("index.html"): page for path, page in pages.items()}
    reached, waiting = {""}, [""]
    while waiting:
        for address in linked(by_address[waiting.pop()]) - reached:
            if address in by_address:
                reached.add(address)
                waiting.append(address)
    assert len(reached) > 300
    not_linked = {address for address in by_address if address not in reached and not address.endswith(_MAIL)}
    assert not_linked == _NOT_LINKED


def test_every_record_leads_back_to_its_section(site: Path, pages: dict[str, BuiltPage]) -> None:
    every = records(site)
    lost = [record["url"] for record in every if not sections(record) & linked(pages[f"{record['url']}index.html"])]
    assert lost == []


def sections(record: dict[str, Any]) -> set[str]:
    """Return the pages that list a record: of initiatives also the roadmap, of surveys and requests the feedback."""
    first, *rest = record["url"].rstrip("/").split("/")[:-1]
    return {f"{first}/", "/".join([first, *rest, ""])} | ({"releases/"} if record["kind"] == "change" else set())


@pytest.mark.parametrize("direction", ["references", "backlinks"])
def test_every_record_shows_its_references_and_backlinks(
    direction: str, site: Path, pages: dict[str, BuiltPage]
) -> None:
    missing, count = [], 0
    for record in records(site):
        shown = linked(pages[f"{record['url']}index.html"])
        count += len(record[direction])
        missing += [(record["url"], link["url"]) for link in record[direction] if link["url"] not in shown]
    assert count > 500
    assert missing == []
