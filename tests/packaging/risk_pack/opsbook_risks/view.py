"""The section of risks: how much is at stake, which risks are where in the matrix, and a page for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from opsbook_risks.kind import RISK, Risk
from site_builder.model.page import Page
from site_builder.model.record import Record
from site_builder.views.base import View, ViewContext
from site_builder.views.collection import collection_sentence, collection_table, empty_page, section_page
from site_builder.views.figures import figure_card
from site_builder.views.parts import Fact, KpiGrid, Mark, Matrix, MatrixRow
from site_builder.views.record import record_page

_STEPS = (1, 2, 3, 4, 5)


def pages(context: ViewContext) -> Iterator[Page]:
    """Return the section's page and one for each risk."""
    risks = context.handbook.records(RISK)
    if not risks:
        yield empty_page(context, RISK)
        return
    blocks = (
        KpiGrid((figure_card("Exposure", context.measures.one("risk-exposure")),)),
        _matrix(risks),
        collection_table(context, RISK),
    )
    sentence = collection_sentence(context, RISK)
    yield section_page(context, RISK.url, RISK.plural, sentence, blocks, description=RISK.purpose)
    for risk in risks:
        yield record_page(context, risk, facts=(Fact("Score", f"{risk.fields.score} of 25"),))


def _matrix(risks: Sequence[Record[Risk]]) -> Matrix:
    rows = tuple(
        MatrixRow(f"Likelihood {likelihood}", tuple(_mark(risks, likelihood, impact) for impact in _STEPS))
        for likelihood in reversed(_STEPS)
    )
    columns = tuple(f"Impact {impact}" for impact in _STEPS)
    return Matrix("How likely, how bad", columns, rows, "Open risks by likelihood and impact", "risk-matrix")


def _mark(risks: Sequence[Record[Risk]], likelihood: int, impact: int) -> Mark | None:
    found = sum(
        (risk.fields.likelihood, risk.fields.impact, risk.fields.status) == (likelihood, impact, "open")
        for risk in risks
    )
    return Mark(f"{found} open", str(found)) if found else None


VIEW = View(RISK.url, RISK.plural, "Roadmap", 245, pages, kinds=(RISK.name,))
