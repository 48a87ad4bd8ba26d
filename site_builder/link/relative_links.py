"""Relative links in the texts of records, and paths under ``links``: those that lead nowhere are reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

from site_builder.link.link_targets import LinkTarget, file_named, has_links, link_targets
from site_builder.link.public_targets import repository_path
from site_builder.link.site_files import SiteFiles
from site_builder.load.names import RecordNames
from site_builder.load.source import Source
from site_builder.model.diagnostic import Diagnostic, Span, warning
from site_builder.model.fields import MARKDOWN
from site_builder.model.kind import Kind, has_marker
from site_builder.model.record import Record

NARRATIVE = "body"
_CODE: Final = "dangling-reference"


def dangling_links(
    source: Source, records: Sequence[Record[Any]], kinds: Mapping[str, Kind[Any]], docs_dir: str, names: RecordNames
) -> Iterator[Diagnostic]:
    """Yield a warning for each link to a file that the repository does not have, or the site leaves out.

    The text is right without it. ``names`` tells files of records by their path.

    Narratives in the documentation folder are left to ``documentation_links``: MkDocs renders them. A path that leads
    out of the handbook may be there for those who read the file.
    """
    files = SiteFiles(docs_dir, (record.path for record in records))

    def is_left_out(path: str) -> bool:
        return files.is_left_out(path) and names.of(path) is None

    for record in records:
        for number, target in enumerate(record.fields.links):
            full = _named(target, "") if isinstance(target, str) else None
            if isinstance(target, str) and full is not None and not source.exists(full):
                yield no_such_file(target, record.span("links", number), "name a file by its path from the root")
        if has_links(record.text):
            is_documentation = record.path.startswith(f"{docs_dir}/")
            yield from _in_texts(
                source, is_left_out, record, kinds[record.kind], but=NARRATIVE if is_documentation else ""
            )


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


def _in_texts(
    source: Source, is_left_out: Callable[[str], bool], record: Record[Any], kind: Kind[Any], but: str
) -> Iterator[Diagnostic]:
    hint = "name a file by its path from this one, or from the root with a / before"
    for name in _markdown_fields(kind):
        text = None if name == but else getattr(record.fields, name)
        targets: Sequence[LinkTarget] = tuple(link_targets(text)) if isinstance(text, str) else ()
        named = [_named(target.text, record.path) for target in targets]
        missing = [full is not None and not source.exists(full) for full in named]
        outside = [full is not None and is_left_out(full) for full in named]
        if isinstance(text, str) and (any(missing) or any(outside)):
            spans = spans_of_targets(record, name, text, targets)
            for target, span, is_missing, is_outside in zip(targets, spans, missing, outside, strict=True):
                if is_missing:
                    yield no_such_file(target.text, span, hint)
                elif is_outside:
                    yield left_out(target.text, span)


def _named(target: str, path: str) -> str | None:
    """Return the path of the file that a link in the file at ``path`` names; None where it leads elsewhere."""
    named = file_named(target)
    return None if named is None else repository_path(path, named)


def no_such_file(target: str, span: Span, hint: str) -> Diagnostic:
    """Return what is said of a link to a file that is not there."""
    return warning(_CODE, f"there is no file {target[:200]!r}", span, hint)


def left_out(target: str, span: Span) -> Diagnostic:
    """Return what is said of a link to a file that is there and is no part of the site."""
    message = f"{target[:200]!r} is no part of the site, and no page of it can lead there"
    return warning(_CODE, message, span, "link a page or a record, or the address at which it is hosted")


@cache
def _markdown_fields(kind: Kind[Any]) -> tuple[str, ...]:
    return tuple(name for name in kind.reading_order if has_marker(kind.field(name), MARKDOWN))
