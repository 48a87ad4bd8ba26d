from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from site_builder.load.records import Loaded, load_records
from site_builder.load.work_tree import WorkTree
from site_builder.model.record import Position
from site_builder.model.reference import Reference

FOLDERS = {
    "initiative": "roadmap/initiatives",
    "release": "roadmap/releases",
    "playbook": "content/playbooks",
    "practice": "content/playbooks/practices",
}
Load = Callable[[Mapping[str, str | bytes]], Loaded]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    def write_and_load(files: Mapping[str, str | bytes]) -> Loaded:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return load_records(WorkTree(tmp_path), FOLDERS)

    return write_and_load


def _findings(loaded: Loaded) -> list[tuple[str, str]]:
    return [(found.code, str(found.span)) for found in loaded.diagnostics]


def test_a_yaml_file_and_a_markdown_file_are_records(load: Load) -> None:
    loaded = load(
        {
            "roadmap/initiatives/2026/checkout.yml": "title: Checkout\n",
            "roadmap/releases/1.10.md": "\ufeff---\r\ntitle: 1.10\r\n---\r\n\r\nThe **text**.\r\n",
        }
    )
    first, second = loaded.records
    assert (first.kind, first.id, first.path) == ("initiative", "checkout", "roadmap/initiatives/2026/checkout.yml")
    assert (first.values, first.text, first.body_line) == ({"title": "Checkout"}, "title: Checkout\n", 0)
    assert (second.kind, second.id) == ("release", "1.10")
    assert second.values == {"title": 1.1, "body": "The **text**.\n"}
    assert second.positions[("body",)] == Position(5, 1, 5, 1)
    assert (second.text.splitlines()[4], second.body_line) == ("The **text**.", 5)
    assert loaded.diagnostics == ()


def test_a_markdown_record_without_text_has_no_body(load: Load) -> None:
    (record,) = load({"content/playbooks/a.md": "---\ntitle: a\n---\n\n  \n"}).records
    assert record.values == {"title": "a"}


def test_the_inner_folder_decides_the_kind(load: Load) -> None:
    loaded = load({f"content/playbooks/{name}.yml": "a: 1" for name in ("x", "practices/y", "practices/deep/z")})
    assert {record.id: record.kind for record in loaded.records} == {"x": "playbook", "y": "practice", "z": "practice"}
    assert [record.path for record in loaded.records] == sorted(record.path for record in loaded.records)


def test_prose_is_the_markdown_that_is_no_record(load: Load) -> None:
    loaded = load(
        {
            "content/index.md": "---\ntitle: Home\nhide: !!python/name:os.abort\n---\n# Hello\n",
            "content/playbooks/README.md": "# Playbooks #\n",
            "content/playbooks/_draft.md": "---\n\nA line across the page.",
            "content/playbooks/_parts/x.md": "x",
            "content/playbooks/.hidden.md": "x",
            "content/about/team.md": "\n\nText",
            "content/about/picture.png": b"\x89PNG",
            "content/about/data.yml": "a: 1",
            "roadmap/initiatives/README.md": "not below docs_dir",
            "roadmap/initiatives/_template.yml": "title: ",
        }
    )
    assert loaded.records == ()
    assert [page.path for page in loaded.prose] == [
        "content/about/team.md",
        "content/index.md",
        "content/playbooks/README.md",
        "content/playbooks/_draft.md",
        "content/playbooks/_parts/x.md",
    ]
    team, home, playbooks, draft, _ = loaded.prose
    assert (home.values, home.body, home.body_line) == ({"title": "Home", "hide": None}, "# Hello\n", 5)
    assert (home.title, playbooks.title, draft.title) == ("Home", "Playbooks", "")
    assert (team.body, team.body_line) == ("Text", 3)
    assert (draft.body, str(draft.span_at(7))) == ("---\n\nA line across the page.", "content/playbooks/_draft.md:3:3")
    assert loaded.diagnostics == ()


def test_prose_that_cannot_be_read_is_reported(load: Load) -> None:
    loaded = load({"content/a.md": "---\na: [b\n---\nText", "content/b.md": b"\xff", "content/c.md": "---\n- a\n---\n"})
    assert _findings(loaded) == [("yaml-syntax", "content/a.md:2:4"), ("not-utf8", "content/b.md:1:1")]
    assert [(page.path, page.values) for page in loaded.prose] == [("content/a.md", {}), ("content/c.md", {})]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("releases/12.0.0 rc1.md", "12.0.0-rc1"),
        ("releases/Ünder_score.yml", "nder-score"),
        ("releases/UPPER.yml", "upper"),
        ("releases/-a.yml", "'a'"),
        ("releases/x_.yml.yml", "x-.yml"),
        (f"releases/{'a' * 65}.yml", "a" * 64),
        ("releases/ü.yml", "rename the file"),
        ("releases/a.yaml", "a.yml"),
        ("releases/a.YML", "a.yml"),
        ("releases/a.markdown", "a.md"),
        ("releases/latest.yml", "rename the file"),
        ("releases/changelog.md", "rename the file"),
    ],
)
def test_a_name_that_is_no_id_is_refused(name: str, hint: str, load: Load) -> None:
    loaded = load({f"roadmap/{name}": "---\ntitle: a\n---\n"})
    assert _findings(loaded) == [("invalid-id", f"roadmap/{name}:1:1")]
    assert hint in loaded.diagnostics[0].hint
    assert loaded.records == ()
    assert len(loaded.unreadable) == 1


def test_a_reserved_name_is_free_for_other_kinds(load: Load) -> None:
    assert [record.id for record in load({"roadmap/initiatives/latest.yml": "title: a"}).records] == ["latest"]


def test_a_folder_whose_name_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "roadmap" / "releases" / "\udcff"
    try:
        folder.mkdir(parents=True)
    except OSError:
        pytest.skip("the file system takes UTF-8 names only")
    (folder / "1.0.yml").write_text("title: a")
    loaded = load_records(WorkTree(tmp_path), FOLDERS)
    assert _findings(loaded) == [("invalid-id", "roadmap/releases/\\xff/1.0.yml:1:1")]


@pytest.mark.parametrize(
    ("first", "second"),
    [("a/pep-1.yml", "b/PEP-1.yml"), ("a/pep-1.md", "pep-1.yml"), ("b/pep-1.yml", "a/Pep-1.yml"), ("x.yml", "y/x.yml")],
)
def test_two_files_of_one_id_are_told_and_the_first_valid_one_counts(first: str, second: str, load: Load) -> None:
    folder = "roadmap/initiatives/"
    text = {"md": "---\ntitle: a\n---\n", "yml": "title: a\n"}
    loaded = load({folder + name: text[name.partition(".")[2]] for name in (first, second)})
    (diagnostic,) = loaded.diagnostics
    assert (diagnostic.code, str(diagnostic.span)) == ("duplicate-id", f"{folder}{second}:1:1")
    assert [str(related.span) for related in diagnostic.related] == [f"{folder}{first}:1:1"]
    assert [record.path for record in loaded.records] == [folder + first]
    assert loaded.unreadable == frozenset()


def test_names_are_compared_in_unicode_normal_form(load: Load) -> None:
    loaded = load({"roadmap/initiatives/a/\u00fc.yml": "a: 1", "roadmap/initiatives/b/U\u0308.yml": "a: 1"})
    assert sorted(found.code for found in loaded.diagnostics) == ["duplicate-id", "invalid-id"]


def test_one_id_in_two_kinds_is_fine(load: Load) -> None:
    loaded = load({"roadmap/initiatives/a.yml": "a: 1", "roadmap/releases/a.yml": "a: 1"})
    assert (len(loaded.records), loaded.diagnostics) == (2, ())


@pytest.mark.parametrize(
    ("name", "text", "code", "place"),
    [
        ("a.yml", "", "missing-field", "1:1"),
        ("a.yml", "# only a comment\n", "missing-field", "1:1"),
        ("a.md", "---\n---\nText\n", "missing-field", "1:1"),
        ("a.yml", "- title: a\n", "invalid-value", "1:1"),
        ("a.md", "---\njust text\n---\n", "invalid-value", "1:1"),
        ("a.md", "# Title\n", "front-matter", "1:1"),
        ("a.md", "\n---\ntitle: a\n---\n", "front-matter", "1:1"),
        ("a.md", "---\ntitle: a\n", "front-matter", "1:1"),
        ("a.yml", "title: [a\n", "yaml-syntax", "1:8"),
        ("a.md", "---\ntitle: a\nowner: &x b\n---\n", "yaml-forbidden", "3:8"),
        ("a.md", "---\ntitle: \x00\n---\n", "yaml-forbidden", "2:8"),
    ],
)
def test_a_record_that_cannot_be_read_is_one_finding(name: str, text: str, code: str, place: str, load: Load) -> None:
    loaded = load({f"content/playbooks/{name}": text})
    assert _findings(loaded) == [(code, f"content/playbooks/{name}:{place}")]
    assert loaded.diagnostics[0].hint
    assert loaded.records == ()
    assert loaded.unreadable == {Reference("playbook", "a")}


def test_a_body_in_the_front_matter_would_hide_the_text(load: Load) -> None:
    loaded = load({"content/playbooks/a.md": "---\ntitle: a\nbody: x\n---\nText\n"})
    assert _findings(loaded) == [("front-matter", "content/playbooks/a.md:3:1")]
    assert loaded.records[0].values == {"title": "a", "body": "Text\n"}


def test_a_record_with_a_duplicate_key_is_still_read(load: Load) -> None:
    loaded = load({"roadmap/initiatives/a.yml": "title: a\ntitle: b\n"})
    assert _findings(loaded) == [("duplicate-key", "roadmap/initiatives/a.yml:2:1")]
    assert loaded.records[0].values == {"title": "a"}


def test_a_handbook_without_any_of_the_folders_is_empty(tmp_path: Path) -> None:
    loaded = load_records(WorkTree(tmp_path), FOLDERS)
    assert (loaded.records, loaded.prose, loaded.diagnostics) == ((), (), ())


def test_a_linked_folder_is_one_finding_wherever_the_link_is(tmp_path: Path) -> None:
    (tmp_path / "elsewhere" / "initiatives").mkdir(parents=True)
    (tmp_path / "elsewhere" / "initiatives" / "a.yml").write_text("title: a")
    (tmp_path / "root").mkdir()
    (tmp_path / "root" / "roadmap").symlink_to(tmp_path / "elsewhere")
    loaded = load_records(WorkTree(tmp_path / "root"), FOLDERS)
    assert _findings(loaded) == [("outside-repository", "roadmap:1:1")]
    assert loaded.records == ()


def test_a_file_that_went_away_is_left_out(tmp_path: Path) -> None:
    class Vanishing(WorkTree):
        def read(self, path: str, limit: int | None = None) -> bytes:
            (self.root / path).unlink()
            return super().read(path, limit)

    for name in ("roadmap/initiatives/a.yml", "content/a.md"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("title: a")
    loaded = load_records(Vanishing(tmp_path), FOLDERS)
    assert (loaded.records, loaded.prose, loaded.diagnostics) == ((), (), ())


def test_a_record_beside_the_folders_of_the_kinds_is_not_lost_in_silence(tmp_path: Path) -> None:
    for path in (
        "roadmap/initatives/a.yml",
        "roadmap/b.md",
        "roadmap/notes/_draft.yml",
        "roadmap/README.md",
        "roadmap/.x/c.yml",
        "roadmap/data/rows.csv",
        "content/guide/d.md",
        "content/openapi.yml",
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("title: A\n")
    loaded = load_records(WorkTree(tmp_path), {"initiative": "roadmap/initiatives", "tool": "content/tools"})
    assert [(found.code, found.severity, found.span.path, found.hint) for found in loaded.diagnostics] == [
        ("unknown-folder", "warning", "roadmap/b.md", "move it into the folder of its kind, or begin its name with _"),
        (
            "unknown-folder",
            "warning",
            "roadmap/initatives/a.yml",
            "did you mean 'roadmap/initiatives'? move it there",
        ),
    ]


def test_a_conflict_in_the_front_matter_has_its_line(load: Load) -> None:
    text = "---\ntitle: One\n<<<<<<< HEAD\nowner: '@a'\n=======\nowner: '@b'\n>>>>>>> other\n---\n\nText.\n"
    loaded = load({"content/playbooks/a.md": text})
    assert _findings(loaded) == [("yaml-syntax", "content/playbooks/a.md:3:1")]
    assert loaded.diagnostics[0].message == "unresolved merge conflict"
