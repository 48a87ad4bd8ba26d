"""The bodies of pages that MkDocs renders: generated ones, and hand-written ones with what is filled into them."""

from __future__ import annotations

import re
from dataclasses import field, replace

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page as ThemePage

from mkdocs_opsbook.contract import HandbookSite, RenderedProse
from mkdocs_opsbook.edit import EditLinks
from mkdocs_opsbook.files import HandbookFiles, RecordFile
from mkdocs_opsbook.findings import log
from mkdocs_opsbook.narrative import Narratives
from mkdocs_opsbook.pages import disarm, dress, dress_record, keep_title_inside, name
from mkdocs_opsbook.public import keep_public
from mkdocs_opsbook.tasks import with_named_tasks
from site_builder.model.page import Page, RenderedPage
from site_builder.model.quick import dataclass

_LIVE_PART = re.compile(r'<div class="ob-live-block" id="ob-live-[0-9]+"></div>')


@dataclass(slots=True)
class Bodies:
    """Makes the bodies of a site's pages. ``beside`` are the files beside them.

    While it ``marks_drawings``, they are left to be filled in later, by ``complete``: MkDocs reads all pages before it
    makes the first, and meanwhile they are drawn.
    """

    site: HandbookSite
    config: MkDocsConfig
    arranged: HandbookFiles
    narratives: Narratives
    links: EditLinks
    is_public: bool
    marks_drawings: bool = False
    beside: list[tuple[str, bytes]] = field(default_factory=list)

    def generated(self, file: File) -> Page | None:
        """Return the page that is generated for a file."""
        return file.record_page if isinstance(file, RecordFile) else self.arranged.theme_pages.get(file.src_uri)

    def name(self, page: ThemePage, generated: Page) -> None:
        """Give a page that is not rendered what the navigation shows of it, as if it was."""
        path = self.arranged.prose.get(page.file.src_uri)
        if path is not None:
            page.read_source(self.config)
            disarm(page.meta, path, self.config)
        name(page, generated)

    def markdown(self, markdown: str, page: ThemePage) -> str:
        """Return the Markdown of a page with live parts and mentions filled in."""
        path = self.arranged.prose.get(page.file.src_uri)
        if path is None:
            return markdown
        if self.is_public:
            keep_public(page.meta)
        disarm(page.meta, path, self.config)
        return self.site.render_prose(path, markdown)

    def content(self, html: str, page: ThemePage) -> str:
        """Return the body of a page: a generated one, or the sanitised one of a hand-written page."""
        path = self.arranged.prose.get(page.file.src_uri)
        html = with_named_tasks(html)
        finished = None if path is None else self.site.finish_prose(path, html)
        for message in () if finished is None else finished.taken_out:
            log.warning("%s", message)
        generated = self.generated(page.file)
        if generated is None:
            keep_title_inside(page)
            return html if finished is None else finished.html

        render = self.narratives.renderer(generated)

        def content_markdown(source: str, markdown: str) -> RenderedProse:
            return RenderedProse(html) if source == path else render(source, markdown)

        render_page = self.site.render_with_marks if self.marks_drawings else self.site.render
        rendered = render_page(generated, content_markdown)
        self.narratives.check_anchors(rendered)
        if path is not None:
            rendered = self._with_live_parts(rendered, path)
        if isinstance(page.file, RecordFile):
            self.beside.extend(rendered.files)
            dress_record(page, rendered, self.links)
            return rendered.html
        return dress(page, rendered)

    def complete(self, page: ThemePage) -> None:
        """Fill in the drawings of a page that is about to be made."""
        if page.content is not None:
            page.content = self.site.with_drawings(page.content)

    def _with_live_parts(self, rendered: RenderedPage, path: str) -> RenderedPage:
        """Return a generated page with the live parts of the hand-written one that introduces it."""

        def drawn(place: re.Match[str]) -> str:
            return self.site.finish_prose(path, place[0]).html

        return replace(rendered, html=_LIVE_PART.sub(drawn, rendered.html))
