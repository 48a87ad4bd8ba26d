"""A change in release notes, to the letter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from site_builder.render.parts.change import change_note
from site_builder.render.scope import Scope, rendering
from site_builder.views.cells import Badge, Label, Link, Markup
from site_builder.views.parts import Fact
from site_builder.views.release_parts import Picture, ReleaseChange, ReleaseEntry, ReleaseGroup, ReleaseHighlight
from tests.render.rendering import CONTEXT, PATH, section

BARE = ReleaseChange("change-a", "Faster & `sorted`")
FULL = replace(
    BARE,
    url="changes/a/",
    breaking=True,
    text=Markup("It sorts.", PATH),
    facts=(Fact("Owner", "@search"), Fact("Nobody", None), Fact("Empty", ""), Fact("", Badge("ga"))),
    labels=(Label("<api>"),),
    picture=Picture("images/a.png", "A list", 640, 480),
    type="changed",
    component="se<arch",
    note=Markup("Tell them.", PATH),
)
HEAD = '<h4 id="change-a">{}<a class="headerlink" href="#change-a" title="Permanent link">&para;</a></h4>\n'
TITLE = "Faster &amp; <code>sorted</code>"
PICTURE = 'src="../../images/a.png"'
BREAKING = '<li><span class="ob-badge ob-badge--danger">breaking</span></li>'
NOTE = "Internal: for support and sales"


def shown(change: ReleaseChange, *, marks_breaking: bool = True, pictured: bool = True) -> str:
    with rendering(Scope("releases/1/", CONTEXT, frozenset())):
        return change_note(change, marks_breaking=marks_breaking, pictured=pictured)


def test_a_change_with_a_title_alone() -> None:
    assert shown(BARE) == f'<div class="ob-change">\n{HEAD.format(TITLE)}</div>\n'


def test_a_change_with_everything() -> None:
    link = f'<a href="../../changes/a/">{TITLE}</a>'
    html = shown(FULL)
    assert html.startswith(
        '<div class="ob-change" data-ob-type="changed" data-ob-component="se&lt;arch" data-ob-breaking>\n'
        f'{HEAD.format(link)}<ul class="ob-chips">{BREAKING}<li>'
    )
    pieces = (
        "&lt;api&gt;",
        "It sorts.",
        f'<p class="ob-picture"><img {PICTURE} alt="A list" width="640" height="480"',
        f'<div class="ob-notice ob-notice--neutral" role="note">\n<p class="ob-notice__title">{NOTE}</p>\n',
        "Tell them.",
        '<ul class="ob-card__facts">\n<li><span class="ob-card__label">Owner</span> @search</li>\n<li><span class="ob-',
    )
    places = [html.find(piece) for piece in pieces]
    assert -1 not in places
    assert places == sorted(places)
    assert html.count("<li>") == 4
    assert html.endswith("</li>\n</ul>\n</div>\n")


@pytest.mark.parametrize(("breaking", "marks", "is_marked"), [(1, 1, True), (1, 0, False), (0, 1, False)])
def test_what_breaks_is_marked_unless_everything_around_it_does(breaking: int, marks: int, is_marked: bool) -> None:
    html = shown(replace(FULL, breaking=bool(breaking)), marks_breaking=bool(marks))
    assert (BREAKING in html) is is_marked
    assert (" data-ob-breaking" in html) is bool(breaking)


def test_labels_are_left_out_where_there_are_none() -> None:
    assert "ob-chips" not in shown(replace(FULL, labels=()), marks_breaking=False)
    assert f'<ul class="ob-chips">{BREAKING}</ul>' in shown(replace(FULL, labels=()))


def test_a_picture_that_stands_somewhere_else_is_left_out() -> None:
    assert PICTURE in shown(FULL)
    assert PICTURE not in shown(FULL, pictured=False)


@pytest.mark.parametrize(("tone", "label", "is_marked"), [("danger", "Breaking", 0), ("danger", "Security", 1)])
def test_a_release_says_of_its_groups_whether_changes_are_marked(tone: str, label: str, is_marked: int) -> None:
    group = ReleaseGroup(label, (FULL,), tone)  # type: ignore[arg-type]
    assert section(ReleaseEntry("v1", Link("1", ""), None, groups=(group,))).count(BREAKING) == is_marked


def test_the_picture_of_a_highlight_stands_once() -> None:
    highlight = ReleaseHighlight(FULL.anchor, Link("a", "#a"), FULL.picture)
    groups = (ReleaseGroup("Changed", (FULL,)),)
    assert section(ReleaseEntry("v1", Link("1", ""), None, groups=groups)).count("images/a.png") == 1
    html = section(ReleaseEntry("v1", Link("1", ""), None, highlights=(highlight,), groups=groups))
    assert html.count("images/a.png") == 1
