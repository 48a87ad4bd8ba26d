"""What engines make of Markdown, and a sheet to write on, for the tests beside this file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import unescape
from pathlib import Path

import markdown

from site_builder.export.markdown.layout import Layout
from site_builder.export.markdown.sheet import MarkdownContext, Sheet
from site_builder.link.cmark import markdown_to_html
from tests.support import check_files, view_context

EXTENSIONS = ("attr_list", "def_list", "admonition", "fenced_code", "footnotes", "md_in_html", "tables", "toc")

ENGINES: Mapping[str, Callable[[str], str]] = {
    "plain": lambda text: markdown.markdown(text, extensions=["fenced_code", "tables", "toc"]),
    "extended": lambda text: markdown.markdown(text, extensions=EXTENSIONS),
    "github": markdown_to_html,
}
"""The engines that the export is written for, none of which sanitises."""


def words_of(html: str) -> str:
    """Return the words that a browser shows."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


def sheet_of(root: Path, files: Mapping[str, str | bytes], url: str = "guides/first/") -> Sheet:
    """Return an empty sheet of a page of a handbook, whose records and hand-written pages can be linked."""
    checked = check_files(root, files)
    handbook = checked.handbook
    pages = {handbook.url_of(record): f"{handbook.url_of(record)[:-1]}.md" for record in handbook}
    prose = {f"{page.path[8:-3]}/": page.path[8:] for page in handbook.prose if page.path != "content/index.md"}
    layout = Layout(
        {"": "index.md", "roadmap/": "roadmap/index.md", url: f"{url[:-1]}.md", **prose, **pages}, {"a.png"}
    )
    return Sheet(url, layout.files[url], MarkdownContext(view_context(checked), layout, "content"))
