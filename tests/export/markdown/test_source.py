"""What authors wrote: links lead to files, mentions are links, nothing runs, the rest keeps its form."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.export.markdown.pages import prose_markdown
from site_builder.export.markdown.sheet import MarkdownContext, Sheet
from site_builder.export.markdown.source import one_line, whole
from tests.export.markdown.shown import ENGINES, sheet_of, words_of
from tests.render.hostile import MARKDOWN_VECTORS, VECTORS, what_is_wrong
from tests.support import initiative

pytestmark = pytest.mark.slow

PAGE, RECORD = "content/guides/first.md", "roadmap/initiatives/basket.md"
FILES: dict[str, str | bytes] = {
    "content/guides/first.md": "# First\n",
    "content/guides/second.md": "# Second\n",
    "content/a.png": b"png",
    "roadmap/initiatives/checkout.yml": initiative("Faster `checkout`"),
}


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> MarkdownContext:
    return sheet_of(tmp_path_factory.mktemp("handbook"), FILES).context


@pytest.fixture
def sheet(context: MarkdownContext) -> Sheet:
    return Sheet("guides/first/", "guides/first.md", context)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("[b](second.md)", "[b](second.md)"),
        ("[b](second.md#part 'More')", "[b](second.md#part 'More')"),
        ("[c](../../roadmap/initiatives/checkout.yml)", "[c](../roadmap/initiatives/checkout.md)"),
        ("[r](../../roadmap/)", "[r](../roadmap/index.md)"),
        ("[e](https://example.org/a_(b))", "[e](https://example.org/a_%28b%29)"),
        ("[m](mailto:a@example.org)", "[m](mailto:a@example.org)"),
        ("[t](#there)", "[t](#there)"),
        ("![p](../a.png)", "![p](../a.png)"),
        ("[![p](../a.png)](second.md)", "[![p](../a.png)](second.md)"),
        ("[x][b]\n\n[b]: second.md", "[x][b]\n\n[b]: second.md"),
        ("<https://example.org/>", "<https://example.org/>"),
    ],
)
def test_links_lead_to_files(sheet: Sheet, markdown: str, expected: str) -> None:
    assert whole(markdown, PAGE, sheet) == expected


@pytest.mark.parametrize("markdown", ["[x](nowhere.md)", "[x](../../secret.txt)", "[x](data:a)", "![x](gone.png)"])
def test_a_link_to_nowhere_is_its_words(sheet: Sheet, markdown: str) -> None:
    assert whole(markdown, PAGE, sheet) == "x"


def test_a_picture_of_another_host_is_a_link(sheet: Sheet) -> None:
    assert whole("![x](https://example.org/x.png)", PAGE, sheet) == "[x](https://example.org/x.png)"
    assert whole("![x][y]\n\n[y]: https://example.org/x.png", PAGE, sheet).startswith("\\![x][y]")


def test_links_of_records_start_from_their_own_file(sheet: Sheet) -> None:
    assert whole("[c](checkout.yml)", RECORD, sheet) == "[c](../roadmap/initiatives/checkout.md)"


def test_mentions_are_links_under_the_title_of_the_record(sheet: Sheet) -> None:
    link = "(../roadmap/initiatives/checkout.md)"
    text = "[[initiative:checkout]], [[initiative:checkout|the plan]], [[initiative:gone]], `[[initiative:checkout]]`"
    expected = f"[Faster `checkout`]{link}, [the plan]{link}, initiative:gone, `[[initiative:checkout]]`"
    assert whole(text, PAGE, sheet) == expected


def test_headings_stand_below_that_of_the_page(sheet: Sheet) -> None:
    text = "Title\n=====\n\nText\n\nPart\n----\n\n#### Deep\n\n```sh\n# a comment\n```"
    assert whole(text, RECORD, sheet) == "## Title\n\nText\n\n### Part\n\n#### Deep\n\n```sh\n# a comment\n```"


def test_a_list_after_text_is_one_for_every_engine(sheet: Sheet) -> None:
    shown = whole("Three things:\n- one\n- two", RECORD, sheet)
    for engine in ENGINES.values():
        assert engine(shown).count("<li>") == 2


def test_comments_are_left_out(sheet: Sheet) -> None:
    assert whole("a <!-- not\n\nshown --> b `<!-- shown -->`", PAGE, sheet) == (
        "a  b <code>&lt;!-- shown --&gt;</code>"
    )


def test_the_first_paragraph_in_one_line_for_a_cell(sheet: Sheet) -> None:
    assert one_line("Two\nlines | of `a|b`\n- item\n\nmore", RECORD, sheet) == (
        "Two lines &#124; of <code>a&#124;b</code>"
    )
    assert one_line("- first\n- second", RECORD, sheet) == "first"


def test_what_extensions_write_is_said_without_them(sheet: Sheet) -> None:
    page = """\
# Guide { #guide .big }

!!! note "Decision: [[initiative:checkout]]"
    Ask first.

    ```sh
    ls
    ```

??? tip
    Folded.

=== "Linux"
    Install it.

Term
:   What it means,
    in two lines.

Other
:   Not this.

````markdown
!!! note
    shown
````
"""
    assert (
        whole(page, PAGE, sheet, top=1)
        == """\
# Guide <a id="guide"></a>

> **Decision: [Faster `checkout`](../roadmap/initiatives/checkout.md)**
>
> Ask first.
>
> ```sh
> ls
> ```

> **Tip**
>
> Folded.

**Linux**

Install it.

- **Term:** What it means,
    in two lines.

- **Other:** Not this.

````markdown
!!! note
    shown
````"""
    )


def test_live_blocks_of_pages_show_what_the_site_shows(tmp_path: Path) -> None:
    page = "# First\n\n```opsbook\ntable: initiative\n```\n\n```opsbook\nmetric: nsp\n```\n\nEnd.\n"
    context = sheet_of(tmp_path, {**FILES, PAGE: page}).context
    (prose,) = (each for each in context.views.handbook.prose if each.path == PAGE)
    shown = prose_markdown(prose, "guides/first/", context).text
    assert "| [Faster `checkout`](../roadmap/initiatives/checkout.md) | planned |" in shown
    assert "> **This block cannot be shown**" in shown
    assert "```" not in shown
    assert shown.endswith("\n\nEnd.\n")


def test_html_of_a_record_is_its_words_but_for_plain_tags(sheet: Sheet) -> None:
    text = 'Press <kbd>F</kbd><br> <a href="x">here</a> <div class="x">there</div>'
    assert whole(text, RECORD, sheet) == "Press <kbd>F</kbd><br> here there"


def test_html_of_a_page_keeps_what_the_site_leaves_of_it(sheet: Sheet) -> None:
    text = '<div class="grid" onclick="x()" markdown>\n\nText\n\n</div>'
    assert whole(text, PAGE, sheet) == '<div class="grid" markdown="1">\n\nText\n\n</div>'


@pytest.mark.slow
@pytest.mark.parametrize("vector", [*VECTORS, *MARKDOWN_VECTORS])
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("path", [PAGE, RECORD])
def test_nothing_that_authors_write_runs(sheet: Sheet, engine: str, path: str, vector: str) -> None:
    listed = "\n".join(f"    {line}" for line in vector.split("\n"))
    around = (
        vector,
        f"Text {vector} text",
        f"- item\n\n{listed}",
        f"text\n\n{listed}",
        f"- item\n\n    ```\n\n{listed}\n\n    ```",
        f"```\n{vector}\n```",
        f"<div>\n```\n{vector}\n```\n</div>",
        f"`{vector}`",
        f"> {vector}",
        f"!!! note\n{listed}",
        f"| a |\n|---|\n| {vector} |",
        f"[x]: y\n{vector}",
        f"<!-- {vector}",
        f"# {vector}",
        f"text {{: onclick=alert(1) }} {vector}",
        f"# heading {{ onclick=alert(1) }}\n\n*x*{{: onmouseover='alert(1)' }}{vector}",
    )
    for markdown in around:
        for shown in (whole(markdown, path, sheet), one_line(markdown, path, sheet)):
            assert what_is_wrong(ENGINES[engine](shown), strict=path == RECORD) == [], (markdown, shown)


def test_braces_begin_no_template(sheet: Sheet) -> None:
    for path in (PAGE, RECORD):
        shown = whole("{{ x }} {% y %} {# z #} `{{ x }}` {x}\n\n```\n{{ x }}\n```", path, sheet)
        assert "{{" not in shown
        assert "{%" not in shown
        for engine in ENGINES.values():
            assert words_of(engine(shown)).startswith("{{ x }} {% y %} ")


UNITS = [
    "[",
    "[a](",
    "![",
    "<",
    "<!--",
    "<a b=",
    "`",
    "``` ",
    "{",
    "[[a:b|",
    "\\",
    "[x]: ",
    " ",
    "(",
    "*[",
    "\n> ",
    "\n: a",
]


@pytest.mark.parametrize("unit", [*UNITS, "\n: a", "!!! a\n    ", "\n- "])
def test_a_text_without_end_is_read_in_time(sheet: Sheet, unit: str) -> None:
    """The test hangs where the time grows with the square of the length."""
    for path in (PAGE, RECORD):
        whole(unit * (400_000 // len(unit)), path, sheet)
        whole("a" + " " * 200_000 + unit, path, sheet)


def test_what_is_nested_without_end_is_read(sheet: Sheet) -> None:
    nested = "\n".join(f"{'    ' * depth}!!! note" for depth in range(600))
    assert whole(nested, PAGE, sheet).startswith("> **Note**")
