"""HTML of tables. Sorting and filtering come from opsbook.js; nothing here needs it to be read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from site_builder.render.escaping import escaped
from site_builder.render.parts.shown import html_of, shows
from site_builder.render.scope import current
from site_builder.views.parts import Column, ColumnType, Table, ValueCount
from site_builder.views.plain import sort_key


@shows(Table)
def table(part: Table) -> str:
    """Return a table, or what stands in its place while it is empty."""
    return captioned(part, shows_caption=True)


def captioned(part: Table, *, shows_caption: bool) -> str:
    """Return the same. The caption is for ears alone where a heading says it already."""
    if not part.rows and part.empty is not None:
        return f"{html_of(part.empty)}\n"
    if part.folded:
        return f"{folded(part, part.caption)}\n"
    return f"{_frame(part, part.identifier, shows_caption=shows_caption)}\n"


def folded(part: Table, name: str, identifier: str = "") -> str:
    """Return a table behind its name; with the anchor given, or its own."""
    anchor = escaped(identifier or part.identifier)
    count = len(part.rows) if part.total is None else part.total
    return (
        f'<details class="ob-fold" id="{anchor}" data-search-exclude>\n'
        f'<summary>{escaped(name)} <span class="ob-fold__note">{count} {"row" if count == 1 else "rows"}</span>'
        f"</summary>\n{_frame(part, f'{anchor}-table', shows_caption=False)}\n</details>\n"
    )


def _frame(part: Table, identifier: str, *, shows_caption: bool) -> str:
    name = escaped(identifier) if identifier == part.identifier else identifier
    caption = f'<caption id="{name}-caption"{"" if shows_caption else _HIDDEN}>{escaped(part.caption)}</caption>'
    pieces = [
        f'<div class="ob-table" id="{name}" data-ob-table>\n',
        f'<div class="ob-table__frame" role="region" aria-labelledby="{name}-caption" tabindex="0">\n',
        f'<table class="ob-table__grid">\n{caption}\n<thead>\n<tr>\n',
    ]
    counts = dict(zip(part.filters, part.counts, strict=False))
    pieces += [
        _head(
            column.title,
            column.type,
            column.unit,
            column.sortable,
            _filter_mark(counts.get(column.title, ())) if column.title in part.filters else "",
        )
        for column in part.columns
    ]
    pieces.append("</tr>\n</thead>\n<tbody>\n")
    # The first cell of a row is its head.
    cells = [
        _around_cell(column.type, is_head=not number, is_owner=column == _OWNER)
        for number, column in enumerate(part.columns)
    ]
    orders = [column.order for column in part.columns]
    for row in part.rows:
        pieces.append(f'<tr id="{escaped(row.anchor)}">\n' if row.anchor else "<tr>\n")
        for cell, (begin, end), order in zip(row.cells, cells, orders, strict=True):
            key = sort_key(cell, order)
            sorted_by = f' data-sort="{escaped(key)}"' if key else ""
            pieces.append(f"{begin}{sorted_by}>{html_of(cell)}{end}")
        pieces.append("</tr>\n")
    pieces.append("</tbody>\n</table>\n</div>\n")
    if part.more is not None or part.csv_url or part.total is not None:
        pieces.extend(_foot(part))
    pieces.append("</div>\n")
    return "".join(pieces)


_HIDDEN = ' class="ob-hidden"'
_OWNER: Final = Column("Owner")
_CLASSES: Final = {"number": "ob-number", "date": "ob-date", "link": "ob-link"}


def _class_of(kind: ColumnType) -> str:
    css = _CLASSES.get(kind)
    return f' class="{css}"' if css else ""


@cache
def _around_cell(kind: ColumnType, *, is_head: bool, is_owner: bool) -> tuple[str, str]:
    """Return what stands before and behind a cell, which may be the head of its row, or name its owner."""
    css = ' class="ob-owner"' if is_owner else _class_of(kind)
    return (f'<th scope="row"{css}', "</th>\n") if is_head else (f"<td{css}", "</td>\n")


def _filter_mark(counts: tuple[ValueCount, ...]) -> str:
    """Return the attribute of a column that filters; it holds what all rows have, where not all of them are there."""
    if not counts:
        return " data-ob-filter"
    found = json.dumps([[each.value, each.count, each.sort_key] for each in counts], ensure_ascii=False)
    return f' data-ob-filter="{escaped(found)}"'


@lru_cache(maxsize=1024)
def _head(title: str, kind: ColumnType, unit: str, is_sortable: bool, filter_mark: str) -> str:
    marks = f"{' data-ob-sort' if is_sortable else ''}{filter_mark}"
    behind = f' <span class="ob-unit">{escaped(unit)}</span>' if unit else ""
    return f'<th scope="col"{_class_of(kind)}{marks}>{escaped(title)}{behind}</th>\n'


def _foot(part: Table) -> Iterator[str]:
    yield '<p class="ob-table__more">'
    if part.total is not None:
        yield f'<span class="ob-table__total">{len(part.rows)} of {part.total}</span> '
    yield html_of(part.more)
    if part.csv_url:
        yield f' <a href="{escaped(current().href(part.csv_url))}" download>CSV</a>'
    yield "</p>\n"
