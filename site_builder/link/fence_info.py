"""What is written behind the language of fenced code: no page shows it."""

from __future__ import annotations

import re

_FENCE = re.compile(rb"(?P<shown>(?:`{3,}+|~{3,}+)[ \t]*+[^\s]*+)[^\r\n]*+")
_BLOCK = re.compile(r'<pre data-sourcepos="([0-9]{1,9}):([0-9]{1,9})-[0-9:]{1,20}" lang="')
_LINE = re.compile(rb"[^\r\n]*+(?:\r\n?|\n|\Z)")


def without_fence_info(markdown: str) -> str:
    """Return a Markdown text with nothing but the language behind the opening of fenced code."""
    if "```" not in markdown and "~~~" not in markdown:
        return markdown
    from site_builder.link.cmark import markdown_to_html

    # Columns are counted in bytes.
    lines = _LINE.findall(markdown.encode("utf-8", "surrogatepass"))
    for line, column in _BLOCK.findall(markdown_to_html(markdown, has_places=True)):
        number, start = int(line) - 1, int(column) - 1
        fence = _FENCE.match(lines[number], start) if number < len(lines) else None
        if fence is not None:
            lines[number] = lines[number][: fence.end("shown")] + lines[number][fence.end() :]
    return b"".join(lines).decode("utf-8", "surrogatepass")
