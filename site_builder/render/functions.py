"""What templates may call. Each function returns HTML that is safe to show, or plain text that Jinja escapes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from markupsafe import Markup as Html
from markupsafe import escape

from site_builder.render.charts import labelled
from site_builder.render.headings import slugify
from site_builder.render.inline import title_html
from site_builder.render.scope import current
from site_builder.render.sparkline import sparkline_svg
from site_builder.render.timeline import draw_timeline
from site_builder.views.parts import (
    ChartFigure,
    Code,
    Column,
    DefinitionList,
    Fact,
    Inline,
    ItemList,
    Markup,
    Narrative,
    NumberCell,
    Phrase,
    Sparkline,
)
from site_builder.views.plain import plain_text, sort_key
from site_builder.views.wording import day_words, relative_words


def _safe(html: str) -> Html:
    """Mark HTML as safe: what comes here has been escaped or sanitised by the function that calls."""
    return Html(html)  # noqa: S704


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
    """Return a heading with its anchor and permanent link.

    ``content`` is shown in place of the text, which stays in the contents; those have only ``listed`` headings.
    """
    shown = title_html(text) if content is None else str(escape(content))
    if count is not None:
        shown += f' <span class="ob-count">{count}</span>'
    return _safe(current().heading(level, text, anchor, shown, listed=listed))


def below() -> int:
    """Return the level of a heading below the last one."""
    return min(current().level + 1, 6)


def back_to(level: int) -> str:
    """Make the level that of the last heading, and return nothing: what follows stands below that one."""
    current().level = level
    return ""


def marked_up(part: Markup) -> Html:
    """Return a record's Markdown as HTML."""
    scope = current()
    return _safe(scope.line(part.text, part.path) if part.inline else scope.blocks(part.text, part.path))


def narrated(part: Narrative) -> Html:
    """Return a narrative as HTML."""
    return _safe(current().narrative(part.text, part.path))


def relative(day: date) -> str:
    """Return how far a day is from today: ``in 3 days``."""
    return relative_words(day, current().context.as_of)


def without_unit(part: NumberCell) -> str:
    """Return the words of a number alone: its unit is set apart."""
    return plain_text(part) if part.unit == "%" else plain_text(replace(part, unit=""))


def draw_sparkline(part: Sparkline) -> Html:
    """Return a series in miniature."""
    return _safe(sparkline_svg(part))


def draw_chart(figure: ChartFigure, variant: str) -> Html:
    """Return the drawing of a chart: ``wide`` or ``narrow``."""
    spec = figure.narrow if variant == "narrow" and figure.narrow is not None else figure.spec
    drawing = current().context.charts.drawing(spec)
    words = figure.description or figure.subtitle
    return _safe(labelled(drawing, identifier=f"{figure.name}-{variant}", name_of=f"{figure.name}-title", words=words))


def cell_class(column: Column) -> str:
    """Return the class of a column's cells, empty where it has none."""
    return {"number": "ob-number", "date": "ob-date", "link": "ob-link"}.get(column.type, "")


def present(facts: DefinitionList) -> tuple[Fact, ...]:
    """Return the facts that have a value."""
    return tuple(fact for fact in facts.facts if fact.value is not None and fact.value not in ("", ()))


def is_long(value: Inline) -> bool:
    """Return whether a value needs the whole width of a definition list instead of half of it."""
    if isinstance(value, Markup | ItemList):
        return True
    return isinstance(value, str | Code | Phrase) and len(plain_text(value)) > _HALF_A_LINE


_HALF_A_LINE = 28


FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    function.__name__: function
    for function in (
        href,
        titled,
        marked_up,
        narrated,
        relative,
        draw_sparkline,
        draw_chart,
        draw_timeline,
        cell_class,
        present,
        is_long,
        sort_key,
        plain_text,
        without_unit,
        day_words,
        slugify,
    )
}
"""What templates apply to a value. Filters, as Jinja calls those several times faster than functions."""

FUNCTIONS: Final[Mapping[str, Callable[..., Any]]] = {
    function.__name__: function for function in (heading, below, back_to)
}
"""What templates call. With its content, the page and ``show`` this is all that a template can name."""
