"""Which files MkDocs has nothing to do with where only a part of a site is built."""

from __future__ import annotations

from mkdocs.structure.files import File, Files

from mkdocs_opsbook.files import HandbookFiles
from mkdocs_opsbook.request import NeedsWholeBuild
from site_builder.pipeline.part import Part


def leave_out(arranged: HandbookFiles, files: Files, part: Part) -> None:
    """Let MkDocs take files for unmodified whose pages are no part of what is built: it then passes them by.

    Hand-written pages that nothing is generated for are always rendered. Raises NeedsWholeBuild where a record's page
    is among the part that the navigation names, with its title, on every page.
    """
    for uri, page in arranged.theme_pages.items():
        file = files.get_file_from_path(uri)
        if file is not None and page.url not in part.pages:
            _pass_by(file)
    for record in arranged.records:
        if record.through_theme:
            if record.url in part.pages:
                raise NeedsWholeBuild(f"the navigation names {record.path}")
            _pass_by(record)


def is_passed_by(file: File) -> bool:
    """Return whether MkDocs does not render a file of a part."""
    return "is_modified" in vars(file)


def _pass_by(file: File) -> None:
    # Of generated files MkDocs says that they are always modified.
    vars(file)["is_modified"] = lambda: False
