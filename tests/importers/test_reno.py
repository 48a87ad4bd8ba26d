"""Release notes of OpenStack as changes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from site_builder.importers.base import Entry, Imported, WrongWish
from site_builder.kinds.change import first_sentence
from site_builder.load.names import RecordFile
from site_builder.load.one_record import read_record
from site_builder.model.reference import is_id
from tests.importers.examples import by_id, folder, folder_on_disk, imported, one_file, problems

NOTE = """\
---
prelude: >
    A release about tokens.
features:
  - |
    [`bug 1 <https://example.com/1>`_] Tokens can be listed. Call
    ``GET /v3/tokens``::

        curl /v3/tokens

    as an administrator.
  - Tokens have names.
upgrade:
  - The ``uuid`` provider has now been removed. Use ``fernet``.
  - Run ``db_sync``. The old table is removed then.
security:
  - >
    Tokens of people who left
    end at once
"""
LISTED = """\
([bug 1](https://example.com/1)) Tokens can be listed. Call
`GET /v3/tokens`:

```text
curl /v3/tokens
```

as an administrator."""
READ = (
    "read: 1 note with 5 changes: features as added (2), security as security (1), upgrade as changed (1), "
    "upgrade as removed (1)"
)
NAME = "Token_names-0123456789abcdef"


def read(text: str, **wish: Any) -> Imported:
    return imported("reno", folder("releasenotes", {f"notes/{NAME}.yaml": text}), **wish)


def test_each_entry_becomes_a_change() -> None:
    found = read(NOTE)
    assert found.diagnostics == ()
    assert {entry.id: (dict(entry.fields), entry.body) for entry in found.entries} == {
        "token-names-0123456789abcdef": (
            {"title": "Tokens can be listed", "type": "added", "tags": ["features"]},
            LISTED,
        ),
        "token-names-0123456789abcdef-2": ({"title": "Tokens have names", "type": "added", "tags": ["features"]}, ""),
        "token-names-0123456789abcdef-3": (
            {"type": "removed", "breaking": True, "tags": ["upgrade"]},
            "The `uuid` provider has now been removed. Use `fernet`.",
        ),
        "token-names-0123456789abcdef-4": (
            {"type": "changed", "tags": ["upgrade"]},
            "Run `db_sync`. The old table is removed then.",
        ),
        "token-names-0123456789abcdef-5": (
            {"title": "Tokens of people who left end at once", "type": "security", "tags": ["security"]},
            "",
        ),
    }
    assert found.notes == (
        READ,
        "left out: preludes, which are no changes (1)",
    )
    assert [problem for entry in found.entries for problem in problems(entry, owner="@a")] == []
    assert [str(entry.span).rpartition("/")[2] for entry in found.entries] == [
        f"{NAME}.yaml:{place}" for place in ("5:5", "12:5", "14:5", "15:5", "17:5")
    ]


def test_a_note_with_one_entry_has_its_own_name() -> None:
    assert [entry.id for entry in read("fixes:\n- Tokens end.\n").entries] == ["token-names-0123456789abcdef"]
    assert [entry.id for entry in read("fixes: Tokens end.\n").entries] == ["token-names-0123456789abcdef"]


@pytest.mark.parametrize(
    ("stem", "entries", "expected"),
    [
        (f"{'long-name-' * 6}0123456789abcdef", 1, f"{'long-name-' * 4}long-na-0123456789abcdef"),
        (f"{'long-name-' * 6}0123456789abcdef", 2, f"{'long-name-' * 4}long-0123456789abcdef-2"),
        ("a" * 80, 2, f"{'a' * 62}-2"),
    ],
)
def test_what_tells_a_long_name_from_others_is_kept(stem: str, entries: int, expected: str) -> None:
    found = imported("reno", one_file(f"{stem}.yaml", "fixes:\n" + "- Tokens end.\n" * entries))
    assert found.entries[-1].id == expected
    assert is_id(expected)


def test_a_note_that_gets_another_entry_keeps_the_id_of_its_first() -> None:
    (first,) = read("fixes:\n- Tokens end.\n").entries
    assert [entry.id for entry in read("fixes:\n- Tokens end.\n- And begin.\n").entries] == [first.id, f"{first.id}-2"]


@pytest.mark.parametrize(
    ("section", "text", "change_type"),
    [
        ("features", "The old way is removed.", "added"),
        ("feature", "New.", "added"),
        ("fixes", "Mended.", "fixed"),
        ("critical", "Mended.", "security"),
        ("deprecations", "The option is removed later.", "deprecated"),
        ("upgrades", "The option is removed.", "removed"),
        ("upgrade", "Removed the option.", "removed"),
        ("other", "Options were finally removed.", "removed"),
        ("issues", "The option can be removed.", "changed"),
        ("other", "The option will be removed. It has been removed elsewhere.", "changed"),
        ("upgrade", "Remove the option from your files.", "changed"),
        ("upgrade", f"The option {'with a long name ' * 10} is removed.", "removed"),
    ],
)
def test_the_type_is_that_of_the_section(section: str, text: str, change_type: str) -> None:
    (entry,) = read(f"{section}:\n- {text}\n").entries
    assert (entry.fields["type"], entry.fields.get("breaking", False)) == (change_type, change_type == "removed")
    assert entry.fields["tags"] == [section]


def test_sections_of_a_project_are_mapped_or_left_out_and_ids_stay() -> None:
    text = "api:\n- New call.\nci:\n- New job.\nfixes:\n- Mended.\n"
    found = read(text, values={("type", "api"): "added", ("type", "ci"): ""})
    assert {entry.id[-2:]: entry.fields["type"] for entry in found.entries} == {"ef": "added", "-3": "fixed"}
    assert found.notes[1:] == ("left out: entries of ci (1)",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- Tokens end\n", ("invalid-value", "1:1", "a note is a mapping of sections")),
        ("fixes\n", ("invalid-value", "1:1", "a note is a mapping of sections")),
        ("fixes:\n- Tokens: end\n", ("invalid-value", "2:3", "an entry of fixes is text, and this is a mapping")),
        ("fixes:\n- [a]\n", ("invalid-value", "2:3", "an entry of fixes is text, and this is a list")),
        ("fixes:\n- 12\n", ("invalid-value", "2:3", "an entry of fixes is text, and this is no text")),
        ("fixes: {a: b}\n", ("invalid-value", "1:8", "an entry of fixes is text, and this is a mapping")),
        ("fixes:\n- '![](x)'\n", ("invalid-value", "2:3", "no words of this entry can be the title")),
        ("fixs:\n- Tokens end\n", ("invalid-value", "1:1", "the section 'fixs' is not known")),
        ("fixes: [\n", ("yaml-syntax", "1:9", "")),
        ("fixes:\n- &a x\n- *a\n", ("yaml-forbidden", "2:3", "")),
    ],
)
def test_what_cannot_be_read_is_an_error_at_its_place(text: str, told: tuple[str, str, str]) -> None:
    problem = read(text).diagnostics[0]
    assert (problem.code, str(problem.span).partition(".yaml:")[2]) == told[:2]
    assert problem.message.startswith(told[2])
    assert problem.hint


def test_a_section_like_a_known_one_is_guessed() -> None:
    assert read("fixs:\n- x\n").diagnostics[0].hint.startswith("did you mean 'fixes'? Or say what it stands for")


def test_empty_notes_and_entries_are_left_out() -> None:
    files = {
        "a.yaml": "",
        "b.yaml": "---\n",
        "c.yaml": "fixes:\n",
        "d.yaml": "fixes:\n- ' '\n- Tokens end\nother: []\n",
    }
    found = imported("reno", folder("notes", files))
    assert found.diagnostics == ()
    assert [entry.id for entry in found.entries] == ["d"]
    assert found.notes[1:] == ("left out: empty entries (3), empty notes (2)",)


def test_names_that_differ_in_signs_alone_are_told() -> None:
    found = imported(
        "reno", folder("notes", {"a-b.yaml": "fixes: [One]\n", "a_b.yaml": "fixes: [Two]\n", "日.yaml": "fixes: [a]\n"})
    )
    assert [(problem.code, str(problem.span)) for problem in found.diagnostics] == [
        ("invalid-id", "notes/日.yaml:1:1"),
        ("duplicate-id", "notes/a_b.yaml:1:9"),
    ]


@pytest.mark.parametrize(
    ("name", "files", "expected"),
    [
        ("notes", {"a.yaml": "fixes: [One]\n", "README.md": "x"}, ["a"]),
        ("releasenotes", {"notes/a.yaml": "fixes: [One]\n", "config.yaml": "x"}, ["a"]),
        ("keystone", {"reno.yaml": "x", "releasenotes/notes/a.yml": "fixes: [One]\n", "b/c.yaml": "x"}, ["a"]),
    ],
)
def test_the_folder_or_one_above_it_is_named(name: str, files: dict[str, str], expected: list[str]) -> None:
    found = imported("reno", folder(name, files))
    assert ([entry.id for entry in found.entries], found.diagnostics) == (expected, ())


def test_a_folder_without_notes_is_refused() -> None:
    with pytest.raises(WrongWish, match="holds no notes; name the folder releasenotes/notes"):
        imported("reno", folder("docs", {"a.md": "x"}))


WORDS = st.text(st.sampled_from("ab `_<>:.*-|\\\n\t#é日[]()\x07\u2028"), max_size=30)
VALUES = st.recursive(
    st.one_of(WORDS, st.none(), st.integers()), lambda inner: st.lists(inner, max_size=3), max_leaves=4
)
NOTES = st.dictionaries(st.sampled_from(["fixes", "upgrade", "prelude", "odd", ""]), VALUES, max_size=4)


@given(st.one_of(st.text(), NOTES.map(lambda note: yaml.safe_dump(note, allow_unicode=True))))
@example('fixes: ["a\\u0007b"]')
@example("fixes: ['`a <b>`_']")
def test_whatever_the_note_what_is_read_is_valid_or_told(text: str) -> None:
    found = read(text)
    assert all(is_id(entry.id) for entry in found.entries)
    assert [problem for entry in found.entries for problem in problems(entry, owner="@a")] == []


# The notes of a real project, which others have turned into records by the same rules.


@pytest.fixture(scope="module")
def real() -> tuple[dict[str, Entry], dict[str, dict[str, Any]]]:
    """Return the notes as they are imported, and as others turned them into records."""
    root = os.environ.get("OPSBOOK_REAL_DATA", "").strip()
    if not root:
        pytest.skip("OPSBOOK_REAL_DATA names no folder")
    found = imported("reno", folder_on_disk(Path(root) / "raw/reno"))
    assert found.diagnostics == ()
    theirs = {}
    paths = {path.stem: path for path in (Path(root) / "handbook/roadmap/changes").iterdir()}
    for stem, path in paths.items():
        record = read_record(path.read_bytes(), RecordFile(path.name, "change", stem)).record
        assert record is not None
        # Where a note has several entries, they number the first one as well.
        first = stem.removesuffix("-1")
        theirs[first if f"{first}-2" in paths else stem] = dict(record.values)
    return by_id(found), theirs


Real = tuple[dict[str, Entry], dict[str, dict[str, Any]]]


@pytest.mark.real_data
def test_the_changes_are_those_that_others_found(real: Real) -> None:
    ours, theirs = real
    assert set(ours) == set(theirs)
    assert len(ours) == 619
    assert all(ours[name].fields["tags"] == theirs[name]["tags"] for name in ours)


@pytest.mark.real_data
def test_types_differ_where_the_first_word_is_remove(real: Real) -> None:
    """They take "Removed support for …" for a change, and "Remove … from your files" for a removal."""
    ours, theirs = real
    kinds = ("type", "breaking")
    others = {
        name for name in ours if [ours[name].fields.get(k) for k in kinds] != [theirs[name].get(k) for k in kinds]
    }
    assert len(others) == 12
    for name in others:
        word, _, _ = theirs[name]["title"].partition(" ")
        assert (word, ours[name].fields["type"], theirs[name]["type"]) in (
            ("Removed", "removed", "changed"),
            ("Remove", "changed", "removed"),
        )


@pytest.mark.real_data
def test_titles_and_texts_are_nearly_all_the_same(real: Real) -> None:
    """Titles there have no code in them, so that long ones are cut elsewhere; lists there begin with hyphens."""
    ours, theirs = real

    def title(entry: Entry) -> str:
        return str(entry.fields.get("title") or first_sentence(entry.body)).replace("`", "").removesuffix("…")

    titles = sum(theirs[name]["title"].startswith(title(entry)) for name, entry in ours.items())
    texts = sum(
        _words(entry.body or entry.fields["title"]) == _words(theirs[name]["body"]) for name, entry in ours.items()
    )
    assert titles >= 612
    assert texts >= 607


def _words(markdown: str) -> list[str]:
    """Return the words of a text: however its lines are broken, and whatever its bullets are."""
    return ["-" if word == "*" else word for word in markdown.strip().removesuffix(".").split()]
