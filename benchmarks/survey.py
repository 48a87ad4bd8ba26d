"""A survey beside the records of a generated handbook, whose table of responses grows."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from benchmarks.engines import write_responses

RESPONSES = 5_000
GROWS_BY = 1_000
_TABLE = "feedback/responses/nps.csv"


def write_survey(handbook: Path, responses: int = RESPONSES) -> None:
    """Write a survey with so many responses."""
    record = handbook / "feedback/surveys/nps.yml"
    record.parent.mkdir(parents=True, exist_ok=True)
    record.write_text(
        f"title: NPS\nowner: '@team'\ntype: nps\nresponses: {_TABLE}\ndimensions: [region, plan]\n", encoding="utf-8"
    )
    write_responses(handbook / _TABLE, responses)


def grow_survey(handbook: Path, number: int) -> None:
    """Add rows to the survey's table, for the so manyth time."""
    table = handbook / _TABLE
    with table.open(encoding="utf-8") as file:
        rows = [row.split(",", 1)[1] for row in islice(file, 1, 1 + GROWS_BY)]
    with table.open("a", encoding="utf-8") as file:
        file.writelines(f"n{number:02}-{place:05},{row}" for place, row in enumerate(rows))
