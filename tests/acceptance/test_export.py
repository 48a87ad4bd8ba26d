"""The starter handbook as Markdown, taken by a generator that knows nothing of opsbook."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.acceptance.commands import environment, opsbook, run, tree, wrong
from tests.acceptance.once import made_once
from tests.acceptance.starter import starter_handbook
from tests.pipeline.links import broken_links

pytestmark = pytest.mark.slow

CONFIG = """\
INHERIT: export/nav.yml
site_name: Elsewhere
docs_dir: export
theme: mkdocs
plugins: []
"""
MARKS = ("{{", "{%", "<svg", "<div", "<span", "class=", "style=")


@pytest.fixture(scope="session")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the export and a configuration of MkDocs that names no plugin."""
    handbook = starter_handbook(tmp_path_factory)

    def export(folder: Path) -> None:
        done = opsbook("export", "--markdown", folder / "export", cwd=handbook)
        assert done.returncode == 0, wrong(done)
        (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")

    return made_once(tmp_path_factory, "elsewhere", export)


def test_every_link_of_it_leads_somewhere(elsewhere: Path) -> None:
    assert broken_links(tree(elsewhere / "export")) == []


def test_plain_mkdocs_builds_it_without_a_warning_under_the_same_addresses(elsewhere: Path, site: Path) -> None:
    done = run("mkdocs", "build", "--strict", "--quiet", cwd=elsewhere, env=environment(SOURCE_DATE_EPOCH="1793404800"))
    assert done.returncode == 0, wrong(done)
    assert done.stdout + done.stderr == ""
    built = {path.relative_to(elsewhere / "site") for path in (elsewhere / "site").rglob("index.html")}
    assert built == {path.relative_to(site) for path in site.rglob("index.html")}


def test_it_holds_nothing_of_a_theme_or_of_a_template(elsewhere: Path) -> None:
    for name, content in tree(elsewhere / "export").items():
        if name.endswith(".md"):
            text = content.decode()
            assert [mark for mark in ("{{", "{%", "<svg", "<div", "<span", "class=", "style=") if mark in text] == [], (
                name
            )


def test_each_chart_is_a_file_beside_the_page_that_shows_it(elsewhere: Path) -> None:
    files = tree(elsewhere / "export")
    drawings = {name for name in files if name.endswith(".svg")}
    assert {"nps-trend.svg"} <= drawings
    assert all(files[name].startswith(b'<svg xmlns="http://www.w3.org/2000/svg"') for name in drawings)
    assert [name for name in drawings if b"var(" in files[name] or b"<script" in files[name]] == []
