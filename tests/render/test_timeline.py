from __future__ import annotations

from datetime import date

import pytest

from site_builder.render.timeline import HEAD, ROW, draw_timeline
from site_builder.views.parts import Link, Timeline, TimelineBar, TimelineLane
from tests.render.rendering import section


def bar(key: str, start: date, end: date, **more: object) -> TimelineBar:
    return TimelineBar(key, Link(key, f"{key}/"), start, end, **more)  # type: ignore[arg-type]


def timeline(*bars: TimelineBar, today: date = date(2026, 2, 15)) -> Timeline:
    return Timeline("t", "T", (TimelineLane("Team", bars),), date(2026, 1, 10), date(2026, 11, 2), today)


def test_a_year_has_four_quarters() -> None:
    drawing = draw_timeline(timeline())
    assert [mark.text for mark in drawing.marks] == ["Q1 2026", "Q2", "Q3", "Q4"]
    assert [mark.strong for mark in drawing.marks] == [True, False, False, False]
    assert drawing.width == 4 * 132
    assert drawing.height == HEAD + ROW


def test_a_year_begins_anew() -> None:
    part = Timeline("t", "T", (), date(2025, 12, 31), date(2026, 1, 1), date(2030, 1, 1))
    drawing = draw_timeline(part)
    assert [(mark.text, mark.strong) for mark in drawing.marks] == [("Q4 2025", False), ("Q1 2026", True)]
    assert drawing.today is None


def test_a_bar_spans_its_days() -> None:
    drawn = draw_timeline(timeline(bar("a", date(2026, 1, 1), date(2026, 12, 31)))).bars[0]
    assert (drawn.x, drawn.width) == (0, 528)
    assert drawn.middle == HEAD + ROW + ROW / 2


def test_bars_beyond_the_ends_are_cut_and_never_vanish() -> None:
    before, after = draw_timeline(
        timeline(bar("a", date(2020, 1, 1), date(2021, 1, 1)), bar("b", date(2030, 1, 1), date(2031, 1, 1)))
    ).bars
    assert before.x == 0
    assert before.width > 0
    assert after.x + after.width == 528


def test_a_timeline_ends_with_the_calendar() -> None:
    never = bar("a", date(9999, 12, 1), date.max, baseline_end=date.max)
    drawing = draw_timeline(Timeline("t", "T", (TimelineLane("Team", (never,)),), date(9999, 9, 1), date.max, date.max))
    assert [mark.text for mark in drawing.marks] == ["Q3 9999", "Q4"]
    assert drawing.bars[0].x + drawing.bars[0].width == drawing.width


@pytest.mark.parametrize("baseline", [None, date(2026, 3, 31)])
def test_a_promise_that_was_kept_has_no_ghost(baseline: date | None) -> None:
    assert (
        draw_timeline(timeline(bar("a", date(2026, 1, 1), date(2026, 3, 31), baseline_end=baseline))).bars[0].ghost_end
        is None
    )


def test_words_stand_above_the_line_of_today() -> None:
    html = section(timeline(bar("a", date(2026, 1, 1), date(2026, 2, 10), end_text="2026-02-10")))
    assert html.index("ob-timeline__bar ") < html.index("ob-timeline__today") < html.index("ob-timeline__label")


@pytest.mark.parametrize(
    ("start", "end", "anchor", "place"),
    [
        (date(2026, 1, 1), date(2026, 3, 31), "start", 130.2 + 6),
        (date(2026, 10, 1), date(2026, 12, 31), "end", 394.9 - 6),
        (date(2026, 1, 1), date(2026, 12, 31), "end", 528 - 6),
    ],
)
def test_the_date_of_a_bar_stays_inside(start: date, end: date, anchor: str, place: float) -> None:
    drawn = draw_timeline(timeline(bar("a", start, end, end_text=end.isoformat()))).bars[0]
    assert drawn.label_anchor == anchor
    assert drawn.label_x == pytest.approx(place)
    assert f'x="{drawn.label_x}" y="102.0" text-anchor="{anchor}"' in section(
        timeline(bar("a", start, end, end_text=end.isoformat()))
    )


def test_a_promise_that_moved_has_a_ghost() -> None:
    drawn = draw_timeline(timeline(bar("a", date(2026, 1, 1), date(2026, 6, 30), baseline_end=date(2026, 3, 31)))).bars[
        0
    ]
    assert drawn.ghost_end is not None
    assert drawn.ghost_end < drawn.x + drawn.width


def test_dependencies_are_connected() -> None:
    first = bar("a", date(2026, 1, 1), date(2026, 2, 28))
    drawing = draw_timeline(
        timeline(
            first,
            bar("b", date(2026, 6, 1), date(2026, 8, 1), depends_on=("a", "elsewhere")),
            bar("c", date(2026, 1, 15), date(2026, 8, 1), depends_on=("a",)),
            bar("d", date(2026, 1, 15), date(2026, 8, 1), depends_on=("b",)),
        )
    )
    assert len(drawing.connectors) == 3
    assert all(path.startswith("M") and path.count("H") >= 2 for path in drawing.connectors)


@pytest.mark.parametrize(
    ("today", "anchor"),
    [(date(2026, 6, 1), "middle"), (date(2026, 1, 2), "start"), (date(2026, 12, 30), "end")],
)
def test_words_of_today_stay_inside(today: date, anchor: str) -> None:
    assert draw_timeline(timeline(today=today)).today_anchor == anchor
