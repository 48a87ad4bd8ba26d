"""Changelogs as people write them, and as this handbook writes its own."""

from __future__ import annotations

from typing import Any

import pytest

from site_builder.importers.base import Entry, WrongWish
from site_builder.kinds.change import first_sentence
from site_builder.model.reference import is_id
from tests.importers.examples import by_id, folder, imported, one_file, problems, read_changelog

CHANGELOG = """\
# Changelog

All notable changes.

## [Unreleased]

### Added

- Print the rota. One page a week.

## [1.2.0] - 2026-03-31

A release about *swaps*, see [the guide].

### Added

- Swap shifts
- **Breaking:** Keys have rights. Make new ones,
  as [the guide][] says:

  1. In the settings
  2. In your `[the guide]`

  ```
  ## [0.1.0] - 2020-01-01
  ```
* Ask colleagues ([#12])

### Fixed

+ Print the rota!

## [1.1.0] - 2026-01-02 [YANKED]

[1.2.0]: https://example.com/compare/1.1.0...1.2.0
[the guide]: https://example.com/guide "Guide"
[#12]: <https://example.com/issues/12>
"""
KEYS = """\
Keys have rights. Make new ones,
as [the guide](https://example.com/guide "Guide") says:

1. In the settings
2. In your `[the guide]`

```
## [0.1.0] - 2020-01-01
```"""


def version(heading: str) -> Entry:
    (entry,) = read_changelog(f"# Changelog\n\n{heading}\n").entries
    return entry


def entries(*lines: str, section: str = "### Added") -> list[tuple[str, dict[str, Any], str]]:
    """Return id, fields and narrative of the changes that a section of an unreleased version holds."""
    found = read_changelog("\n".join(("## [Unreleased]", section, *lines)))
    assert found.diagnostics == ()
    return [(entry.id, dict(entry.fields), entry.body) for entry in found.entries]


def test_versions_become_releases_and_bullets_changes() -> None:
    found = read_changelog(CHANGELOG)
    assert found.diagnostics == ()
    assert {entry.id: (entry.kind, dict(entry.fields), entry.body) for entry in found.entries} == {
        "print-the-rota-2": ("change", {"type": "added"}, "Print the rota. One page a week."),
        "1.2.0": (
            "release",
            {"title": "1.2.0", "status": "released", "date": "2026-03-31"},
            'A release about *swaps*, see [the guide](https://example.com/guide "Guide").',
        ),
        "swap-shifts": ("change", {"title": "Swap shifts", "type": "added", "release": "1.2.0"}, ""),
        "keys-have-rights": (
            "change",
            {"type": "added", "release": "1.2.0", "breaking": True},
            KEYS,
        ),
        "ask-colleagues-12": (
            "change",
            {"type": "added", "release": "1.2.0"},
            "Ask colleagues ([#12](<https://example.com/issues/12>))",
        ),
        "print-the-rota": ("change", {"title": "Print the rota!", "type": "fixed", "release": "1.2.0"}, ""),
        "1.1.0": ("release", {"title": "1.1.0", "status": "withdrawn", "date": "2026-01-02"}, ""),
    }
    assert found.notes == ("read: 2 releases and 5 changes, 1 of them unreleased",)
    assert [problem for entry in found.entries for problem in problems(entry, owner="@a")] == []


def test_places_are_those_of_the_file() -> None:
    keys = by_id(read_changelog(CHANGELOG))["keys-have-rights"]
    assert [str(keys.span), str(keys.span_of("type")), str(keys.span_of("release"))] == [
        "CHANGELOG.md:18:1",
        "CHANGELOG.md:15:1",
        "CHANGELOG.md:11:1",
    ]


@pytest.mark.parametrize(
    ("heading", "record_id", "title", "day"),
    [
        ("## [1.2.0] - 2026-03-31", "1.2.0", "1.2.0", "2026-03-31"),
        ("## 1.2.0 (2026-03-31)", "1.2.0", "1.2.0", "2026-03-31"),
        ("## v1.2.0 – 2026-03-31", "1.2.0", "v1.2.0", "2026-03-31"),
        ("## [v1.2.0](https://example.com) — 2026/3/31 ##", "1.2.0", "v1.2.0", "2026-03-31"),
        ("## [1.2.0][link], 31 March 2026", "1.2.0", "1.2.0", "2026-03-31"),
        ("## **Version 1.2.0-rc.1+5** | 2026.03.31", "1.2.0-rc.1-5", "1.2.0-rc.1+5", "2026-03-31"),
        ("## Release 2026.1: 2026-Q1", "2026.1", "2026.1", "2026-Q1"),
        ("## 2026-03-31", "2026-03-31", "2026-03-31", "2026-03-31"),
        ("## Rota app 1.2 (2026-03-31)", "rota-app-1.2", "Rota app 1.2", "2026-03-31"),
        ("# 1.2.0 (2026-03-31)", "1.2.0", "1.2.0", "2026-03-31"),
        ("### [1.2.1](https://example.com) (2026-03-31)", "1.2.1", "1.2.1", "2026-03-31"),
        ("1.2.0 / 2026-03-31\n==================", "1.2.0", "1.2.0", "2026-03-31"),
    ],
)
def test_headings_of_versions_have_many_forms(heading: str, record_id: str, title: str, day: str) -> None:
    entry = version(heading)
    assert (entry.id, entry.fields["title"], entry.fields["date"]) == (record_id, title, day)
    assert (entry.kind, entry.fields["status"]) == ("release", "released")


@pytest.mark.parametrize("mark", ["[YANKED]", "(yanked)", "**YANKED**", "- [Withdrawn]"])
def test_a_version_that_was_taken_back_is_withdrawn(mark: str) -> None:
    assert version(f"## [1.0.1] - 2026-01-02 {mark}").fields["status"] == "withdrawn"


@pytest.mark.parametrize(
    "heading",
    [
        "## [1.0.1] [YANKED] - 2026-01-02",
        "## [1.0.1] - 2026-01-02 [YANKED: broken]",
        "## 1.0.1 (2026-01-02) (yanked due to a bug)",
        "## [1.0.1] YANKED 2026-01-02",
    ],
)
def test_a_version_was_taken_back_wherever_that_stands(heading: str) -> None:
    fields = version(heading).fields
    assert (fields["title"], fields["date"], fields["status"]) == ("1.0.1", "2026-01-02", "withdrawn")


@pytest.mark.parametrize(
    "text",
    [
        "Options:\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |",
        "As he said:\n  > so be it",
        "One\\\n  two",
        "Two things\n\n  - one",
    ],
)
def test_what_one_line_cannot_hold_is_a_text(text: str) -> None:
    found = imported("changelog", one_file("CHANGELOG.md", f"## 1.0.0 - 2026-01-02\n\n### Added\n\n- {text}\n"))
    (change,) = (entry for entry in found.entries if entry.kind == "change")
    assert "\n" in change.body


def test_code_stays_as_it_is() -> None:
    text = "```sh\n  make one\n  make two\n  ```"
    found = imported("changelog", one_file("CHANGELOG.md", f"## 1.0.0 - 2026-01-02\n\n### Added\n\n- {text}\n"))
    (change,) = (entry for entry in found.entries if entry.kind == "change")
    assert change.body == "```sh\nmake one\nmake two\n```"


@pytest.mark.parametrize(
    "heading",
    ["## [Unreleased]", "## Unreleased", "## [2.0.0] - Unreleased", "## 2.0.0 (TBD)", "## [2.0] - 2026-XX-XX"],
)
def test_what_is_not_released_is_no_release(heading: str) -> None:
    found = read_changelog(f"{heading}\n### Added\n- Swap shifts\n")
    assert [(entry.kind, dict(entry.fields)) for entry in found.entries] == [
        ("change", {"title": "Swap shifts", "type": "added"})
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("## [1.0]\n", ("missing-field", 1, "the version 1.0 has no day")),
        ("## 1.0 - 03/04/2026\n", ("invalid-value", 1, "the day of 1.0 cannot be read: '03/04/2026'")),
        ("## 1.0 - 2026-02-30\n", ("invalid-value", 1, "the day of 1.0 cannot be read: '2026-02-30'")),
        ("## 1.0 - 2026-02-03\n### Docs\n- x\n", ("invalid-value", 2, "the section 'Docs' is not known")),
        ("## 1.0 - 2026-02-03\n### \U0001f41b\n- x\n", ("invalid-value", 2, "the section '\U0001f41b' is not known")),
        ("## 1.0 - 2026-02-03\n###\n- x\n", ("invalid-value", 2, "the section '' is not known")),
        ("## 1.0 - 2026-02-03\n### Added\n- ![](x.png)\n", ("invalid-value", 3, "no words of this entry can be")),
        ("## 1.0 - 2026-02-03\n## v1.0 - 2026-02-03\n", ("duplicate-id", 2, "another release of this export")),
        ("## 日本 - 2026-02-03\n", ("invalid-id", 1, "nothing in this version can be an id")),
        ("## 1.0 - 2026-02-03\n```\n## 0.9\n", ("invalid-value", 2, "this block of code is never closed")),
        ("## 1.0 - 2026-02-03\n<!-- x\n## 0.9\n", ("invalid-value", 2, "this comment is never closed")),
        ("# Changes\n\nNothing yet.\n", ("invalid-value", 1, "no heading names a version")),
        ("", ("invalid-value", 1, "no heading names a version")),
    ],
)
def test_what_cannot_be_read_is_an_error_at_its_line(text: str, told: tuple[str, int, str]) -> None:
    (problem,) = read_changelog(text).diagnostics
    assert (problem.code, problem.span.line) == told[:2]
    assert problem.message.startswith(told[2])
    assert problem.hint


def test_bytes_that_are_no_text_are_told() -> None:
    found = imported("changelog", one_file("CHANGELOG.md", b"## 1.0\n\xff"))
    assert [(problem.code, str(problem.span)) for problem in found.diagnostics] == [("not-utf8", "CHANGELOG.md:2:1")]


def test_a_form_of_days_can_be_named() -> None:
    (release,) = read_changelog("## 1.0 (03/04/2026)\n", date_format="%d/%m/%Y").entries
    assert release.fields["date"] == "2026-04-03"


def test_sections_of_other_names_are_mapped_or_left_out() -> None:
    text = "## [Unreleased]\n### ⚡ Performance:\n- Faster\n### Docs\n- A page\n- Another\n"
    found = read_changelog(text, values={("type", "performance"): "changed", ("type", "docs"): ""})
    assert [(entry.id, entry.fields["type"]) for entry in found.entries] == [("faster", "changed")]
    assert found.notes[1:] == ("left out: the section Docs, line 4",)


@pytest.mark.parametrize(
    ("heading", "change_type", "is_breaking"),
    [
        ("### Bug Fixes", "fixed", False),
        ("### Features", "added", False),
        ("### \U0001f680 New features:", "added", False),
        ("### ⚠ BREAKING CHANGES", "changed", True),
        ("**Fixes**:\n", "fixed", False),
        ("Removed\n-------", "removed", False),
    ],
)
def test_sections_that_people_often_write_are_known(heading: str, change_type: str, is_breaking: bool) -> None:
    ((_, fields, _),) = entries("- Swap shifts", section=heading)
    assert (fields["type"], fields.get("breaking", False)) == (change_type, is_breaking)


@pytest.mark.parametrize(
    ("text", "is_breaking", "title"),
    [
        ("**Breaking:** Drop it", True, "Drop it"),
        ("**BREAKING** Drop it", True, "Drop it"),
        ("__Breaking change__: Drop it", True, "Drop it"),
        ("**BREAKING CHANGE** – Drop it", True, "Drop it"),
        ("Breaking: Drop it", True, "Drop it"),
        ("[BREAKING] Drop it", True, "Drop it"),
        ("\U0001f4a5 *breaking*: Drop it", True, "Drop it"),
        ("Breaking news are shown", False, "Breaking news are shown"),
        ("Breaking the week in two", False, "Breaking the week in two"),
    ],
)
def test_the_mark_of_what_breaks_something_is_taken_off(text: str, is_breaking: bool, title: str) -> None:
    ((_, fields, _),) = entries(f"- {text}")
    assert (fields.get("breaking", False), fields["title"]) == (is_breaking, title)


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("- Swap shifts.", "Swap shifts", ""),
        ("- Swap `shifts`\n  on the phone", "Swap `shifts` on the phone", ""),
        ("- Swap\nshifts", "Swap shifts", ""),
        ("- Swap shifts. Ask a colleague.", None, "Swap shifts. Ask a colleague."),
        ("- Swap *all* shifts", None, "Swap *all* shifts"),
        ("- Swap ([#1](x))", None, "Swap ([#1](x))"),
        ("- Swap:\n  - days\n  - nights", "Swap", "Swap:\n\n- days\n- nights"),
        ("-\tSwap:\n\n\t- days\n\n\t      code", "Swap", "Swap:\n\n  - days\n\n        code"),
        ("- Swap\n  ```\n  code\n\n    more\n  ```\n\n  Done.", None, "Swap\n\n```\ncode\n\n  more\n```\n\nDone."),
        ("- Swap\n```\n## 1.0\n```", None, "Swap\n\n```\n## 1.0\n```"),
        ("   * Swap\n\n     Done.", None, "Swap\n\nDone."),
        ("10. Swap\n\n   Done.", None, "Swap\n\nDone."),
        ("- " + "word " * 40, None, ("word " * 40).strip()),
    ],
)
def test_an_entry_is_a_title_or_a_text(text: str, title: str | None, body: str) -> None:
    ((_, fields, found),) = entries(text)
    assert (fields.get("title"), found) == (title, body)


def test_what_is_no_entry_is_left_out_and_told_with_its_lines() -> None:
    found = read_changelog(
        "# Changelog\n\nSee [1].\n\n## [Unreleased]\n\nSoon.\n\n## 1.1 - 2026-02-03 (Swaps)\n\n- Loose\n\n### Added\n\n"
        "Much.\n\n- Swap\n\n#### Mobile\n\n-\n- Ask\n\n---\n\nOutside.\n\n## About\n\nUs.\n"
        "\n<!-- ## 0.9 -->\n[1]: https://example.com\n"
    )
    assert found.diagnostics == ()
    assert [entry.id for entry in found.entries] == ["1.1", "swap", "ask"]
    assert found.notes[1:] == (
        "read as the text of their releases: the bullets of 1 that stand below no section",
        "left out: text outside of bullets, lines 15, 26",
        "left out: headings inside of sections, line 19",
        "left out: empty bullets, line 21",
        "left out: headings that name no version, line 28",
        "left out: text below no version, line 30",
        "left out: text above the sections of what is unreleased, line 7",
        "left out: words beside a version and its day, line 9",
    )


def test_ids_stay_when_versions_are_added_and_released() -> None:
    older = "## 1.0 - 2026-01-01\n### Fixed\n- Update libraries\n- 日本\n"
    waiting = f"## [Unreleased]\n### Changed\n- Update libraries\n### Fixed\n- 日本\n{older}"
    released = waiting.replace("[Unreleased]", "2.0 - 2026-02-01")
    mended = released.replace("## 1.0", "## 1.0.1 - 2026-03-01\n### Fixed\n- Update libraries\n## 1.0", 1)

    def ids(text: str) -> dict[str, str]:
        return {
            entry.id: entry.fields.get("release", "")
            for entry in read_changelog(text).entries
            if entry.kind == "change"
        }

    (japanese,) = set(ids(older)) - {"update-libraries"}
    assert is_id(japanese)
    assert ids(older) == {"update-libraries": "1.0", japanese: "1.0"}
    assert ids(waiting) == {**ids(older), "update-libraries-2": "", f"{japanese}-2": ""}
    assert ids(released) == {**ids(older), "update-libraries-2": "2.0", f"{japanese}-2": "2.0"}
    # Version 1.0 is older than the 2.0 above it, and 1.0.1, though it stands between the two, is younger.
    assert ids(mended) == {**ids(released), "update-libraries-3": "1.0.1"}


def test_a_changelog_is_one_file() -> None:
    with pytest.raises(WrongWish, match="name the changelog in it"):
        imported("changelog", folder("docs", {"CHANGELOG.md": CHANGELOG}))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({("type", "docs"): "chnaged"}, "did you mean 'changed'?"),
        ({("status", "docs"): "changed"}, "--value is for sections here"),
    ],
)
def test_what_cannot_be_meant_is_refused(values: dict[tuple[str, str], str], message: str) -> None:
    with pytest.raises(WrongWish) as refused:
        read_changelog(CHANGELOG, values=values)
    assert message in str(refused.value)


# What this handbook exports comes back.


def test_the_title_is_that_of_the_kind() -> None:
    for entry in read_changelog(CHANGELOG).entries:
        if entry.kind == "change" and "title" in entry.fields:
            assert entry.fields["title"] == first_sentence(entry.fields["title"])
