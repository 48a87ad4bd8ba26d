"""The public site holds the files that its pages show, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.adapter.fake import MATERIAL, Body, FakeSite, build_fake, files_of, record, section

FILES = {
    "content/words.md": "# Words\n\n![shown](img/prose.png)\n",
    "content/img/prose.png": "prose",
    "content/img/record.png": "record",
    "content/img/small.png": "small",
    "content/img/large.png": "large",
    "content/img/secret.png": "secret",
    "content/img/a%20b.pdf": "",
    "content/style/own.css": "@import 'more.css'; .a { background: url('../img/back.png') }",
    "content/style/more.css": ".b {}",
    "content/img/back.png": "back",
    "content/img/logo.svg": "<svg/>",
}
RECORD = (
    '<img src="../../../img/record.png" alt=""><img srcset="../../../img/small.png 1x, ../../../img/large.png 2x">'
    '<a href="https://example.org/img/secret.png">elsewhere</a><a href="../../../../img/gone.png">gone</a>'
)


def site() -> FakeSite:
    pages = (section("", "Home"), record("roadmap/initiatives/a.yml", "A", body=Body(RECORD)))
    return FakeSite(pages, frozenset({"content/words.md"}))


@pytest.fixture
def options() -> dict[str, object]:
    theme = {**MATERIAL["theme"], "logo": "img/logo.svg"}
    links = {"repo_url": "https://git.internal.example/x", "edit_uri": "edit/content/"}
    return {"theme": theme, "extra_css": ["style/own.css"], **links}


def test_what_no_public_page_shows_is_not_published(tmp_path: Path, options: dict[str, object]) -> None:
    built = files_of(build_fake(tmp_path, site(), FILES, options=options, audience="public"))
    assert sorted(path for path in built if path.startswith(("img/", "style/"))) == [
        "img/back.png",
        "img/large.png",
        "img/logo.svg",
        "img/prose.png",
        "img/record.png",
        "img/small.png",
        "style/more.css",
        "style/own.css",
    ]
    assert not [path for path, content in built.items() if b"git.internal" in content]


def test_pictures_are_copied_without_what_their_files_say(tmp_path: Path) -> None:
    (tmp_path / "content/img").mkdir(parents=True)
    head, rest = b"\xff\xd8\xff\xdb\0\4ab", b"\xff\xda\0\4ab\x12\xff\xd9"
    photo = head + b"\xff\xe1\0\x0fExif\0\0Ghent" + b"\xff\xfe\0\x05Ada" + rest
    (tmp_path / "content/img/photo.JPG").write_bytes(photo)
    files = {"content/words.md": "# Words\n\n![shown](img/photo.JPG)\n"}
    built = files_of(build_fake(tmp_path, site(), files, options={"theme": {"name": "mkdocs"}}, audience="public"))
    assert built["img/photo.JPG"] == head + rest
    assert (tmp_path / "content/img/photo.JPG").read_bytes() == photo


def test_the_internal_site_has_all_files_and_its_links_to_sources(tmp_path: Path, options: dict[str, object]) -> None:
    options["theme"] = {"name": "mkdocs"}
    built = files_of(build_fake(tmp_path, site(), FILES, options=options))
    assert "img/secret.png" in built
    assert b"git.internal" in built["roadmap/initiatives/a/index.html"]


def test_a_file_that_is_excluded_is_not_released(tmp_path: Path, options: dict[str, object]) -> None:
    options["exclude_docs"] = "record.png"
    built = files_of(build_fake(tmp_path, site(), FILES, options=options, audience="public"))
    assert "img/record.png" not in built
