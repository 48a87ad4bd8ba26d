from __future__ import annotations

import markdown
import pytest

from site_builder.render.page_html import sanitise_page

TEXT = """\
# Title { #custom .cls }

!!! note "Hi"
    text

??? tip
    folded

=== "A"
    one

=== "B"
    two

A[^1] ==mark== ^^ins^^ ~~del~~ H~2~O :material-check: ++ctrl+c++ <support@example.org>

[^1]: foot

- [x] done
- [ ] open

| a | b |
|:--|--:|
| 1 | 2 |

``` py linenums="1" title="x.py" hl_lines="1"
print(1 < 2)
```

$x^2$

Term
:   def

*[HTML]: Hyper
HTML

![img](a.png){ width="20" loading=lazy align=right } [button](#custom){ .md-button }

<div class="grid cards" markdown>
- one
</div>

`#!py x=1`
"""


@pytest.fixture(scope="module")
def material_page() -> str:
    from material.extensions import emoji

    extensions = (
        "abbr admonition attr_list def_list footnotes md_in_html tables toc pymdownx.arithmatex pymdownx.betterem "
        "pymdownx.caret pymdownx.details pymdownx.emoji pymdownx.highlight pymdownx.inlinehilite pymdownx.keys "
        "pymdownx.mark pymdownx.smartsymbols pymdownx.superfences pymdownx.tabbed pymdownx.tasklist pymdownx.tilde"
    )
    return markdown.markdown(
        TEXT,
        extensions=extensions.split(),
        extension_configs={
            "toc": {"permalink": True},
            "tables": {"use_align_attribute": True},
            "pymdownx.emoji": {"emoji_index": emoji.twemoji, "emoji_generator": emoji.to_svg},
            "pymdownx.highlight": {"anchor_linenums": True, "line_spans": "__span", "pygments_lang_class": True},
            "pymdownx.tabbed": {"alternate_style": True},
            "pymdownx.tasklist": {"custom_checkbox": True},
            "pymdownx.arithmatex": {"generic": True},
        },
    )


def test_what_materials_extensions_make_stays_byte_for_byte(material_page: str) -> None:
    harmless = material_page.replace("&#109;&#97;", "m&#97;")
    without_mail = (
        harmless[: harmless.index('<a href="m')] + harmless[harmless.index("</a>", harmless.index('<a href="m')) :]
    )
    assert sanitise_page(without_mail, "a.md") == (without_mail, [])


def test_a_page_with_something_hostile_keeps_the_rest(material_page: str) -> None:
    html, removed = sanitise_page(material_page + '<p onclick="x()">hm</p>', "a.md")
    assert removed == ["a.md: event handler onclick of <p> was taken out"]
    for kept in (
        '<div class="admonition note">',
        '<details class="tip">',
        'data-tabs="1:2"',
        'type="radio"',
        'for="__tabbed_1_1"',
        '<sup id="fnref:1">',
        'viewBox="0 0 24 24"',
        '<kbd class="key-control">',
        'class="task-list-indicator"',
        '<th align="right">',
        'id="__codelineno-0-1" name="__codelineno-0-1"',
        'class="headerlink" href="#custom"',
        '<span class="arithmatex">',
        '<abbr title="Hyper">',
        'class="md-button"',
        'href="mailto:support@example.org"',
        "<p>hm</p>",
    ):
        assert kept in html


@pytest.mark.parametrize(
    ("html", "shown", "message"),
    [
        ("<script>x()</script>", "", "<script> was taken out"),
        ('<iframe src="https://example.org/"></iframe>', "", "<iframe> was taken out"),
        ('<p style="color:red">x</p>', "<p>x</p>", "style of <p> was taken out"),
        (
            '<img src="https://example.org/a.png" alt="A">',
            "A",
            "src of <img> (https://example.org/a.png) was taken out",
        ),
        ('<img src="//example.org/a.png">', "", "src of <img> (//example.org/a.png) was taken out"),
        (
            '<video src="https://example.org/a.mp4" controls></video>',
            '<video controls=""></video>',
            "src of <video> (https://example.org/a.mp4) was taken out",
        ),
        ('<a href="javascript:x()">y</a>', "<a>y</a>", "href of <a> (javascript:x()) was taken out"),
        ('<input type="password">', "<input>", "type of <input> was taken out"),
    ],
)
def test_each_thing_taken_out_is_said(html: str, shown: str, message: str) -> None:
    assert sanitise_page(html, "content/a.md") == (shown, [f"content/a.md: {message}"])


@pytest.mark.parametrize("tag", ["img", "video", "source"])
@pytest.mark.parametrize(
    "address",
    [
        "/&#47;evil.example/a",
        "/&sol;evil.example/a",
        "/&Tab;/evil.example/a",
        "/&bsol;evil.example/a",
        "https&colon;//evil.example/a",
        "ht&NewLine;tps://evil.example/a",
        "/\t/evil.example/a",
        "/\n/evil.example/a",
        "/\r/evil.example/a",
        "\t//evil.example/a",
        " //evil.example/a",
        "&#1;//evil.example/a",
        "\x1f//evil.example/a",
        "h\nttps://evil.example/a",
        "/\\evil.example/a",
    ],
)
def test_foreign_media_are_taken_out_however_they_are_written(tag: str, address: str) -> None:
    html, messages = sanitise_page(f'<p><{tag} src="{address}"></p>', "a.md")
    assert "evil" not in html
    assert [message.partition(" (")[0] for message in messages] == [f"a.md: src of <{tag}>"]


@pytest.mark.parametrize(
    "html",
    [
        '<img alt="a" src="my images/a.png?b#c" />',
        '<a href="https://example.org/?a=1&amp;b=2#c" target="_blank" rel="noopener">x</a>',
        '<a href="mailto:a@example.org">x</a>',
        '<a href="../other/#part">x</a>',
        '<a href="#fn:1">x</a>',
        '<img alt="a" src="../images/a.png" />',
        "<p hidden>x</p>",
        '<ol start="3"><li>x</li></ol>',
    ],
)
def test_links_and_own_media_stay(html: str) -> None:
    assert sanitise_page(html, "a.md") == (html, [])


def test_the_alignment_that_markdown_writes_as_style_becomes_an_attribute() -> None:
    html = '<table><thead><tr><th style="text-align: right;">a</th></tr></thead></table>'
    assert sanitise_page(html, "a.md") == (
        '<table><thead><tr><th align="right">a</th></tr></thead></table>',
        [],
    )


def test_own_media_with_an_entity_in_their_address_stay() -> None:
    html = '<img src="../a.png?b=1&amp;c=2">'
    assert sanitise_page(html, "a.md") == (html, [])


def test_own_video_stays() -> None:
    html, removed = sanitise_page('<video src="a.mp4" poster="a.png" controls></video>', "a.md")
    assert 'src="a.mp4"' in html
    assert 'poster="a.png"' in html
    assert removed == []
