"""Charts as files of their own, beside the page that shows them."""

from __future__ import annotations

import re
from html import escape
from typing import Final
from urllib.parse import quote

from site_builder.export.markdown.escape import text
from site_builder.export.markdown.sheet import Sheet
from site_builder.views.charts.theme import FONT, SURFACE, VARIABLES
from site_builder.views.parts import ChartFigure

_COLOURS: Final = {variable: colour for colour, variable in VARIABLES.items()}
_VARIABLE = re.compile(r"var\((--[a-z0-9-]+)\)")
_VIEW_BOX = re.compile(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"')
_MARGIN = 8


def picture(figure: ChartFigure, sheet: Sheet) -> str:
    """Return the image of a chart, and put its file into the sheet's drawings."""
    path = f"{sheet.url}{figure.name}.svg"
    sheet.drawings[path] = svg(sheet.context.charts.drawing(figure.spec), figure).encode()
    words = text(figure.description or figure.subtitle or figure.title)
    folder = sheet.file.rpartition("/")[0]
    target = path.removeprefix(f"{folder}/") if folder else path
    return f"![{words}]({quote(target)})"


def svg(drawing: str, figure: ChartFigure) -> str:
    """Return a drawing as a file that needs no style sheet: in the light colours, on their ground, with its name.

    A picture in a file knows nothing of the page's colour scheme, so it brings the ground that its colours stand out
    from.
    """
    start = drawing.index(">") + 1
    size = _VIEW_BOX.search(drawing[:start])
    width, height = (float(size[1]), float(size[2])) if size else (0.0, 0.0)
    body = _VARIABLE.sub(lambda match: _COLOURS.get(match[1], "currentColor"), drawing[start:])
    whole = (width + 2 * _MARGIN, height + 2 * _MARGIN)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-_MARGIN} {-_MARGIN} {whole[0]:g} {whole[1]:g}" '
        f'width="{whole[0]:g}" height="{whole[1]:g}" role="img" font-family="{FONT}, Arial, Helvetica, sans-serif">\n'
        f"<title>{escape(figure.title)}</title>\n<desc>{escape(figure.description or figure.subtitle)}</desc>\n"
        f'<rect x="{-_MARGIN}" y="{-_MARGIN}" width="{whole[0]:g}" height="{whole[1]:g}" fill="{SURFACE}"/>\n'
        f"{body}\n"
    )
