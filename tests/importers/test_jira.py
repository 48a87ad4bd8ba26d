"""Issues of Jira as initiatives and requests."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.importers.base import WrongWish
from site_builder.importers.jira_markup import markdown_of
from tests.importers.examples import by_id, imported, one_file, problems
from tests.support import ends

HEADER = (
    "Summary,Issue key,Issue id,Issue Type,Status,Project key,Resolution,Assignee,Created,Resolved,Due date,"
    "Components,Components,Labels,Labels,Description\n"
)
ISSUES = HEADER + (
    "Swap shifts,OPS-1,10001,Epic,In Progress,OPS,,Ana Example,04/Mar/26 9:12 AM,,31/Dec/26,Rota,Mobile,swap,mobile,"
    '"h2. Why\n* *Managers* are asked {{twice}}"\n'
    "Print the rota,OPS-2,10002,Epic,Done,OPS,Done,Ana Example,2026-01-04 09:12,2026-02-05 17:00,,,,,,\n"
    "Fax the rota,OPS-3,10003,Epic,Done,OPS,Won't Do,,04/Mar/26 9:12 AM,05/Mar/26 5:00 PM,,,,,,\n"
    "Fix a typo,OPS-4,10004,Task,UAT,OPS,,,04/Mar/26 9:12 AM,,,,,,,\n"
)


def test_issues_become_initiatives() -> None:
    found = by_id(imported("jira", one_file("jira.csv", ISSUES), where=(("issue type", "epic"),)))
    assert {name: dict(entry.fields) for name, entry in found.items()} == {
        "ops-1": {
            "title": "Swap shifts",
            "status": "in_progress",
            "tags": ["swap", "mobile"],
            "target": "2026-12-31",
            "component": "Rota",
        },
        "ops-2": {"title": "Print the rota", "status": "released", "released_on": "2026-02-05"},
        "ops-3": {"title": "Fax the rota", "status": "dropped", "reason": "Won't Do"},
    }
    assert found["ops-1"].body == "## Why\n- **Managers** are asked `twice`"
    assert [problems(entry, owner="@product") for entry in found.values()] == [[], [], []]


def test_a_status_of_ones_own_is_named() -> None:
    wish = {"values": {("status", "uat"): "in_progress"}, "where": (("Issue Type", "Task"),)}
    found = by_id(imported("jira", one_file("jira.csv", ISSUES), **wish))
    assert found["ops-4"].fields["status"] == "in_progress"
    assert problems(by_id(imported("jira", one_file("jira.csv", ISSUES)))["ops-4"], owner="@p") == [
        "status: 'UAT' is not allowed"
    ]


def test_issues_become_requests() -> None:
    found = by_id(imported("jira", one_file("jira.csv", ISSUES), kind="request"))
    assert dict(found["ops-3"].fields) == {
        "title": "Fax the rota",
        "status": "declined",
        "submitted_on": "2026-03-04",
        "reason": "Won't Do",
    }
    assert found["ops-2"].fields["submitted_on"] == "2026-01-04"
    assert problems(found["ops-2"], owner="@support", source="support") == []


def test_other_kinds_are_refused() -> None:
    with pytest.raises(WrongWish, match="did you mean 'initiative'"):
        imported("jira", one_file("jira.csv", ISSUES), kind="initiatives")


def test_names_of_people_stay_out() -> None:
    found = imported("jira", one_file("jira.csv", ISSUES))
    assert "Ana" not in str(found.entries)
    assert "left out: Issue id, Issue Type, Project key, Assignee, Created" in found.notes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("h1. Title", "# Title"),
        ("* one\n** two\n# first\n## second", "- one\n  - two\n1. first\n   1. second"),
        ("{code:java|title=x}\nint a;\n{code}\nafter", "```java\nint a;\n```\nafter"),
        ("{noformat}a *b* {{c}}{noformat}", "```\na *b* {{c}}\n```"),
        ("before {code}a{code} after", "before \n```\na\n```\n after"),
        ("{code}\nnever closed *a*", "```\nnever closed *a*\n```"),
        ("{quote}\nsaid *so*\n{quote}\nnot", "> said **so**\n\nnot"),
        ("bq. short", "> short"),
        (
            "[text|https://example.com/a] and [https://example.com]",
            "[text](https://example.com/a) and <https://example.com>",
        ),
        ("[x|javascript:alert(1)]", "[x|javascript:alert(1)]"),
        ("[~ana] {color:red}warns{color}", "[user] warns"),
        ("!shot.png|thumbnail! 2 * 3 * 4", "(shot.png) 2 * 3 * 4"),
        ("||Plan||Price||\n|Team|4|", "| Plan | Price |\n| --- | --- |\n|Team|4|"),
        ("|a|b|\nafter", "|a|b|\n\nafter"),
        ("a\r\nb", "a\nb"),
        ("", ""),
    ],
)
def test_markup_becomes_markdown(text: str, expected: str) -> None:
    assert markdown_of(text) == expected.strip()


@pytest.mark.parametrize("piece", ["{", "[~", "*a ", "{{", "[a|https://", "!a", "{code", "{color:", "h1. ", "||"])
def test_markup_takes_no_longer_for_what_never_ends(piece: str) -> None:
    with ends():
        assert markdown_of(piece * 100_000)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    from tests.importers.examples import folder_on_disk

    with pytest.raises(WrongWish, match="name the exported file"):
        imported("jira", folder_on_disk(tmp_path))
