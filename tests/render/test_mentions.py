from __future__ import annotations

import markdown
import pytest

from site_builder.render.markdown import render_markdown
from site_builder.render.mentions import MentionTarget, link_mentions


def resolve(kind: str, record_id: str) -> MentionTarget | None:
    known = {("initiative", "checkout"): MentionTarget("Faster `checkout` & more", "../checkout/")}
    return known.get((kind, record_id))


def test_a_mention_is_a_link_under_the_records_title() -> None:
    assert link_mentions("<p>See [[initiative:checkout]].</p>", resolve) == (
        '<p>See <a href="../checkout/">Faster <code>checkout</code> &amp; more</a>.</p>'
    )


def test_words_of_its_own_are_kept() -> None:
    assert link_mentions("<p>[[initiative:checkout|the <em>new</em> one]]</p>", resolve) == (
        "<p>[[initiative:checkout|the <em>new</em> one]]</p>"
    )
    assert link_mentions("<p>[[initiative:checkout|A &amp; B]]</p>", resolve) == (
        '<p><a href="../checkout/">A &amp; B</a></p>'
    )


@pytest.mark.parametrize(
    "html",
    [
        "<code>[[initiative:checkout]]</code>",
        "<pre><code>x <span>[[initiative:checkout]]</span></code></pre>",
        '<a href="x">[[initiative:checkout]]</a>',
        '<p title="[[initiative:checkout]]">x</p>',
        "<!-- [[initiative:checkout]] -->",
        "<p>[[1]] [[ … ]]</p>",
    ],
)
def test_code_links_and_attributes_stay(html: str) -> None:
    assert link_mentions(html, resolve) == html


def test_after_code_mentions_count_again() -> None:
    html = link_mentions("<code>x</code> [[initiative:checkout]]</code> <b>[[initiative:checkout|y]]</b>", resolve)
    assert html.count('<a href="../checkout/">') == 2


def test_an_unknown_record_is_named_without_a_link() -> None:
    assert link_mentions("[[initiative:gone]]", resolve) == '<span class="ob-unknown">initiative:gone</span>'
    assert link_mentions("[[initiative:gone|words]]", resolve) == "words"


def test_a_public_page_does_not_name_what_it_does_not_have() -> None:
    assert link_mentions("a [[initiative:gone]] b", resolve, hide_unknown=True) == "a … b"


def test_both_engines_keep_mentions_apart_from_code() -> None:
    text = "See [[initiative:checkout]] but not `[[initiative:checkout]]`:\n\n    [[initiative:checkout]]\n"
    for html in (
        markdown.markdown(text),
        render_markdown(text, path="a.yml", resolve_link=lambda *_: None).html,
    ):
        assert link_mentions(html, resolve).count("../checkout/") == 1
