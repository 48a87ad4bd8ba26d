"""Write the items of the starter handbook's workflows, always the same bytes.

The company is invented, so are its texts and wishes. Run without arguments to write `content/workflows/<workflow>.csv`;
run with `--check` to compare only (exit 1 when a file differs).
"""

from __future__ import annotations

import argparse
import csv
import io
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADER = ("item", "stage", "entered_at")
LAST_DAY = date(2026, 10, 31)
FIRST_HOUR, LAST_HOUR = 7, 16
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Passage:
    """A stage and how long items stay in it: the median in days before and after a change, and the spread."""

    stage: str
    before: float
    after: float
    spread: float
    on_mondays: bool = False
    """Whether items leave it only in the meeting on Monday morning, once the flow was changed."""


@dataclass(frozen=True, slots=True)
class Flow:
    """A workflow: its items, the days on which they come, and the stages they pass."""

    workflow: str
    prefix: str
    first_number: int
    arrivals: tuple[tuple[date, int], ...]
    """Months by their first day, and how many items come in each."""
    changed_on: date
    passages: tuple[Passage, ...]
    end: str
    held: tuple[tuple[str, str], ...] = ()
    """Items and the stages that they have not left: what the figure of age is there to find."""


FEEDBACK_TRIAGE = Flow(
    workflow="feedback-triage",
    prefix="f",
    first_number=301,
    arrivals=(
        (date(2026, 3, 1), 17),
        (date(2026, 4, 1), 13),
        (date(2026, 5, 1), 12),
        (date(2026, 6, 1), 17),
        (date(2026, 7, 1), 12),
        (date(2026, 8, 1), 11),
        (date(2026, 9, 1), 20),
        (date(2026, 10, 1), 20),
    ),
    changed_on=date(2026, 7, 1),
    passages=(
        Passage("received", 0.7, 0.6, 0.7),
        Passage("sorting", 1.2, 1.0, 0.5),
        Passage("with_product", 25.0, 13.0, 0.55, on_mondays=True),
        Passage("answering", 2.6, 2.2, 0.6),
    ),
    end="answered",
    held=(("f-0378", "with_product"), ("f-0384", "with_product")),
)

LAUNCH_CONTENT = Flow(
    workflow="launch-content",
    prefix="t",
    first_number=1,
    arrivals=(
        (date(2026, 1, 1), 13),
        (date(2026, 2, 1), 6),
        (date(2026, 3, 1), 4),
        (date(2026, 4, 1), 7),
        (date(2026, 5, 1), 12),
        (date(2026, 6, 1), 5),
        (date(2026, 7, 1), 4),
        (date(2026, 8, 1), 9),
        (date(2026, 9, 1), 11),
        (date(2026, 10, 1), 9),
    ),
    changed_on=date(2026, 4, 1),
    passages=(
        Passage("briefed", 1.6, 1.0, 0.6),
        Passage("drafting", 6.2, 3.8, 0.4),
        Passage("product_review", 9.6, 7.0, 0.5),
        Passage("translation", 5.2, 2.4, 0.4),
        Passage("final_check", 0.8, 0.7, 0.4),
    ),
    end="published",
    held=(("t-0063", "product_review"),),
)


def at_work(moment: datetime) -> datetime:
    """Return the moment itself, or the next one in working hours, to the minute."""
    if moment.hour >= LAST_HOUR:
        moment = datetime.combine(
            moment.date() + timedelta(days=1), time(FIRST_HOUR, moment.minute), tzinfo=moment.tzinfo
        )
    elif moment.hour < FIRST_HOUR:
        moment = moment.replace(hour=FIRST_HOUR)
    while moment.weekday() >= SATURDAY:
        moment += timedelta(days=1)
    return moment.replace(second=0, microsecond=0)


def next_monday(moment: datetime, minute: int) -> datetime:
    """Return the triage meeting nearest to the moment, which begins on Monday at eight, UTC."""
    day = moment.date() + timedelta(days=(7 - moment.weekday()) % 7)
    return datetime.combine(day, time(8, minute), tzinfo=moment.tzinfo)


def arrivals_of(flow: Flow, generator: random.Random) -> list[datetime]:
    """Return when items come in, in order, spread over the working days of each month."""
    moments: list[datetime] = []
    for month, count in flow.arrivals:
        for _ in range(count):
            minutes = generator.randrange(FIRST_HOUR * 60, LAST_HOUR * 60)
            day = month + timedelta(days=generator.randrange(30))
            moments.append(at_work(datetime.combine(day, time(minutes // 60, minutes % 60), tzinfo=UTC)))
    return sorted(moments)


def rows_of(flow: Flow) -> list[tuple[str, str, str]]:
    """Return the entries of all items that happened by the last day, in the order of their moments."""
    generator = random.Random(f"rotawell {flow.workflow}")
    entries: list[tuple[datetime, str, str]] = []
    for number, moment in enumerate(arrivals_of(flow, generator), start=flow.first_number):
        item = f"{flow.prefix}-{number:04d}"
        is_held = False
        for passage in flow.passages:
            if not is_held:
                entries.append((moment, item, passage.stage))
            # What is held still draws its numbers, so that it changes no other item.
            is_held = is_held or (item, passage.stage) in flow.held
            changed = moment.date() >= flow.changed_on
            days = (passage.after if changed else passage.before) * generator.lognormvariate(0, passage.spread)
            moment = at_work(moment + timedelta(days=days))
            minute = generator.randrange(0, 40)
            if passage.on_mondays and changed:
                moment = next_monday(moment, minute)
        if not is_held:
            entries.append((moment, item, flow.end))
    past = sorted(entry for entry in entries if entry[0].date() <= LAST_DAY)
    return [(item, stage, moment.strftime("%Y-%m-%dT%H:%M:%SZ")) for moment, item, stage in past]


def render(flow: Flow) -> bytes:
    """Return the file of a workflow: UTF-8, comma separated, line feeds."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(rows_of(flow))
    return text.getvalue().encode("utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the files, or compare them with `--check`. Returns the exit code."""
    parser = argparse.ArgumentParser(description="Write the example items of workflows.")
    parser.add_argument("--check", action="store_true", help="compare only; exit 1 when a file differs")
    check = parser.parse_args(arguments).check
    differing = 0
    for flow in (FEEDBACK_TRIAGE, LAUNCH_CONTENT):
        path = ROOT / "content" / "workflows" / f"{flow.workflow}.csv"
        content = render(flow)
        if not check:
            path.write_bytes(content)
        elif not path.is_file() or path.read_bytes() != content:
            differing += 1
            print(f"{path.relative_to(ROOT).as_posix()} differs; run python scripts/make_items.py", file=sys.stderr)
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
