"""The navigation: sections and hand-written pages, never records."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from site_builder.views.base import NavigationEntry
from tests.adapter.fake import FakeSite, build_fake, record, section
from tests.adapter.handbook import FILES, handbook

TABS = {"theme": {"name": "material", "font": False, "features": ["navigation.tabs", "navigation.path"]}}


def links_of(site: Path, path: str, name: str) -> list[str]:
    """Return the texts of the links in a part of a page."""
    page = (site / path).read_text()
    part = re.search(rf'<(nav|ul) class="{name}[ "].*?</\1>', page, re.DOTALL)
    assert part is not None, name
    return [
        " ".join(text.split())
        for text in re.findall(r">([^<>]+)</a>|>([^<>]+)</span>", part[0])
        for text in text
        if text.strip()
    ]


def test_sections_come_in_order_and_hand_written_pages_last(tmp_path: Path) -> None:
    pages = (
        section("", "Home"),
        section("b/", "Bees"),
        section("a/", "Ants"),
        section("a/c/", "Cats"),
        record("a/r.yml", "Record"),
    )
    entries = (
        NavigationEntry("", "Home", "", 1),
        NavigationEntry("Insects", "Bees", "b/", 2),
        NavigationEntry("", "Cats", "a/c/", 3),
        NavigationEntry("Insects", "Ants", "a/", 4),
        NavigationEntry("", "Not there", "gone/", 5),
    )
    site = FakeSite(pages, frozenset({"content/words.md", "content/hidden.md"}), navigation=entries)
    files = {"content/words.md": "# Words\n", "content/hidden.md": "# Hidden\n"}
    built = build_fake(tmp_path, site, files, options=TABS | {"not_in_nav": "hidden.md"})
    assert links_of(built, "index.html", "md-tabs__list") == ["Home", "Insects", "Cats", "More"]
    page = (built / "index.html").read_text()
    assert page.index("Bees") < page.index("Ants")
    assert "Words" in page
    assert "Hidden" not in page
    assert "Record" not in page


def test_what_remains_joins_a_group_of_that_name(tmp_path: Path) -> None:
    pages = (section("", "Home"), section("a/", "Ants"))
    entries = (NavigationEntry("", "Home", "", 1), NavigationEntry("More", "Ants", "a/", 2))
    site = FakeSite(pages, frozenset({"content/words.md"}), navigation=entries)
    built = build_fake(tmp_path, site, {"content/words.md": "# Words\n"}, options=TABS)
    assert links_of(built, "index.html", "md-tabs__list") == ["Home", "More"]


def test_a_record_hangs_below_its_section(tmp_path: Path) -> None:
    built = build_fake(tmp_path, handbook(), FILES, options=TABS)
    assert links_of(built, "roadmap/initiatives/a/index.html", "md-path") == ["Home", "Roadmap", "Initiatives"]
    page = (built / "roadmap/initiatives/a/index.html").read_text()
    assert re.search(r'md-tabs__item--active">\s*<a href="../"', page)


def test_a_record_of_a_section_without_a_page_hangs_below_the_next_one(tmp_path: Path) -> None:
    pages = (
        section("", "Home"),
        section("roadmap/", "Roadmap"),
        record("roadmap/initiatives/a.yml", "A"),
        record("x/b.yml", "B"),
    )
    entries = (NavigationEntry("", "Home", "", 1), NavigationEntry("Roadmap", "Roadmap", "roadmap/", 2))
    built = build_fake(tmp_path, FakeSite(pages, navigation=entries), options=TABS)
    assert links_of(built, "roadmap/initiatives/a/index.html", "md-path") == ["Home", "Roadmap"]
    assert "md-path" not in (built / "x/b/index.html").read_text()


def test_a_section_that_another_shows_hangs_below_that(tmp_path: Path) -> None:
    pages = (
        section("", "Home"),
        section("releases/", "Releases"),
        section("changes/", "Changes"),
        record("changes/a.yml", "A"),
    )
    entries = (
        NavigationEntry("", "Home", "", 1),
        NavigationEntry("", "Releases", "releases/", 2, below=("changes",)),
    )
    built = build_fake(tmp_path, FakeSite(pages, navigation=entries), options=TABS)
    assert links_of(built, "index.html", "md-tabs__list") == ["Home", "Releases"]
    for path in ("changes/index.html", "changes/a/index.html"):
        assert links_of(built, path, "md-path") == ["Home", "Releases"]
        assert len(re.findall("md-tabs__item--active", (built / path).read_text())) == 1


def test_generated_pages_outside_the_users_navigation_are_no_news(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    nav = [
        {"Start": "index.md"},
        {"All plans": "roadmap/initiatives/index.md"},
        "glossary.md",
        {"One": "playbooks/q.md"},
        "playbooks/index.md",
    ]
    built = build_fake(tmp_path, handbook(), FILES, options=TABS | {"nav": nav}, strict=True)
    assert links_of(built, "index.html", "md-tabs__list") == ["Start", "All plans", "Words", "One", "Playbooks"]
    assert 'not included in the "nav"' not in caplog.text
    assert "Use `make release`" not in (built / "playbooks/q/index.html").read_text().split("<body")[0]


def test_the_starting_page_of_a_site_has_the_sites_name(tmp_path: Path) -> None:
    built = build_fake(tmp_path, handbook(), FILES)
    assert "<title>Fake handbook</title>" in (built / "index.html").read_text()
