"""Whatever a changelog holds, it is read or told, in linear time."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from site_builder.model.reference import is_id
from tests.importers.examples import problems, read_changelog
from tests.support import ends

FRAGMENTS = [
    *("# ", "## ", "### ", "#### ", "1.0", "[1.0]", " - ", "2026-03-31", "Unreleased", "Added", "Fixed\n", "[YANKED]"),
    *(
        "\n",
        "\n\n",
        "- ",
        "* ",
        "1. ",
        "  ",
        "    ",
        "\t",
        "```",
        "~~~",
        "<!--",
        "-->",
        "---\n",
        "===\n",
        "**",
        "`",
        "\\",
    ),
    *(
        "a",
        "Swap shifts. ",
        "é",
        "日本",
        "\x07",
        "\u2028",
        "\ufeff",
        "\x85",
        "[",
        "]",
        "(",
        ")",
        "]: ",
        "[a]",
        "[a]: b\n",
    ),
    *("**Breaking:** ", "Breaking: ", "[[initiative:a]]", "![x](y)", "<b>", "|", ":", "'", "&lt;", "…"),
]


TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join))


@given(TEXTS)
@example("- [\n")
@example("## 1.0 - 0000-01-01\n")
@example("## 1.0 - 2026-03-31\n### Added\n- \x07\n- \u2028\n-      code\n- ```\n- a\ufeffb\n")
def test_whatever_the_text_what_is_read_is_valid_or_told(text: str) -> None:
    for form in (text, f"## 1.0 - 2026-03-31\n### Added\n- {text}"):
        found = read_changelog(form)
        names = [(entry.kind, entry.id) for entry in found.entries]
        assert len(set(names)) == len(names)
        assert all(is_id(name) for _, name in names)
        assert read_changelog(form) == found
        if not found.diagnostics:
            assert [problem for entry in found.entries for problem in problems(entry, owner="@a")] == []


@pytest.mark.parametrize("piece", ["[", "[a]", "\n- ", "\n# ", "`", "\n```", "<!--", "\n[a]: b", "**", " \n", "\n  - "])
def test_a_text_made_to_be_slow_is_not(piece: str) -> None:
    with ends():
        read_changelog("[a]: b\n## 1.0 - 2026-03-31\n### Added\n- x " + piece * 50_000)
