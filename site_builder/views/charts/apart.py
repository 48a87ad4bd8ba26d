"""Labels beside the ends of lines, moved apart where they would overlap."""

from __future__ import annotations

from collections.abc import Sequence


def apart(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return heights in the same order, at least ``gap`` from one another, as near to the wanted ones as that allows.

    Heights that have run into each other share their middle, as a block.
    """
    order = sorted(range(len(wanted)), key=lambda number: wanted[number])
    blocks: list[tuple[list[int], float]] = []
    for number in order:
        blocks.append(([number], wanted[number]))
        while len(blocks) > 1:
            (below, under), (above, over) = blocks[-2], blocks[-1]
            if over - under >= gap * (len(below) + len(above)) / 2:
                break
            middle = (under * len(below) + over * len(above)) / (len(below) + len(above))
            blocks[-2:] = [([*below, *above], middle)]
    heights = [0.0] * len(wanted)
    for members, middle in blocks:
        half = gap * (len(members) - 1) / 2
        held = min(max(middle, low + half), max(high - half, low + half))
        for place, number in enumerate(members):
            heights[number] = held - half + place * gap
    return heights
