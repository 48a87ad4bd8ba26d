"""Issues of GitHub as requests."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.model.reference import is_id
from tests.importers.examples import by_id, imported, one_file, problems
from tests.support import ends


def issue(number: int, state: str = "OPEN", **more: Any) -> dict[str, Any]:
    return {"number": number, "title": "Swap shifts", "state": state, "createdAt": "2026-03-04T09:12:00Z", **more}


GH = [
    issue(
        7,
        labels=[{"name": "rota"}, {"name": "good first issue"}],
        url="https://github.com/rota/app/issues/7",
        body="Two\n\nlines",
    ),
    issue(8, "CLOSED", stateReason="COMPLETED"),
    issue(9, "CLOSED", stateReason="NOT_PLANNED"),
    issue(10, "CLOSED", stateReason=""),
]


def test_issues_listed_by_gh() -> None:
    found = by_id(imported("github", one_file("issues.json", json.dumps(GH, indent=2))))
    assert dict(found["rota-app-7"].fields) == {
        "title": "Swap shifts",
        "source": "community",
        "submitted_on": "2026-03-04",
        "status": "new",
        "tags": ["rota", "good first issue"],
        "links": ["https://github.com/rota/app/issues/7"],
    }
    assert found["rota-app-7"].body == "Two\n\nlines"
    assert {name: entry.fields["status"] for name, entry in found.items()} == {
        "rota-app-7": "new",
        "issue-8": "released",
        "issue-9": "declined",
        "issue-10": "released",
    }
    assert found["issue-9"].fields["reason"] == "Closed as not planned."
    assert [problems(entry, owner="@community") for entry in found.values()] == [[]] * 4


def test_issues_listed_by_the_rest_interface() -> None:
    listed = [
        {
            "number": 3,
            "title": "Swap",
            "state": "closed",
            "state_reason": "not_planned",
            "created_at": "2026-03-04T09:12:00Z",
            "labels": ["rota"],
            "url": "https://api.github.com/repos/a/b/issues/3",
            "html_url": "https://github.com/a/b/issues/3",
            "body": None,
        },
        {
            "number": 4,
            "title": "Mend",
            "state": "open",
            "created_at": "2026-03-04T09:12:00Z",
            "pull_request": {"url": "x"},
        },
    ]
    for text in (json.dumps(listed), json.dumps({"total_count": 2, "items": listed})):
        found = imported("github", one_file("issues.json", text))
        assert [(entry.id, entry.fields["links"]) for entry in found.entries] == [
            ("a-b-3", ["https://github.com/a/b/issues/3"])
        ]
        assert found.notes == ("left out: 1 pull request",)


def test_values_are_what_was_asked_for() -> None:
    values = {("status", "open"): "under_review", ("tags", "rota"): "scheduling", ("tags", "good first issue"): ""}
    found = by_id(
        imported("github", one_file("issues.json", json.dumps(GH)), values=values, fixed={"source": "internal"})
    )
    assert found["rota-app-7"].fields["status"] == "under_review"
    assert found["rota-app-7"].fields["tags"] == ["scheduling"]
    assert "source" not in found["rota-app-7"].fields


def test_each_issue_has_its_line() -> None:
    found = by_id(imported("github", one_file("issues.json", json.dumps(GH[1:3], indent=2))))
    assert [str(entry.span) for entry in found.values()] == ["issues.json:2:3", "issues.json:9:3"]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("", "issues.json:1:1", "this is no list of issues in JSON"),
        ("number,title\n1,a\n", "issues.json:1:1", "this is no list of issues in JSON"),
        (
            '[\n  {"number": 1, "title": "a", "state": "open"},\n  {"number": }]',
            "issues.json:3:14",
            "no JSON from here on",
        ),
        ('[{"number": 1, "title": "a", "state": "open"}', "issues.json:1:1", "is never closed"),
        ('[1, {"number": 2}]', "issues.json:1:2", "it has no number or no title"),
        (f'[{{"number": {"9" * 5000}}}]', "issues.json:1:2", "no JSON from here on"),
        (f"[{'[' * 100_000}", "issues.json:1:2", "no JSON from here on"),
    ],
)
def test_what_is_no_list_is_told(text: str, place: str, message: str) -> None:
    problem = imported("github", one_file("issues.json", text)).diagnostics[0]
    assert str(problem.span) == place
    assert message in problem.message
    assert "gh issue list" in problem.hint


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["number", "title", "state", "labels", "name", "body", "url", "items"]), inner
            )
        ),
        max_leaves=12,
    )
)
def test_no_json_is_a_surprise(value: object) -> None:
    found = imported("github", one_file("issues.json", json.dumps(value)))
    assert all(is_id(entry.id) for entry in found.entries)


@given(st.binary(max_size=60))
def test_no_bytes_are_a_surprise(data: bytes) -> None:
    assert not imported("github", one_file("issues.json", data)).entries


def test_many_issues_in_one_line_are_read_in_linear_time() -> None:
    listed = json.dumps([issue(number, body="word " * 20) for number in range(1, 60_001)])
    with ends():
        assert len(imported("github", one_file("issues.json", listed)).entries) == 60_000
