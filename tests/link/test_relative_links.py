"""Relative links in the texts of records, and the files that they lead to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import check_files, initiative

PATH = "roadmap/initiatives/a.md"
FILES: dict[str, str | bytes] = {
    "roadmap/initiatives/b.yml": initiative(),
    "roadmap/notes/plan one.pdf": b"%PDF",
    "content/glossary.md": "# Words\n",
    "content/playbooks/retro.yml": "title: Retro\nowner: '@ops'\narea: tools\n",
    "content/playbooks/holders.csv": "a,b\n",
    "content/playbooks/more/flow.png": b"\x89PNG",
    "content/playbooks/more/holders.csv": "a,b\n",
    "content/guides/holders.csv": "a,b\n",
}


def found(tmp_path: Path, body: str, path: str = PATH, **fields: str) -> list[tuple[str, str]]:
    record = f"---\n{initiative(**fields)}---\n\n{body}\n"
    checked = check_files(tmp_path, {**FILES, path: record})
    assert all(each.severity.value == "warning" for each in checked.diagnostics)
    return [(each.message, str(each.span)) for each in checked.diagnostics]


@pytest.mark.parametrize(
    "link",
    [
        "[b](b.yml)",
        "[b](b.yml#risks)",
        "[b](./b.yml?plain=1 'title')",
        "[glossary](../../content/glossary.md)",
        "[glossary](/content/glossary.md)",
        "[a record](../../content/playbooks/retro.yml)",
        "![beside records](../../content/playbooks/more/flow.png)",
        "[data beside no record](../../content/guides/holders.csv)",
        "[plan](<../notes/plan one.pdf>)",
        "[plan](../notes/plan%20one.pdf)",
        "[page](../../releases/1.0/)",
        "[folder](../notes)",
        "[elsewhere](https://example.com/nope.md)",
        "[mail](mailto:a.b@example.com)",
        "[here](#nope.md)",
        "[^1]: nope.md",
        "[unused]: nope.md",
        "[r]: nope.md and more text, [r]",
        "[x\\](nope.md)",
        "    [x](nope.md)",
        "text\n\n- - -\n\n    [x](nope.md)",
        r"[plan](../notes/plan\ one.pdf)",
        "[plan](../notes/plan&#32;one.pdf)",
        "[above](../../../beside/the/handbook.md)",
        "`[x](nope.md)`",
        "```\n[x](nope.md)\n```",
        "<!-- [x](nope.md) -->",
    ],
)
def test_what_leads_somewhere_or_is_no_file_is_nobodys_business(tmp_path: Path, link: str) -> None:
    assert found(tmp_path, link) == []


@pytest.mark.parametrize(
    ("link", "target", "column"),
    [
        ("See [x](nope.md).", "nope.md", 9),
        ("![x](../pictures/nope.png)", "../pictures/nope.png", 6),
        ("[x](<../notes/plan two.pdf>)", "../notes/plan two.pdf", 6),
        ("[glossary](/glossary.md 'title')", "/glossary.md", 12),
        ("[x]: nope.md\n\n[x]", "nope.md", 6),
        ("[A name]: <no such.md> 'title'\n\n[words][a  name]", "no such.md", 12),
        ("[x](/..notes.md)", "/..notes.md", 5),
        ("![x](shot(1).png)", "shot(1).png", 6),
    ],
)
def test_a_link_to_a_file_that_is_not_there_is_reported(tmp_path: Path, link: str, target: str, column: int) -> None:
    assert found(tmp_path, link) == [(f"there is no file {target!r}", f"{PATH}:7:{column}")]


@pytest.mark.parametrize("target", ["../../content/playbooks/holders.csv", "/content/playbooks/more/holders.csv"])
def test_a_link_to_data_that_the_site_leaves_out_is_reported(tmp_path: Path, target: str) -> None:
    message = f"{target!r} is no part of the site, and no page of it can lead there"
    assert found(tmp_path, f"See [x]({target}).") == [(message, f"{PATH}:7:9")]


def test_each_is_reported_at_its_place(tmp_path: Path) -> None:
    findings = found(tmp_path, "[x](nope.md)\n\nand [y](nowhere.csv)")
    assert [place for _, place in findings] == [f"{PATH}:7:5", f"{PATH}:9:9"]


def test_the_same_link_twice_is_reported_twice_and_words_before_it_are_not_meant(tmp_path: Path) -> None:
    findings = found(tmp_path, "It was nope.md: see [x](nope.md), [y](b.yml) and [z](nope.md).")
    assert [place for _, place in findings] == [f"{PATH}:7:25", f"{PATH}:7:54"]


def test_fields_of_records_in_the_documentation_folder_are_read_as_those_of_others(tmp_path: Path) -> None:
    playbook = "---\ntitle: How\nowner: '@ops'\narea: tools\nsummary: See [x](nope.md)\n---\n"
    findings = check_files(tmp_path, {"content/playbooks/how.md": playbook}).diagnostics
    assert [(each.message, str(each.span)) for each in findings] == [
        ("there is no file 'nope.md'", "content/playbooks/how.md:5:18")
    ]


def test_paths_under_links_start_from_the_root(tmp_path: Path) -> None:
    links = "['content/glossary.md', 'glossary.md', 'https://example.com/x.md', 'initiative:b']"
    assert found(tmp_path, "", links=links) == [("there is no file 'glossary.md'", f"{PATH}:5:32")]


def test_brackets_in_code_before_a_link_are_not_taken_for_it(tmp_path: Path) -> None:
    findings = found(tmp_path, "`[x](nope.md)` and\n\n```\n[x](nope.md)\n```\n\n[y](nope.md)")
    assert [place for _, place in findings] == [f"{PATH}:13:5"]
