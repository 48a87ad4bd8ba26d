"""Small handbooks with surveys, and the charts of their pages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from site_builder.model.page import Page
from site_builder.views.feedback import pages
from site_builder.views.parts import ChartFigure
from tests.views.reading import (
    by_url,
    context_of,
    parts,
    record,
)

QUESTION = "How likely are you to recommend us?"


def survey(title: str, file: str, *, kind: str = "nps", **fields: Any) -> str:
    return record(title, type=kind, responses=f"feedback/responses/{file}.csv", **fields)


def dated(**months: tuple[int, int]) -> str:
    """Return responses with a day: promoters and detractors of each month, such as ``m2026_05``."""
    days = {name.removeprefix("m").replace("_", "-") + "-15": counts for name, counts in months.items()}
    lines = [f"10,{day}\n" * counts[0] + f"2,{day}\n" * counts[1] for day, counts in days.items()]
    return "score,responded_at\n" + "".join(lines)


def site(root: Path, surveys: Mapping[str, str], responses: Mapping[str, str], **further: str) -> dict[str, Page]:
    files = {f"feedback/surveys/{name}.yml": text for name, text in surveys.items()}
    files |= {f"feedback/responses/{name}.csv": text for name, text in responses.items()}
    return by_url(pages(context_of(root, {**files, **further})))


def charts(page: Page) -> dict[str, str]:
    return {chart.name: chart.title for chart in parts(page, ChartFigure)}
