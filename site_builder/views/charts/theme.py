"""What all charts share: colours, type, widths, the frame of a Vega-Lite specification.

A specification is written in the colours of the light scheme. Rendering replaces each of them by the CSS variable of
the same name, so that one picture serves both schemes; a colour that is not listed here would be the same in the dark.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

Spec = dict[str, Any]

WIDE: Final = 680
NARROW: Final = 344

FONT_SIZE: Final = 12
FONT: Final = "Liberation Sans"

INK: Final = "#1f2329"
QUIET: Final = "#59626e"
GRID: Final = "#e3e6ea"
AXIS: Final = "#a9b0b9"
SURFACE: Final = "#fefefe"
SERIES: Final = "#3d52b4"

POSITIVE: Final = "#1b7f4d"
ATTENTION: Final = "#a86200"
DANGER: Final = "#c0302b"
NEUTRAL: Final = "#6b7480"
INFO: Final = "#1a6aad"

CATEGORIES: Final = ("#2b2f36", "#b97b06", "#2f8fca", "#018a65", "#8f8108", "#0273b3", "#d45e01", "#b9588e")
"""Eight colours that colour-blind readers tell apart, in Okabe and Ito's order, three of them deepened for white."""

TONES: Final[Mapping[str, str]] = {
    "positive": POSITIVE,
    "attention": ATTENTION,
    "danger": DANGER,
    "neutral": NEUTRAL,
    "info": INFO,
}

VARIABLES: Final[Mapping[str, str]] = {
    INK: "--ob-chart-ink",
    QUIET: "--ob-chart-quiet",
    GRID: "--ob-chart-grid",
    AXIS: "--ob-chart-axis",
    SURFACE: "--ob-chart-surface",
    SERIES: "--ob-chart-series",
    POSITIVE: "--ob-chart-positive",
    ATTENTION: "--ob-chart-attention",
    DANGER: "--ob-chart-danger",
    NEUTRAL: "--ob-chart-neutral",
    INFO: "--ob-chart-info",
    **{colour: f"--ob-chart-{number}" for number, colour in enumerate(CATEGORIES, start=1)},
}
"""From the colours of specifications to the custom properties of opsbook.css."""

_CONFIG: Final[Spec] = {
    "aria": False,
    "background": None,
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": FONT_SIZE,
        "labelColor": QUIET,
        "titleFontSize": FONT_SIZE,
        "titleColor": QUIET,
        "titleFontWeight": "normal",
        "gridColor": GRID,
        "gridWidth": 1,
        "domainColor": AXIS,
        "tickColor": AXIS,
        "labelPadding": 6,
    },
    "axisX": {"grid": False, "tickSize": 4},
    "axisY": {"domain": False, "ticks": False},
    "legend": {
        "labelFontSize": FONT_SIZE,
        "labelColor": INK,
        "title": None,
        "orient": "top",
        "symbolType": "square",
        "symbolSize": 90,
        "symbolStrokeWidth": 0,
        "padding": 0,
        "offset": 10,
    },
    "circle": {"strokeWidth": 1.5},
    "text": {"fontSize": FONT_SIZE, "color": INK},
}


def frame(width: int, height: int, layers: Sequence[Spec], **more: Any) -> Spec:
    """Return a layered specification that is ``width`` units wide, axes and labels included."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": width,
        "height": height,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "padding": {"left": 0, "right": 2, "top": 2, "bottom": 2},
        "config": _CONFIG,
        "layer": list(layers),
        **more,
    }


def wide_and_narrow(build: Callable[[int], Spec]) -> tuple[Spec, Spec]:
    """Return a chart designed for the width of a page and for that of a telephone."""
    return build(WIDE), build(NARROW)


def is_narrow(width: int) -> bool:
    """Return whether a width is that of a telephone."""
    return width < 500


def values(rows: Sequence[Mapping[str, Any]]) -> Spec:
    """Return inline data."""
    return {"values": [dict(row) for row in rows]}


def labels_by_number(labels: Sequence[str]) -> str:
    """Return the Vega expression that writes axis labels for the numbers 0, 1, 2 and so on."""
    quoted = ",".join("'" + label.replace("\\", "\\\\").replace("'", "\\'") + "'" for label in labels)
    return f"[{quoted}][datum.value]"


def every_nth(count: int, room: float, needed: float) -> list[int]:
    """Return the positions of ``count`` labels that fit: as many as there is room for, the last always among them."""
    fitting = max(1, int(room // max(needed, 1)))
    step = max(1, -(-count // fitting))
    return sorted(range(count - 1, -1, -step))


def text_width(text: str, size: float = FONT_SIZE) -> float:
    """Return about how wide a text is, in units of the drawing."""
    return len(text) * size * 0.6
