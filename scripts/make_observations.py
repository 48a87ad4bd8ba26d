"""Write the observations of the starter handbook's KPIs, always the same bytes.

The company is invented, so are its figures. Each KPI has a story: the values of the whole company, month by month.
The values of regions are drawn around it, so that their weighted mean (or their sum) is the whole again. Where a KPI is
kept by plan too, there is a row for each plan in each region, and their plain mean (or their sum) is the region. A row
without a region and a plan is the whole company.

Run without arguments to write `content/metrics/<metric>.csv`; run with `--check` to compare only (exit 1 when a file
differs).
"""

from __future__ import annotations

import argparse
import calendar
import csv
import io
import random
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FIRST_YEAR, FIRST_MONTH, MONTHS = 2024, 11, 24

REGIONS = {"UK & Ireland": 0.30, "DACH": 0.34, "Nordics": 0.14, "North America": 0.22}

Offsets = Mapping[str, tuple[float, float]]
"""How far each group is from the whole, in the first and in the last month; in between on a line. Counts: its share."""

Events = Mapping[tuple[str, str], float]
"""By group and month (`2026-02`): what moved the group away from its line."""


@dataclass(frozen=True, slots=True)
class Story:
    """A KPI: the values of the whole by month, the differences of its groups, and how much chance adds to them."""

    metric: str
    whole: tuple[float, ...]
    regions: Offsets
    decimals: int
    noise: float
    events: Events = field(default_factory=dict)
    plans: Offsets = field(default_factory=dict)
    counted: bool = False
    """Whether groups add up to the whole. Then the offsets are their shares."""
    highest: float = float("inf")


STORIES = (
    Story(
        "active-locations",
        (4985, 5165, 5120, 5190, 5275, 5240, 5330, 5415, 5490, 5560, 5705, 5880,
         6110, 6420, 6455, 6480, 6510, 6460, 6610, 6905, 7080, 7215, 7390, 7560),
        {"UK & Ireland": (0.31, 0.30), "DACH": (0.35, 0.335), "Nordics": (0.13, 0.14), "North America": (0.21, 0.225)},
        decimals=0, noise=0.0015, counted=True,
        events={("DACH", "2024-12"): 0.008, ("DACH", "2025-01"): 0.007, ("DACH", "2025-12"): 0.010,
                ("DACH", "2026-01"): 0.006, ("DACH", "2026-02"): 0.002, ("DACH", "2026-03"): -0.007,
                ("DACH", "2026-04"): -0.012, ("DACH", "2026-05"): -0.009, ("DACH", "2026-06"): -0.005},
        plans={"Starter": (0.47, 0.44), "Growth": (0.41, 0.43), "Enterprise": (0.12, 0.13)},
    ),
    Story(
        "mobile-clock-in-share",
        (45.2, 45.6, 46.0, 46.4, 46.9, 47.8, 49.6, 51.0, 52.1, 53.0, 53.6, 54.2,
         55.1, 55.4, 55.9, 56.3, 57.0, 57.6, 58.1, 60.9, 62.7, 63.8, 64.6, 66.2),
        {"UK & Ireland": (3.1, 1.9), "DACH": (-5.2, -3.4), "Nordics": (4.6, 3.0), "North America": (0.9, 0.8)},
        decimals=1, noise=0.35,
        events={("DACH", "2026-02"): -1.3, ("DACH", "2026-03"): -1.6, ("DACH", "2026-04"): -0.9},
    ),
    Story(
        "payroll-export-success",
        (97.4, 97.5, 97.6, 97.6, 97.6, 97.8, 97.8, 97.9, 98.0, 98.0, 98.2, 98.3,
         98.3, 98.4, 96.5, 95.8, 97.0, 98.3, 98.8, 98.8, 99.0, 98.9, 99.1, 99.1),
        {"UK & Ireland": (0.3, 0.3), "DACH": (0.0, 0.1), "Nordics": (0.1, 0.0), "North America": (-0.6, -0.3)},
        decimals=1, noise=0.12, highest=99.9,
        events={("DACH", "2026-01"): -6.0, ("DACH", "2026-02"): -7.7, ("DACH", "2026-03"): -3.1,
                ("DACH", "2026-04"): -1.8, ("DACH", "2026-08"): -0.8, ("DACH", "2026-10"): -0.9},
    ),
    Story(
        "schedule-publish-time",
        (65, 65, 64, 64, 60, 58, 58, 57, 57, 58, 56, 56, 55, 55, 54, 54, 53, 52, 52, 49, 47, 46, 45, 44),
        {"UK & Ireland": (-4.0, -2.5), "DACH": (5.5, 3.5), "Nordics": (1.0, 1.5), "North America": (-3.5, -3.0)},
        decimals=0, noise=0.7,
    ),
    Story(
        "support-contact-rate",
        (22.4, 22.1, 21.8, 21.2, 20.9, 20.6, 20.1, 20.3, 19.8, 19.6, 19.4, 19.2,
         20.4, 18.9, 20.9, 22.7, 20.6, 19.1, 18.4, 19.0, 17.6, 16.9, 16.4, 16.8),
        {"UK & Ireland": (-1.2, -1.0), "DACH": (0.8, 0.5), "Nordics": (1.6, 1.9), "North America": (-0.6, -0.6)},
        decimals=1, noise=0.4,
        events={("DACH", "2026-01"): 4.2, ("DACH", "2026-02"): 10.3, ("DACH", "2026-03"): 5.0,
                ("DACH", "2026-10"): 1.4},
        plans={"Starter": (3.4, 2.9), "Growth": (-1.9, -1.7), "Enterprise": (-5.6, -4.6)},
    ),
    Story(
        "first-answer-time",
        (6.9, 7.2, 6.5, 6.3, 6.2, 6.0, 5.8, 5.9, 6.1, 5.9, 5.6, 5.5,
         5.7, 5.9, 7.4, 8.1, 6.8, 5.6, 5.1, 5.4, 4.9, 4.7, 4.6, 4.8),
        {"UK & Ireland": (-1.1, -0.8), "DACH": (-0.2, -0.1), "Nordics": (0.9, 0.4), "North America": (1.2, 1.0)},
        decimals=1, noise=0.2,
        events={("DACH", "2026-01"): 1.9, ("DACH", "2026-02"): 3.0, ("DACH", "2026-03"): 1.6},
        plans={"Starter": (1.1, 0.9), "Growth": (-0.4, -0.4), "Enterprise": (-2.5, -1.8)},
    ),
    Story(
        "swap-completion-rate",
        (19.6, 19.9, 20.1, 20.4, 20.3, 20.9, 21.2, 21.4, 21.5, 22.0, 22.3, 22.5,
         22.8, 23.5, 24.1, 26.4, 26.0, 27.2, 27.9, 28.6, 29.9, 30.4, 30.8, 31.9),
        {"UK & Ireland": (2.2, 2.6), "DACH": (-3.0, -2.8), "Nordics": (0.5, -0.6), "North America": (1.3, 1.2)},
        decimals=1, noise=0.5,
    ),
    Story(
        "hours-approved-in-time",
        (38.9, 38.4, 39.2, 39.6, 40.1, 40.0, 40.6, 40.9, 40.7, 41.3, 41.6, 41.9,
         42.0, 41.2, 42.3, 41.8, 42.6, 43.1, 43.5, 43.9, 44.2, 44.6, 45.1, 49.3),
        {"UK & Ireland": (1.5, 1.2), "DACH": (-0.8, 0.2), "Nordics": (2.4, 1.8), "North America": (-2.3, -3.1)},
        decimals=1, noise=0.6,
        plans={"Starter": (-4.0, -4.4), "Growth": (1.8, 2.4), "Enterprise": (8.0, 7.5)},
    ),
    Story(
        "first-rota-in-a-day",
        (12.8, 11.9, 13.4, 13.1, 13.9, 14.2, 13.7, 14.5, 14.1, 13.2, 14.8, 15.0,
         15.3, 14.1, 15.6, 14.9, 15.8, 16.2, 16.4, 16.1, 16.7, 16.3, 19.2, 21.5),
        {"UK & Ireland": (2.0, 3.4), "DACH": (-2.5, -3.0), "Nordics": (-0.8, -0.9), "North America": (1.6, 0.6)},
        decimals=1, noise=1.1,
    ),
    Story(
        "rotas-breaking-rules",
        (6.4, 6.9, 6.1, 6.0, 6.2, 6.1, 5.9, 6.0, 6.3, 6.4, 6.1, 5.8,
         5.9, 4.6, 3.4, 1.6, 0.9, 0.7, 0.7, 0.8, 0.7, 0.6, 0.6, 0.5),
        {"UK & Ireland": (0.4, 0.05), "DACH": (-0.9, -0.15), "Nordics": (0.2, 0.1), "North America": (0.8, 0.15)},
        decimals=1, noise=0.06,
        events={("UK & Ireland", "2025-12"): -3.2, ("UK & Ireland", "2026-01"): -2.4, ("Nordics", "2026-01"): 1.8,
                ("North America", "2026-01"): 1.9, ("Nordics", "2026-02"): 0.5, ("North America", "2026-02"): 0.6},
    ),
    Story(
        "connected-without-help",
        (38.2, 37.5, 38.9, 39.4, 38.8, 40.1, 40.6, 41.9, 42.8, 43.3, 42.6, 43.9,
         43.5, 44.2, 43.8, 45.6, 46.4, 41.7, 46.9, 47.8, 48.6, 50.3, 53.4, 51.2),
        {"UK & Ireland": (2.6, 2.4), "DACH": (-1.9, -1.5), "Nordics": (1.2, 0.8), "North America": (-1.1, -1.6)},
        decimals=1, noise=0.9,
    ),
)  # fmt: skip


def month_ends() -> list[date]:
    """Return the last day of each month of the story."""
    days: list[date] = []
    for number in range(MONTHS):
        years, month = divmod(FIRST_MONTH - 1 + number, 12)
        year = FIRST_YEAR + years
        days.append(date(year, month + 1, calendar.monthrange(year, month + 1)[1]))
    return days


def drawn(story: Story, generator: random.Random) -> list[list[float]]:
    """Return the values of the regions for each month; their weighted mean, or their sum, is the whole."""
    months: list[list[float]] = []
    for number, (day, whole) in enumerate(zip(month_ends(), story.whole, strict=True)):
        position = number / (MONTHS - 1)
        away = [
            first + (last - first) * position + story.events.get((region, f"{day:%Y-%m}"), 0.0)
            + generator.gauss(0, story.noise)
            for region, (first, last) in story.regions.items()
        ]  # fmt: skip
        if story.counted:
            total = sum(away)
            values = [float(round(whole * share / total)) for share in away]
            values[-1] = whole - sum(values[:-1])
        else:
            mean = sum(REGIONS[region] * value for region, value in zip(story.regions, away, strict=True))
            values = [min(max(whole + value - mean, 0.1), story.highest) for value in away]
        months.append(values)
    return months


def by_plan(story: Story, months: Sequence[Sequence[float]], generator: random.Random) -> list[list[list[float]]]:
    """Return the values of the plans in each region, for each month."""
    cells: list[list[list[float]]] = []
    for number, regions in enumerate(months):
        position = number / (MONTHS - 1)
        cells.append([])
        for value in regions:
            away = [
                first + (last - first) * position + generator.gauss(0, story.noise)
                for first, last in story.plans.values()
            ]
            if story.counted:
                total = sum(away)
                plans = [float(round(value * share / total)) for share in away]
                plans[-1] = value - sum(plans[:-1])
            else:
                mean = sum(away) / len(away)
                plans = [max(value + difference - mean, 0.1) for difference in away]
            cells[-1].append(plans)
    return cells


def rows_of(story: Story) -> list[tuple[str, ...]]:
    """Return the rows of a KPI by day: the whole, then the regions, by plan where it has them."""
    generator = random.Random(f"rotawell {story.metric}")
    months = drawn(story, generator)
    cells = by_plan(story, months, generator) if story.plans else None
    rows: list[tuple[str, ...]] = []
    for number, (day, whole) in enumerate(zip(month_ends(), story.whole, strict=True)):
        start, form = day.isoformat(), f".{story.decimals}f"
        rows.append((start, format(whole, form), "", "") if cells else (start, format(whole, form), ""))
        for place, (region, value) in enumerate(zip(story.regions, months[number], strict=True)):
            if cells is None:
                rows.append((start, format(value, form), region))
            else:
                plans = zip(story.plans, cells[number][place], strict=True)
                rows.extend((start, format(cell, form), region, plan) for plan, cell in plans)
    return rows


def render(story: Story) -> bytes:
    """Return the file of a KPI: UTF-8, comma separated, line feeds."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("date", "value", "region", "plan") if story.plans else ("date", "value", "region"))
    writer.writerows(rows_of(story))
    return text.getvalue().encode("utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the files, or compare them with `--check`. Returns the exit code."""
    parser = argparse.ArgumentParser(description="Write the example observations of KPIs.")
    parser.add_argument("--check", action="store_true", help="compare only; exit 1 when a file differs")
    check = parser.parse_args(arguments).check
    differing = 0
    for story in STORIES:
        path = ROOT / "content" / "metrics" / f"{story.metric}.csv"
        content = render(story)
        if not check:
            path.write_bytes(content)
        elif not path.is_file() or path.read_bytes() != content:
            differing += 1
            print(
                f"{path.relative_to(ROOT).as_posix()} differs; run python scripts/make_observations.py", file=sys.stderr
            )
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
