"""Relative links in the texts of records, and paths under ``links``: those to files that are not there are reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from site_builder.link.link_targets import LinkTarget, file_named, has_links, link_targets
from site_builder.link.public_targets import repository_path
from site_builder.load.source import Source
from site_builder.model.diagnostic import Diagnostic, Span, warning
from site_builder.model.fields import MARKDOWN
from site_builder.model.kind import Kind, has_marker
from site_builder.model.record import Record

NARRATIVE = "body"


def dangling_links(
    source: Source, records: Iterable[Record[Any]], kinds: Mapping[str, Kind[Any]], docs_dir: str
) -> Iterator[Diagnostic]:
    """Yield a warning for each link to a file that the repository does not have: the text is right without it.

    Narratives in the documentation folder are left to ``documentation_links``: MkDocs renders them. A path that leads
    out of the handbook may be there for those who read the file.
    """
    for record in records:
        for number, target in enumerate(record.fields.links):
            if isinstance(target, str) and _is_missing(source, target, ""):
                yield _dangling(target, record.span("links", number), "name a file by its path from the root")
        if has_links(record.text):
            is_documentation = record.path.startswith(f"{docs_dir}/")
            yield from _in_texts(source, record, kinds[record.kind], but=NARRATIVE if is_documentation else "")


def spans_of_targets(record: Record[Any], name: str, text: str, targets: Iterable[LinkTarget]) -> Iterator[Span]:
    """Return where links that follow one another stand in a field of a record, whose text this is."""
    # Each stands behind its own bracket: the same words may stand before it as well, and brackets in code before that.
    needles: list[str] = []
    ends: list[int] = []
    position = 0
    for target in targets:
        needles += (target.bracket,) * text.count(target.bracket, position, target.offset) + (target.text,)
        ends.append(len(needles) - 1)
        position = target.offset + len(target.text)
    spans = list(record.spans_of_texts(needles, name))
    return (spans[end] for end in ends)


def _in_texts(source: Source, record: Record[Any], kind: Kind[Any], but: str) -> Iterator[Diagnostic]:
    for name in _markdown_fields(kind):
        text = None if name == but else getattr(record.fields, name)
        targets: Sequence[LinkTarget] = tuple(link_targets(text)) if isinstance(text, str) else ()
        missing = [_is_missing(source, target.text, record.path) for target in targets]
        if isinstance(text, str) and any(missing):
            hint = "name a file by its path from this one, or from the root with a / before"
            for target, span, is_missing in zip(
                targets, spans_of_targets(record, name, text, targets), missing, strict=True
            ):
                if is_missing:
                    yield _dangling(target.text, span, hint)


def _is_missing(source: Source, target: str, path: str) -> bool:
    """Return whether a link in the file at ``path`` names a file of the repository that is not there."""
    named = file_named(target)
    if named is None:
        return False
    full = repository_path(path, named)
    return full is not None and not source.exists(full)


def _dangling(target: str, span: Span, hint: str) -> Diagnostic:
    return warning("dangling-reference", f"there is no file {target[:200]!r}", span, hint)


@cache
def _markdown_fields(kind: Kind[Any]) -> tuple[str, ...]:
    return tuple(name for name in kind.reading_order if has_marker(kind.field(name), MARKDOWN))
