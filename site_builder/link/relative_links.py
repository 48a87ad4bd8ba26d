"""Relative links in the texts of records, and paths under ``links``: those to files that are not there are reported."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain, islice
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
        for number, target in enumerate(record.fields.links):
            if isinstance(target, str) and _is_missing(source, target, ""):
                yield _dangling(target, record.span("links", number), "name a file by its path from the root")
        if "](" in record.text and not record.path.startswith(f"{docs_dir}/"):
            yield from _in_texts(source, record, kinds[record.kind])


def _in_texts(source: Source, record: Record[Any], kind: Kind[Any]) -> Iterator[Diagnostic]:
    folder = record.path.rpartition("/")[0]
    for name in _markdown_fields(kind):
        text = getattr(record.fields, name)
        if not isinstance(text, str) or "](" not in text:
            continue
        targets = [found[1] or found[2] for found in _LINK.finditer(without_code(text))]
        missing = [_is_missing(source, target, folder) for target in targets]
        if any(missing):
            # Each stands behind its own bracket: the same words may stand before it as well.
            needles = chain.from_iterable(("](", target) for target in targets)
            spans = islice(record.spans_of_texts(needles, name), 1, None, 2)
            hint = "name a file by its path from this one, or from the root with a / before"
            for target, span, is_missing in zip(targets, spans, missing, strict=True):
                if is_missing:
                    yield _dangling(target, span, hint)


def _is_missing(source: Source, target: str, folder: str) -> bool:
    path = unquote(re.split(r"[?#]", target, maxsplit=1)[0])
    if _ABSOLUTE.match(target) or not _FILE.search(path):
        return False
    full = normpath(join("" if path.startswith("/") else folder, path.lstrip("/")))
    return not full.startswith("..") and not source.exists(full)


def _dangling(target: str, span: Span, hint: str) -> Diagnostic:
    return warning("dangling-reference", f"there is no file {target[:200]!r}", span, hint)


@cache
def _markdown_fields(kind: Kind[Any]) -> tuple[str, ...]:
    return tuple(name for name in kind.reading_order if has_marker(kind.field(name), MARKDOWN))
