"""From a part to its HTML: one function for each type of part."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

from site_builder.render.escaping import escaped
from site_builder.views.parts import Block, Inline

PartHtml: TypeAlias = Callable[[Any], str]
Function = TypeVar("Function", bound=PartHtml)

_FUNCTIONS: dict[type, PartHtml] = {str: escaped, type(None): lambda _: ""}


def shows(*parts: type) -> Callable[[Function], Function]:
    """Make the function decorated the one that gives the HTML of these types of parts."""

    def register(function: Function) -> Function:
        _FUNCTIONS.update(dict.fromkeys(parts, function))
        return function

    return register


def html_of(value: Inline | Block) -> str:
    """Return the HTML of a part, safe to show; text is escaped, None is nothing. Raises TypeError for anything else.

    The parts of most pages have a function written in Python, the others a macro of the templates: see ``templates``.
    """
    function = _FUNCTIONS.get(type(value))
    if function is not None:
        return function(value)
    if isinstance(value, str):
        return escaped(str(value))
    raise TypeError(f"{type(value).__name__} is no part of a page")


def shown_types() -> frozenset[type]:
    """Return the types of parts that can be shown."""
    return frozenset(_FUNCTIONS)
