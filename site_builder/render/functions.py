"""What templates may call. Each function returns HTML that is safe to show, or plain text that Jinja escapes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, Final

from markupsafe import Markup as Html
from markupsafe import escape

from site_builder.render.charts import labelled
from site_builder.render.headings import slugify
from site_builder.render.inline import title_html
from site_builder.render.parts import change, table
from site_builder.render.parts import heading as parts_heading
from site_builder.render.parts.shown import html_of
from site_builder.render.scope import current
from site_builder.render.timeline import draw_timeline
from site_builder.views.parts import Block, ChartFigure, Inline, Table
from site_builder.views.plain import plain_text
from site_builder.views.release_parts import ReleaseChange
from site_builder.views.wording import day_words, relative_words


def _safe(html: str) -> Html:
    """Mark HTML as safe: what comes here has been escaped or sanitised by the function that calls."""
    return Html(html)  # noqa: S704


def show(value: Inline | Block) -> Html:
    """Return the HTML of a part; text is escaped, None is nothing."""
    return _safe(html_of(value))


def href(url: str) -> str:
    """Return an address as the page links it."""
    return current().href(url)


def titled(text: str) -> Html:
    """Return a title, its code spans marked up."""
    return _safe(title_html(text))


def heading(
    level: int,
    text: str,
    anchor: str = "",
    *,
    count: int | None = None,
    content: str | Html | None = None,
    listed: bool = True,
) -> Html:
    """Return a heading with its anchor and permanent link; text given as ``content`` is escaped."""
    shown = None if content is None else str(escape(content))
    return _safe(parts_heading.heading(level, text, anchor, count=count, content=shown, listed=listed))


def below() -> int:
    """Return the level of a heading below the last one."""
    return min(current().level + 1, 6)


def back_to(level: int) -> str:
    """Make the level that of the last heading, and return nothing: what follows stands below that one."""
    current().level = level
    return ""


def relative(day: date) -> str:
    """Return how far a day is from today: ``in 3 days``."""
    return relative_words(day, current().context.as_of)


def draw_chart(figure: ChartFigure, variant: str) -> Html:
    """Return the drawing of a chart: ``wide`` or ``narrow``."""
    spec = figure.narrow if variant == "narrow" and figure.narrow is not None else figure.spec
    label = partial(
        labelled,
        identifier=f"{figure.name}-{variant}",
        name_of=f"{figure.name}-title",
        words=figure.description or figure.subtitle,
    )
    return _safe(current().context.charts.shown(spec, label))


FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    function.__name__: function
    for function in (
        show,
        href,
        titled,
        relative,
        draw_chart,
        draw_timeline,
        plain_text,
        day_words,
        slugify,
    )
}
"""What templates apply to a value. Filters, as Jinja calls those several times faster than functions."""


def folded(part: Table, name: str, identifier: str) -> Html:
    """Return a table behind its name."""
    return _safe(table.folded(part, name, identifier))


def change_note(note: ReleaseChange, *, marks_breaking: bool, pictured: bool) -> Html:
    """Return a change as release notes show it."""
    return _safe(change.change_note(note, marks_breaking=marks_breaking, pictured=pictured))


FUNCTIONS: Final[Mapping[str, Callable[..., Any]]] = {
    function.__name__: function for function in (heading, below, back_to, folded, change_note)
}
"""What templates call. With its content, the page and ``show`` this is all that a template can name."""
