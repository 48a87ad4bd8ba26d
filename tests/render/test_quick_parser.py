"""GitHub's additions are looked for only in texts that may have them: the HTML is the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.link.cmark import markdown_to_html
from site_builder.render.sanitise import has_table, is_harmless

MARKS = """
    a b - -- --- : :- -: # ## * ** _ === > 1. 2) + / ftp: mailto:x xmpp: www (x) ! " ' ; é
""".split()
SPACE = ("\t", "\r", "\f", "\v", "\n", "\n\n", " ", "    ")
TEXTS = st.lists(st.sampled_from((*MARKS, *SPACE)), max_size=25).map("".join)


@given(TEXTS)
def test_a_harmless_text_without_a_table_needs_no_addition(text: str) -> None:
    if is_harmless(text) and not has_table(text):
        assert markdown_to_html(text, is_common=True) == markdown_to_html(text)


@pytest.mark.parametrize("text", ["a|b\n-|-\n1|2", "head\n:--", "head\n--:", "head\n:-:"])
def test_a_table_needs_them(text: str) -> None:
    assert "<table>" in markdown_to_html(text)
    assert has_table(text)
