"""The Jinja environment: templates of the package only, escaping on, nothing undefined, nothing from records."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from site_builder.render import functions
from site_builder.render.scope import current
from site_builder.views.cells import (
    Badge,
    Code,
    DayCell,
    DurationCell,
    Inline,
    Label,
    Link,
    Meter,
    NumberCell,
    Title,
)
from site_builder.views.parts import Block


@cache
def environment() -> Environment:
    """Return the environment in which all templates of pages are compiled, once a process."""
    made = Environment(
        loader=PackageLoader("site_builder.views", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(functions.FUNCTIONS)
    made.filters.update(functions.FILTERS)
    made.filters["show"] = show
    return made


def show(value: Inline | Block) -> Markup | str:
    """Return the HTML of a part, by the macro of its name; text is escaped, None is nothing.

    What a badge, a day or a link says is said on thousands of pages: it is written once.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return escape(value)
    key = _key(value)
    if key is None:
        return macros()[value.part](value)
    found = _SHOWN.get(key)
    if found is None:
        if len(_SHOWN) >= _MOST_SHOWN:
            _SHOWN.clear()
        found = _SHOWN[key] = macros()[value.part](value)
    return found


_SHOWN: dict[object, Markup] = {}
_MOST_SHOWN = 20_000
_ANYWHERE = (Badge, Label, Code, Title, NumberCell, DurationCell, Meter)


def _key(value: Inline | Block) -> object:
    """Return what the HTML of a part depends on beside its page; None where it is not worth keeping."""
    if isinstance(value, Link):
        page = current().url
        return None if not page or value.url.startswith(page) else (value, page[: page.rfind("/", 0, -1) + 1])
    if isinstance(value, _ANYWHERE):
        return value
    return (value, current().context.as_of) if isinstance(value, DayCell) else None


@cache
def macros() -> dict[str, Callable[[Any], Markup]]:
    """Return the macro of each part: what the templates define whose names begin with an underscore."""
    found: dict[str, Callable[[Any], Markup]] = {}
    made = environment()
    for name in made.list_templates(filter_func=lambda name: name.startswith("_")):
        module = made.get_template(name).module
        found.update({macro: getattr(module, macro) for macro in vars(module) if callable(getattr(module, macro))})
    return found
