"""What was measured of the units of a variant: read from texts, and counted or averaged."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import fsum, sqrt
from typing import Any, Final

from site_builder.validate.response_fault import Fault, quoted

CONVERTED: Final = "converted"
VALUE: Final = "value"

_TRUTHS: Final = {
    **dict.fromkeys(("true", "t", "yes", "y", "1", "1.0"), 1.0),
    **dict.fromkeys(("false", "f", "no", "n", "0", "0.0"), 0.0),
}
_NUMBER: Final = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_LARGEST: Final = 1e15
_LONGEST: Final = 300
_OTHERWISE: Final = (
    "or say what it stands for: --value '{name}:{theirs}={ours}', with nothing after the = to leave it out"
)


class Reader:
    """Reads what was measured of a unit; each text is looked at once."""

    def __init__(self, measured: str, values: Mapping[tuple[str, str], str]) -> None:
        """Read conversions or values, where ``values`` say by name and folded text what a text stands for."""
        self.measured = measured
        self._values = values
        self._known: dict[str, float | Fault | None] = {}

    def of(self, text: str) -> float | Fault | None:
        """Return the number that a text is, 1 and 0 for true and false; None where it is said to stand for nothing."""
        if text not in self._known:
            self._known[text] = self._read(text.strip())
        return self._known[text]

    def _read(self, text: str) -> float | Fault | None:
        said = self._values.get((self.measured, text.casefold()))
        if said is not None and not said.strip():
            return None
        wanted = text if said is None else said.strip()
        found = _TRUTHS.get(wanted.casefold()) if self.measured == CONVERTED else _number(wanted)
        return self._fault(text) if found is None else found

    def _fault(self, text: str) -> Fault:
        is_truth = self.measured == CONVERTED
        what = "neither true nor false" if is_truth else "no number"
        hint = _OTHERWISE.format(
            name=self.measured, theirs=" ".join(text.split())[:60], ours="false" if is_truth else "0"
        )
        return Fault(f"{quoted(text)} is {what}" if text else f"nothing stands here, which is {what}", hint)


def _number(text: str) -> float | None:
    if len(text) > _LONGEST or not _NUMBER.fullmatch(text):
        return None
    found = float(text)
    return found if abs(found) <= _LARGEST else None


class Figures:
    """The figures of the units of one variant. Where units are named each counts once."""

    def __init__(self, measured: str) -> None:
        """Begin without a unit; ``measured`` says what the figures are."""
        self._measured = measured
        self._numbers: list[float] = []
        self._places: dict[str, int] = {}

    def add(self, figure: float, unit: str | None) -> Fault | None:
        """Count a row; return what is wrong where it has another value than an earlier row of the same unit.

        A unit has converted where one of its rows says so.
        """
        place = None if unit is None else self._places.setdefault(unit, len(self._numbers))
        if place is None or place == len(self._numbers):
            self._numbers.append(figure)
        elif self._measured == CONVERTED:
            self._numbers[place] = max(self._numbers[place], figure)
        elif self._numbers[place] != figure:
            hint = "export one row for each unit, with its sum, its mean or whatever the metric is of it"
            return Fault(f"the unit {quoted(unit or '')} has another value in an earlier row", hint)
        return None

    @property
    def units(self) -> frozenset[str]:
        """The names of the units; none where they are not named."""
        return frozenset(self._places)

    @property
    def result(self) -> dict[str, Any]:
        """What an experiment keeps of the variant: units and conversions, or units, mean and standard deviation.

        The deviation is that of a sample, s = √(Σ(xᵢ − x̄)² / (n − 1)), and left out for a single unit: NIST/SEMATECH,
        e-Handbook of Statistical Methods, section 1.3.5.6. It is summed in a second pass over exact sums, so that
        neither large means nor the order of the rows make a difference: Chan, Golub and LeVeque, "Algorithms for
        Computing the Sample Variance" (1983).
        """
        n = len(self._numbers)
        if self._measured == CONVERTED:
            return {"units": n, "conversions": int(sum(self._numbers))}
        mean = fsum(self._numbers) / n
        if n < 2:
            return {"units": n, "mean": mean}
        return {"units": n, "mean": mean, "stddev": sqrt(fsum((x - mean) ** 2 for x in self._numbers) / (n - 1))}
