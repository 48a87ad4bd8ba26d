"""What stands at the addresses that records had before they were renamed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

from mkdocs_opsbook.request import Request, asking
from site_builder.pipeline.make_site import build_site
from tests.support import AS_OF, CONFIG, initiative, inputs_of, write

OLD = "roadmap/initiatives/old/index.html"
PAYMENT = "roadmap/initiatives/payment.yml"
RELEASE = "title: '1.0'\nowner: '@team'\ndate: 2026-12-01\nstatus: planned\nformerly: [{}]\n"


def redirects(root: Path, files: Mapping[str, str]) -> dict[str, str]:
    """Return the pages among the machine outputs."""
    outputs = build_site(inputs_of(write(root, files))).files()
    return {path: content.decode() for path, content in outputs if path.endswith("/index.html")}


def test_an_earlier_id_leads_to_the_record(tmp_path: Path) -> None:
    pages = redirects(tmp_path, {"roadmap/initiatives/sub/payment.yml": initiative(formerly="[old, older]")})
    assert list(pages) == [OLD, "roadmap/initiatives/older/index.html"]
    assert '<meta http-equiv="refresh" content="0; url=../payment/">' in pages[OLD]
    assert '<a href="../payment/">' in pages[OLD]
    assert "generator" not in pages[OLD]


def test_an_address_that_a_page_has_stays_its_own(tmp_path: Path) -> None:
    files = {
        PAYMENT: initiative(formerly="[checkout, written, by-hand]"),
        "roadmap/initiatives/checkout.yml": initiative(),
        "content/roadmap/initiatives/written.md": "# Written\n",
        "content/roadmap/initiatives/by-hand/index.html": "<title>By hand</title>\n",
    }
    assert redirects(tmp_path, files) == {}


def test_reserved_addresses_lead_nowhere(tmp_path: Path) -> None:
    pages = redirects(tmp_path, {"roadmap/releases/1.0.yml": RELEASE.format("latest, since, feed, '0.9'")})
    assert list(pages) == ["releases/0.9/index.html"]


def test_of_two_records_the_first_has_the_earlier_id(tmp_path: Path) -> None:
    files = {f"roadmap/initiatives/{name}.yml": initiative(formerly="[old]") for name in ("card", "cash")}
    assert "url=../card/" in redirects(tmp_path, files)[OLD]


def test_the_public_learns_of_no_earlier_id(tmp_path: Path) -> None:
    public = initiative(formerly="[old]", visibility="public", horizon="now", summary="'Pay sooner.'")
    files = {"mkdocs.yml": CONFIG.replace("- opsbook", "- opsbook:\n      audience: public"), PAYMENT: public}
    site = build_site(inputs_of(write(tmp_path, files)))
    assert "roadmap/initiatives/payment/" in {page.url for page in site.pages}
    assert not any(path.endswith("index.html") or b"old" in content for path, content in site.files())


def test_neither_the_map_of_the_site_nor_the_search_knows_of_it(tmp_path: Path) -> None:
    root = write(tmp_path, {PAYMENT: initiative(formerly="[old]")})
    with asking(Request(as_of=AS_OF)):
        config = load_config(str(root / "mkdocs.yml"), site_url="https://example.org/")
        build(config)
    site = root / "site"
    assert "url=../payment/" in (site / OLD).read_text()
    assert "initiatives/payment/" in (site / "sitemap.xml").read_text()
    for path in ("sitemap.xml", "search/search_index.json"):
        assert "initiatives/old/" not in (site / path).read_text()
