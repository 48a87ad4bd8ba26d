"""Tables in Markdown, aligned so that they read well in a terminal, too."""

from __future__ import annotations

from collections.abc import Sequence


def print_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows below a head; all columns but the first two are numbers."""
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    print(_line([_aligned(text, width, column) for column, (text, width) in enumerate(zip(head, widths, strict=True))]))
    print(_line(["-" * (width - 1) + ("-" if column < 2 else ":") for column, width in enumerate(widths)]))
    for row in rows:
        print(
            _line([_aligned(text, width, column) for column, (text, width) in enumerate(zip(row, widths, strict=True))])
        )
    print(flush=True)


def _aligned(text: str, width: int, column: int) -> str:
    return text.ljust(width) if column < 2 else text.rjust(width)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
