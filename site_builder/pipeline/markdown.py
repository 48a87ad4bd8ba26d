"""From a site to the files of its Markdown export: every page, its drawings, the data, the navigation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from site_builder.export.markdown.layout import layout_of, prose_file
from site_builder.export.markdown.navigation import PATH as NAVIGATION
from site_builder.export.markdown.navigation import navigation_file
from site_builder.export.markdown.pages import page_markdown, prose_markdown
from site_builder.export.markdown.sheet import MarkdownContext
from site_builder.export.tables import csv_files
from site_builder.link.site_files import PAGES, SiteFiles
from site_builder.model.prose import Prose
from site_builder.pipeline.site import Site


def markdown_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Return every file of the export: its path and its bytes. No path comes twice.

    Pages that the site makes come before files of the documentation folder that have the same path.
    """
    prose = _prose(site)
    # The changelog is Markdown for people on the code's side; here it would be a page that the site does not have.
    outputs = {path: content for path, content in site.files() if not path.endswith(PAGES)}
    pages = [site.made(page) for page in site.pages]
    for each, made in zip(site.pages, pages, strict=True):
        outputs.update(csv_files(made) if each.maker is not None else ())
    data = {**dict(_media(site)), **outputs}
    docs_dir = site.inputs.configuration.docs_dir
    hand_written = {url: prose_file(page.path, url, docs_dir) for url, page in prose.items()}
    layout = layout_of(site.pages, hand_written, data)
    context = MarkdownContext(site.context, layout, docs_dir, site.charts)
    records = {site.shown.handbook.url_of(record): record for record in site.shown.handbook}
    files = dict(data)
    for url, page in prose.items():
        files.update(prose_markdown(page, url, context).files())
    for each in pages:
        files.update(page_markdown(each, records.get(each.url) if each.is_record else None, context).files())
    titles = [(page.title or PurePosixPath(page.path).stem, layout.files[url]) for url, page in prose.items()]
    files[NAVIGATION] = navigation_file(site.navigation, titles, layout)
    yield from sorted(files.items())


def _prose(site: Site) -> dict[str, Prose]:
    """Return the hand-written pages that are pages of their own, by their address."""
    taken = {page.url for page in site.pages}
    found: dict[str, Prose] = {}
    for page in site.shown.handbook.prose:
        url = site.prose_url(page.path)
        if url not in taken:
            found.setdefault(url, page)
    return found


def _media(site: Site) -> Iterator[tuple[str, bytes]]:
    """Return the files beside hand-written pages that the site has as well: no records, and no data of theirs."""
    source, docs_dir = site.inputs.source, site.inputs.configuration.docs_dir
    files = SiteFiles(docs_dir, site.record_urls)
    for file in source.files(docs_dir):
        hidden = any(part.startswith(".") for part in file.path.split("/"))
        if not (file.is_link or hidden) and files.has(file.path):
            yield file.path.removeprefix(f"{docs_dir}/"), source.read(file.path)
