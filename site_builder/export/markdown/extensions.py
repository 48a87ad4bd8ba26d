"""What pages write with MkDocs' extensions, in Markdown that needs none: admonitions, tabs, definitions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from site_builder.export.markdown.dispatch import quoted
from site_builder.export.markdown.segments import closes, opening_fence

_DEEPEST = 16
_STARTS = ("!!!", "???", "===", ":")
_ADMONITION = re.compile(r"(?:!!!|\?\?\?\+?)[ \t]+([\w-]+)(?:[ \t]+[\w-]+)*(?:[ \t]+\"(.*)\")?[ \t]*$")
_TAB = re.compile(r"===[!+]?[ \t]+\"(.+)\"[ \t]*$")
_DEFINITION = re.compile(r":[ \t]{1,3}(\S.*)$")


def without_extensions(markdown: str, depth: int = 0) -> str:
    """Return the text with admonitions as quotations, tabs below their titles and definitions as items of a list.

    ``depth`` counts what they stand in; beyond what anybody reads they stay as they are written.
    """
    if depth > _DEEPEST:
        return markdown
    lines = markdown.split("\n")
    written: list[str] = []
    position = 0
    while position < len(lines):
        line = lines[position]
        if (fence := opening_fence(line)) is not None:
            end = _end_of_fence(lines, position, fence[2])
            written += lines[position:end]
            position = end
            continue
        if not line.startswith(_STARTS):
            written.append(line)
            position += 1
            continue
        body = _indented_after(lines, position)
        inside = without_extensions("\n".join(each[4:] for each in body), depth + 1).strip("\n") if body else ""
        if (found := _ADMONITION.match(line)) is not None:
            title = found[1].capitalize() if found[2] is None else found[2]
            written += ["", quoted("\n\n".join(filter(None, (f"**{title}**" if title else "", inside)))), ""]
        elif (found := _TAB.match(line)) is not None:
            written += ["", f"**{found[1]}**", "", inside, ""]
        elif (found := _DEFINITION.match(line)) is not None and written and _is_term(written[-1]):
            term = written.pop()
            written += ["", f"- {term if '*' in term else f'**{term}:**'} {found[1]}", *body]
        else:
            written += [line, *body]
        position += 1 + len(body)
    return "\n".join(written)


def _end_of_fence(lines: Sequence[str], start: int, mark: str) -> int:
    """Return the position after a fenced block."""
    return next((end + 1 for end in range(start + 1, len(lines)) if closes(lines[end], mark)), len(lines))


def _indented_after(lines: list[str], position: int) -> list[str]:
    """Return the indented lines after one, and the blank ones among and after them."""
    end = position + 1
    while end < len(lines) and (lines[end].startswith("    ") or not lines[end].strip()):
        end += 1
    return lines[position + 1 : end]


def _is_term(line: str) -> bool:
    return bool(line.strip()) and not line.startswith((" ", "#", "-", ">", "|"))
