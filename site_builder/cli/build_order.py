"""What ``opsbook build`` was asked for."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.model.quick import dataclass

if TYPE_CHECKING:
    from site_builder.model.settings import Audience


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built, as it was asked for. ``config_file`` is absolute; ``kept`` says where the build is kept."""

    config_file: Path
    as_of: date | None
    audience: Audience | None
    site_dir: Path | None
    baseline: str
    strict: bool
    allow_errors: bool
    kept: Path | None

    @property
    def asked(self) -> tuple[str, ...]:
        """What a kept site must have been asked for to be this one, the day excepted."""
        return str(self.site_dir or ""), str(self.strict), str(self.allow_errors)

    @property
    def kept_pages(self) -> Path | None:
        """Where it is kept what its pages were made of."""
        return self.kept and self.kept.with_name(f"pages-{self.kept.name.partition('-')[2]}")
