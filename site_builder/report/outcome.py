"""What a check came to, as far as it is told: the findings, and what their closing line and links need."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from site_builder.load.source import Source
from site_builder.model.diagnostic import Diagnostic
from site_builder.model.quick import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """The findings in order, of how many records, as of which day; and where their lines are read.

    ``root`` is the folder of a work tree, None for a revision; ``site_url`` the address of the site, or empty.
    """

    diagnostics: tuple[Diagnostic, ...]
    records: int
    as_of: date
    source: Source
    root: Path | None = None
    site_url: str = ""
