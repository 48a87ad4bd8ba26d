"""Hand-written pages that introduce a section."""

from __future__ import annotations

from site_builder.model.prose import Prose
from site_builder.views.base import registered_views
from site_builder.views.prose import section_prose


def found(*paths: str, docs_dir: str = "content") -> dict[str, str]:
    pages = [Prose(path, "Text", {}, "Text") for path in paths]
    return {section: page.path for section, page in section_prose(pages, registered_views(), docs_dir).items()}


def test_the_index_of_a_folder_introduces_the_section_at_its_address() -> None:
    assert found("content/index.md", "content/roadmap/index.md", "content/best-practices/README.md") == {
        "": "content/index.md",
        "roadmap": "content/roadmap/index.md",
        "best-practices": "content/best-practices/README.md",
    }


def test_other_pages_introduce_nothing() -> None:
    assert (
        found("content/roadmap/how.md", "content/legal/index.md", "roadmap/index.md", "contents/roadmap/index.md") == {}
    )


def test_an_index_goes_before_a_readme() -> None:
    assert found("content/team/README.md", "content/team/index.md") == {"team": "content/team/index.md"}
    assert found("content/team/index.md", "content/team/README.md") == {"team": "content/team/index.md"}


def test_the_documentation_folder_may_be_elsewhere() -> None:
    assert found("docs/handbook/team/index.md", docs_dir="docs/handbook") == {"team": "docs/handbook/team/index.md"}
