"""A diff as a comment on a pull request."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.report.diff_markdown import LIMIT, MARKER, diff_markdown, fitted
from site_builder.report.diff_parts import Entry, Section
from site_builder.views.change_pieces import Piece
from tests.report.diffs import diff_of
from tests.report.test_markdown_text import HOSTILE, seen
from tests.support import initiative

CHECKOUT = "roadmap/initiatives/checkout.yml"


def test_the_first_line_is_the_marker_by_which_the_comment_is_found_again(tmp_path: Path) -> None:
    text = diff_markdown(diff_of(tmp_path, {CHECKOUT: initiative()}, {CHECKOUT: initiative()}))
    assert MARKER == "<!-- opsbook-diff -->"
    assert text.splitlines() == [
        MARKER,
        "### What this change means",
        "",
        "`main` (`1111111111`) → `feature` (`2222222222`), as of 2026-10-31: no record changed.",
        "",
        "No record says anything else than before.",
    ]


def test_a_slip_and_a_public_sentence(tmp_path: Path) -> None:
    before = initiative(target="2026-Q3", visibility="public", summary="Soon.")
    after = initiative(target="2026-Q4", visibility="public", summary="Later.")
    text = diff_markdown(diff_of(tmp_path, {CHECKOUT: before}, {CHECKOUT: after}))
    assert (
        "#### Public text (1)\n\n- public initiative `checkout` (Faster checkout)\n\n"
        "  ```diff\n  - summary: Soon.\n  + summary: Later.\n  ```\n"
    ) in text
    assert (
        "#### Dates (1)\n\n- public initiative `checkout` (Faster checkout): `target` moved from `2026-Q3` to "
        "`2026-Q4`: 92 days later\n"
    ) in text


def test_long_sections_are_folded(tmp_path: Path) -> None:
    added = {f"roadmap/initiatives/i{number:02}.yml": initiative(f"Number {number}") for number in range(25)}
    found = diff_of(tmp_path, {}, added)
    text = diff_markdown(found)
    shown, folded = text.split("#### Added (25)")[1].split("####")[0].split("<details><summary>20 more</summary>\n\n")
    assert shown.count("- initiative") == 5
    assert folded.count("- initiative") == 20
    assert folded.rstrip().endswith("</details>")
    assert "<details>" not in diff_markdown(found, verbose=True)


def quoted(text: str) -> str:
    """Return a text as YAML holds it in quotes."""
    return '"' + "".join(f"\\U{ord(character):08x}" for character in text) + '"'


@pytest.mark.parametrize("text", [each for each in HOSTILE if each.strip()])
def test_hostile_records_break_nothing_and_name_nobody(text: str, tmp_path: Path) -> None:
    title = quoted(text.replace("\n", " "))
    names = {"tags": f"[{title}]", "summary": quoted(text), "team": title, "outcome": quoted(text)}
    before = {
        CHECKOUT: initiative("Old", target="2026-Q3", visibility="public", summary="Old.", milestones="[{name: a}]"),
        "roadmap/initiatives/gone.yml": initiative(title),
        "roadmap/initiatives/dropped.yml": initiative(title),
    }
    after = {
        CHECKOUT: initiative(
            title, target="2026-Q4", visibility="public", milestones=f"[{{name: {title}, target: 2026-Q4}}]", **names
        ),
        "roadmap/initiatives/new.yml": initiative(title, custom=f"{{{title}: 1}}"),
        "roadmap/initiatives/dropped.yml": initiative(title, "dropped", reason=quoted(text)),
        "roadmap/initiatives/bad.yml": initiative(title, status=title),
    }
    comment = diff_markdown(diff_of(tmp_path, before, after, (text.replace("\n", " "), "x")))
    shown = seen(comment)
    assert shown.elements <= {"h3", "h4", "p", "ul", "li", "pre", "code", "details", "summary", "em"}
    outside = shown.outside
    assert not re.search(r"@|#\d|GH-\d|://|www\.|[0-9a-f]{7,}|:tada:|[<>`]|evil|alert|defaced", outside)
    assert (comment.startswith(f"{MARKER}\n"), shown.comments) == (True, 1)


def test_a_comment_is_never_longer_than_the_limit(tmp_path: Path) -> None:
    added = {
        f"roadmap/initiatives/i{number:04}.yml": initiative(
            f"{number} " + "x" * 500, visibility="public", summary="x" * 900, depends_on=f"[{'y' * 60}{number}]"
        )
        for number in range(300)
    }
    found = diff_of(tmp_path, {}, added)
    for verbose in (False, True):
        text = diff_markdown(found, verbose=verbose)
        assert len(text) <= LIMIT
        assert "#### New errors (300)\n" in text
        assert text.rstrip().endswith("`opsbook diff --verbose` shows everything._")


def section(heading: str, entries: int, length: int) -> Section:
    """Return a section of so many entries, each a line of so many characters."""
    line = (Piece("x" * length, "value"),)
    return Section(heading, tuple(Entry(line) for _ in range(entries)), entries)


def test_long_sections_are_cut_before_any_is_left_out() -> None:
    lines = fitted([section("New errors", 20, 10), section("Dates", 200, 10)], 3_000)
    assert "#### New errors (20)" in lines
    assert (
        lines[-1] == "_Only the first 150 entries are shown of dates (200). `opsbook diff --verbose` shows everything._"
    )


def test_what_matters_least_is_left_out_first_and_it_is_said() -> None:
    sections = [section(heading, 20, 50) for heading in ("New errors", "Dates", "Metrics", "Fixed findings")]
    lines = fitted(sections, 2_000)
    assert [line for line in lines if line.startswith("####")] == ["#### New errors (20)", "#### Dates (20)"]
    assert lines[-3:] == [
        (
            "_Only the first 15 entries are shown of new errors (20), dates (20). "
            "`opsbook diff --verbose` shows everything._"
        ),
        "",
        (
            "_Left out, because a comment cannot be longer: metrics (20), fixed findings (20). "
            "`opsbook diff --verbose` shows everything._"
        ),
    ]


@settings(max_examples=30)
@given(
    st.lists(st.builds(section, st.just("Dates"), st.integers(1, 40), st.integers(1, 300)), max_size=11),
    st.integers(100, 8_000),
)
def test_whatever_there_is_fits(sections: list[Section], room: int) -> None:
    lines = fitted(sections, room)
    notices = [line for line in lines if line.startswith("_")]
    assert sum(len(line) + 1 for line in lines if line not in notices) <= room + 2
    assert sum(map(len, notices)) < 600
