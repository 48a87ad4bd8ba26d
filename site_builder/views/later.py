"""Pages of records that are made when they are rendered."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from site_builder.link.handbook import Handbook
from site_builder.model.page import Page
from site_builder.model.record import Record
from site_builder.views.base import ViewContext

MANY_BACKLINKS = 100
"""A record that more records refer to may have tables so long that they are cut: its page is made at once."""


def later(context: ViewContext, record: Record[Any], make: Callable[[], Page], given: str = "") -> Page:
    """Return the page of a record, its content still to come: ``make`` gives the whole page.

    For kinds of which there are many, and whose pages hold no chart: a copy of the process makes them, which draws
    none. What ``make`` depends on is the record, what it reads of the handbook while it runs, and what it was ``given``
    before: where a view has worked something out for the page already, that says what it came to, in any words.
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
        maker=partial(_made, handbook, record, make),
        given=given,
    )


def _made(handbook: Handbook, record: Record[Any], make: Callable[[], Page]) -> Page:
    handbook.reads.record(record)
    return make()
