"""What becomes a page, what is copied, what is linked to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.adapter.fake import MATERIAL, Body, FakeSite, build_fake, files_of, record, section
from tests.adapter.handbook import FILES, handbook


def built(root: Path, *, site: FakeSite | None = None, files: dict[str, str] | None = None) -> dict[str, bytes]:
    return files_of(build_fake(root, site or handbook(), FILES | (files or {})))


def test_sources_and_data_of_records_are_no_files_of_the_site(tmp_path: Path) -> None:
    site = built(tmp_path, files={"content/playbooks/more/deep.yml": "a: 1", "content/playbooks/picture.png": "png"})
    assert not [path for path in site if path.endswith((".md", ".yml", ".csv")) and path != "files/template.csv"]
    assert {"files/template.csv", "playbooks/picture.png", "api/v1/index.json"} <= set(site)
    assert site["assets/opsbook/opsbook.css"] == b".ob{}"


def test_links_lead_to_records_inside_and_outside_the_documentation(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    site = built(tmp_path)
    glossary = site["glossary/index.html"].decode()
    assert 'href="../playbooks/p/"' in glossary
    assert 'href="../roadmap/initiatives/b/"' in glossary
    playbook = site["playbooks/p/index.html"].decode()
    assert 'href="../q/"' in playbook
    assert 'href="../../roadmap/initiatives/a/"' in playbook
    assert 'href="../../glossary/#nps"' in playbook
    assert "WARNING" not in caplog.text
    assert "not found" not in caplog.text


def test_a_record_shown_on_another_page_is_linked_there(tmp_path: Path) -> None:
    site = handbook(other_urls={"roadmap/changes/x.yml": "releases/2026.1/#x", "roadmap/nowhere.yml": "nowhere/"})
    found = built(tmp_path, site=site, files={"content/glossary.md": "[x](../roadmap/changes/x.yml)"})
    assert b'href="../releases/2026.1/#x"' in found["glossary/index.html"]


def test_a_broken_link_of_a_narrative_is_a_warning_and_a_wrong_anchor_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    made = handbook()
    page = next(page for page in made.pages if page.source_path == "content/playbooks/p.md")
    page.content.__dict__["markdown"] = "[a](gone.md) [b](../glossary.md#gone) [c](#gone) [d](#fields)"
    built(tmp_path, site=made)
    warnings = [message for message in caplog.messages if "playbooks/p.md" in message]
    assert len(warnings) == 3
    assert "'gone.md'" in warnings[0]
    assert "'#gone'" in warnings[1] + warnings[2]


@pytest.mark.parametrize("directory_urls", [True, False])
def test_an_index_page_is_part_of_the_section(tmp_path: Path, directory_urls: bool) -> None:
    pages = (
        section("", "Home"),
        section("playbooks/", "Playbooks", source_path="content/playbooks/index.md", body=Body(markdown="x")),
    )
    site = FakeSite(pages, frozenset({"content/playbooks/index.md"}))
    files = {"content/playbooks/index.md": "---\ndescription: Own words\n---\n# All of them\n\nHow we *work*.\n"}
    found = files_of(build_fake(tmp_path, site, files, options=MATERIAL | {"use_directory_urls": directory_urls}))
    page = found["playbooks/index.html"].decode()
    assert "How we <em>work</em>." in page
    assert page.count("<h1") == 1
    assert '<meta name="description" content="Own words">' in page
    assert "<title>Playbooks - Fake handbook</title>" in page


def test_a_hand_written_page_at_the_address_of_a_record_gives_way(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    made = handbook()
    made.prose |= {"content/roadmap/initiatives/b.md"}
    found = built(tmp_path, site=made, files={"content/roadmap/initiatives/b.md": "# Mine\n"})
    assert b"Mine" not in found["roadmap/initiatives/b/index.html"]
    assert "roadmap/initiatives/b.md is left out: roadmap/initiatives/b.yml has the address" in caplog.text


def test_pages_that_this_audience_may_not_read_are_left_out(tmp_path: Path) -> None:
    assert "secret/index.html" not in built(tmp_path, files={"content/secret.md": "# Secret\n"})


def test_symbolic_links_are_left_out(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("secret")
    root = tmp_path / "root"
    (root / "content/files").mkdir(parents=True)
    (root / "content/files/link.txt").symlink_to(outside / "secret.txt")
    (root / "content/folder").symlink_to(outside)
    found = built(root)
    assert not [path for path in found if "secret" in path or "link" in path]
    assert "content/files/link.txt: is a symbolic link" in caplog.text
    assert "content/folder/secret.txt: is a symbolic link or lies in one" in caplog.text


def test_an_excluded_index_gives_way_to_the_section(tmp_path: Path) -> None:
    options = {"exclude_docs": "playbooks/index.md"}
    found = files_of(build_fake(tmp_path, handbook(), FILES, options=options))
    assert b"How we work" not in found["playbooks/index.html"]


def test_a_record_without_a_source_still_has_a_page(tmp_path: Path) -> None:
    page = record("roadmap/initiatives/a.yml", "A")
    public = type(page)(page.url, page.title, page.section, page.template, page.content, is_record=True)
    found = files_of(build_fake(tmp_path, FakeSite((public,))))
    assert "roadmap/initiatives/a/index.html" in found
