"""Relative links in the texts of records, and paths under ``links``: those to files that are not there are reported."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from posixpath import join, normpath
from typing import Any
from urllib.parse import unquote

from site_builder.link.mentions import without_code
from site_builder.load.source import Source
from site_builder.model.diagnostic import Diagnostic, Span, warning
from site_builder.model.fields import MARKDOWN
from site_builder.model.kind import Kind, has_marker
from site_builder.model.record import Record

_LINK = re.compile(r"\]\([ \t]*+(?:<([^<>\n]++)>|([^\s()<>]++))")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*+:|//|#|\?")
_FILE = re.compile(r"[^/]\.[A-Za-z0-9]{1,8}\Z")
"""How the path of a file ends; without it a path may be the address of a page, or a folder."""


def dangling_links(
    source: Source, records: Iterable[Record[Any]], kinds: Mapping[str, Kind[Any]], docs_dir: str
) -> Iterator[Diagnostic]:
    """Yield a warning for each link to a file that the repository does not have: the text is right without it.

    In the documentation folder it is MkDocs that follows links in texts. A path that leads out of the handbook may be
    there for those who read the file.
    """
    for record in records:
        for target in record.fields.links:
            if isinstance(target, str) and not _ABSOLUTE.match(target) and _is_missing(source, target, ""):
                number = record.fields.links.index(target)
                yield _dangling(target, record.span("links", number), "name a file by its path from the root")
        if "](" in record.text and not record.path.startswith(f"{docs_dir}/"):
            yield from _in_texts(source, record, kinds[record.kind])


def _in_texts(source: Source, record: Record[Any], kind: Kind[Any]) -> Iterator[Diagnostic]:
    folder = record.path.rpartition("/")[0]
    for name in _markdown_fields(kind):
        text = getattr(record.fields, name)
        if not isinstance(text, str) or "](" not in text:
            continue
        for found in _LINK.finditer(without_code(text)):
            target = found[1] or found[2]
            if not _ABSOLUTE.match(target) and _is_missing(source, target, folder):
                span = record.span_of_text(target, name)
                yield _dangling(target, span, "name a file by its path from this one, or from the root with a / before")


def _is_missing(source: Source, target: str, folder: str) -> bool:
    path = unquote(re.split(r"[?#]", target, maxsplit=1)[0])
    if not _FILE.search(path):
        return False
    full = normpath(join("" if path.startswith("/") else folder, path.lstrip("/")))
    return not full.startswith("..") and not source.exists(full)


def _dangling(target: str, span: Span, hint: str) -> Diagnostic:
    return warning("dangling-reference", f"there is no file {target[:200]!r}", span, hint)


@cache
def _markdown_fields(kind: Kind[Any]) -> tuple[str, ...]:
    return tuple(name for name in kind.reading_order if has_marker(kind.field(name), MARKDOWN))
