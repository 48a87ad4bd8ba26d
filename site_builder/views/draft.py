"""The banner of a draft: a site that was built although the handbook has errors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from site_builder.model.diagnostic import Diagnostic, Severity
from site_builder.model.page import Page
from site_builder.views.cells import Code, Phrase
from site_builder.views.parts import Notice, RecordContent, SectionContent
from site_builder.views.wording import count_words

_LISTED = 20


def marked_as_draft(pages: Iterable[Page], diagnostics: Iterable[Diagnostic]) -> tuple[Page, ...]:
    """Return the pages with a banner that lists the errors; as they are where there is none."""
    errors = [diagnostic for diagnostic in diagnostics if diagnostic.severity is Severity.ERROR]
    if not errors:
        return tuple(pages)
    listed = tuple(Phrase((Code(str(found.span)), f" {found.message}")) for found in errors[:_LISTED])
    more = f" The first {_LISTED} are:" if len(errors) > _LISTED else ""
    text = f"The handbook has {count_words(len(errors), 'error')}; what could not be read is missing.{more}"
    banner = Notice("danger", "Draft", text, listed)
    return tuple(page.changed(lambda made: _with_banner(made, banner)) for page in pages)


def _with_banner(page: Page, banner: Notice) -> Page:
    content = page.content
    if isinstance(content, RecordContent | SectionContent):
        return replace(page, content=replace(content, notices=(banner, *content.notices)))
    return page
