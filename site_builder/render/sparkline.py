"""Sparklines, drawn without a chart library: a line, its band, its last point."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from site_builder.views.cells import Sparkline

WIDTH = 120
HEIGHT = 32
_MARGIN = 4


def sparkline_svg(part: Sparkline) -> str:
    """Return the SVG of a series, an empty text where it has no values. Gaps stay gaps."""
    known = [value for value in (*part.values, *part.low, *part.high) if value is not None]
    if not any(value is not None for value in part.values):
        return ""
    low, high = min(known), max(known)
    points = _points(part.values, low, high)
    shapes = []
    if part.low and part.high:
        lower, upper = _points(part.low, low, high), _points(part.high, low, high)
        shapes += [
            f'<path class="ob-sparkline__band" d="M{_joined(top)}L{_joined(bottom[::-1])}Z"/>'
            for top, bottom in zip(_runs(upper), _runs(lower), strict=False)
            if len(top) > 1
        ]
    shapes += [f'<path class="ob-sparkline__line" d="M{_joined(run)}"/>' for run in _runs(points) if len(run) > 1]
    x, y = next(point for point in reversed(points) if point is not None)
    shapes.append(f'<circle class="ob-sparkline__last" cx="{x:g}" cy="{y:g}" r="2.5"/>')
    return (
        f'<svg class="ob-sparkline" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(part.label)}" '
        f"data-search-exclude>{''.join(shapes)}</svg>"
    )


def _points(values: Sequence[float | None], low: float, high: float) -> list[tuple[float, float] | None]:
    step = (WIDTH - 2 * _MARGIN) / max(len(values) - 1, 1)
    span = high - low
    placed: list[tuple[float, float] | None] = []
    for number, value in enumerate(values):
        if value is None:
            placed.append(None)
            continue
        share = (value - low) / span if span else 0.5
        placed.append((round(_MARGIN + number * step, 1), round(HEIGHT - _MARGIN - share * (HEIGHT - 2 * _MARGIN), 1)))
    return placed


def _runs(points: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    """Return the unbroken runs of points."""
    runs: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if run]


def _joined(points: Sequence[tuple[float, float]]) -> str:
    return "L".join(f"{x:g},{y:g}" for x, y in points)
