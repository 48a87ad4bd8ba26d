from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from site_builder.render.charts import draw, key_of, labelled
from site_builder.views.charts.bars import Bar, ranked_bars
from site_builder.views.charts.histogram import nps_histogram
from site_builder.views.charts.theme import Spec, frame, values

BARS = ranked_bars("causes", "Causes", "n 19", [Bar("Drift <script>", 12), Bar("Outage & more", 7)])


@pytest.fixture(scope="module")
def drawing() -> str:
    return draw(BARS.spec)


def test_a_drawing_is_as_wide_as_it_is_shown(drawing: str) -> None:
    root = ElementTree.fromstring(drawing)
    assert root.tag == "svg"
    assert list(root.attrib) == ["viewBox"]
    assert re.fullmatch(r"0 0 680 \d+", root.attrib["viewBox"])


def test_a_drawing_takes_its_colours_and_letters_from_the_page(drawing: str) -> None:
    assert "var(--ob-chart-series)" in drawing
    assert not re.search(r"#[0-9a-f]{3,8}\b", drawing)
    for absent in ("style", "font-family", "<script", "href", "xmlns", "class=", "role="):
        assert absent not in drawing


def test_words_of_a_drawing_are_text(drawing: str) -> None:
    texts = [text.text for text in ElementTree.fromstring(drawing).iter("text")]
    assert texts == ["Drift <script>", "Outage & more", "12", "7"]


def test_the_same_specification_gives_the_same_bytes(drawing: str) -> None:
    assert draw(BARS.spec) == drawing


def test_numbers_are_short(drawing: str) -> None:
    assert not re.search(r"\d\.\d{3}", drawing)


def test_a_drawing_is_labelled_by_its_figure(drawing: str) -> None:
    svg = labelled(drawing, identifier="causes-wide", name_of="causes-title", words='Two "bars" & more')
    root = ElementTree.fromstring(svg.replace(" data-search-exclude", ""))
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == "causes-title"
    assert root.attrib["aria-describedby"] == "causes-wide-words"
    description = root.find("desc")
    assert description is not None
    assert (description.attrib["id"], description.text) == ("causes-wide-words", 'Two "bars" & more')


def clipped() -> Spec:
    mark = {"type": "line", "clip": True}
    encoding = {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "y", "type": "quantitative"}}
    return frame(300, 100, [{"data": values([{"x": 1, "y": 2}, {"x": 3, "y": 4}]), "mark": mark, "encoding": encoding}])


def test_ids_of_two_charts_differ() -> None:
    drawing = draw(clipped())
    first, second = (labelled(drawing, identifier=name, name_of="t", words="w") for name in ("a", "b"))
    ids = [set(re.findall(r' id="([^"]*)"', svg)) for svg in (first, second)]
    assert len(ids[0]) == 2
    assert not ids[0] & ids[1]
    for svg, own in zip((first, second), ids, strict=True):
        assert set(re.findall(r"url\(#([^)]*)\)", svg)) <= own


def test_the_key_depends_on_content_alone() -> None:
    assert key_of({"a": 1, "b": 2}) == key_of({"b": 2, "a": 1})
    assert key_of({"a": 1}) != key_of({"a": 2})


def test_a_specification_asks_no_other_host() -> None:
    remote = frame(300, 100, [{"data": {"url": "https://example.org/data.csv"}, "mark": "bar"}])
    with pytest.raises(ValueError, match=r"example\.org"):
        draw(remote)


def test_every_bar_of_a_histogram_starts_at_zero() -> None:
    figure = nps_histogram("h", "H", "", [1] * 11)
    bottoms = {
        round(float(match[1]) + float(match[2]), 1)
        for match in re.finditer(r'd="M[\d.]+,([\d.]+)h[\d.]+v([\d.]+)h', draw(figure.spec))
    }
    assert len(bottoms) == 1
