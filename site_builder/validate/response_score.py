"""Scores of responses as they stand in files."""

from __future__ import annotations

import re
from collections.abc import Callable

from site_builder.validate.response_fault import Fault, quoted

_NUMBER = re.compile(r"[+-]?\d+(\.\d*)?", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d+(\.0*)?", re.ASCII)
_DIGITS = 15

ScoreReader = Callable[[str], float | Fault | None]


def score_reader(low: float, high: float) -> ScoreReader:
    """Return what reads a score: a whole number between the bounds (``10.0`` is 10), None where the text is blank.

    Nothing is taken for blank that is not: ``NA`` and ``-`` are faults, as are words and ``7.5``.
    """
    scale = f"{low:g} to {high:g}"

    def read(text: str) -> float | Fault | None:
        text = text.strip()
        if not text:
            return None
        if not _NUMBER.fullmatch(text):
            hint = f"write a whole number from {scale}, or leave the field empty where there is no answer"
            return Fault(f"{quoted(text)} is no score", hint)
        if not _WHOLE.fullmatch(text):
            return Fault(f"{quoted(text)} is no score: scores are whole numbers", f"write a whole number from {scale}")
        value = float(text) if len(text) <= _DIGITS else None
        if value is None or not low <= value <= high:
            return Fault(
                f"the score {quoted(text)} is outside the scale from {scale}",
                "mend the score, or check that columns.score names the right column",
                "score-out-of-scale",
            )
        return value

    return read
