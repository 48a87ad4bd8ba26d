"""Building with MkDocs: findings, the date, what is written where."""

from __future__ import annotations

import gzip
import os
import re
from datetime import date
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, PluginError

from mkdocs_opsbook.build_date import BuildDate
from mkdocs_opsbook.handbook import open_handbook
from mkdocs_opsbook.outputs import SiteDirectory
from mkdocs_opsbook.request import Request, as_of, asking, audience
from tests.adapter.fake import MATERIAL, build_fake, files_of
from tests.adapter.handbook import FILES, handbook
from tests.support import initiative, write


def test_every_date_is_that_of_the_build(tmp_path: Path) -> None:
    site = files_of(build_fake(tmp_path, handbook(), FILES, options=MATERIAL))
    sitemap = site["sitemap.xml"].decode()
    assert sitemap.count("<lastmod>2026-10-31</lastmod>") == sitemap.count("<url>") == 14
    assert "<loc>https://example.org/handbook/roadmap/initiatives/a/</loc>" in sitemap
    assert gzip.decompress(site["sitemap.xml.gz"]) == site["sitemap.xml"]
    assert b'As of <time datetime="2026-10-31">2026-10-31</time>' in site["roadmap/initiatives/a/index.html"]
    assert b"Made with" not in site["index.html"]
    assert "SOURCE_DATE_EPOCH" not in os.environ


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    first = files_of(build_fake(tmp_path, handbook(), FILES))
    assert files_of(build_fake(tmp_path, handbook(), FILES, site_dir="again")) == first


@pytest.mark.parametrize(
    ("request_", "epoch", "option", "expected"),
    [
        (Request(as_of=date(2026, 1, 2)), "86400", "2026-03-04", date(2026, 1, 2)),
        (Request(), "86400", "2026-03-04", date(1970, 1, 2)),
        (Request(), None, "2026-03-04", date(2026, 3, 4)),
        (Request(), "soon", date(2026, 3, 4), date(2026, 3, 4)),
    ],
)
def test_the_date_is_chosen(
    monkeypatch: pytest.MonkeyPatch, request_: Request, epoch: str | None, option: object, expected: date
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if epoch is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert as_of(request_, {"as_of": option}) == expected


def test_without_any_date_it_is_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert as_of(Request(), {}) >= date(2026, 1, 1)


def test_the_audience_is_chosen() -> None:
    assert audience(Request(audience="public"), {}) == "public"
    assert audience(Request(), {"audience": "public"}) == "public"
    assert audience(Request(), {"audience": "both"}) == "internal"


def test_the_date_before_is_restored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    handed = BuildDate()
    handed.take_back()
    handed.hand_over(date(2026, 10, 31))
    handed.hand_over(date(1970, 1, 3))
    assert os.environ["SOURCE_DATE_EPOCH"] == "172800"
    handed.take_back()
    assert os.environ["SOURCE_DATE_EPOCH"] == "1"


@pytest.mark.parametrize(("day", "nearest"), [(date.min, 0), (date.max, 4_294_944_000)])
def test_mkdocs_is_handed_the_nearest_date_that_it_can_write(
    day: date, nearest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    BuildDate().hand_over(day)
    assert os.environ["SOURCE_DATE_EPOCH"] == str(nearest)


def run(root: Path, *, strict: bool = False, allow_errors: bool = False) -> Path:
    with asking(Request(as_of=date(2026, 10, 31), allow_errors=allow_errors)):
        build(load_config(str(root / "mkdocs.yml"), strict=strict))
    return root / "site"


def test_a_handbook_with_errors_is_not_built_and_the_old_site_stays(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    root = write(tmp_path, {"roadmap/initiatives/a.yml": "title: A\n", "site/old.html": "old"})
    with pytest.raises(Abort, match="BuildError"):
        run(root)
    assert (root / "site/old.html").read_text() == "old"
    assert "roadmap/initiatives/a.yml:1:1: error[missing-field] " in caplog.text
    assert "nothing was built" in caplog.text
    assert "SOURCE_DATE_EPOCH" not in os.environ


@pytest.mark.parametrize("place", ["roadmap", "roadmap/initiatives/new", "feedback", ".git/site"])
def test_what_the_handbook_is_read_from_is_not_cleaned_for_a_site(
    place: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    root = write(tmp_path, {"roadmap/initiatives/a.yml": initiative(), "feedback/note.txt": "mine", ".git/HEAD": "x"})
    before = files_of(root)
    with pytest.raises(Abort, match="BuildError"):
        build(load_config(str(root / "mkdocs.yml"), site_dir=str(root / place)))
    assert "let site_dir name another folder" in caplog.text
    assert files_of(root) == before


def test_a_draft_is_built_with_errors(tmp_path: Path) -> None:
    root = write(tmp_path, {"roadmap/initiatives/a.yml": "title: A\n"})
    assert (run(root, allow_errors=True) / "index.html").is_file()


def test_warnings_stop_a_strict_build_and_infos_do_not(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", logger="mkdocs")
    info = initiative(target="2026-01-01", start="2025-01-01")
    root = write(tmp_path, {"roadmap/initiatives/a.yml": info})
    assert (run(root, strict=True) / "roadmap/initiatives/a/index.html").is_file()
    assert "info[target-past]" in caplog.text
    write(tmp_path, {"roadmap/initiatives/b.yml": initiative("Other", target="2026-12-01", start="2026-12-24")})
    with pytest.raises(Abort, match="1 warnings in strict mode"):
        run(root, strict=True)
    assert (run(root) / "roadmap/initiatives/b/index.html").is_file()


def test_live_parts_of_an_index_page_are_drawn_in_its_section(tmp_path: Path) -> None:
    text = "# Plans\n\n```opsbook\ntable: initiative\n```\n\n[[initiative:a]]\n"
    files = {"roadmap/initiatives/a.yml": initiative("Checkout"), "content/roadmap/index.md": text}
    page = (run(write(tmp_path, files)) / "roadmap/index.html").read_text()
    assert re.search(r'<div class="ob-live-block">\s*<div class="ob-table"', page)
    assert 'id="ob-live-' not in page
    assert page.count("<h1") == 1


def test_a_handbook_that_cannot_be_read_is_no_traceback(tmp_path: Path) -> None:
    with pytest.raises(PluginError, match="mkdocs"):
        open_handbook(tmp_path / "mkdocs.yml", date(2026, 10, 31), "internal", tmp_path / "site")


def test_hostile_hand_written_pages_are_disarmed(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    page = (
        '---\ntitle: "<script>1</script>"\ndescription: \'"><script>2</script>\'\nicon: ../../etc/passwd\n'
        "template: gone.html\nstatus: '\"><script>3</script>'\n---\n# X\n\n<script>4</script><p onclick='x'>y</p>\n"
    )
    site = files_of(build_fake(tmp_path, handbook(), FILES | {"content/glossary.md": page}, options=MATERIAL))
    text = site["glossary/index.html"].decode()
    assert "<script>1" not in text + site["index.html"].decode()
    assert "<script>2" not in text
    assert "<script>3" not in text
    assert "<script>4" not in text
    assert "onclick" not in text
    assert "content/glossary.md: the theme has no icon '../../etc/passwd'" in caplog.text
    assert "content/glossary.md: the theme has no template 'gone.html'" in caplog.text
    assert "content/glossary.md: <script> was taken out" in caplog.text


def test_a_title_cannot_leave_the_head_of_the_page(tmp_path: Path) -> None:
    files = FILES | {"content/glossary.md": "# &lt;/title&gt;&lt;script&gt;1\n"}
    text = files_of(build_fake(tmp_path, handbook(), files, options=MATERIAL))["glossary/index.html"].decode()
    assert "<script>1" not in text


def test_check_boxes_have_names(tmp_path: Path) -> None:
    files = FILES | {"content/glossary.md": "# X\n\n- [x] one\n- [ ] two\n"}
    text = files_of(build_fake(tmp_path, handbook(), files))["glossary/index.html"].decode()
    assert 'aria-label="done"' in text
    assert 'aria-label="to do"' in text


class TestSiteDirectory:
    def test_files_and_their_folders_are_made(self, tmp_path: Path) -> None:
        SiteDirectory(tmp_path / "a/site").write("b/c/d.txt", b"text")
        assert (tmp_path / "a/site/b/c/d.txt").read_bytes() == b"text"

    def test_links_in_the_way_are_replaced_and_never_followed(self, tmp_path: Path) -> None:
        outside = tmp_path / "outside"
        outside.mkdir()
        (outside / "file").write_text("mine")
        site = tmp_path / "site"
        site.mkdir()
        (site / "folder").symlink_to(outside)
        (site / "file").symlink_to(outside / "file")
        directory = SiteDirectory(site)
        directory.write("folder/x", b"new")
        directory.write("file", b"new")
        assert sorted(path.name for path in outside.iterdir()) == ["file"]
        assert (outside / "file").read_text() == "mine"
        assert (site / "folder/x").read_bytes() == (site / "file").read_bytes() == b"new"

    @pytest.mark.parametrize("uri", ["../x", "a/../../x", "/x", "a//x", "", "a/", ".."])
    def test_nothing_is_written_outside(self, tmp_path: Path, uri: str) -> None:
        with pytest.raises(ValueError, match="is no f"):
            SiteDirectory(tmp_path).write(uri, b"")

    def test_other_faults_are_told(self, tmp_path: Path) -> None:
        (tmp_path / "x").mkdir()
        with pytest.raises(IsADirectoryError):
            SiteDirectory(tmp_path).write("x", b"")
