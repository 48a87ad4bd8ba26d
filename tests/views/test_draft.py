"""The banner of a draft."""

from __future__ import annotations

from site_builder.model.diagnostic import Span, error, warning
from site_builder.model.page import Page
from site_builder.views.draft import marked_as_draft
from site_builder.views.parts import Code, HeaderLine, Notice, Phrase, RecordContent, SectionContent

EARLIER = Notice("neutral", "Before")
PAGES = (
    Page("a/", "A", "a", "section.html", SectionContent("Lead", notices=(EARLIER,))),
    Page("a/b/", "B", "a", "", RecordContent(HeaderLine()), is_record=True),
    Page("c/", "C", "c", "own.html", "something of a third party"),
)


def test_without_errors_pages_stay_as_they_are() -> None:
    assert marked_as_draft(PAGES, [warning("a", "b", Span("c"))]) == PAGES


def test_every_page_says_that_it_is_a_draft_and_lists_the_errors() -> None:
    section, page, foreign = marked_as_draft(PAGES, [error("x", "is wrong", Span("a.yml", 3, 7))])
    banner = Notice(
        "danger",
        "Draft",
        "The handbook has 1 error; what could not be read is missing.",
        (Phrase((Code("a.yml:3:7"), " is wrong")),),
    )
    assert section.content.notices == (banner, EARLIER)
    assert page.content.notices == (banner,)
    assert foreign == PAGES[2]


def test_of_many_errors_the_first_are_listed() -> None:
    found, *_ = marked_as_draft(PAGES, [error("x", "is wrong", Span("a.yml", line)) for line in range(1, 31)])
    banner = found.content.notices[0]
    assert len(banner.items) == 20
    assert banner.text == "The handbook has 30 errors; what could not be read is missing. The first 20 are:"
