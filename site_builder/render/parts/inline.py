"""HTML of values that stand in a line: the parts of ``views/cells.py``. They are on every page, many times."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache

from site_builder.render.escaping import escaped
from site_builder.render.inline import title_html
from site_builder.render.links import relative_url
from site_builder.render.parts.shown import html_of, shows
from site_builder.render.scope import current
from site_builder.render.sparkline import sparkline_svg
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
    Tone,
)
from site_builder.views.plain import plain_text
from site_builder.views.wording import relative_words

_METER = 60


@shows(Link)
def link(part: Link) -> str:
    """Return a link as this page has it."""
    scope = current()
    if part.url.startswith(scope.url):
        return _link(part.text, part.url, part.title, scope.url)
    return _known_link(part.text, part.url, part.title, scope.neighbour)


def _link(text: str, url: str, title: str, page_url: str) -> str:
    return f'<a href="{escaped(relative_url(url, page_url))}"{titled(title)}>{title_html(text)}</a>'


_known_link = lru_cache(maxsize=8192)(_link)
"""Records are linked to from several pages of a folder, often twice from one: in a table, and as a backlink."""


@shows(Title)
def title(part: Title) -> str:
    """Return a title, its code spans marked up."""
    return title_html(part.text)


@shows(Code)
def code(part: Code) -> str:
    """Return text as code."""
    return f"<code>{escaped(part.text)}</code>"


@shows(Badge)
def badge(part: Badge) -> str:
    """Return a word with its colour."""
    return _badge(part.text, part.tone, part.title)


@lru_cache(maxsize=1024)
def _badge(text: str, tone: Tone, title: str) -> str:
    return f'<span class="ob-badge ob-badge--{tone}"{titled(title)}>{escaped(text)}</span>'


@shows(Label)
def label(part: Label) -> str:
    """Return a quiet label."""
    return f'<span class="ob-label"{titled(part.title)}>{escaped(part.text)}</span>'


@shows(DayCell)
def day_cell(part: DayCell) -> str:
    """Return a day, with the word that marks it."""
    shown = time_of(part.day, part.text)
    return f"{shown} {_badge(part.note, part.tone, '')}" if part.note else shown


@shows(MomentCell)
def moment(part: MomentCell) -> str:
    """Return a moment to the minute."""
    iso = part.moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    relative = relative_words(part.moment.date(), current().context.as_of)
    return f'<time class="ob-day" datetime="{iso}" title="{relative}">{plain_text(part)}</time>'


@shows(NumberCell)
def number(part: NumberCell) -> str:
    """Return a number, its unit set apart."""
    if part.value is None:
        return nothing(part.note)
    words = plain_text(part if part.unit in ("", "%") else replace(part, unit=""))
    unit = f' <span class="ob-unit">{escaped(part.unit)}</span>' if part.unit and part.unit != "%" else ""
    return f'<span class="ob-figure"{titled(part.note)}>{escaped(words)}{unit}</span>'


@shows(DurationCell)
def duration(part: DurationCell) -> str:
    """Return a span of time."""
    if part.minutes is None:
        return nothing(part.note)
    return f'<span class="ob-figure"{titled(part.note)}>{escaped(plain_text(part))}</span>'


@shows(Sparkline)
def sparkline(part: Sparkline) -> str:
    """Return a series in miniature."""
    return sparkline_svg(part)


@shows(Meter)
def meter(part: Meter) -> str:
    """Return a share as a bar with its words."""
    width = round(min(max(_METER * part.value / part.total, 0), _METER), 1) if part.total else 0
    return (
        f'<span class="ob-meter ob-tone--{part.tone}"><svg class="ob-meter__bar" viewBox="0 0 60 6" aria-hidden="true">'
        '<rect class="ob-meter__whole" width="60" height="6" rx="3"/>'
        f'<rect class="ob-meter__part" width="{width}" height="6" rx="3"/></svg>'
        f'<span class="ob-figure">{escaped(plain_text(part))}</span></span>'
    )


@shows(Phrase)
def phrase(part: Phrase) -> str:
    """Return words and other values in one line."""
    return "".join(map(html_of, part.pieces))


@shows(Chips)
def chips(part: Chips) -> str:
    """Return short values side by side."""
    return f'<ul class="ob-chips">{_items(part.items)}</ul>'


@shows(ItemList)
def item_list(part: ItemList) -> str:
    """Return values below each other."""
    return f'<ul class="ob-items">{_items(part.items)}</ul>'


@shows(Markup)
def markup(part: Markup) -> str:
    """Return a record's Markdown: its first paragraph in the line, or all of it in a block."""
    scope = current()
    if part.inline:
        return scope.line(part.text, part.path)
    return f'<div class="ob-markup">{scope.blocks(part.text, part.path)}</div>'


def time_of(day: date, text: str = "") -> str:
    """Return a day (as ``text``, where that is given) with its distance from today in its title."""
    return _time(day, text, current().context.as_of)


@lru_cache(maxsize=4096)
def _time(day: date, text: str, as_of: date) -> str:
    iso = day.isoformat()
    words = relative_words(day, as_of)
    return f'<time class="ob-day" datetime="{iso}" title="{words}">{escaped(text) or iso}</time>'


def titled(text: str) -> str:
    """Return the attribute that explains a value; nothing where there is nothing to say."""
    return f' title="{escaped(text)}"' if text else ""


def nothing(note: str) -> str:
    """Return the dash that stands where there is no value; ``note`` says why."""
    return f'<span class="ob-none"{titled(note)}>–</span>'


def _items(items: tuple[Inline, ...]) -> str:
    return "".join([f"<li>{html_of(item)}</li>" for item in items])
