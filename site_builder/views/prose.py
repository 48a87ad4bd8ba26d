"""Hand-written pages that introduce a section: the section's own ``index.md`` in the documentation folder."""

from __future__ import annotations

from collections.abc import Iterable

from site_builder.model.prose import Prose
from site_builder.views.base import View
from site_builder.views.parts import Narrative

_INDEX_NAMES = ("index.md", "README.md")


def introduction(page: Prose | None, title: str) -> Narrative | None:
    """Return what a hand-written page says under the title of its section; None where it says nothing beside it."""
    text = "" if page is None else page.body.strip()
    first, _, rest = text.partition("\n")
    if first.startswith("# ") and first[2:].strip(" #") == title:
        text = rest.strip()
    return Narrative(text, page.path, title) if page is not None and text else None


def section_prose(prose: Iterable[Prose], views: Iterable[View], docs_dir: str) -> dict[str, Prose]:
    """Return the hand-written page of each section that has one, by the section's address.

    ``content/playbooks/index.md`` introduces ``/playbooks/``, ``content/index.md`` the home page.
    """
    sections = {view.section for view in views}
    found: dict[str, Prose] = {}
    for page in prose:
        folder, _, name = page.path.rpartition("/")
        if name not in _INDEX_NAMES or not (folder == docs_dir or folder.startswith(f"{docs_dir}/")):
            continue
        section = folder[len(docs_dir) + 1 :]
        if section in sections and (section not in found or name == "index.md"):
            found[section] = page
    return found
