"""What the head of a page about releases says: its feeds, and what it is."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld

from site_builder.export.releases.head import head_of
from site_builder.pipeline.site import Site
from tests.export.releases.made import FILES, PUBLISHED, SITE_URL, site_of
from tests.support import CONFIG

_SCHEMA = "http://schema.org/"
_CONTEXT = {"@context": {"@vocab": _SCHEMA, "url": {"@type": "@id"}, "releaseNotes": {"@type": "@id"}}}


def head(site: Site, url: str) -> str:
    page = next(page for page in site.pages if page.url == url)
    return site.render(page, lambda path, text: pytest.fail(f"{path} is not below the documentation folder")).head


def expanded(html: str) -> dict[str, Any]:
    """Return the JSON-LD of a head as a processor expands it, with schema.org's vocabulary at hand."""
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert json.loads(block)["@context"] == "https://schema.org"

    def load(url: str, _options: Any) -> dict[str, Any]:
        return {"contextUrl": None, "documentUrl": url, "document": _CONTEXT, "contentType": "application/ld+json"}

    [found] = jsonld.expand(json.loads(block), {"documentLoader": load})
    result: dict[str, Any] = found
    return result


def value(node: dict[str, Any], name: str) -> Any:
    [found] = node[f"{_SCHEMA}{name}"]
    return found.get("@value", found.get("@id", found))


@pytest.mark.parametrize(
    ("url", "feed"),
    [
        ("releases/", "feed.atom"),
        ("releases/1.10/", "../feed.atom"),
        ("releases/since/", "../feed.atom"),
        ("changes/swaps/", "../../releases/feed.atom"),
    ],
)
def test_pages_of_the_releases_name_their_feeds(tmp_path: Path, url: str, feed: str) -> None:
    found = head(site_of(tmp_path), url)
    assert (
        f'<link rel="alternate" type="application/atom+xml" title="Test handbook: releases (Atom)" href="{feed}">'
        in (found)
    )
    assert f'href="{feed.replace(".atom", ".json")}"' in found


def test_other_pages_name_none(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    others = [page for page in site.pages if page.section not in ("releases", "changes")]
    assert {head_of(page, site.context, site._bodies, SITE_URL) for page in others} == {""}


def test_a_release_is_an_article_about_the_software(tmp_path: Path) -> None:
    article = expanded(head(site_of(tmp_path), "releases/1.10/"))
    assert article["@type"] == [f"{_SCHEMA}TechArticle"]
    assert article["@id"] == f"{SITE_URL}releases/1.10/"
    assert value(article, "headline") == "Rota 1.10"
    assert value(article, "description") == "Swaps, and more."
    assert value(article, "datePublished") == "2026-03-01"
    about = value(article, "about")
    assert about["@type"] == [f"{_SCHEMA}SoftwareApplication"]
    assert (value(about, "softwareVersion"), value(about, "releaseNotes")) == ("1.10", f"{SITE_URL}releases/1.10/")


def test_the_list_says_which_version_is_the_newest(tmp_path: Path) -> None:
    application = expanded(head(site_of(tmp_path), "releases/"))
    assert application["@type"] == [f"{_SCHEMA}SoftwareApplication"]
    assert value(application, "softwareVersion") == "1.10"


@pytest.mark.parametrize("version", ["1.11", "2.0"])
def test_a_release_that_is_not_out_says_nothing_of_itself(tmp_path: Path, version: str) -> None:
    assert "ld+json" not in head(site_of(tmp_path), f"releases/{version}/")


def test_text_cannot_leave_the_block(tmp_path: Path) -> None:
    release = str(FILES["roadmap/releases/1.9.yml"]).replace("Rota 1.9", "'</script><!-- &'")
    found = head(site_of(tmp_path, {**FILES, "roadmap/releases/1.9.yml": release}), "releases/1.9/")
    assert found.count("</script>") == 1
    assert "<!--" not in found
    assert value(expanded(found), "headline").startswith("</script><!-- &")


def test_without_an_address_nothing_has_one(tmp_path: Path) -> None:
    article = expanded(head(site_of(tmp_path, config=CONFIG), "releases/1.10/"))
    assert "@id" not in article
    assert f"{_SCHEMA}url" not in article


def test_the_name_of_the_site_is_text(tmp_path: Path) -> None:
    config = PUBLISHED.replace("Test handbook", "'A <b> & \"c\"'")
    assert 'title="A &lt;b&gt; &amp; &quot;c&quot;: releases (Atom)"' in head(
        site_of(tmp_path, config=config), "releases/"
    )


@pytest.mark.parametrize("url", ["releases/1.10/", "changes/swaps/"])
def test_a_shared_link_shows_the_picture(tmp_path: Path, url: str) -> None:
    found = re.findall(r'<meta property="og:image(:\w+)?" content="([^"]*)">', head(site_of(tmp_path), url))
    address = f"{SITE_URL}releases/images/swaps.png"
    assert found == [("", address), (":alt", "A swap"), (":width", "1"), (":height", "1")]


@pytest.mark.parametrize("url", ["releases/", "releases/1.9/", "changes/keys/"])
def test_without_a_picture_nothing_is_said_of_one(tmp_path: Path, url: str) -> None:
    assert "og:image" not in head(site_of(tmp_path), url)


def test_a_picture_has_no_address_where_the_site_has_none(tmp_path: Path) -> None:
    assert "og:image" not in head(site_of(tmp_path, config=CONFIG), "releases/1.10/")
