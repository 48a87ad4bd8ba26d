"""The frame around a page loses blank lines and indentation, and nothing else."""

from __future__ import annotations

from pathlib import Path

from mkdocs_opsbook.frame import framed_closely
from tests.adapter.fake import MATERIAL, Body, FakeSite, build_fake, record, section

PAGE = """<html>

  <body>
    <script>
  let a = `

    b`;
    </script>
    <p>
      One
      <b>two</b>

    </p>
    <pre>

  as written
</pre>
    CONTENT

      with its own

    CONTENT
    <footer>
      </footer>
  </body>
</html>
"""
CONTENT = "CONTENT\n\n      with its own\n\n    CONTENT"


def test_blank_lines_and_indentation_go() -> None:
    assert framed_closely(PAGE, CONTENT) == (
        "<html>\n<body>\n<script>\n  let a = `\n\n    b`;\n    </script>\n<p>\nOne\n<b>two</b>\n</p>\n"
        f"<pre>\n\n  as written\n</pre>\n{CONTENT}\n<footer>\n</footer>\n</body>\n</html>\n"
    )


def test_a_page_without_its_content_stays_as_it_is() -> None:
    assert framed_closely(PAGE, "what a theme has changed") == PAGE


def test_pages_have_a_close_frame_whoever_makes_them(tmp_path: Path) -> None:
    body = Body("<pre>\n\n  a\n</pre>\n\n\n<p>b</p>")
    pages = (section("a/", "A", body=body), record("a/x.yml", "X", body=body))
    site = FakeSite(pages, prose=frozenset({"content/b.md"}))
    built = build_fake(tmp_path, site, {"content/b.md": "# B\n\n    code\n\n    more\n"}, options=MATERIAL)
    for page, text in (("a/", body.html), ("a/x/", body.html), ("b/", "code\n\nmore")):
        html = (built / page / "index.html").read_text(encoding="utf-8")
        before, behind = html.index("<h1"), html.index(text) + len(text)
        frame = [*html[:before].strip().splitlines(), *html[behind:].strip().splitlines()]
        assert not [line for line in frame if not line or line[0] == " "], page
