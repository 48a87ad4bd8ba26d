from __future__ import annotations

from xml.etree import ElementTree

from site_builder.render.sparkline import sparkline_svg
from site_builder.views.cells import Sparkline


def shapes(part: Sparkline) -> list[tuple[str, str]]:
    root = ElementTree.fromstring(sparkline_svg(part).replace(" data-search-exclude", ""))
    return [(child.tag, child.attrib["class"].removeprefix("ob-sparkline__")) for child in root]


def test_a_series_is_a_line_and_its_last_point() -> None:
    part = Sparkline((1.0, 3.0, 2.0), 'NPS & "more"')
    assert shapes(part) == [("path", "line"), ("circle", "last")]
    svg = sparkline_svg(part)
    assert 'role="img" aria-label="NPS &amp; &quot;more&quot;"' in svg
    assert 'd="M4,28L60,4L116,16"' in svg


def test_a_gap_stays_a_gap() -> None:
    assert shapes(Sparkline((1.0, 2.0, None, 3.0, 4.0), "x")).count(("path", "line")) == 2


def test_intervals_are_a_band() -> None:
    part = Sparkline((1.0, 2.0), "x", (0.0, 1.0), (2.0, 3.0))
    assert shapes(part) == [("path", "band"), ("path", "line"), ("circle", "last")]


def test_one_value_is_a_point_and_none_is_nothing() -> None:
    assert shapes(Sparkline((5.0,), "x")) == [("circle", "last")]
    assert sparkline_svg(Sparkline((None, None), "x")) == ""
    assert sparkline_svg(Sparkline((), "x")) == ""


def test_a_flat_series_runs_in_the_middle() -> None:
    assert 'd="M4,16L116,16"' in sparkline_svg(Sparkline((2.0, 2.0), "x"))
