"""Handbooks with metrics, for the tests of the scorecard and of the pages of metrics."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from site_builder.model.page import Page
from site_builder.views.metrics import pages
from site_builder.views.parts import KpiGrid
from site_builder.views.plain import plain_text
from tests.views.reading import by_url, context_of, parts, record

REGIONS = "date,value,region\n" + "".join(
    f"2026-{month:02d}-28,{value + month},{region}\n"
    for month in (8, 9)
    for region, value in (("North", 10), ("South", 30))
)
STEADY = [10, 12] * 6
"""Mean moving range 2: a change is detectable beyond 6.5."""


def metric(title: str, name: str = "", **fields: Any) -> str:
    usual: dict[str, Any] = {"definition": "What counts.", "direction": "up"}
    if name:
        usual["source"] = f"content/metrics/{name}.csv"
    return record(title, **(usual | fields))


def monthly(*values: float, last: str = "2026-10") -> str:
    """Return observations at the end of consecutive months."""
    year, month = map(int, last.split("-"))
    months = [year * 12 + month - 1 - back for back in range(len(values))][::-1]
    lines = [f"{each // 12:04d}-{each % 12 + 1:02d},{value}" for each, value in zip(months, values, strict=True)]
    return "\n".join(["date,value", *lines]) + "\n"


def site(
    root: Path, metrics: Mapping[str, str], data: Mapping[str, str] | None = None, **further: str
) -> dict[str, Page]:
    files = {f"content/metrics/{name}.yml": text for name, text in metrics.items()}
    files |= {f"content/metrics/{name}.csv": text for name, text in (data or {}).items()}
    return by_url(pages(context_of(root, files | further)))


def cards(page: Page) -> dict[str, str]:
    return {card.label: plain_text(card.value) for grid in parts(page, KpiGrid) for card in grid.cards}
