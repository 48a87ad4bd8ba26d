"""A part of a site: what an edit touches."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from site_builder.model.quick import dataclass
from site_builder.model.record import Record


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a site that is to be made: the pages at these addresses, and what else is made of these records.

    Everything else is in the folder ``site``, as an earlier build left it.
    """

    pages: frozenset[str]
    records: frozenset[Record[Any]]
    site: Path
