"""The preview: after an edit each page is, when it is asked for, the page of a whole build."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from mkdocs_opsbook.preview import Preview
from mkdocs_opsbook.request import Request
from site_builder.pipeline.live import LiveHandbook
from tests.adapter.fake import AS_OF
from tests.support import CONFIG, initiative, write

SITES = Path(__file__).parents[1] / "sites"
URL = "http://127.0.0.1:8000/"
A, B = "roadmap/initiatives/a.yml", "roadmap/initiatives/b.yml"
FILES = {
    "mkdocs.yml": CONFIG,
    "content/glossary.md": "# Words\n\n[[initiative:a]]\n",
    "content/roadmap/index.md": "What we plan.\n",
    "content/plain.md": "---\ntemplate: 404.html\n---\n\n# Plain\n",
    A: initiative("First", depends_on="[b]"),
    B: initiative("Second"),
}
PATIENCE = 300
"""Seconds. A busy machine must not fail a test."""


@contextmanager
def preview_of(root: Path) -> Iterator[Preview]:
    """Begin a preview of a handbook on disk."""
    request = Request(as_of=AS_OF, allow_errors=True)
    live = LiveHandbook(root / "mkdocs.yml", lambda _: AS_OF, None, None)
    preview = Preview(root / "mkdocs.yml", live.site, request, URL)
    preview.begin()
    try:
        yield preview
    finally:
        preview.end()


def edit(preview: Preview, root: Path, files: Mapping[str, str]) -> None:
    """Write files and let the preview notice."""
    write(root, {"mkdocs.yml": (root / "mkdocs.yml").read_bytes(), **files})
    preview.update(files)


def text_of(preview: Preview, url: str) -> str:
    """Return a page as a browser would get it."""
    preview.show(url)
    return (preview.folder / url / "index.html").read_text(encoding="utf-8")


def wait_for(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_an_edit_is_on_the_pages_that_show_it(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    with preview_of(root) as preview:
        edit(preview, root, {A: initiative("Changed", depends_on="[b]")})
        assert not preview.is_whole
        for url in ("roadmap/initiatives/a/", "roadmap/initiatives/b/", "roadmap/", "glossary/"):
            assert "Changed" in text_of(preview, url)
        assert "What we plan." in text_of(preview, "roadmap/")


@pytest.mark.parametrize("beside", ["roadmap/initiatives/sedAbC1", "content/4913", "roadmap/initiatives/.a.yml.swp"])
def test_what_an_editor_writes_beside_a_file_takes_no_time(tmp_path: Path, beside: str) -> None:
    root = write(tmp_path, FILES)
    with preview_of(root) as preview:
        if "/." in beside:
            (root / beside).write_text("swap")
        write(root, {A: initiative("Changed", depends_on="[b]")})
        preview.update([A, beside])
        assert not preview.is_whole
        assert "Changed" in text_of(preview, "roadmap/")


def test_a_file_that_is_gone_is_gone_from_the_site(tmp_path: Path) -> None:
    root = write(tmp_path, FILES | {"content/own.css": "p{}"})
    with preview_of(root) as preview:
        assert (preview.folder / "own.css").is_file()
        (root / "content/own.css").unlink()
        preview.update(["content/own.css"])
        assert not (preview.folder / "own.css").exists()


def test_what_no_page_shows_follows_in_the_background(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    with preview_of(root) as preview:
        edit(preview, root, {A: initiative("Changed")})
        wait_for(lambda: preview.is_whole and "Changed" in (preview.folder / "search/search_index.json").read_text())
        assert "Changed" in (preview.folder / "roadmap/initiatives/a/index.html").read_text()


def test_new_and_removed_records_are_built_before_they_are_shown(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    with preview_of(root) as preview:
        edit(preview, root, {"roadmap/initiatives/c.yml": initiative("Third")})
        assert "Third" in text_of(preview, "roadmap/initiatives/c/")
        (root / "roadmap/initiatives/c.yml").unlink()
        preview.update(["roadmap/initiatives/c.yml"])
        assert not (preview.folder / "roadmap/initiatives/c").exists()
        assert "Third" not in text_of(preview, "roadmap/")


def test_the_address_before_a_rename_leads_to_the_record(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    with preview_of(root) as preview:
        (root / B).unlink()
        renamed = {A: initiative("First", depends_on="[c]"), "roadmap/initiatives/c.yml": initiative(formerly="[b]")}
        write(root, {"mkdocs.yml": CONFIG, **renamed})
        preview.update([*renamed, B])
        assert "url=../c/" in text_of(preview, "roadmap/initiatives/b/")


def test_a_style_sheet_is_built_before_it_is_used(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    with preview_of(root) as preview:
        edit(preview, root, {"content/own.css": "p{}"})
        assert (preview.folder / "own.css").read_text() == "p{}"


def test_a_mistake_is_shown_and_mended(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    with preview_of(root) as preview:
        edit(preview, root, {A: initiative("First", status="finished")})
        assert "draft" in text_of(preview, "").lower()
        edit(preview, root, {A: FILES[A]})
        assert "draft" not in text_of(preview, "roadmap/initiatives/a/").lower()


def test_settings_that_cannot_be_used_leave_the_site_as_it_was(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    with preview_of(root) as preview:
        write(root, {"mkdocs.yml": CONFIG + "theme: nowhere\n"})
        with pytest.raises(Abort):
            preview.update(["mkdocs.yml"])
        assert "First" in text_of(preview, "roadmap/initiatives/a/")
        write(root, {"mkdocs.yml": CONFIG.replace("Test handbook", "Another name")})
        preview.update(["mkdocs.yml"])
        assert "Another name" in text_of(preview, "roadmap/initiatives/a/")


@pytest.mark.slow
def test_every_page_is_that_of_a_whole_build(tmp_path: Path) -> None:
    root = tmp_path / "every_kind"
    shutil.copytree(SITES / "every_kind", root)
    edits = {
        path: (root / path).read_text(encoding="utf-8").replace(old, new, 1)
        for path, old, new in (
            ("roadmap/initiatives/swaps.md", "title: ", "title: Renamed "),
            ("feedback/escalations/outage.md", "title: ", "title: Renamed "),
            ("roadmap/changes/pictured.md", "title: ", "title: Renamed "),
            ("content/metrics/solved.yml", "title: ", "title: Renamed "),
            ("content/team/support-lead.yml", "title: ", "title: Renamed "),
            ("feedback/nps.csv", ",9,", ",2,"),
            # Not its title: the navigation has that from the whole build.
            ("content/stand.md", "\n\n", "\n\nRenamed.\n\n"),
        )
    }
    with preview_of(root) as preview:
        assert all((root / path).read_text(encoding="utf-8") != text for path, text in edits.items())
        edit(preview, root, edits)
        assert not preview.is_whole
        found = preview.folder.rglob("index.html")
        pages = sorted(path.parent.relative_to(preview.folder).as_posix() for path in found)
        shown = {url: text_of(preview, "" if url == "." else f"{url}/") for url in pages}
        with preview_of(root) as anew:
            for url, text in shown.items():
                assert text == (anew.folder / url / "index.html").read_text(encoding="utf-8"), url
    assert len(shown) > 60
