"""Timelines made by hand: what each of a few commits made of a record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from site_builder.history.commits import Commit
from site_builder.history.timelines import RecordVersion, Timeline, Timelines
from site_builder.model.reference import Reference

Steps = Iterable[tuple[str, str | None]]
"""Days, or moments, with the state that a commit left, written ``status target``; None where it removed the record."""


def timeline(name: str, steps: Steps) -> Timeline:
    """Return the timeline of an initiative; further words of a step are ``key=value``."""
    versions = tuple(
        RecordVersion(_commit(day), f"roadmap/initiatives/{name}.yml", None if step is None else _state(step))
        for day, step in steps
    )
    return Timeline(Reference("initiative", name), versions)


def timelines(records: Mapping[str, Steps], began: str = "2025-01-01") -> Timelines:
    """Return the timelines of initiatives; the history began on a day."""
    found = [timeline(name, steps) for name, steps in records.items()]
    return Timelines({each.reference: each for each in found}, _commit(began), "")


def _commit(day: str) -> Commit:
    moment = datetime.fromisoformat(day if "T" in day else f"{day}T12:00:00").replace(tzinfo=UTC)
    return Commit(f"{moment:%Y%m%d%H%M}".ljust(40, "0"), int(moment.timestamp()), int(moment.timestamp()))


def _state(step: str) -> dict[str, str]:
    status, *words = step.split()
    plain = [word for word in words if "=" not in word]
    further = dict(word.split("=", 1) for word in words if "=" in word)
    return {"status": status, **({"target": plain[0]} if plain else {}), **further}
