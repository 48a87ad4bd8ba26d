"""HTML of a change in release notes. Notes of all releases have thousands of them."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.render.escaping import escaped
from site_builder.render.inline import title_html
from site_builder.render.parts.heading import heading
from site_builder.render.parts.shown import html_of
from site_builder.render.scope import current
from site_builder.views.parts import Fact
from site_builder.views.release_parts import ReleaseChange

_BREAKING = '<li><span class="ob-badge ob-badge--danger">breaking</span></li>'


def change_note(change: ReleaseChange, *, marks_breaking: bool, pictured: bool) -> str:
    """Return a change: its title, labels, text, picture, note and facts.

    Where everything around it is a breaking change it is not marked as one, and it has no picture where that stands
    somewhere else.
    """
    return "".join(_pieces(change, marks_breaking, pictured))


def _pieces(change: ReleaseChange, marks_breaking: bool, pictured: bool) -> Iterator[str]:
    kind = f' data-ob-type="{escaped(change.type)}"' if change.type else ""
    component = f' data-ob-component="{escaped(change.component)}"' if change.component else ""
    yield f'<div class="ob-change"{kind}{component}{" data-ob-breaking" if change.breaking else ""}>\n'
    title = title_html(change.title)
    shown = f'<a href="{escaped(current().href(change.url))}">{title}</a>' if change.url else title
    yield f"{heading(4, change.title, change.anchor, content=shown, listed=False)}\n"
    marked = change.breaking and marks_breaking
    if change.labels or marked:
        labels = "".join([f"<li>{html_of(label)}</li>" for label in change.labels])
        yield f'<ul class="ob-chips">{_BREAKING if marked else ""}{labels}</ul>\n'
    if change.text is not None:
        yield f"{html_of(change.text)}\n"
    if pictured and change.picture is not None:
        yield f"{html_of(change.picture)}\n"
    if change.note is not None:
        yield (
            '<div class="ob-notice ob-notice--neutral" role="note">\n'
            '<p class="ob-notice__title">Internal: for support and sales</p>\n'
            f'<div class="ob-notice__text">{html_of(change.note)}</div>\n</div>\n'
        )
    if change.facts:
        yield f'<ul class="ob-card__facts">\n{"".join(map(_fact, change.facts))}</ul>\n'
    yield "</div>\n"


def _fact(fact: Fact) -> str:
    if fact.value is None or fact.value == "":
        return ""
    label = f'<span class="ob-card__label">{escaped(fact.label)}</span> ' if fact.label else ""
    return f"<li>{label}{html_of(fact.value)}</li>\n"
