"""Links to the forms that add a record: beside what is there of its kind."""

from __future__ import annotations

from typing import Any, Final

from site_builder.model.kind import Kind
from site_builder.views.base import ViewContext, registered_views
from site_builder.views.cells import Link
from site_builder.views.words import a_record

ADD: Final = "add"
"""The anchor of the form on the page of a kind."""


def add_link(kind: Kind[Any]) -> Link:
    """Return the link to the form of a kind."""
    return Link(f"Add {a_record(kind)}", f"reference/kinds/{kind.name}/#{ADD}")


def add_links(context: ViewContext, section: str) -> tuple[Link, ...]:
    """Return the links to the forms of the kinds that a section shows; none for the public, who adds nothing."""
    if context.handbook.audience == "public":
        return ()
    kinds = context.handbook.kinds
    shown = [name for view in registered_views() if view.section == section for name in view.kinds]
    names = dict.fromkeys((*shown, *(kind.name for kind in kinds.values() if kind.url == section)))
    return tuple(add_link(kinds[name]) for name in names if name in kinds)
