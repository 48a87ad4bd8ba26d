from __future__ import annotations

import resource

from hypothesis import given
from hypothesis import strategies as st

from site_builder.link import cmark
from site_builder.link.cmark import markdown_to_html


@given(st.text(max_size=200))
def test_any_text_is_rendered(text: str) -> None:
    assert isinstance(markdown_to_html(text), str)


def test_a_null_character_is_replaced() -> None:
    assert markdown_to_html("a\x00b") == "<p>a\ufffdb</p>\n"


def test_what_was_parsed_is_released() -> None:
    text = "word *and* [link](x)\n\n" * 2_000
    markdown_to_html(text)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(100):
        markdown_to_html(text)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    assert grown < 10 * len(text) * 9, "a hundred texts must not take the room of a hundred trees"


def test_where_the_library_hides_its_functions_memory_waits_for_the_end() -> None:
    tree, text = cmark._releasers("/nowhere.so")
    assert tree(1) is text(1) is None
