"""The body of a record's page. There are thousands: it is written in Python, not as a template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from site_builder.model.page import Page
from site_builder.render.escaping import escaped
from site_builder.render.parts.heading import heading
from site_builder.render.parts.shown import html_of
from site_builder.views.parts import Fact, HeaderLine, RecordContent, ReferenceGroup


def record_body(page: Page, content: RecordContent) -> str:
    """Return the body of a record's page in the order people read it, from its ``<h1>`` on."""
    return "".join(_pieces(page, content))


def _pieces(page: Page, content: RecordContent) -> Iterator[str]:
    yield f"{heading(1, page.title)}\n{_header(content.header)}"
    for notice in content.notices:
        yield f"{html_of(notice)}\n"
    if content.lead is not None:
        yield f'<div class="ob-lead">{html_of(content.lead)}</div>\n'
    if content.fields is not None:
        yield f"{html_of(content.fields)}\n"
    if content.narrative is not None:
        yield f"{html_of(content.narrative)}\n"
    for section in content.sections:
        yield f"{html_of(section)}\n"
    if content.references:
        yield _links("References", content.references)
    if content.backlinks:
        yield _links("Backlinks", content.backlinks)
    if content.history is not None:
        yield f"{html_of(content.history)}\n"


def _header(header: HeaderLine) -> str:
    status = "" if header.status is None else f"<li>{html_of(header.status)}</li>\n"
    return f'<ul class="ob-header">\n{status}{"".join(map(_fact, header.facts))}</ul>\n'


def _fact(fact: Fact) -> str:
    label = f'<span class="ob-header__label">{escaped(fact.label)}</span> ' if fact.label else ""
    return f"<li>{label}{html_of(fact.value)}</li>\n"


def _links(title: str, groups: Sequence[ReferenceGroup]) -> str:
    count = sum(len(group.entries) for group in groups)
    head = heading(2, title, count=count)
    listed = "".join([f"{html_of(group)}\n" for group in groups])
    return (
        f'<section class="ob-section">\n{head}\n<section class="ob-references" data-search-exclude>\n{listed}'
        "</section>\n</section>\n"
    )
