"""Items of a technology radar as tools."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.importers.base import Entry, Export, ExportFile, Imported, WrongWish
from site_builder.importers.new_record import clean_body
from site_builder.importers.radar_links import RadarItems
from site_builder.load.front_matter import split_front_matter
from site_builder.load.yaml import compose
from tests.importers.command import bring, checked, real_data, written
from tests.importers.examples import by_id, folder, folder_on_disk, imported, problems
from tests.support import ends, write

PYTHON = """\
---
title:      "Python"
ring:       adopt
segment:    languages-and-frameworks
tags:       [ai, coding]
featured:   false
---

Use it with [Ansible](/platforms/ansible/), see [there](/platforms/chef/).
"""
ANSIBLE = "---\ntitle: Ansible\nring: assess\nquadrant: platforms\n---\n\nIt is [written](../2026-03-31/python.md).\n"
RADAR = {
    "2025-08-15/python.md": PYTHON,
    "2026-03-31/python.md": "---\nring: hold\ntags: []\n---\n",
    "2025-08-15/ansible.md": ANSIBLE,
    "about.md": "# About\n",
    "2026-03-31/README.md": "# Edition\n",
}
FIXED = {"owner": "@architects", "data_classification": "internal"}
SETS = ("--set", "owner=@architects", "--set", "data_classification=internal")


def read(files: dict[str, str], **wish: Any) -> Imported:
    return imported("techradar", folder("radar", files), **wish)


def item(front: str, body: str = "") -> Imported:
    return read({"2026-03-31/item.md": f"---\n{front}\n---\n{body}"})


def test_an_item_is_what_the_latest_edition_that_says_it_says() -> None:
    found = read(RADAR)
    assert found.diagnostics == ()
    assert {entry.id: dict(entry.fields) for entry in found.entries} == {
        "ansible": {
            "title": "Ansible",
            "category": "platforms",
            "status": "trial",
            "reviewed_on": "2025-08-15",
        },
        "python": {
            "title": "Python",
            "category": "languages-and-frameworks",
            "status": "hold",
            "reviewed_on": "2026-03-31",
            "tags": ["ai", "coding"],
        },
    }
    assert found.notes == (
        "read: 2 items of 2 editions, the latest of 2026-03-31",
        "left out, as it is in no edition: 2 Markdown files",
    )
    assert [problems(entry, **FIXED) for entry in found.entries] == [[], []]


def test_links_between_items_lead_to_records_and_others_become_their_text() -> None:
    found = by_id(read(RADAR))
    assert found["python"].body == "Use it with [Ansible](ansible.md), see there.\n"
    assert found["ansible"].body == "It is [written](python.md).\n"


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("[x](/tools/vite/)", "[x](vite.md)"),
        ("[x](tools/vite/ 'Vite')", "[x](vite.md 'Vite')"),
        ("[x](/radar/tools/vite.html#use)", "[x](vite.md)"),
        ("[x](<./vite.md>)", "[x](<vite.md>)"),
        ("[x](2026-03-31/Vite.md)", "[x](vite.md)"),
        ("[`npm`](/tools/npm/)", "`npm`"),
        ("[x](/tags/vite/)", "x"),
        ("[x](/vite/)", "x"),
        ("[x](/)", "x"),
        ("[x](/a_(b)/)", "x"),
        ("![Logo](/vite.png)", "Logo"),
        ("![Logo](tools/vite)", "Logo"),
        ("[![Logo](a.png)](/tools/vite/)", "[Logo](vite.md)"),
        ("[[x]](/tools/vite)", "[[x]](vite.md)"),
        ("[x]: /tools/vite/\n[y]: /tools/npm/", "[x]: vite.md\n[y]: /tools/npm/"),
        ("[x](https://radar.example/tools/vite/)", "[x](https://radar.example/tools/vite/)"),
        ("[x](#use) [x](mailto:a@b.example) [x]() [x]", "[x](#use) [x](mailto:a@b.example) [x]() [x]"),
        ("`[x](/a/)` \\[x](/a/) ](/a/)", "`[x](/a/)` \\[x](/a/) ](/a/)"),
    ],
)
def test_addresses_of_items(markdown: str, expected: str) -> None:
    items = RadarItems(frozenset({"vite"}), frozenset({"tools", "2026-03-31"}))
    assert items.linked(markdown) == expected


def test_other_rings_are_named() -> None:
    radar = {"2026-03-31/vite.md": "---\nring: Explore\nsegment: tools\ntags: [Web]\n---\n"}
    (problem,) = read(radar).diagnostics
    assert (problem.code, str(problem.span)) == ("invalid-value", "radar/2026-03-31/vite.md:2:7")
    assert "--value 'status:Explore=trial'" in problem.hint
    values = {("status", "explore"): "trial", ("category", "tools"): "Build tools", ("tags", "web"): ""}
    (entry,) = read(radar, values=values).entries
    assert entry.fields == {"title": "Vite", "status": "trial", "category": "Build tools", "reviewed_on": "2026-03-31"}


def test_numbers_are_the_texts_that_stand_there() -> None:
    (entry,) = item("title: 007\nring: hold\nsegment: 1.10\ntags: [2026, 3.10, true, ' ', x]").entries
    assert {key: entry.fields[key] for key in ("title", "category", "tags")} == {
        "title": "007",
        "category": "1.10",
        "tags": ["2026", "3.10", "true", "x"],
    }


def test_editions_may_be_called_otherwise() -> None:
    radar = {"2026-03/python.md": PYTHON}
    (entry,) = read(radar, date_format="%Y-%m").entries
    assert entry.fields["reviewed_on"] == "2026-03-01"


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        (b"# Python\n", "front-matter", "1:1"),
        (b"---\ntitle: x\n", "front-matter", "1:1"),
        (b"---\n- x\n---\n", "invalid-value", "2:1"),
        (b"---\ntitle: {a: b}\n---\n", "invalid-value", "2:8"),
        (b"---\ntags: [[a]]\n---\n", "invalid-value", "2:8"),
        (b"---\ntitle: [\n---\n", "yaml-syntax", "2:9"),
        (b"---\ntitle: !!python/name:os.system x\n---\n", "yaml-forbidden", "2:8"),
        (b"---\ntitle: a\ntitle: b\n---\n", "duplicate-key", "3:1"),
        (b"---\ntitle: \xff\n---\n", "not-utf8", "2:8"),
        (b"---\ntitle: x\n---\n" + b"x" * 1024 * 1024, "file-too-large", "1:1"),
    ],
)
def test_what_is_wrong_is_told_at_its_place(text: bytes, code: str, place: str) -> None:
    file = ExportFile("r/2026-03-31/x.md", "2026-03-31/x.md", text)
    found = imported("techradar", Export("r", (file,), is_folder=True))
    assert found.entries == ()
    assert [(problem.code, str(problem.span)) for problem in found.diagnostics] == [
        (code, f"r/2026-03-31/x.md:{place}")
    ]


def test_an_edition_has_an_item_once() -> None:
    found = read({"2026-03-31/a_b.md": PYTHON, "2026-03-31/a-b.md": PYTHON, "2026-03-31/日本.md": PYTHON})
    assert [entry.id for entry in found.entries] == ["a-b"]
    assert sorted(problem.code for problem in found.diagnostics) == ["duplicate-id", "invalid-id"]


@pytest.mark.parametrize(
    ("files", "wish", "message"),
    [
        ({"about.md": "# About\n"}, {}, "holds no edition of a radar"),
        (RADAR, {"date_format": "%d %d"}, "no date format"),
        (RADAR, {"values": {("ring", "hold"): "hold"}}, "no field 'ring'"),
    ],
)
def test_what_cannot_be_meant_is_refused(files: dict[str, str], wish: dict[str, Any], message: str) -> None:
    with pytest.raises(WrongWish, match=message):
        read(files, **wish)


def test_a_file_is_no_radar() -> None:
    with pytest.raises(WrongWish, match="name the folder"):
        imported("techradar", Export("x.md", (ExportFile("x.md", "x.md", b""),)))


def test_a_radar_becomes_pages_of_tools(tmp_path: Path) -> None:
    root = write(tmp_path, {f"export/radar/{path}": text for path, text in RADAR.items()})
    done = bring(root, "techradar", str(root / "export"), *SETS)
    assert (done.exit_code, done.stdout) == (0, "content/tools/ansible.md\ncontent/tools/python.md\n")
    assert written(root, "content/tools")["content/tools/python.md"] == (
        "---\ntitle: Python\nowner: '@architects'\ncategory: languages-and-frameworks\nstatus: hold\n"
        "data_classification: internal\ntags: [ai, coding]\nreviewed_on: 2026-03-31\n---\n\n"
        "Use it with [Ansible](ansible.md), see there.\n"
    )
    before = written(root, "content")
    again = bring(root, "techradar", str(root / "export"), *SETS)
    assert (again.exit_code, again.stdout) == (0, "")
    assert written(root, "content") == before
    assert checked(root) == []


def test_what_a_radar_does_not_say_is_asked_for(tmp_path: Path) -> None:
    root = write(tmp_path, {f"radar/{path}": text for path, text in RADAR.items()})
    done = bring(root, "techradar", str(root / "radar"))
    assert done.exit_code == 1
    assert "give it to every record with --set owner=VALUE\n" in done.stderr
    assert "give it to every record with --set data_classification=VALUE\n" in done.stderr
    assert "--map" not in done.stderr
    assert written(root, "content") == {"content/index.md": "# Home\n"}


# Properties

NAMES = st.sampled_from(["2026-03-31", "2025-08-15", "radar", "x.md", "y.MD", "Ä.md", "index.md", ".md", "z"])
TEXTS = st.one_of(
    st.binary(max_size=60),
    st.builds("---\n{}\n---\n{}".format, st.text(max_size=60), st.text("[](!)<>`\"'\\/x \n:#", max_size=60)).map(
        lambda text: text.encode("utf-8", "replace")
    ),
    st.lists(st.sampled_from(PYTHON.splitlines()), max_size=9).map(lambda lines: "\n".join(lines).encode()),
)


@given(files=st.dictionaries(st.lists(NAMES, min_size=1, max_size=3).map("/".join), TEXTS, max_size=4))
def test_nothing_makes_it_fail(files: dict[str, bytes]) -> None:
    export = Export("r", tuple(ExportFile(f"r/{path}", path, data) for path, data in files.items()), is_folder=True)
    try:
        found = imported("techradar", export)
    except WrongWish:
        return
    assert len({entry.id for entry in found.entries}) == len(found.entries)


@given(st.text("[](!)<>`\"'\\/ax \n:#", max_size=80))
def test_links_are_rewritten_once(text: str) -> None:
    items = RadarItems(frozenset({"a"}), frozenset({"x"}))
    assert items.linked(items.linked(text)).count("](") <= text.count("](")


@pytest.mark.parametrize("piece", ["[", "](", "](a", '](a "', "](a '", "![a](", "[a]: ", "](a(", "\\", "](<", "](  "])
def test_long_texts_are_read_in_one_pass(piece: str) -> None:
    with ends():
        RadarItems(frozenset(), frozenset()).linked(piece * 200_000)


# Real data


@pytest.fixture(scope="module")
def export() -> Export:
    return folder_on_disk(real_data() / "raw/techradar")


def ours(record_id: str) -> tuple[dict[str, Any], str]:
    """What another conversion made of the same item."""
    parts = split_front_matter((real_data() / f"handbook/content/tools/{record_id}.md").read_text(encoding="utf-8"))
    assert parts is not None
    return compose(parts.yaml, "").mapping, clean_body(parts.body)


@pytest.mark.real_data
def test_fields_are_those_of_another_conversion(export: Export) -> None:
    found = imported("techradar", export)
    assert (len(found.entries), found.diagnostics) == (46, ())
    for entry in found.entries:
        values, _ = ours(entry.id)
        names = ("title", "category", "status", "tags", "reviewed_on")
        assert {name: entry.fields.get(name) for name in names} == {name: values.get(name) for name in names}
        assert problems(entry, **FIXED) == []


@pytest.mark.real_data
def test_texts_are_those_of_another_conversion(export: Export) -> None:
    """Of 46 items 15 have their text in editions that are not there; of the other 31, nine link items that are not.

    With these items as well, all texts are the same but one, whose author left out a slash: the other conversion took
    two addresses such as ``languages-and-frameworks/angular/`` for no items.
    """
    alone = [entry for entry in imported("techradar", export).entries if entry.body]
    assert (len(alone), sum(_same(entry) for entry in alone)) == (31, 22)
    others = sorted((real_data() / "handbook/content/tools").glob("*.md"))
    stubs = tuple(
        ExportFile(f"radar/2000-01-01/{path.name}", f"radar/2000-01-01/{path.name}", b"---\nring: hold\n---\n")
        for path in others
    )
    whole = Export(export.name, (*export.files, *stubs), is_folder=True)
    differing = [entry for entry in imported("techradar", whole).entries if entry.body and not _same(entry)]
    assert [entry.id for entry in differing] == ["playwright"]
    mended = differing[0].body.replace("[Angular](angular.md)", "Angular")
    name = "Visual Regression Tests for Frontend Developers"
    assert clean_body(mended.replace(f"[{name}](visual-regression-tests.md)", name)) == ours("playwright")[1]


def _same(entry: Entry) -> bool:
    return clean_body(entry.body) == ours(entry.id)[1]
