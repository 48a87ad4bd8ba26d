"""Pages of records that are made when they are rendered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from site_builder.model.page import Page
from site_builder.model.record import Record
from site_builder.views.base import ViewContext

MANY_BACKLINKS = 100
"""A record that more records refer to may have tables so long that they are cut: its page is made at once."""


def later(context: ViewContext, record: Record[Any], make: Callable[[], Page]) -> Page:
    """Return the page of a record, its content still to come: ``make`` gives the whole page.

    For kinds of which there are many, and whose pages hold no chart: a copy of the process makes them, which draws
    none.
    """
    handbook = context.handbook
    if len(handbook.backlinks_of(record)) > MANY_BACKLINKS:
        return make()
    kind = handbook.kinds[record.kind]
    return Page(
        url=kind.url_of(record),
        title=record.title,
        section=kind.url,
        template="",
        content=None,
        source_path=record.path if handbook.audience == "internal" else "",
        is_record=True,
        tags=record.fields.tags,
        maker=make,
    )
