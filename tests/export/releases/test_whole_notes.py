"""The notes of all releases, which the finder of pages brings when they have only the newest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import html5lib

from tests.export.releases.made import FILES, outputs


def notes(root: Path) -> dict[str, Any]:
    releases = json.loads(outputs(root)["releases/notes.json"])["releases"]
    return {
        release["version"]: html5lib.parseFragment(release["html"], namespaceHTMLElements=False) for release in releases
    }


def test_every_release_with_changes_is_there_the_newest_first_and_no_planned_one(tmp_path: Path) -> None:
    assert list(notes(tmp_path)) == ["1.11", "1.10", "1.9"]


def test_a_change_is_what_pages_show(tmp_path: Path) -> None:
    (change,) = notes(tmp_path)["1.10"].findall(".//div[@data-ob-component]")
    assert (change.get("class"), change.get("data-ob-type"), change.get("data-ob-component")) == (
        "ob-change",
        "added",
        "app",
    )
    assert "".join(change.find("h4").itertext()).startswith("Swap shifts in app")
    assert "One tap." in "".join(change.itertext())


def test_addresses_are_relative_to_the_file(tmp_path: Path) -> None:
    article = notes(tmp_path)["1.10"].find("article")
    assert article.find(".//h2/a").get("href") == "1.10/"
    image = article.find(".//img")
    assert {name: image.get(name) for name in ("src", "alt", "width", "height", "loading")} == {
        "src": "images/swaps.png",
        "alt": "A swap",
        "width": "1",
        "height": "1",
        "loading": "lazy",
    }


def test_a_handbook_without_releases_has_none(tmp_path: Path) -> None:
    files = {path: text for path, text in FILES.items() if "releases" not in path and "changes" not in path}
    assert json.loads(outputs(tmp_path, files)["releases/notes.json"]) == {"releases": []}
