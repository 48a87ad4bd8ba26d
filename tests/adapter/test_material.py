"""What is mended in the Material theme, and that a page opens no connection."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
import pytest
from material import __file__ as material_file

from mkdocs_opsbook.material import MaterialLoader
from tests.adapter.fake import MATERIAL, build_fake
from tests.adapter.handbook import FILES, handbook

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TEMPLATES = str(Path(material_file).parent / "templates")
FEATURES = ["navigation.tabs", "navigation.path", "content.action.edit", "search.share"]


def with_theme(**theme: Any) -> dict[str, Any]:
    return {"theme": {"name": "material", **theme}}


def test_hidden_folders_are_no_templates_and_all_others_are() -> None:
    every = jinja2.FileSystemLoader(TEMPLATES).list_templates()
    visible = [name for name in every if not any(part.startswith(".") for part in name.split("/")[:-1])]
    assert MaterialLoader(TEMPLATES).list_templates() == visible
    assert len(every) > len(visible) + 10_000


def test_the_search_and_the_path_have_names_of_their_own(tmp_path: Path) -> None:
    site = build_fake(tmp_path, handbook(), FILES, options=with_theme(font=False, features=FEATURES, language="de"))
    page = (site / "roadmap/initiatives/a/index.html").read_text()
    assert 'role="dialog" aria-label="Suche"' in page
    assert '<nav class="md-path" aria-label="Breadcrumb"' in page


def test_a_page_says_what_a_link_to_it_shows(tmp_path: Path) -> None:
    site = build_fake(tmp_path, handbook(), FILES, options=MATERIAL)
    page = (site / "roadmap/initiatives/a/index.html").read_text()
    assert re.findall(r'property="og:([a-z_]+)" content="([^"]*)"', page) == [
        ("type", "website"),
        ("site_name", "Fake handbook"),
        ("title", "Checkout &lt;fast&gt; &amp; &#39;sound&#39; &#34;quoted&#34;"),
        ("description", "Faster, &#34;better&#34; &lt;b&gt;&amp; more&lt;/b&gt;."),
        ("url", "https://example.org/handbook/roadmap/initiatives/a/"),
    ]
    assert '<meta property="og:title" content="Fake handbook">' in (site / "index.html").read_text()
    assert "og:" not in (site / "404.html").read_text()


def test_a_reader_who_is_lost_is_led_home(tmp_path: Path) -> None:
    page = (build_fake(tmp_path, handbook(), FILES, options=MATERIAL) / "404.html").read_text()
    assert "<h1>This page does not exist</h1>" in page
    assert '<a href="/handbook/">the home page</a>' in page


def test_the_code_host_is_linked_and_not_asked(tmp_path: Path) -> None:
    options = MATERIAL | {"repo_url": "https://github.com/owner/repository"}
    page = (build_fake(tmp_path, handbook(), FILES, options=options) / "index.html").read_text()
    assert '<a href="https://github.com/owner/repository"' in page
    assert 'data-md-component="source"' not in page


@pytest.mark.parametrize("font", [{}, {"font": {"text": "Inter"}}])
def test_fonts_of_another_host_are_switched_off(
    tmp_path: Path, font: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    page = (build_fake(tmp_path, handbook(), FILES, options=with_theme(**font)) / "index.html").read_text()
    assert "googleapis" not in page
    assert "theme.font is off" in caplog.text


def test_the_users_templates_and_style_sheets_win(tmp_path: Path) -> None:
    (tmp_path / "theme/partials").mkdir(parents=True)
    (tmp_path / "theme/partials/copyright.html").write_text("<p>Mine</p>")
    options = with_theme(font=False, custom_dir="theme") | {"extra_css": ["mine.css"], "extra": {"generator": True}}
    page = (build_fake(tmp_path, handbook(), FILES, options=options) / "index.html").read_text()
    assert "<p>Mine</p>" in page
    assert re.findall(r'stylesheet" href="((?!assets/stylesheets)[^"]+)"', page) == [
        "assets/opsbook/material.css",
        "assets/opsbook/opsbook.css",
        "mine.css",
    ]


def test_the_style_sheet_of_the_theme_comes_with_the_theme_alone(tmp_path: Path) -> None:
    assert (build_fake(tmp_path, handbook(), FILES, options=MATERIAL) / "assets/opsbook/material.css").is_file()
    assert not (build_fake(tmp_path, handbook(), FILES, site_dir="other") / "assets/opsbook/material.css").exists()


class _Quiet(SimpleHTTPRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Serve a site and give its address."""
    options = with_theme(features=[*FEATURES, "navigation.instant"]) | {
        "repo_url": "https://github.com/owner/repository"
    }
    site = build_fake(tmp_path, handbook(), FILES, options=options | {"site_url": ""})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.browser
def test_a_page_asks_no_other_host_and_finds_records(browser: Browser, address: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}roadmap/initiatives/a/")
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("Escalate")
    page.locator(".md-search-result__link").first.click()
    page.wait_for_url(f"{address}playbooks/p/**")
    page.close()
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
