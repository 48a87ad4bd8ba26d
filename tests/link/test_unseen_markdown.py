"""What readers do not see of a text is not given to the public in its source either."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.link.cmark import markdown_to_html
from site_builder.link.fence_info import without_fence_info
from site_builder.link.public_markdown import public_markdown
from site_builder.link.unseen_html import without_unseen_html
from site_builder.link.unused_definitions import without_unused_definitions
from site_builder.render.sanitise import sanitise_record
from tests.support import ends


@pytest.mark.parametrize(
    ("written", "public"),
    [
        ("A\n\n[//]: # (secret)\n\nB", "A\n\n\n\nB"),
        ("[comment]: <> (secret)\n\nB", "\n\nB"),
        ("[a]: /x 'shown'\n\nSee [a].", "[a]: /x 'shown'\n\nSee [a]."),
        ("[a]: /x\n[a]: /secret\n\nSee [a].", "[a]: /x\n\n\nSee [a]."),
        ("[a]:\n  /url\n  'secret'\n", "\n"),
        ("[a]: no definition, text", "[a]: no definition, text"),
        ("```\n[//]: # (shown)\n```", "```\n[//]: # (shown)\n```"),
        ("    [//]: # (shown)", "    [//]: # (shown)"),
        ("A\n[//]: # (shown)", "A\n[//]: # (shown)"),
        ("[//]: # (secret)\n    ```", "[//]: #\n    ```"),
        ("> [//]: # (secret)\n> B", "> [//]: #\n> B"),
        ("- [//]: # 'secret\n  more'\n- B", "- [//]: #\n- B"),
        ("A[^1]\n\n[^1]: shown\n    shown\n\nB", "A[^1]\n\n[^1]: shown\n    shown\n\nB"),
        ("A\n\n[^2]: secret\nsecret\n\n    secret\n\nB", "A\n\n\n\nB"),
        ("[^2]: secret\n```\nshown\n```", "\n```\nshown\n```"),
        ("[^2]: secret\n[a]: /secret\n\n[a]", "\n\n[a]"),
        ("[^2]: A[^1]\n\n[^1]: secret\n", "\n\n\n"),
        ("[//]: # (secret \ue000)", ""),
    ],
)
def test_definitions_that_nothing_uses(written: str, public: str) -> None:
    assert without_unused_definitions(written) == public


@pytest.mark.parametrize(
    ("written", "public"),
    [
        ("A <script>secret</script> B", "A  B"),
        ("A <SCRIPT src='secret'>secret</Script > B", "A  B"),
        ("<script>\nsecret\n\nsecret</script>\nB", "\nB"),
        ("A\n    <script>secret</script>\n    <svg>secret</svg>\nB", "A\n    \n\nB"),
        ("<svg>secret</svg>\n    ```\n<svg>secret</svg>", "\n    ```\n\n"),
        ("<style>secret", "\n"),
        ("<template\nid=secret>secret</template>B", "\nB"),
        ("> <script>\n> secret\n> </script>\n> B", "> \n> B"),
        ("`<script>shown</script>` <svg>secret</svg>", "`<script>shown</script>` "),
        ("```html\n<script>shown</script>\n```", "```html\n<script>shown</script>\n```"),
        ("the <video tag is\nshown", "the <video tag is\nshown"),
        ("\\<script>shown", "\\<script>shown"),
        ("A <? secret ?> B <!X secret> C <![CDATA[secret]]> D <?shown", "A  B  C  D <?shown"),
        ("<?secret\n\nsecret", "\n"),
        ("[a](<shown>) [b]\n\n[b]: <shown>", "[a](<shown>) [b]\n\n[b]: <shown>"),
        ("Dear <secret-name>, `<shown>` <secret/>shown</secret>", "Dear , `<shown>` shown"),
        ("<abbr data-a=\"secret\" title='shown' x=y>B</abbr>", "<abbr title='shown'>B</abbr>"),
        ("<a\nx='secret>'\ntitle=\"shown\">B</a>", '<a title="shown">B</a>'),
        ("<b title=secret>B</b><br /><A HREF='/shown'>", "<b>B</b><br /><A HREF='/shown'>"),
        ("`<b data-x=shown>` <b DATA-x=secret>", "`<b data-x=shown>` <b>"),
        ("<details onclick='secret' open>", "<details open>"),
        ("1 < 2 <https://a.b> <a@b.c>", "1 < 2 <https://a.b> <a@b.c>"),
        ("A[^1]\n\n[^1]: <b x=secret>\n\nB <b y=secret>", "A[^1]\n\n[^1]: <b>\n\nB <b>"),
        ("`<b x=y>` \ue000 <script>secret", "`<b>` \ue000 "),
    ],
)
def test_html_that_no_page_keeps(written: str, public: str) -> None:
    assert without_unseen_html(written) == public


@pytest.mark.parametrize(
    ("written", "public"),
    [
        ("```python title=secret\nA\n```", "```python\nA\n```"),
        ("> - é ~~~ x\n>   ~~~~  sh secret\r\n>   A", "> - é ~~~ x\n>   ~~~~  sh\r\n>   A"),
        ("```make``` is quick", "```make``` is quick"),
        ("    ``` a b\n\n``` \n``` a b\n```", "    ``` a b\n\n``` \n``` a b\n```"),
        ("\ud800\n``` a secret", "\ud800\n``` a"),
    ],
)
def test_what_is_written_behind_the_language_of_code(written: str, public: str) -> None:
    assert without_fence_info(written) == public


@pytest.mark.parametrize("own", ["\ue0007\ue001", "&#xe000;7&#57345;", "[a](b%ee%80%807%EE%80%81)"])
def test_what_looks_like_a_mark_of_ours_is_taken_for_none(own: str) -> None:
    text = f"{own} <b x=secret>B</b> `<!-- secret -->` [c](dead)\n\n[//]: # (secret)\n"
    assert "secret" not in public_markdown(text, set(), lambda target: target != "dead")


def test_further_elements_are_gone_without_a_look_whether_they_are_code() -> None:
    text = without_unseen_html("`<svg>` " * 100 + "`<svg>`secret</svg>")
    assert text == "`<svg>` " * 100 + "`"


_PIECES = st.sampled_from(
    [
        "%", " ", "\n", "\n\n", "> ", "- ", "1. ", "    ", "`", "`%`", "```\n", "~~~\n", "~~~ % %\n", "# %\n", "*%*",
        "[a]: /% (%)\n", "\n\n[b]: <%>\n", "[//]: # (%)\n", "[a]", "[%][b]", "A[^1]\n\n[^1]: %\n\n",
        "[^2]: %\n\n    %\n\n", "<script>%</script>\n", "A <svg>%</svg>", "A <? % ?>", "A <!X %>", "A <!-- % -->",
        "A <a data-x='%' title=\"%\">%</a>", "A <b title=%>", "A <br>", "A <% x>", "\\",
    ]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=14).map("".join))
def test_what_the_page_does_not_show_is_nowhere(text: str) -> None:
    count = text.count("%")
    numbered = iter(range(count))
    text = re.sub("%", lambda _: f"word{next(numbered)}e", text)
    page = sanitise_record(markdown_to_html(text))
    public = public_markdown(text, set())
    assert set(re.findall(r"word\d+e", public)) <= set(re.findall(r"word\d+e", page))


@pytest.mark.parametrize(
    "piece",
    [
        "[a]: (",
        "[a]: x 'y\n",
        "[^a]: x\n\n    ",
        "> [a]: b\n",
        "<svg>",
        "<svg ",
        "<b x='",
        "<b x=y>",
        "<?",
        "- 1. [a]:\n",
    ],
)
def test_a_text_made_to_be_slow_is_not(piece: str) -> None:
    with ends():
        public_markdown(piece * 50_000, set())
