"""What the page about reliability says where the commits say nothing yet: what will be there, and how young it is."""

from __future__ import annotations

from site_builder.views.parts import Block, Column, Notice, Row, Subsection, Table
from site_builder.views.reliability_figures import Reliability
from site_builder.views.wording import count_words, day_words

_YOUNG = 92
"""A history of fewer days, a quarter, has hardly kept or broken a promise yet."""

_SHOWN = (
    ("Slips", "How often and how far promised days were moved to later ones, the worst and the latest first."),
    ("On time", "How many released initiatives kept their first promise, by quarter and by team."),
    ("Say/do", "How much of what was promised for a quarter was released in it, and what came unplanned."),
    ("Cycle time", "Days from in progress to released: the median, and what 85% stayed below."),
    ("Throughput", "How many initiatives are released in a week or a quarter, and what is out of the ordinary."),
    ("Cumulative flow", "How many initiatives had each status over time: where work gathers."),
    ("Age of work in progress", "How long each has been in progress, against what released ones took."),
    ("Forecast", "By when what is planned or in progress will be done, with a chance of 50% and of 85%."),
)


def what_will_be_here() -> Block:
    """Return what each figure will say once the history is there."""
    columns = (Column("Figure", sortable=False), Column("What it says", sortable=False))
    rows = tuple(Row(words) for words in _SHOWN)
    table = Table(columns, rows, "What this page will show", "what-will-be-here")
    return Subsection("What this page will show", (table,), anchor="will-show")


def young(reliability: Reliability) -> tuple[Notice, ...]:
    """Return a notice where the history is younger than a quarter; nothing where it is older."""
    age = (reliability.as_of - reliability.began).days
    if age >= _YOUNG:
        return ()
    old = count_words(age, "day") if age < 14 else count_words(age // 7, "week")
    text = (
        f"The first commit is of {day_words(reliability.began)}. A promise of a quarter can be kept or broken only "
        "once the quarter is over; until then the counts are small and their intervals wide. Nothing has to be "
        "entered: each commit of the roadmap adds to these figures."
    )
    return (Notice("info", f"The history is {old} old.", text),)
