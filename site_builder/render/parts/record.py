"""The body of a record's page. There are thousands: it is written in Python, not as a template."""

from __future__ import annotations

from collections.abc import Sequence

from site_builder.model.page import Page
from site_builder.render.escaping import escaped
from site_builder.render.parts.blocks import definition_list, narrative, reference_group, subsection
from site_builder.render.parts.heading import heading
from site_builder.render.parts.shown import html_of
from site_builder.views.parts import Fact, HeaderLine, RecordContent, ReferenceGroup


def record_body(page: Page, content: RecordContent) -> str:
    """Return the body of a record's page in the order people read it, from its ``<h1>`` on."""
    pieces = [f"{heading(1, page.title)}\n{_header(content.header)}"]
    pieces += [f"{html_of(notice)}\n" for notice in content.notices]
    if content.lead is not None:
        pieces.append(f'<div class="ob-lead">{html_of(content.lead)}</div>\n')
    if content.fields is not None:
        pieces.append(f"{definition_list(content.fields)}\n")
    if content.narrative is not None:
        pieces.append(f"{narrative(content.narrative)}\n")
    pieces += [f"{subsection(section)}\n" for section in content.sections]
    if content.references:
        pieces.append(_links("References", content.references))
    if content.backlinks:
        pieces.append(_links("Backlinks", content.backlinks))
    if content.history is not None:
        pieces.append(f"{html_of(content.history)}\n")
    return "".join(pieces)


def _header(header: HeaderLine) -> str:
    status = "" if header.status is None else f"<li>{html_of(header.status)}</li>\n"
    return f'<ul class="ob-header">\n{status}{"".join([_fact(fact) for fact in header.facts])}</ul>\n'


def _fact(fact: Fact) -> str:
    label = f'<span class="ob-header__label">{escaped(fact.label)}</span> ' if fact.label else ""
    return f"<li>{label}{html_of(fact.value)}</li>\n"


def _links(title: str, groups: Sequence[ReferenceGroup]) -> str:
    count = sum(len(group.entries) for group in groups)
    head = heading(2, title, count=count)
    listed = "".join([f"{reference_group(group)}\n" for group in groups])
    return (
        f'<section class="ob-section">\n{head}\n<section class="ob-references" data-search-exclude>\n{listed}'
        "</section>\n</section>\n"
    )
