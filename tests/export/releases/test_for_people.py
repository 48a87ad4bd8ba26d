"""The changelog, the newest release for apps, and the mail about a release."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import html5lib
import keepachangelog
import pytest

from tests.export.releases.made import FILES, SITE_URL, outputs
from tests.support import CONFIG


@pytest.fixture
def files(tmp_path: Path) -> dict[str, bytes]:
    return outputs(tmp_path / "handbook")


def changelog(files: dict[str, bytes], folder: Path) -> dict[str, Any]:
    path = folder / "CHANGELOG.md"
    path.write_bytes(files["releases/CHANGELOG.md"])
    found: dict[str, Any] = keepachangelog.to_dict(str(path), show_unreleased=True)
    return found


def test_a_changelog_that_the_package_of_its_format_reads(files: dict[str, bytes], tmp_path: Path) -> None:
    found = changelog(files, tmp_path)
    assert list(found) == ["unreleased", "1.10", "1.9"]
    assert found["unreleased"]["fixed"] == ["Waiting"]
    assert found["1.9"]["deprecated"] == ["Old prints Removal: 2027-03-31."]
    released = found["1.10"]
    assert released["metadata"]["release_date"] == "2026-03-01"
    assert released["metadata"]["url"] == f"{SITE_URL}releases/1.10/"
    assert released["added"] == ["Swap shifts in app. Ask a colleague. One tap."]
    assert released["removed"] == ["Breaking: Keys end &lt;/script> &amp; more. Make new ones."]


def test_without_an_address_the_changelog_links_nothing(tmp_path: Path) -> None:
    text = outputs(tmp_path, config=CONFIG)["releases/CHANGELOG.md"].decode()
    assert text.count("](") == text.count("https://") == 1
    assert "\n## [1.10] - 2026-03-01\n\n### Added\n\n- " in text


def test_each_change_is_a_line_that_says_everything_once(tmp_path: Path) -> None:
    words = (
        "A sentence goes on for longer than any title may be, as nobody gave this change a title of its own, and ends"
    )
    texts = {"long": f"body: {words} here at last.", "mark": "title: '# is no heading'", "number": "title: 1. May"}
    files = {f"roadmap/changes/{name}.yml": f"owner: '@team'\ntype: fixed\n{text}\n" for name, text in texts.items()}
    text = outputs(tmp_path, files)["releases/CHANGELOG.md"].decode()
    assert text.splitlines()[-3:] == [f"- {words} here at last.", "- &#35; is no heading", "- 1\\. May"]


def test_an_empty_changelog_is_its_head(tmp_path: Path) -> None:
    text = outputs(tmp_path, {})["releases/CHANGELOG.md"].decode()
    assert text.startswith("# Changelog\n\nAll notable changes.")
    assert "##" not in text


def test_the_newest_release_for_apps(files: dict[str, bytes]) -> None:
    latest = json.loads(files["releases/latest.json"])
    changes = latest.pop("changes")
    intro = latest.pop("html")
    assert intro.startswith("<p>Swaps, and <em>more</em>.</p>")
    assert latest == {
        "version": "1.10",
        "date": "2026-03-01",
        "title": "Rota 1.10",
        "url": f"{SITE_URL}releases/1.10/",
        "summary": "Swaps, and more.",
        "upgrade_notes": "<p>Read <a>the guide</a> &amp; wait.</p>",
        "highlights": ["swaps"],
    }
    assert [change["id"] for change in changes] == ["keys", "swaps"]
    assert changes[1] == {
        "id": "swaps",
        "type": "added",
        "breaking": False,
        "title": "Swap shifts in app",
        "html": "<p>Ask a colleague.</p>\n<ul>\n<li>One tap.</li>\n</ul>",
        "text": "Ask a colleague.\nOne tap.",
        "component": "app",
        "plans": ["Growth"],
        "removal": None,
        "docs": "https://example.com/help",
        "url": f"{SITE_URL}releases/1.10/#swaps",
        "image": {"url": f"{SITE_URL}releases/images/swaps.png", "alt": "A swap"},
    }


def test_before_the_first_release_an_app_is_told_that_there_is_none(tmp_path: Path) -> None:
    latest = json.loads(outputs(tmp_path, {})["releases/latest.json"])
    assert (latest["version"], latest["changes"]) == (None, [])


def test_the_mail_is_a_document_of_its_own_that_loads_nothing(files: dict[str, bytes]) -> None:
    mail = files["releases/1.10/digest.html"].decode()
    html5lib.HTMLParser(strict=True).parse(mail)
    # So a browser does not ask for one.
    mail = mail.replace('<link rel="icon" href="data:,">\n', "", 1)
    assert len(re.findall(r"<main[ >].*<h1.*</main>", mail, re.DOTALL)) == 1
    assert re.findall(r"<(?:script|link|style|img|iframe|form)|\b(?:src|class|id|on\w+)=|url\(", mail) == []
    assert [tag for tag in re.findall(r"<(h1|h2|h3|h4|p|ul|li|a)( style=)?", mail) if not tag[1]] == []
    assert "Rota 1.10" in mail
    assert f'href="{SITE_URL}releases/1.10/"' in mail
    assert mail.index("Make new ones") < mail.index("Ask a colleague")


def test_the_text_of_a_title_is_no_markup_in_the_mail(tmp_path: Path) -> None:
    evil = str(FILES["roadmap/changes/old.yml"]).replace("Old prints", "\"<b onload='x'>Old & gone\"")
    mail = outputs(tmp_path, {**FILES, "roadmap/changes/old.yml": evil})["releases/1.9/digest.html"].decode()
    assert "&lt;b onload=&#39;x&#39;&gt;Old &amp; gone" in mail
