"""What readers see of Markdown, and where it stands in the source."""

from __future__ import annotations

import pytest

from site_builder.model.reading import readings, without_entities
from tests.support import ends

SEEN = {
    "Falcon&nbsp;pricing": "Falcon\xa0pricing",
    "`Falcon` [pricing](https://e.example/a_(b)) and [rework][1]": "Falcon pricing and rework",
    "pricing<br>rework<td>of": "pricing rework of",
    "**Fal**con <b>pri</b>cing": "Falcon pricing",
    "Fal&shy;con pri\u200bcing": "Falcon pricing",
    "of [[initiative:falcon|Falcon]], [[initiative:eagle]]": "of Falcon, ",
    "Falcon[^1] <!-- or > --> pricing": "Falcon  pricing",
    "a < b & c": "a < b & c",
}


@pytest.mark.parametrize("written", SEEN)
def test_marks_are_left_out(written: str) -> None:
    source, seen = readings(written)
    assert (source.text, seen.text) == (written, SEEN[written])


@pytest.mark.parametrize("text", ["Falcon pricing", "**Falcon** `pricing` - [ ] rework"])
def test_a_text_whose_words_no_mark_parts_has_one_reading(text: str) -> None:
    assert [each.text for each in readings(text)] == [text]


def test_each_character_is_found_in_the_source() -> None:
    written = "`Falcon` [pricing](https://e.example) &amp; rework&nbsp;"
    _, seen = readings(written)
    for word in ("Falcon", "pricing", "rework"):
        start = seen.text.index(word)
        assert written[seen.at(start) :].startswith(word)
    assert written[seen.at(seen.text.index("&")) :].startswith("&amp;")
    assert seen.at(len(seen.text)) == len(written)


def test_entities_alone_are_read() -> None:
    assert without_entities("[a](b&#58;c)&colon;&#x3A; AT&T &no-entity;").text == "[a](b:c):: AT&T &no-entity;"


@pytest.mark.parametrize("piece", ["](", "](x(a)", "](()", "<", "<a ", "<!--", "[[a-", "[[a:", "[^", "][", "&a", "&#"])
def test_texts_without_end_are_read_once(piece: str) -> None:
    with ends():
        readings(piece * 200_000)
