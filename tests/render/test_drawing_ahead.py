"""Charts drawn by a copy of the process: the same as those that the process draws itself.

Each test has a process of its own: where the library has been started a copy cannot draw.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not copy processes"),
]

_BEGIN = """
from site_builder.render.chart_store import ChartStore
from site_builder.render.charts import draw
from site_builder.render.drawing_ahead import DrawingAhead, draw_ahead

def spec(mark):
    return {"data": {"values": [{"a": 1}]}, "mark": mark, "encoding": {"x": {"field": "a", "type": "quantitative"}}}
"""
PATIENCE = 300
"""Seconds. A busy machine must not fail a test."""


def run(script: str) -> None:
    subprocess.run([sys.executable, "-c", _BEGIN + script], check=True, timeout=PATIENCE)


def test_what_was_ordered_is_drawn_as_it_would_be_here() -> None:
    run("""
ahead = DrawingAhead()
ahead.order({"point": spec("point"), "bar": spec("bar")})
ahead.order({"tick": spec("tick")})
found = [ahead.drawing(key) for key in ("tick", "point", "bar", "point")]
ahead.end()
assert found == [draw(spec(mark)) for mark in ("tick", "point", "bar", "point")]
assert len(set(found)) == 3
""")


def test_nothing_comes_of_what_was_not_ordered_or_cannot_be_drawn() -> None:
    run("""
ahead = DrawingAhead()
ahead.order({"wrong": {"mark": "no such mark"}, "right": spec("bar")})
assert ahead.drawing("wrong") is None
assert ahead.drawing("unknown") is None
assert ahead.drawing("right")
ahead.end()
assert ahead.drawing("right") is None
""")


def test_a_store_gives_what_was_drawn_ahead() -> None:
    run("""
import sys
from site_builder.render import drawing_ahead
drawing_ahead.can_share = lambda: True
store = ChartStore()
store.order([spec("point")])
drawing = store.drawing(spec("point"))
assert "vl_convert" not in sys.modules
store.save()
assert drawing == draw(spec("point"))
""")


def test_where_much_is_ordered_other_copies_draw_as_well() -> None:
    run("""
import os
from site_builder.render import drawing_ahead
drawing_ahead.can_share = lambda: True
drawing_ahead._WORTH_ANOTHER = 2
os.sched_getaffinity = lambda process: {0, 1, 2}
marks, sizes = ("point", "bar", "tick"), (100, 200, 300)
specs = {f"{mark} {size}": {**spec(mark), "width": size} for mark in marks for size in sizes}
ahead = DrawingAhead()
copies = []
for key in specs:
    ahead.order({key: specs[key]})
    copies.append(ahead.copies)
ahead.order(specs)
found = {key: ahead.drawing(key) for key in reversed(specs)}
ahead.end()
assert copies == [1, 1, 2, 2, 3, 3, 3, 3, 3]
assert ahead.copies == 3
assert found == {key: draw(each) for key, each in specs.items()}
""")


def test_a_process_that_has_drawn_already_goes_on_alone() -> None:
    run("""
draw(spec("point"))
assert draw_ahead() is None
store = ChartStore()
store.order([spec("bar")])
assert store.drawing(spec("bar")) == draw(spec("bar"))
""")


def test_a_mark_stands_for_a_drawing_until_it_is_filled_in() -> None:
    run("""
from site_builder.render import drawing_ahead
drawing_ahead.can_share = lambda: True
store = ChartStore()
store.order([spec("point")])
with store.marking():
    page = f"<p>{store.shown(spec('point'), lambda drawing: 'A ' + drawing)}</p><!--ob-drawing-7-->"
    assert draw(spec("bar")) == store.shown(spec("bar"), str)
assert "<svg" not in page
filled = f"<p>A {draw(spec('point'))}</p><!--ob-drawing-7-->"
assert store.filled(page) == filled
assert store.shown(spec("point"), str) == draw(spec("point"))
store.save()
""")
