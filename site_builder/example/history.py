"""How the example's roadmap came about, as ``history.yml`` tells it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from site_builder.load.yaml import compose
from site_builder.model.dates import parse_day
from site_builder.model.quick import dataclass

_FILE = Path(__file__).with_name("history.yml")


@dataclass(frozen=True, slots=True)
class Step:
    """What a commit of a day wrote about an initiative: its status, and its target where there was one."""

    day: date
    initiative: str
    status: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class ExampleHistory:
    """The first day, and the steps of each initiative in the order of their days."""

    began: date
    steps: Mapping[str, tuple[Step, ...]]

    def by_day(self) -> Iterator[Step]:
        """Yield all steps in the order of days; of one day in the order of names."""
        yield from sorted((step for steps in self.steps.values() for step in steps), key=_day_and_name)


def example_history() -> ExampleHistory:
    """Return the history of the example handbook."""
    told = compose(_FILE.read_text(encoding="utf-8"), _FILE.name).mapping
    steps = {name: tuple(_step(name, line) for line in lines) for name, lines in told["initiatives"].items()}
    return ExampleHistory(parse_day(told["began"]), steps)


def _step(name: str, line: str) -> Step:
    day, status, *target = line.split()
    return Step(parse_day(day), name, status, target[0] if target else "")


def _day_and_name(step: Step) -> tuple[date, str]:
    return step.day, step.initiative
