"""Links to the source of a record, wherever it lies."""

from __future__ import annotations

import pytest

from mkdocs_opsbook.edit import EditLinks

INSIDE, OUTSIDE = "content/playbooks/p.md", "roadmap/initiatives/a.yml"


@pytest.mark.parametrize(
    ("links", "inside", "outside"),
    [
        (
            EditLinks("content", "https://github.com/o/r", "edit/main/content/"),
            "https://github.com/o/r/edit/main/content/playbooks/p.md",
            "https://github.com/o/r/edit/main/roadmap/initiatives/a.yml",
        ),
        (
            EditLinks("content", "", "https://git.example.org/h/edit/main/content/"),
            "https://git.example.org/h/edit/main/content/playbooks/p.md",
            "https://git.example.org/h/edit/main/roadmap/initiatives/a.yml",
        ),
        (
            EditLinks("content", "https://github.com/o/r/", "edit/main/docs/"),
            "https://github.com/o/r/edit/main/docs/playbooks/p.md",
            "https://github.com/o/r/edit/main/roadmap/initiatives/a.yml",
        ),
        (
            EditLinks("content", "https://bitbucket.org/o/r", "?query=root/content/"),
            "https://bitbucket.org/o/r?query=root/content/playbooks/p.md",
            "https://bitbucket.org/o/r?query=root/roadmap/initiatives/a.yml",
        ),
        (
            EditLinks("content", "https://x.org/", "", "https://ide.org/content/{path}?n={path_noext}"),
            "https://ide.org/content/playbooks/p.md?n=content/playbooks/p",
            "https://ide.org/roadmap/initiatives/a.yml?n=roadmap/initiatives/a",
        ),
        (
            EditLinks("content", "https://x.org", "", "wiki/{path!q}"),
            "https://x.org/wiki/playbooks%2Fp.md",
            "https://x.org/wiki/..%2Froadmap%2Finitiatives%2Fa.yml",
        ),
    ],
)
def test_a_link_leads_to_the_file(links: EditLinks, inside: str, outside: str) -> None:
    assert links.url(INSIDE) == inside
    assert links.url(OUTSIDE) == outside


def test_without_an_edit_uri_or_a_path_there_is_no_link() -> None:
    assert EditLinks("content", "https://github.com/o/r").url(OUTSIDE) is None
    assert EditLinks("content", "", "https://x.org/content/").url("") is None


def test_a_path_cannot_leave_the_attribute_that_it_stands_in() -> None:
    links = EditLinks("content", "", "https://x.org/content/")
    assert links.url('content/a" onclick="x/b c.md') == "https://x.org/content/a%22%20onclick%3D%22x/b%20c.md"
    assert links.url('content/a" onclick="x/b.md') == "https://x.org/content/a%22%20onclick%3D%22x/b.md"


def test_dots_belong_to_the_name_of_a_file() -> None:
    links = EditLinks("content", "", "https://x.org/content/")
    assert links.url("roadmap/releases/2026.1.md") == "https://x.org/roadmap/releases/2026.1.md"
