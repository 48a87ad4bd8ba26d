"""The narratives of records under the documentation folder: MkDocs' Markdown, as hand-written pages have it."""

from __future__ import annotations

import posixpath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as ThemePage

from mkdocs_opsbook.contract import RenderedProse, RenderMarkdown
from mkdocs_opsbook.files import RecordFile
from mkdocs_opsbook.findings import log
from mkdocs_opsbook.tasks import with_named_tasks
from mkdocs_opsbook.toc import anchors_in
from site_builder.model.page import Page, RenderedPage
from site_builder.render.page_html import sanitise_page


class Narratives:
    """Renders narratives with the site's Markdown extensions and resolves their links as MkDocs does.

    ``documentation`` is the documentation folder, relative to the root of the handbook.
    """

    def __init__(self, config: MkDocsConfig, files: Files, documentation: str) -> None:
        self._config = config
        self._files = files
        self._documentation = documentation
        self._linking: dict[str, list[ThemePage]] = {}
        """Narratives with links to anchors, by the address of the page that they stand in."""

    def has(self, path: str) -> bool:
        """Return whether the narrative of the record at this path is rendered here."""
        return path.startswith(f"{self._documentation}/")

    def renderer(self, page: Page) -> RenderMarkdown:
        """Return what renders narratives that stand in this page: links lead away from its address."""

        def render(path: str, markdown: str) -> RenderedProse:
            return self._render(path, markdown, page)

        return render

    def _render(self, path: str, markdown: str, page: Page) -> RenderedProse:
        config = self._config
        file = RecordFile(path, posixpath.relpath(path, self._documentation), page, config)
        narrative = ThemePage(None, file, config)
        narrative.markdown = markdown
        # Extensions that read other files ask the configuration which page they are on, as does who hears warnings.
        before, config._current_page = config._current_page, narrative
        try:
            narrative.render(config, self._files)
            clean, taken_out = sanitise_page(narrative.content or "", path)
            for message in taken_out:
                log.warning("%s", message)
        finally:
            config._current_page = before
        if narrative.links_to_anchors:
            self._linking.setdefault(page.url, []).append(narrative)
        return RenderedProse(with_named_tasks(clean))

    def check_anchors(self, rendered: RenderedPage) -> None:
        """Report links of a page's narratives to anchors that are nowhere, as MkDocs does for its pages."""
        for narrative in self._linking.pop(rendered.page.url, ()):
            narrative.present_anchor_ids = (narrative.present_anchor_ids or set()) | anchors_in(rendered.html)
            narrative.validate_anchor_links(files=self._files, log_level=self._config.validation.links.anchors)
