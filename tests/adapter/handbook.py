"""A fake handbook with a page of every sort that the adapter treats in its own way."""

from __future__ import annotations

from typing import Any

from site_builder.model.page import Heading, Page
from tests.adapter.fake import Body, FakeSite, entries_for, record, section

FIELDS = '<h2 id="fields">Fields</h2>\n<dl><div><dt>Owner</dt><dd>PM</dd></div></dl>\n'
NESTED = (
    f'{FIELDS}<section>\n<h2 id="refs">References &amp; more <span class="ob-count">2</span></h2>\n'
    '<h3 id="changes">Changes</h3>\n<ul>\n<li><a href="../b/">B</a></li>\n<li></li>\n</ul>\n</section>\n'
    "<details data-search-exclude><summary>History</summary><p>Created.</p></details>\n"
)
NESTED_HEADINGS = (
    Heading(2, "Fields", "fields"),
    Heading(2, "References & more", "refs", (Heading(3, "Changes", "changes"),)),
)
NARRATIVE = (
    "## Steps\n\n1. See [q](q.md), [an initiative](../../roadmap/initiatives/a.yml), [words](../glossary.md#nps).\n"
)

HEAD = (
    '<link rel="alternate" type="application/atom+xml" title="a &amp; b" href="../feed.atom">\n'
    '<script type="application/ld+json">{"headline":"\\u003c/script\\u003e {{ x }}"}</script>'
)

FILES = {
    "content/playbooks/index.md": "# Playbooks\n\nHow we work.\n",
    "content/playbooks/p.md": "---\ntitle: P\n---\n",
    "content/playbooks/q.md": "---\ntitle: Q\n---\n",
    "content/playbooks/numbers.csv": "a,b\n",
    "content/glossary.md": "# Words\n\n## NPS\n\nA [playbook](playbooks/p.md), [b](../roadmap/initiatives/b.yml).\n",
    "content/files/template.csv": "c,d\n",
}


def pages() -> tuple[Page, ...]:
    """Return the pages of the handbook."""
    fields = (Heading(2, "Fields", "fields"),)
    return (
        section("", "Home"),
        section("roadmap/", "Roadmap"),
        section("roadmap/initiatives/", "Initiatives"),
        section("playbooks/", "Playbooks"),
        section("releases/", "Releases & notes", body=Body(head=HEAD)),
        record(
            "roadmap/initiatives/a.yml",
            "Checkout <fast> & 'sound' \"quoted\"",
            description='Faster, "better" <b>& more</b>.',
            tags=("payments", "web"),
            body=Body(FIELDS, fields),
        ),
        record(
            "roadmap/initiatives/sub/edit-blob.yml", "Edit blob", section="roadmap/initiatives", body=Body("<p>x</p>")
        ),
        record("roadmap/initiatives/b.yml", "Plan 100% of /paths? é ü", body=Body(NESTED, NESTED_HEADINGS)),
        record("roadmap/initiatives/c.yml", "Third", description="Plain", body=Body(FIELDS, fields)),
        record("content/playbooks/p.md", "Escalate", body=Body(FIELDS, fields, NARRATIVE)),
        record("content/playbooks/q.md", "Use `make release`"),
        record(
            "roadmap/releases/2026.1.md", "2026.1", section="releases", body=Body(NESTED, NESTED_HEADINGS, head=HEAD)
        ),
        record("roadmap/releases/2026.2.md", "2026.2", section="releases", body=Body(NESTED, NESTED_HEADINGS)),
    )


def handbook(**more: Any) -> FakeSite:
    """Return the handbook."""
    made = pages()
    prose = frozenset({"content/playbooks/index.md", "content/glossary.md"})
    return FakeSite(made, prose, navigation=entries_for(made), **more)
