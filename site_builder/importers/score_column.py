"""Which column of a survey's export holds the scores, where that is not said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from site_builder.importers.base import WrongWish
from site_builder.importers.table_columns import folded
from site_builder.load.table import TextTable
from site_builder.model.quick import dataclass
from site_builder.validate.response_fault import Fault
from site_builder.validate.response_score import ScoreReader

_NAMES: Final = frozenset({"score", "rating", "nps", "nps_score", "csat", "csat_score", "ces", "ces_score"})
_BEGINNINGS: Final = ("how_likely", "how_satisfied", "how_easy")
_RECOMMEND: Final = "recommend"
_MOST_SHOWN: Final = 12
_NAME_IT: Final = "name the column of the scores: --map score=COLUMN"


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A column that is called like a score, and what speaks against it: empty where nothing does."""

    place: int
    name: str
    against: str


def score_column(table: TextTable, rows: Sequence[int], read_score: ScoreReader) -> int:
    """Return the place of the only column that is called like a score and holds scores and blanks alone.

    Raises WrongWish where there is none or several.
    """
    candidates = list(_candidates(table, rows, read_score))
    fitting = [candidate for candidate in candidates if not candidate.against]
    if len(fitting) == 1:
        return fitting[0].place
    if not candidates:
        shown = ", ".join(dict.fromkeys(filter(str.strip, table.header[:_MOST_SHOWN])))
        more = " …" if len(table.header) > _MOST_SHOWN else ""
        raise WrongWish(f"no column of {table.path} is called like a score; {_NAME_IT}; its columns are {shown}{more}")
    found = "; ".join(
        f"{candidate.name}: {candidate.against}" if candidate.against else candidate.name
        for candidate in (fitting or candidates)[:_MOST_SHOWN]
    )
    several = "several columns may be the score" if fitting else "the column that is called like a score holds others"
    raise WrongWish(f"{several} ({found}); {_NAME_IT}")


def _candidates(table: TextTable, rows: Sequence[int], read_score: ScoreReader) -> Iterator[_Candidate]:
    for place, name in enumerate(table.header):
        called = folded(name)
        if called in _NAMES or called.startswith(_BEGINNINGS) or _RECOMMEND in called:
            texts = {table.rows[number][place] for number in rows}
            yield _Candidate(place, " ".join(name.split()), _against(sorted(texts), read_score))


def _against(texts: Sequence[str], read_score: ScoreReader) -> str:
    found = [read_score(text) for text in texts]
    fault = next((score for score in found if isinstance(score, Fault)), None)
    if fault is not None:
        return fault.message
    return "" if any(score is not None for score in found) else "nothing stands in it"
