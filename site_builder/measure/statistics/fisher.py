"""Fisher's exact test of a table of two by two."""

from __future__ import annotations

from collections.abc import Iterator

_ROUNDING = 1e-7
"""Tables within this share of the observed one's probability count as equally likely, as in R's ``fisher.test``."""

_NEGLIGIBLE = 1e-17
_OUT_OF_REACH = 800
"""A mean so far above a cell of a few makes the probability smaller than any number a computer can hold."""


def fisher(a: int, b: int, c: int, d: int) -> float:
    """Return the two-sided p of the table ``a b / c d``: of all tables with its margins that are no likelier.

    Fisher 1934, "Statistical Methods for Research Workers", section 21.02. The tables are walked through from the
    likeliest, so that the steps depend on the smallest cell and not on the size of the table.
    """
    while a > min(b, c, d):
        a, b, c, d = (b, a, d, c) if b == min(b, c, d) else (c, d, a, b)
    row, column, total = a + b, a + c, a + b + c + d
    if row * column - a * total > _OUT_OF_REACH * total:
        return 0.0
    mode = (row + 1) * (column + 1) // (total + 2)
    observed = next(
        (weight for cell, weight in _walk(row, column, total, mode, 1 if a >= mode else -1) if cell == a), 0.0
    )
    if observed == 0:
        return 0.0
    everything = no_likelier = 0.0
    for cell, weight in _both_ways(row, column, total, mode, observed * _NEGLIGIBLE):
        everything += weight
        if weight <= observed * (1 + _ROUNDING) or cell == a:
            no_likelier += weight
    return min(1.0, no_likelier / everything)


def _both_ways(row: int, column: int, total: int, mode: int, least: float) -> Iterator[tuple[int, float]]:
    yield mode, 1.0
    for step in (1, -1):
        for cell, weight in _walk(row, column, total, mode, step):
            if weight < least:
                break
            if cell != mode:
                yield cell, weight


def _walk(row: int, column: int, total: int, mode: int, step: int) -> Iterator[tuple[int, float]]:
    """Yield the cells on one side of the likeliest, and how likely each is compared with it."""
    rest = total - row - column
    cell, weight = mode, 1.0
    while weight > 0:
        yield cell, weight
        if step > 0:
            weight *= (row - cell) * (column - cell) / ((cell + 1) * (rest + cell + 1))
        else:
            weight *= cell * (rest + cell) / ((row - cell + 1) * (column - cell + 1))
        cell += step
