"""Charts: a Vega-Lite specification becomes an inline SVG that both colour schemes and every width can show."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from html import escape
from typing import Any, Final
from xml.etree import ElementTree

from site_builder.render.chart_engine import vega_lite_svg
from site_builder.views.charts.theme import VARIABLES

START: Final = '<svg viewBox="'
"""How each drawing begins."""

_SVG = "{http://www.w3.org/2000/svg}"
_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b")
_LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")
_DROPPED = frozenset(
    {"class", "role", "aria-roledescription", "aria-label", "aria-hidden", "pointer-events", "font-family"}
)
_DEFAULTS = {
    "opacity": "1",
    "fill-opacity": "1",
    "stroke-opacity": "1",
    "font-weight": "normal",
    "font-style": "normal",
}
_NAMESPACE_PREFIX = re.compile(r"<(/?)[a-z0-9]+:")


def key_of(spec: Mapping[str, Any]) -> str:
    """Return the content hash by which a specification's drawing is kept."""
    text = json.dumps(spec, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def draw(spec: Mapping[str, Any]) -> str:
    """Return the SVG of a specification without name and ids: ``labelled`` gives it those.

    No network is touched: a specification holds its data. Raises ValueError where it is not valid Vega-Lite.
    """
    root = ElementTree.fromstring(vega_lite_svg(spec))  # noqa: S314 - vl-convert wrote it
    width, height = root.get("width", "0"), root.get("height", "0")
    root.attrib.clear()
    root.set("viewBox", f"0 0 {width} {height}")
    _clean(root)
    text = ElementTree.tostring(root, encoding="unicode", default_namespace=None)
    text = _NAMESPACE_PREFIX.sub(r"<\1", text)
    return re.sub(r' xmlns(?::[a-z0-9]+)?="[^"]*"', "", text)


def labelled(drawing: str, *, identifier: str, name_of: str, words: str) -> str:
    """Return a drawing with its accessible name, its own ids and its class, ready to stand in a page.

    ``name_of`` is the id of the element whose text is its name: the figure's title. ``words`` describe it to those who
    do not see it. A search leaves out what stands in it: labels of an axis find nothing.
    """
    inner_start = drawing.index(">") + 1
    view_box = re.search(r'viewBox="[^"]*"', drawing[:inner_start])
    body = _with_own_ids(drawing[inner_start:], identifier)
    return (
        f'<svg class="ob-chart__picture" {view_box[0] if view_box else ""} role="img" aria-labelledby="{name_of}" '
        f'aria-describedby="{identifier}-words" data-search-exclude>'
        f'<desc id="{identifier}-words">{escape(words)}</desc>{body}'
    )


def _with_own_ids(body: str, identifier: str) -> str:
    """Return the body with each id and each reference to one prefixed, so that two charts of a page never share one."""
    if ' id="' not in body:
        return body
    body = re.sub(r' id="([^"]*)"', rf' id="{identifier}-\1"', body)
    return re.sub(r"url\(#([^)]*)\)", rf"url(#{identifier}-\1)", body)


def _clean(element: ElementTree.Element) -> None:
    """Take out what draws nothing and what CSS decides, and name colours after their variables; in place."""
    for child in list(element):
        _clean(child)
        if _draws_nothing(child):
            element.remove(child)
    attributes = element.attrib
    for name in [name for name in attributes if name in _DROPPED or attributes[name] == _DEFAULTS.get(name)]:
        del attributes[name]
    for name, value in attributes.items():
        attributes[name] = _LONG_NUMBER.sub(_shorter, _COLOUR.sub(_variable, value))
    _unwrap_groups(element)


def _draws_nothing(element: ElementTree.Element) -> bool:
    if element.tag == f"{_SVG}path":
        visible = any(element.get(name, "none") != "none" for name in ("fill", "stroke"))
        return not element.get("d") or element.get("display") == "none" or not visible
    return element.tag == f"{_SVG}g" and len(element) == 0


def _unwrap_groups(element: ElementTree.Element) -> None:
    """Put the children of groups that say nothing in the place of the group."""
    for index, child in reversed(list(enumerate(element))):
        if child.tag == f"{_SVG}g" and (not child.attrib or child.attrib == {"transform": "translate(0,0)"}):
            element[index : index + 1] = list(child)


def _variable(match: re.Match[str]) -> str:
    name = VARIABLES.get(match[0].lower())
    return f"var({name})" if name else match[0]


def _shorter(match: re.Match[str]) -> str:
    text = f"{float(match[0]):.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
