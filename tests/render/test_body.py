"""Pages: what stands on them in which order, and what may be named on them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from site_builder.link.handbook import Handbook
from site_builder.render.templates import environment
from site_builder.views.parts import (
    Badge,
    DefinitionList,
    Fact,
    HeaderLine,
    History,
    HistoryEntry,
    Link,
    Markup,
    Narrative,
    Notice,
    Paragraph,
    RecordContent,
    ReferenceEntry,
    ReferenceGroup,
    SectionContent,
    Subsection,
)
from tests.render.every_part import BLOCKS, everything
from tests.render.rendering import CONTEXT, DAY, PATH, render, rendered, section
from tests.support import check_files, initiative

FULL = RecordContent(
    HeaderLine(Badge("in progress", "info"), (Fact("Owner", Link("pm", "team/pm/")), Fact("", Badge("public")))),
    Markup("The *lead*.", PATH),
    (Notice("danger", "Withdrawn"),),
    DefinitionList((Fact("Team", "Scheduling"),)),
    Narrative("Text.\n\n# Why\n\n## Details\n\n# References", PATH),
    (Subsection("Metrics", (Paragraph("x"),)),),
    (ReferenceGroup("Requests", (ReferenceEntry(Link("r", "feedback/requests/r/")),)),),
    (ReferenceGroup("Changes", (ReferenceEntry(Link("c", "changes/c/")), ReferenceEntry(Link("d", "changes/d/")))),),
    History("created 2026-01-04", (HistoryEntry(DAY, "created"),)),
)


def test_a_records_page_is_read_from_top_to_bottom() -> None:
    html = render(FULL, "", title="Use `a < b`")
    order = [
        '<h1 id="use-a-b">Use <code>a &lt; b</code>',
        '<ul class="ob-header">',
        "Withdrawn",
        '<div class="ob-lead">',
        '<dl class="ob-fields">',
        '<h2 id="why">',
        '<h2 id="metrics">',
        '<h2 id="references_1">References <span class="ob-count">1</span>',
        '<h2 id="backlinks">Backlinks <span class="ob-count">2</span>',
        '<details class="ob-fold ob-history"',
    ]
    places = [html.index(part) for part in order]
    assert places == sorted(places)


def test_facts_stand_apart_in_the_text_of_a_page() -> None:
    facts = DefinitionList((Fact("Team", "Scheduling"), Fact("Site", "North")))
    html = render(RecordContent(HeaderLine(), fields=facts), "")
    text = " ".join(re.sub("<[^>]*>", " ", html[html.index("<dl") : html.index("</dl>")]).split())
    assert text == "Team Scheduling · Site North ·"


def test_the_contents_of_a_record_are_its_headings() -> None:
    headings = rendered(FULL, "").headings
    assert [heading.text for heading in headings] == ["Why", "References", "Metrics", "References", "Backlinks"]
    assert [heading.text for heading in headings[0].children] == ["Details"]


def test_a_record_may_have_nothing_but_a_title() -> None:
    html = render(RecordContent(HeaderLine()), "")
    assert html.startswith('<h1 id="roadmap">Roadmap')
    assert "<dl" not in html
    assert "References" not in html


def test_anchors_that_parts_were_given_are_not_taken_by_headings() -> None:
    content = SectionContent("", (Narrative("# Things\n\n# Deeper", PATH), *BLOCKS[:1], BLOCKS[-3]))
    html = render(content)
    assert '<h2 id="things_1">' in html
    assert '<h2 id="deeper_1">' in html
    assert '<div class="ob-table" id="things"' in html


def test_prose_comes_after_the_blocks_unless_it_is_said() -> None:
    prose = Narrative("hand-written", PATH)
    after = section(Paragraph("block"), prose=prose)
    first = section(Paragraph("block"), prose=prose, prose_first=True)
    assert after.index("block") < after.index("hand-written")
    assert first.index("hand-written") < first.index("block")


@dataclass(frozen=True)
class Prose:
    html: str


def test_the_sites_own_markdown_renders_narratives_of_its_folder() -> None:
    calls = []

    def content_markdown(path: str, text: str) -> Prose:
        calls.append((path, text))
        return Prose(f'<h1 id="t">T</h1><p onclick="x()">{text}</p><h2 id="own">Own</h2>')

    narrative = Narrative("words", "content/playbooks/a.md")
    page = rendered(RecordContent(HeaderLine(), narrative=narrative), content_markdown=content_markdown)
    assert calls == [("content/playbooks/a.md", "words")]
    assert '<h2 id="t">T</h2><p>words</p><h3 id="own">Own</h3>' in page.html
    assert [heading.text for heading in page.headings] == ["T"]
    under = rendered(
        RecordContent(HeaderLine(), narrative=replace(narrative, title="T")), content_markdown=content_markdown
    )
    assert '<p>words</p><h2 id="own">Own</h2>' in under.html
    assert [heading.text for heading in under.headings] == ["Own"]
    del calls[1:]
    rendered(RecordContent(HeaderLine(), narrative=Narrative("words", PATH)), content_markdown=content_markdown)
    assert len(calls) == 1


def test_a_template_that_names_what_is_not_there_fails() -> None:
    with pytest.raises(UndefinedError):
        environment().from_string("{{ content.nothing }}").render(content=FULL)


def test_templates_cannot_be_named_from_outside_of_the_package() -> None:
    loader = environment().loader
    assert loader is not None
    assert set(loader.list_templates()) == {
        entry.name for entry in (files("site_builder.views") / "templates").iterdir()
    }


def test_the_same_page_is_the_same_bytes() -> None:
    assert everything() == everything()


def test_mentions_and_links_of_a_record_lead_to_pages(tmp_path: Path) -> None:
    checked = check_files(
        tmp_path,
        {
            "roadmap/initiatives/a.yml": initiative("Faster checkout"),
            "roadmap/initiatives/b.yml": initiative("One-page `cart`"),
        },
    )
    urls = {record.path: checked.handbook.url_of(record) for record in checked.handbook}
    context = replace(CONTEXT, handbook=checked.handbook, record_urls=urls)
    text = "[[initiative:b]], [[initiative:gone]], [file](b.yml#why), [nowhere](c.yml)"
    content = RecordContent(HeaderLine(), lead=Markup(text, PATH), narrative=Narrative(text, PATH))
    html = render(content, "", context)
    assert html.count('<a href="../b/">One-page <code>cart</code></a>') == 2
    assert html.count('<span class="ob-unknown">initiative:gone</span>') == 2
    assert html.count('<a href="../b/#why">file</a>') == 2
    assert html.count("<a>nowhere</a>") == 2


def test_a_public_page_does_not_name_an_unknown_record() -> None:
    public = replace(CONTEXT, handbook=Handbook({}, {}, audience="public"))
    html = render(SectionContent("", (Markup("See [[initiative:secret]].", PATH),)), context=public)
    assert "secret" not in html
