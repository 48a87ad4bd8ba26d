"""HTML of tables. Sorting and filtering come from opsbook.js; nothing here needs it to be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from site_builder.render.escaping import escaped
from site_builder.render.parts.shown import html_of, shows
from site_builder.render.scope import current
from site_builder.views.parts import Column, Table
from site_builder.views.plain import sort_key

_CLASSES: Final = {"number": "ob-number", "date": "ob-date", "link": "ob-link"}


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
    classes = [_class_of(column) for column in part.columns]
    caption = f'<caption id="{name}-caption"{"" if shows_caption else _HIDDEN}>{escaped(part.caption)}</caption>'
    pieces = [
        f'<div class="ob-table" id="{name}" data-ob-table>\n',
        f'<div class="ob-table__frame" role="region" aria-labelledby="{name}-caption" tabindex="0">\n',
        f'<table class="ob-table__grid">\n{caption}\n<thead>\n<tr>\n',
    ]
    pieces += [
        _head(column, css, column.title in part.filters) for column, css in zip(part.columns, classes, strict=True)
    ]
    pieces.append("</tr>\n</thead>\n<tbody>\n")
    for row in part.rows:
        pieces.append(f'<tr id="{escaped(row.anchor)}">\n' if row.anchor else "<tr>\n")
        tag = 'th scope="row"'
        for cell, css in zip(row.cells, classes, strict=True):
            key = sort_key(cell)
            sorted_by = f' data-sort="{escaped(key)}"' if key else ""
            pieces.append(f"<{tag}{css}{sorted_by}>{html_of(cell)}</{tag[:2]}>\n")
            tag = "td"
        pieces.append("</tr>\n")
    pieces.append("</tbody>\n</table>\n</div>\n")
    pieces.extend(_foot(part))
    pieces.append("</div>\n")
    return "".join(pieces)


_HIDDEN = ' class="ob-hidden"'


def _class_of(column: Column) -> str:
    css = _CLASSES.get(column.type)
    return f' class="{css}"' if css else ""


def _head(column: Column, css: str, is_filter: bool) -> str:
    marks = f"{' data-ob-sort' if column.sortable else ''}{' data-ob-filter' if is_filter else ''}"
    unit = f' <span class="ob-unit">{escaped(column.unit)}</span>' if column.unit else ""
    return f'<th scope="col"{css}{marks}>{escaped(column.title)}{unit}</th>\n'


def _foot(part: Table) -> Iterator[str]:
    if part.more is None and not part.csv_url and part.total is None:
        return
    yield '<p class="ob-table__more">'
    if part.total is not None:
        yield f'<span class="ob-table__total">{len(part.rows)} of {part.total}</span> '
    yield html_of(part.more)
    if part.csv_url:
        yield f' <a href="{escaped(current().href(part.csv_url))}" download>CSV</a>'
    yield "</p>\n"
