"""Items of a workflow: through which stages each of them went, and when."""

from __future__ import annotations

from datetime import datetime

from site_builder.model.quick import dataclass


@dataclass(frozen=True, slots=True)
class Visit:
    """A stay of an item in a stage, and the moment it began, in UTC."""

    stage: str
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of work and its stays in the order of time; never two in the same stage after each other."""

    name: str
    visits: tuple[Visit, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Items:
    """The items of one workflow, in the order of their names."""

    workflow: str
    items: tuple[Item, ...] = ()
    paths: tuple[str, ...] = ()
