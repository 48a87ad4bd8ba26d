"""Pages that MkDocs renders: what the handbook gives them, and what hand-written ones may not have."""

from __future__ import annotations

import html
from collections.abc import Mapping, MutableMapping
from pathlib import Path, PurePosixPath
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page as ThemePage

from mkdocs_opsbook.edit import EditLinks
from mkdocs_opsbook.findings import log
from mkdocs_opsbook.toc import anchors_in, outline, plain, table_of_contents, title_of
from site_builder.model.page import Page, RenderedPage

_GIVEN = "opsbook_title"
"""Marks a page whose title comes from here: where the page is made again, it may have another one."""
_PRINTED_BY_THEMES = ("title", "description", "author", "subtitle", "status")


def dress(theme_page: ThemePage, rendered: RenderedPage) -> str:
    """Give MkDocs' page the title, the description, the contents and the anchors of a rendered page; return its body.

    What is already there (a title in the navigation, front matter of a hand-written page) stays.
    """
    name(theme_page, rendered.page)
    own = vars(theme_page)
    if rendered.head:
        # Not in ``meta``: front matter of a hand-written page never gets into the head as it is.
        own["opsbook_head"] = rendered.head
    theme_page.toc = table_of_contents(outline(rendered))
    theme_page.present_anchor_ids = (theme_page.present_anchor_ids or set()) | anchors_in(rendered.html)
    return rendered.html


def name(theme_page: ThemePage, page: Page) -> None:
    """Give MkDocs' page the title and the description of a page; what is already there stays."""
    own = vars(theme_page)
    if "title" not in own or _GIVEN in own:
        theme_page.title = title_of(page)
        own[_GIVEN] = True
    meta = theme_page.meta
    for key, value in metadata(page).items():
        meta.setdefault(key, value)


def metadata(page: Page) -> dict[str, Any]:
    """Return what MkDocs would find in the page's front matter, escaped, for themes print it as it is.

    The home page has no title there: its title is the site's name.
    """
    meta: dict[str, Any] = {}
    if page.url:
        meta["title"] = title_of(page)
    if page.description:
        meta["description"] = plain(page.description)
    if page.tags:
        meta["tags"] = [plain(tag) for tag in page.tags]
    if not page.is_searchable:
        meta["search"] = {"exclude": True}
    if page.hides:
        meta["hide"] = list(page.hides)
    return meta


def dress_record(theme_page: ThemePage, rendered: RenderedPage, links: EditLinks) -> None:
    """Make MkDocs' page that of a record: as ``dress``, with its body and the link to its source."""
    theme_page.markdown = ""
    theme_page.content = dress(theme_page, rendered)
    theme_page.edit_url = links.url(rendered.page.source_path)


def spare_markdown(theme_page: ThemePage) -> None:
    """Keep MkDocs from rendering a page without Markdown: to set up its extensions takes two milliseconds each time."""

    def render(*_: object) -> None:
        theme_page.content = ""

    theme_page.render = render  # type: ignore[method-assign, assignment]


def parent_in_navigation(nav: Navigation, section: str, above: Mapping[str, str]) -> Section | None:
    """Return where the records of a section hang in the navigation; None where neither it nor one above it is there.

    That is the section's own page, so that it is marked and leads back; or, where that page opens a group of the same
    title, the group. ``above`` names the section above where the address does not say it.
    """
    pages = {page.file.dest_uri: page for page in nav.pages}
    while section and f"{section}/index.html" not in pages:
        section = above.get(section) or section.rpartition("/")[0]
    if not section:
        return None
    page = pages[f"{section}/index.html"]
    group = page.parent
    if group is not None and group.children[0] is page and group.title == page.title:
        return group
    # A page, like a group, marks what it hangs in as active and is linked to: themes ask no more of a parent.
    return page  # type: ignore[return-value]


def disarm(meta: MutableMapping[str, Any], path: str, config: MkDocsConfig) -> None:
    """Make front matter harmless: escape what themes print as it is, take out names of templates that are not there."""
    for key in _PRINTED_BY_THEMES:
        if key in meta:
            meta[key] = plain(str(meta[key]))
    if isinstance(tags := meta.get("tags"), list):
        meta["tags"] = [plain(tag) if isinstance(tag, str) else tag for tag in tags]
    for key, name in (("icon", f".icons/{meta.get('icon')}.svg"), ("template", str(meta.get("template")))):
        if key in meta and not _is_template(name, config):
            log.warning("%s: the theme has no %s %r; it is left out", path, key, str(meta.pop(key)))


def keep_title_inside(theme_page: ThemePage) -> None:
    """Keep a hand-written title from leaving the head of its page.

    Material strips tags from a title that comes from a heading, and so turns ``&lt;`` into ``<``; one that comes from
    front matter it prints as it is, which is right for what has been escaped.
    """
    title = theme_page.title
    if title and "<" in html.unescape(title):
        theme_page.meta.setdefault("title", title)


def _is_template(name: str, config: MkDocsConfig) -> bool:
    parts = PurePosixPath(name).parts
    return ".." not in parts and any(Path(folder, name).is_file() for folder in config.theme.dirs)
