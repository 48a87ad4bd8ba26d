"""Front matter: what a page is, for the generator that takes it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TypeAlias

from site_builder.export.markdown.escape import plain
from site_builder.link.handbook import Handbook
from site_builder.model.page import Page
from site_builder.model.record import Record
from site_builder.render.inline import title_text

FrontMatter: TypeAlias = Iterable[tuple[str, str | tuple[str, ...]]]
"""Names and values, in the order in which they are written."""


def scalar(words: str) -> str:
    """Return words as a value in YAML."""
    return json.dumps(plain(words), ensure_ascii=False)


def front_matter(fields: FrontMatter) -> str:
    """Return fields as front matter, empty ones left out."""
    lines = (
        f"{name}: {scalar(value) if isinstance(value, str) else '[' + ', '.join(map(scalar, value)) + ']'}\n"
        for name, value in fields
        if value
    )
    return f"---\n{''.join(lines)}---\n"


def fields_of(page: Page, record: Record[Any] | None, handbook: Handbook) -> FrontMatter:
    """Return what the front matter of a generated page says; of a record's also what it is and where it comes from."""
    yield "title", title_text(page.title)
    yield "description", page.description
    if record is not None:
        status_field = handbook.kinds[record.kind].status_field
        status = getattr(record.fields, status_field, None) if status_field else None
        yield "kind", record.kind
        yield "id", record.id
        yield "status", "" if status is None else str(status)
        yield "owner", str(getattr(record.fields.owner, "id", record.fields.owner))
        yield "source", record.path
    yield "tags", page.tags
