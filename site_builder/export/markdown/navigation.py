"""The navigation as a file: sections in their order and groups, then hand-written pages, as MkDocs writes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from site_builder.export.markdown.front_matter import scalar
from site_builder.export.markdown.layout import Layout
from site_builder.views.base import NavigationEntry

PATH = "nav.yml"
_REST = "More"


def navigation_file(
    entries: Iterable[NavigationEntry], hand_written: Sequence[tuple[str, str]], layout: Layout
) -> bytes:
    """Return the navigation: title and file of each section, groups where the first of their sections stands.

    ``hand_written`` are titles and files of further pages; records are in no navigation: their sections list them.
    """
    groups: dict[str, list[str]] = {}
    top: list[str | list[str]] = []
    for entry in entries:
        file = layout.files.get(entry.url)
        if file is None:
            continue
        line = f"{scalar(entry.title)}: {scalar(file)}"
        if not entry.group:
            top.append(line)
        elif entry.group in groups:
            groups[entry.group].append(line)
        else:
            groups[entry.group] = [line]
            top.append(groups[entry.group])
    if hand_written:
        rest = groups.get(_REST)
        if rest is None:
            rest = groups[_REST] = []
            top.append(rest)
        rest.extend(f"{scalar(title)}: {scalar(file)}" for title, file in hand_written)
    names = {id(lines): name for name, lines in groups.items()}
    written = ["nav:"]
    for item in top:
        if isinstance(item, str):
            written.append(f"  - {item}")
        else:
            written += [f"  - {scalar(names[id(item)])}:", *(f"      - {line}" for line in item)]
    return ("\n".join(written) + "\n").encode()
