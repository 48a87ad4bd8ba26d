"""What the public site takes over of MkDocs' configuration and of pages, and where it goes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from mkdocs_opsbook.config import prepare
from mkdocs_opsbook.public import keep_public
from tests.adapter.fake import FakeSite, build_fake, files_of, record, section

INSIDE: dict[str, Any] = {
    "repo_url": "https://git.example.org/x",
    "edit_uri": "edit/main/content/",
    "site_author": "Somebody",
    "nav": [{"Inside": "index.md"}],
    "extra": {"social": [{"icon": "x", "link": "https://chat.example.org"}], "version": {"provider": "mike"}},
    "copyright": "Example Ltd",
    "site_description": "What the product can do",
}


def prepared(root: Path, *, asked: str | None = None, **options: Any) -> MkDocsConfig:
    (root / "content").mkdir()
    values = {"site_name": "X", "docs_dir": "content", "plugins": ["opsbook"], **options}
    (root / "mkdocs.yml").write_text(yaml.safe_dump(values))
    config = load_config(str(root / "mkdocs.yml"), site_dir=asked)
    prepare(config, date(2026, 10, 31), is_public=True)
    return config


def test_the_repository_the_author_and_the_navigation_are_left_out(tmp_path: Path) -> None:
    config = prepared(tmp_path, **INSIDE)
    assert (config.repo_url, config.repo_name, config.edit_uri, config.site_author, config.nav) == (None,) * 5
    assert dict(config.extra) == {"version": {"provider": "mike"}}


def test_what_is_said_of_the_site_itself_stays(tmp_path: Path) -> None:
    config = prepared(tmp_path, **INSIDE)
    assert (config.site_name, config.site_description) == ("X", "What the product can do")
    assert str(config.copyright).startswith("Example Ltd")


def test_the_public_site_may_have_a_name_of_its_own(tmp_path: Path) -> None:
    own = {"public_name": "News of X", "public_description": "What is new"}
    config = prepared(tmp_path, **INSIDE, plugins=[{"opsbook": own}])
    assert (config.site_name, config.site_description) == ("News of X", "What is new")


@pytest.mark.parametrize("written", [{}, {"site_dir": "inside"}])
def test_it_never_goes_where_the_internal_site_is(written: dict[str, str], tmp_path: Path) -> None:
    assert prepared(tmp_path, **written).site_dir == str(tmp_path / "site-public")


def test_a_folder_of_the_command_line_is_taken(tmp_path: Path) -> None:
    assert prepared(tmp_path, asked=str(tmp_path / "other")).site_dir == str(tmp_path / "other")


def test_the_front_matter_keeps_what_readers_and_the_theme_need() -> None:
    meta: dict[str, Any] = {"title": "A", "author": "B", "owner": "C", "hide": ["toc"], "visibility": "public"}
    keep_public(meta)
    assert meta == {"title": "A", "hide": ["toc"]}


@pytest.mark.parametrize("name", ["blog", "projects"])
def test_a_plugin_that_builds_pages_past_the_files_of_mkdocs_is_refused(name: str, tmp_path: Path) -> None:
    plugins = ["opsbook", {f"material/{name}": {}}]
    with pytest.raises(PluginError, match=f"material/{name} builds pages of sources that are not marked public"):
        prepared(tmp_path, plugins=plugins, theme={"name": "material", "font": False})


def test_a_blog_that_is_switched_off_is_not(tmp_path: Path) -> None:
    plugins = ["opsbook", {"material/blog": {"enabled": False}}]
    prepared(tmp_path, plugins=plugins, theme={"name": "material", "font": False})


class Generating:
    """A plugin that makes a page of what it finds."""

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        files.append(File.generated(config, "made.md", content="# Made of secrets\n"))
        return files


@pytest.mark.parametrize(("audience", "is_there"), [("public", False), ("internal", True)])
def test_pages_that_other_plugins_make_are_left_out(
    audience: Any, is_there: bool, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    site = FakeSite((section("", "Home"), record("roadmap/a.yml", "A")), frozenset({"content/words.md"}))

    def prepare_more(config: MkDocsConfig) -> None:
        config.plugins.events["files"].insert(0, Generating().on_files)

    built = files_of(
        build_fake(tmp_path, site, {"content/words.md": "# Words\n"}, audience=audience, prepare=prepare_more)
    )
    assert {"words/index.html", "roadmap/a/index.html", "index.html"} <= set(built)
    assert ("made/index.html" in built) is is_there
    assert any(b"Made of secrets" in content for content in built.values()) is is_there
    assert ("it is left out of the public site" in caplog.text) is not is_there
