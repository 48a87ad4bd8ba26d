"""The Jinja environment: templates of the package only, escaping on, nothing undefined, nothing from records."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from site_builder import views
from site_builder.render import functions
from site_builder.render.parts import blocks, inline
from site_builder.render.parts.shown import shows
from site_builder.render.template_code import TemplateCode
from site_builder.views.parts import (
    Board,
    CardGrid,
    ChartFigure,
    ChartGrid,
    KpiGrid,
    Matrix,
    Picture,
    RecordForm,
    ReleaseEntry,
    ReleaseFinder,
    Timeline,
    Tree,
)

__all__ = ["blocks", "environment", "inline", "macros"]


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
        bytecode_cache=TemplateCode([Path(views.__file__).parent]),
    )
    made.globals.update(functions.FUNCTIONS)
    made.filters.update(functions.FILTERS)
    return made


@cache
def macros() -> dict[str, Callable[[Any], Markup]]:
    """Return the macro of each part: what the templates define whose names begin with an underscore."""
    found: dict[str, Callable[[Any], Markup]] = {}
    made = environment()
    for name in made.list_templates(filter_func=lambda name: name.startswith("_")):
        module = made.get_template(name).module
        found.update({macro: getattr(module, macro) for macro in vars(module) if callable(getattr(module, macro))})
    return found


@shows(
    Board,
    CardGrid,
    ChartFigure,
    ChartGrid,
    KpiGrid,
    Matrix,
    Picture,
    RecordForm,
    ReleaseEntry,
    ReleaseFinder,
    Timeline,
    Tree,
)
def by_macro(part: Any) -> str:
    """Return the HTML of a part that is on few pages, by the macro of its name."""
    return macros()[part.part](part)
