"""Values that stand in a line, as Markdown: one function for each part of ``views.cells``."""

from __future__ import annotations

from functools import singledispatch

from site_builder.export.markdown.escape import code, text, title
from site_builder.export.markdown.sheet import Sheet
from site_builder.export.markdown.source import one_line
from site_builder.views.cells import (
    Badge,
    Chips,
    Code,
    DayCell,
    DurationCell,
    Inline,
    ItemList,
    Label,
    Link,
    Markup,
    Meter,
    MomentCell,
    NumberCell,
    Phrase,
    Sparkline,
    Title,
)
from site_builder.views.plain import plain_text
from site_builder.views.wording import DASH

_BLOCKS = "▁▂▃▄▅▆▇█"


def line(part: Inline, sheet: Sheet) -> str:
    """Return a value as Markdown in one line; None and empty text are nothing."""
    return "" if part is None else _line(part, sheet)


@singledispatch
def _line(part: object, sheet: Sheet) -> str:
    raise TypeError(f"{type(part).__name__} does not stand in a line")


@_line.register
def _(part: str, sheet: Sheet) -> str:
    return text(part)


@_line.register
def _(part: Link, sheet: Sheet) -> str:
    words, target = title(part.text), sheet.link(part.url)
    return f"[{words}]({target})" if target else words


@_line.register
def _(part: Title, sheet: Sheet) -> str:
    return title(part.text)


@_line.register
def _(part: Code, sheet: Sheet) -> str:
    return code(part.text)


@_line.register(Badge)
@_line.register(Label)
@_line.register(Meter)
@_line.register(MomentCell)
def _(part: Badge | Label | Meter | MomentCell, sheet: Sheet) -> str:
    return text(plain_text(part))


@_line.register
def _(part: DayCell, sheet: Sheet) -> str:
    return text(plain_text(part) + (f" ({part.note})" if part.note else ""))


@_line.register(NumberCell)
@_line.register(DurationCell)
def _(part: NumberCell | DurationCell, sheet: Sheet) -> str:
    shown = plain_text(part)
    return text(shown or (f"{DASH} ({part.note})" if part.note else DASH))


@_line.register
def _(part: Sparkline, sheet: Sheet) -> str:
    known = [value for value in part.values if value is not None]
    if not known:
        return ""
    low, span = min(known), max(known) - min(known)
    steps = len(_BLOCKS) - 1
    return "".join(
        "·" if value is None else _BLOCKS[round((value - low) / span * steps) if span else steps // 2]
        for value in part.values
    )


@_line.register
def _(part: Phrase, sheet: Sheet) -> str:
    return "".join(line(piece, sheet) for piece in part.pieces)


@_line.register
def _(part: Chips, sheet: Sheet) -> str:
    return ", ".join(filter(None, (line(item, sheet) for item in part.items)))


@_line.register
def _(part: ItemList, sheet: Sheet) -> str:
    return "<br>".join(filter(None, (line(item, sheet) for item in part.items)))


@_line.register
def _(part: Markup, sheet: Sheet) -> str:
    return one_line(part.text, part.path, sheet)
