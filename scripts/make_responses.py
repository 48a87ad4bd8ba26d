"""Write the example responses of the starter handbook's surveys, always the same bytes.

The company and its customers are invented, so are these answers. Run without arguments to write
`feedback/responses/<survey>.csv`; run with `--check` to compare only (exit 1 when a file differs).
"""

from __future__ import annotations

import argparse
import csv
import io
import random
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

Key = TypeVar("Key", str, int)

ROOT = Path(__file__).resolve().parent.parent

REGIONS = {"UK & Ireland": 28, "DACH": 34, "Nordics": 16, "North America": 22}
PLANS = {"Starter": 30, "Growth": 48, "Enterprise": 22}
SIZES = {
    "Starter": {"under 50": 85, "50 to 249": 14, "250 and over": 1},
    "Growth": {"under 50": 22, "50 to 249": 63, "250 and over": 15},
    "Enterprise": {"under 50": 2, "50 to 249": 28, "250 and over": 70},
}

NPS_HEADER = ("respondent", "responded_at", "score", "region", "plan", "size", "comment")

# Weights of the scores inside a group: within detractors a 6 is far more common than a 0.
SCORES = {
    "promoter": {9: 55, 10: 45},
    "passive": {7: 42, 8: 58},
    "detractor": {0: 5, 1: 3, 2: 6, 3: 10, 4: 13, 5: 27, 6: 36},
}

BLANK_SHARE = 0.02
COMMENTS = Path(__file__).with_name("nps_comments.csv")
"""What people wrote, by survey and respondent: each sentence fits its wave, region, plan and size, so none is drawn."""


@dataclass(frozen=True, slots=True)
class Wave:
    """One survey wave: its period, its number of rows, and shares of promoters and detractors by region."""

    survey: str
    opened_on: date
    days: int
    rows: int
    shares: dict[str, tuple[float, float]]


WAVES = (
    Wave(
        "nps-2025-q4", date(2025, 11, 24), 21, 412,
        {"UK & Ireland": (0.50, 0.17), "DACH": (0.47, 0.17), "Nordics": (0.44, 0.20), "North America": (0.49, 0.19)},
    ),
    Wave(
        "nps-2026-q1", date(2026, 3, 4), 21, 438,
        {"UK & Ireland": (0.49, 0.18), "DACH": (0.25, 0.43), "Nordics": (0.44, 0.21), "North America": (0.48, 0.19)},
    ),
    Wave(
        "nps-2026-q2", date(2026, 6, 3), 21, 426,
        {"UK & Ireland": (0.51, 0.16), "DACH": (0.36, 0.28), "Nordics": (0.45, 0.21), "North America": (0.49, 0.18)},
    ),
    Wave(
        "nps-2026-q3", date(2026, 9, 2), 21, 459,
        {"UK & Ireland": (0.53, 0.15), "DACH": (0.50, 0.16), "Nordics": (0.43, 0.24), "North America": (0.52, 0.17)},
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Occasion:
    """A survey that is sent after something happened: when, how many answers, and what they are like.

    ``scores`` holds the weights of the scores from 1 up, by the value of the dimension that matters most; ``third`` is
    the column of that dimension, and ``values`` how often each of its values comes from a day on.
    """

    survey: str
    first_day: date
    days: int
    rows: int
    plans: dict[str, int]
    third: str
    values: tuple[tuple[date, dict[str, int]], ...]
    scores: dict[str, tuple[int, ...]]
    kinder: dict[str, int]
    """By region: the weight of the best score is multiplied by this share, in per cent."""
    comments: dict[str, tuple[str, ...]]
    """Sentences of those who are content, and of those who are not."""
    comment_share: float


SUPPORT = Occasion(
    "support-csat-2026-q3", date(2026, 7, 1), 92, 252, PLANS, "component",
    (
        (
            date(2026, 7, 1),
            {"scheduler": 27, "time-clock": 18, "payroll-export": 22, "mobile-app": 15, "integrations": 8}
            | {"billing": 10},
        ),
    ),
    {
        "scheduler": (3, 4, 13, 38, 42),
        "time-clock": (3, 5, 12, 36, 44),
        "payroll-export": (5, 8, 17, 34, 36),
        "mobile-app": (3, 5, 14, 40, 38),
        "integrations": (2, 4, 10, 34, 50),
        "billing": (6, 9, 18, 36, 31),
    },
    {"UK & Ireland": 120, "DACH": 100, "Nordics": 85, "North America": 65},
    {
        "content": (
            "She had my last export open before I had finished the sentence.",
            "Short, right and on a Sunday.",
            "The answer had a picture of my own screen in it.",
            "He said that he did not know and called back in an hour with somebody who did.",
            "Solved while I was still typing the second question.",
            "I was told when it would be mended, and it was.",
            "For once nobody asked me to clear anything.",
            "The article was exactly my problem.",
            "Kind, although I was not.",
        ),
        "not content": (
            "The same question three times by three people.",
            "Answered after payday.",
            "I was sent an article that describes the old screen.",
            "It is a known problem, I learned. I did not know it.",
            "The ticket was closed. The problem was not.",
            "Six hours until the first word, and it was an automatic one.",
            "Nobody could tell me why the invoice has two lines.",
            "Helpful, but only after I had asked for somebody from payroll.",
        ),
    },
    0.16,
)  # fmt: skip

ONBOARDING = Occasion(
    "onboarding-ces-2026", date(2026, 4, 6), 186, 182, {"Starter": 62, "Growth": 31, "Enterprise": 7}, "start",
    (
        (date(2026, 4, 6), {"with a call": 100}),
        (date(2026, 8, 3), {"with a call": 62, "without a call": 38}),
        (date(2026, 9, 24), {"with a call": 45, "without a call": 55}),
    ),
    {"with a call": (2, 4, 8, 17, 27, 26, 16), "without a call": (4, 7, 10, 14, 19, 24, 22)},
    {"UK & Ireland": 115, "DACH": 85, "Nordics": 100, "North America": 110},
    {
        "content": (
            "Ready before the coffee was.",
            "The list of my staff went in at the first try.",
            "I only needed the call for the holidays.",
            "First rota out on the same evening.",
            "It asked for less than I had feared.",
            "Two sites in one morning.",
        ),
        "not content": (
            "I did not know what contract hours were meant to be.",
            "The empty week looked at me and I looked back.",
            "Choosing a country for each site, eleven times.",
            "My list had a column too many and I had to find out which.",
            "The call was friendly and a week away.",
            "I gave up at the payroll numbers and asked my accountant.",
        ),
    },
    0.15,
)  # fmt: skip


def choose(generator: random.Random, weights: dict[Key, int]) -> Key:
    """Return one key of `weights`, drawn in proportion to its weight."""
    return generator.choices(list(weights), weights=list(weights.values()))[0]


def draw_group(generator: random.Random, wave: Wave, region: str, plan: str) -> str:
    """Return promoter, passive or detractor. Enterprise customers are a little harder to please."""
    promoters, detractors = wave.shares[region]
    if plan == "Enterprise":
        promoters, detractors = promoters - 0.03, detractors + 0.03
    position = generator.random()
    if position < promoters:
        return "promoter"
    return "detractor" if position < promoters + detractors else "passive"


def draw_day(generator: random.Random, wave: Wave) -> date:
    """Return the day of an answer: many on the first days, some more after the reminder on the sixth."""
    weights = [1 / (day + 1) + (0.35 / (day - 5) if day > 5 else 0.0) for day in range(wave.days)]
    return wave.opened_on + timedelta(days=generator.choices(range(wave.days), weights=weights)[0])


def written_comments() -> dict[tuple[str, str], str]:
    """Return the comments on the waves, by survey and respondent."""
    with COMMENTS.open(encoding="utf-8", newline="") as file:
        return {(row["survey"], row["respondent"]): row["comment"] for row in csv.DictReader(file)}


def pass_over_comments(generator: random.Random) -> None:
    """Draw what comments took when they were drawn as well, so that the rows stay those of the first edition."""
    for size in (18, 17, 19, 10):
        generator.shuffle(list(range(size)))


def rows_of(wave: Wave, comments: Mapping[tuple[str, str], str]) -> list[tuple[str, ...]]:
    """Return the rows of a wave, with the comments on it, in the order of their days."""
    generator = random.Random(f"rotawell {wave.survey}")
    pass_over_comments(generator)
    names = [f"r-{number:06x}" for number in generator.sample(range(0x100000, 0x1000000), wave.rows)]
    rows: list[tuple[str, ...]] = []
    for name in names:
        region = choose(generator, REGIONS)
        plan = choose(generator, PLANS)
        size = choose(generator, SIZES[plan])
        group = draw_group(generator, wave, region, plan)
        score = str(choose(generator, SCORES[group]))
        if generator.random() < BLANK_SHARE:
            score = ""
        generator.random()  # this one used to decide whether somebody wrote
        comment = comments.get((wave.survey, name), "")
        rows.append((name, draw_day(generator, wave).isoformat(), score, region, plan, size, comment))
    return sorted(rows, key=lambda row: (row[1], row[0]))


def rows_after(occasion: Occasion) -> list[tuple[str, ...]]:
    """Return the rows of a survey that is sent after an occasion, in the order of their days."""
    generator = random.Random(f"rotawell {occasion.survey}")
    sentences = {mood: list(texts) for mood, texts in occasion.comments.items()}
    names = [f"r-{number:06x}" for number in generator.sample(range(0x100000, 0x1000000), occasion.rows)]
    rows: list[tuple[str, ...]] = []
    for name in names:
        day = occasion.first_day + timedelta(days=generator.randrange(occasion.days))
        region, plan = choose(generator, REGIONS), choose(generator, occasion.plans)
        value = choose(generator, next(shares for since, shares in reversed(occasion.values) if since <= day))
        *weights, best = occasion.scores[value]
        kindness = occasion.kinder[region] / 100
        score = generator.choices(range(1, len(weights) + 2), weights=[*weights, best * kindness])[0]
        pool = sentences["content" if score >= len(weights) else "not content"]
        commented = generator.random() < occasion.comment_share and bool(pool)
        comment = pool.pop(generator.randrange(len(pool))) if commented else ""
        written = "" if generator.random() < BLANK_SHARE else str(score)
        rows.append((name, day.isoformat(), written, region, plan, value, comment))
    return sorted(rows, key=lambda row: (row[1], row[0]))


def render(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Return a file: UTF-8, comma separated, line feeds."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def files() -> dict[str, bytes]:
    """Return the content of each file by the survey's id."""
    comments = written_comments()
    content = {wave.survey: render(NPS_HEADER, rows_of(wave, comments)) for wave in WAVES}
    for occasion in (SUPPORT, ONBOARDING):
        header = ("respondent", "responded_at", "score", "region", "plan", occasion.third, "comment")
        content[occasion.survey] = render(header, rows_after(occasion))
    return content


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the files, or compare them with `--check`. Returns the exit code."""
    parser = argparse.ArgumentParser(description="Write the example responses of surveys.")
    parser.add_argument("--check", action="store_true", help="compare only; exit 1 when a file differs")
    check = parser.parse_args(arguments).check
    differing = 0
    for survey, content in files().items():
        path = ROOT / "feedback" / "responses" / f"{survey}.csv"
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        elif not path.is_file() or path.read_bytes() != content:
            differing += 1
            print(f"{path.relative_to(ROOT).as_posix()} differs; run python scripts/make_responses.py", file=sys.stderr)
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
