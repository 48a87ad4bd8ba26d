from __future__ import annotations

import pytest

from site_builder.load.front_matter import UnclosedFrontMatter, split_front_matter


def test_a_file_is_split_into_front_matter_and_body_with_their_lines() -> None:
    parts = split_front_matter("---\ntitle: x\nowner: y\n---\n\n  \nFirst.\n\nSecond.\n")
    assert parts is not None
    assert (parts.yaml, parts.first_line) == ("title: x\nowner: y\n", 2)
    assert (parts.body, parts.body_line) == ("First.\n\nSecond.\n", 7)


@pytest.mark.parametrize("closing", ["---", "...", "---  ", "---\t"])
def test_it_is_closed_by_three_hyphens_or_three_dots(closing: str) -> None:
    parts = split_front_matter(f"--- \na: 1\n{closing}\nText")
    assert parts is not None
    assert (parts.yaml, parts.body, parts.body_line) == ("a: 1\n", "Text", 4)


def test_it_may_be_empty_and_without_a_body() -> None:
    parts = split_front_matter("---\n---")
    assert parts is not None
    assert (parts.yaml, parts.body, parts.body_line) == ("", "", 3)


@pytest.mark.parametrize("text", ["", "# Title\n", "\n---\na: 1\n---\n", "----\na: 1\n", "--- a\n---\n", " ---\n---\n"])
def test_other_files_have_none(text: str) -> None:
    assert split_front_matter(text) is None


@pytest.mark.parametrize("text", ["---", "---\n", "---\na: 1\n ---\n", "---\na: 1\n---b\n", "---\na: 1\n----\n"])
def test_one_that_is_never_closed_is_told_apart(text: str) -> None:
    with pytest.raises(UnclosedFrontMatter):
        split_front_matter(text)
