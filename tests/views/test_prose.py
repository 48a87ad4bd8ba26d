"""Hand-written pages that introduce a section."""

from __future__ import annotations

import pytest

from site_builder.model.prose import Prose
from site_builder.views.base import registered_views
from site_builder.views.parts import Narrative
from site_builder.views.prose import introduction, section_prose


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


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("# Playbooks\n\nWhat to do.\n", "What to do."),
        ("# Playbooks #\n## When\n", "## When"),
        ("# How we work\n\nWell.\n", "# How we work\n\nWell."),
        ("## Playbooks\n\nWell.\n", "## Playbooks\n\nWell."),
        ("Well.\n\n# Playbooks\n", "Well.\n\n# Playbooks"),
    ],
)
def test_an_introduction_does_not_repeat_the_title_of_its_page(body: str, text: str) -> None:
    page = Prose("content/playbooks/index.md", body, {}, body)
    assert introduction(page, "Playbooks") == Narrative(text, page.path, "Playbooks")


@pytest.mark.parametrize("body", ["", "\n", "# Playbooks\n"])
def test_a_page_without_words_introduces_nothing(body: str) -> None:
    assert introduction(Prose("content/playbooks/index.md", body, {}, body), "Playbooks") is None
    assert introduction(None, "Playbooks") is None


def test_the_documentation_folder_may_be_elsewhere() -> None:
    assert found("docs/handbook/team/index.md", docs_dir="docs/handbook") == {"team": "docs/handbook/team/index.md"}
