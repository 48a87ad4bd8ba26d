"""The dead links of the documentation folder: what its pages and narratives name and the site will not have."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from site_builder.link.documentation_links import DeadLink, DocumentationFiles, dead_links
from site_builder.load.names import RecordNames
from site_builder.model.kind import Kind
from site_builder.model.prose import Prose
from site_builder.model.record import Record
from site_builder.pipeline.inputs import Inputs, kind_folders


def dead_documentation_links(
    inputs: Inputs, kinds: Mapping[str, Kind[Any]], pages: Sequence[Prose], records: Sequence[Record[Any]]
) -> tuple[DeadLink, ...]:
    """Return the dead links of hand-written pages and of the narratives of records that lie among them.

    None where MkDocs alone can tell, because something else may make pages.
    """
    configuration = inputs.configuration
    if not configuration.follows_links:
        return ()
    docs_dir = configuration.docs_dir
    names = RecordNames(kind_folders(configuration))
    files = DocumentationFiles(
        inputs.source, docs_dir, names, pages, records, _sections(kinds), configuration.custom_dir
    )
    # What MkDocs leaves out unasked, others take in.
    built = [page for page in pages if not page.path.startswith(f"{docs_dir}/templates/")]
    narratives = (record for record in records if record.path.startswith(f"{docs_dir}/"))
    return tuple(dead_links(files, built, narratives))


def _sections(kinds: Mapping[str, Kind[Any]]) -> Callable[[str], bool]:
    """Return what tells whether a page may have an address: those below the address of a section are left to it."""

    @cache
    def sections() -> tuple[str, ...]:
        # Most handbooks link no page that is made for a section, and to import views takes its time.
        from site_builder.views.base import registered_views
        from site_builder.views.generic import generic_views

        registered = registered_views()
        views = (*registered, *generic_views(kinds.values(), registered))
        # Pages of a kind may be made by the view of another section.
        return (*(view.section for view in views), *(kind.url for kind in kinds.values()))

    return lambda address: any(f"{address}/".startswith(f"{section}/") for section in sections() if section)
