from __future__ import annotations

from pygments.lexers import get_lexer_by_name

from site_builder.render import highlight
from site_builder.render.highlight import highlight_blocks


def test_every_language_that_is_highlighted_exists() -> None:
    for language in highlight._LANGUAGES.split():
        get_lexer_by_name(language)


def test_code_beyond_the_limit_is_framed_only() -> None:
    code = "x = 1\n" * 10_000
    html = highlight_blocks(f'<pre lang="python"><code>{code}</code></pre>')
    assert html == f'<div class="language-python highlight"><pre><span></span><code>{code}</code></pre></div>'


def test_a_language_that_is_no_name_is_left_out() -> None:
    html = highlight_blocks('<pre lang="a&quot;b"><code>x</code></pre>')
    assert html == '<div class="highlight"><pre><span></span><code>x</code></pre></div>'


def test_other_preformatted_text_stays() -> None:
    html = "<pre>x</pre><p>y</p>"
    assert highlight_blocks(html) == html
