"""The Net Promoter Score of a group, and its adjusted Wald interval.

Reichheld 2003 defines the score: the share of promoters (9 and 10) less the share of detractors (0 to 6), times 100.
The interval is that of Rocks 2016 ("Interval estimation for the Net Promoter Score", The American Statistician 70),
recommended by Sauro and Lewis (measuringu.com): three quarters of a response are added to the promoters and to the
detractors, one and a half to the passives.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from math import sqrt

from site_builder.measure.statistics.normal import LEVEL, two_sided_z
from site_builder.model.quick import dataclass

HIGHEST_SCORE = 10
LOWEST_PROMOTER = 9
HIGHEST_DETRACTOR = 6
ADDED_TO_EACH_END = 0.75
ADDED_TO_ALL = 3


@dataclass(frozen=True)
class ScoreCounts:
    """How often each score from 0 to 10 was given: ``histogram[score]`` is a count."""

    histogram: tuple[int, ...]

    @classmethod
    def of(cls, counts: Mapping[int, int]) -> ScoreCounts:
        """Return the counts of a mapping of score to count; what is missing was never given."""
        return cls(tuple(counts.get(score, 0) for score in range(HIGHEST_SCORE + 1)))

    @classmethod
    def total(cls, parts: Sequence[ScoreCounts]) -> ScoreCounts:
        """Return the counts of several groups together."""
        return cls(tuple(sum(part.histogram[score] for part in parts) for score in range(HIGHEST_SCORE + 1)))

    def without(self, part: ScoreCounts) -> ScoreCounts:
        """Return the counts of the responses that are not in a part of these."""
        return ScoreCounts(tuple(all_ - some for all_, some in zip(self.histogram, part.histogram, strict=True)))

    @cached_property
    def n(self) -> int:
        """How many responses have a score."""
        return sum(self.histogram)

    @cached_property
    def promoters(self) -> int:
        """How many gave 9 or 10."""
        return sum(self.histogram[LOWEST_PROMOTER:])

    @cached_property
    def detractors(self) -> int:
        """How many gave 0 to 6."""
        return sum(self.histogram[: HIGHEST_DETRACTOR + 1])

    @property
    def passives(self) -> int:
        """How many gave 7 or 8."""
        return self.n - self.promoters - self.detractors

    @property
    def score(self) -> float:
        """The Net Promoter Score in points, -100 to 100. Raises ZeroDivisionError where nobody gave a score."""
        return 100 * (self.promoters - self.detractors) / self.n

    @property
    def centre(self) -> float:
        """The middle of the adjusted Wald interval, in points: the score, drawn a little towards zero."""
        return 100 * (self.promoters - self.detractors) / (self.n + ADDED_TO_ALL)

    @cached_property
    def variance(self) -> float:
        """The adjusted variance of one response, where a promoter is 1, a passive 0 and a detractor -1."""
        size = self.n + ADDED_TO_ALL
        promoters = (self.promoters + ADDED_TO_EACH_END) / size
        detractors = (self.detractors + ADDED_TO_EACH_END) / size
        return promoters + detractors - (promoters - detractors) ** 2

    @property
    def variance_of_mean(self) -> float:
        """The adjusted variance of the score, in the scale from -1 to 1."""
        return self.variance / (self.n + ADDED_TO_ALL)

    def margin(self, level: float = LEVEL) -> float:
        """Return the half width of the adjusted Wald interval around ``centre``, in points."""
        return 100 * two_sided_z(level) * sqrt(self.variance_of_mean)
