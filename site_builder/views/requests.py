"""Requests: what customers ask for by weight, what waits, whether the loop is closed, and a page for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from hashlib import blake2b

from site_builder.kinds.request import REQUEST
from site_builder.model.page import Page
from site_builder.views.base import View, ViewContext
from site_builder.views.cells import NumberCell
from site_builder.views.collection import empty_page, section_page
from site_builder.views.figures import figure_card
from site_builder.views.later import later
from site_builder.views.parts import Block, KpiCard, KpiGrid, Subsection
from site_builder.views.request_charts import breakdown_charts, demand_chart
from site_builder.views.request_figures import RequestFigures, by_initiative, request_figures, requests_asked
from site_builder.views.request_page import ALIKE, request_page
from site_builder.views.request_tables import asked_for, closed_loop, requests_table, waiting_longest
from site_builder.views.wording import count_words, joined_words, number_words, share_words
from site_builder.views.words import counted

SECTION = REQUEST.url

_FILTERS = ("Status", "Answer", "Component", "Segment", "Source")

Found = Sequence[RequestFigures]


def pages(context: ViewContext) -> Iterator[Page]:
    """Return the section's page and one for each request."""
    found = requests_asked(context)
    if not found:
        yield empty_page(context, REQUEST)
        yield from record_pages(context)
        return
    chart = demand_chart(context)
    breakdown = tuple(breakdown_charts(context))
    table = requests_table(
        context,
        found,
        identifier="requests-table",
        caption="All requests by weight",
        filters=_FILTERS,
        leave_out=("Released with", "Owner"),
    )
    blocks: tuple[Block, ...] = (
        KpiGrid(tuple(_cards(context, found))),
        *(() if chart is None else (chart,)),
        *asked_for(context),
        *((Subsection("Where they come from", breakdown, anchor="breakdown"),) if breakdown else ()),
        *waiting_longest(context, found),
        *closed_loop(context),
        Subsection("All requests", (table,), anchor="all", count=len(found)),
    )
    sentence, purpose = _sentence(context, found), REQUEST.purpose
    yield section_page(context, SECTION, "Requests", sentence, blocks, description=purpose, hides=("toc",))
    yield from record_pages(context)


def record_pages(context: ViewContext) -> Iterator[Page]:
    """Return the page of each request."""
    found = tuple(context.once(request_figures).values())
    sharing = by_initiative(found)
    said = {each.record.id: each.in_words for each in found}
    alike = {name: _digest(each, said) for name, each in sharing.items()}
    for each in found:
        given = " ".join((said[each.record.id], *(alike[name] for name in each.initiatives)))
        yield later(context, each.record, partial(request_page, context, sharing, each), given)


def _digest(found: Sequence[RequestFigures], said: Mapping[str, str]) -> str:
    """Return a digest of what the page of a request can show of those that share an initiative with it."""
    names = [each.record.id for each in found]
    shown = " ".join((*names, *(said[name] for name in names[: ALIKE + 1])))
    return blake2b(shown.encode(), digest_size=16).hexdigest()


def _sentence(context: ViewContext, found: Found) -> str:
    """Return how much is asked for, how much of it was answered and how soon, and what waits."""
    weight, loop = context.measures.one("request-weight"), context.measures.one("closed-loop")
    first = counted(REQUEST, len(found))
    if weight is not None and weight.value is not None:
        customers = count_words(weight.details["customers"], "customer")
        first = f"{first} from {customers}, weight {number_words(weight.value)}"
    parts = []
    if loop is not None and loop.value is not None:
        part = f"{loop.details['answered']:,} answered by a release ({share_words(loop.value)}"
        median = loop.details["median_days"]
        parts.append(f"{part}, median {count_words(round(median), 'day')})" if median is not None else f"{part})")
        if loop.details["declined"]:
            parts.append(f"{loop.details['declined']:,} declined")
    waiting = [each for each in found if each.is_open]
    if waiting:
        oldest = min(each.record.fields.submitted_on for each in waiting)
        parts.append(f"{len(waiting):,} open, the oldest since {oldest.isoformat()}")
    return f"{first}: {joined_words(parts)}." if parts else f"{first}."


def _cards(context: ViewContext, found: Found) -> Iterator[KpiCard]:
    yield figure_card("Weight of all requests", context.measures.one("request-weight"), url="#asked-for")
    loop = context.measures.one("closed-loop")
    if loop is not None and loop.n:
        yield figure_card("Answered by a release", loop, url="#loop")
        median = loop.details["median_days"]
        if median is not None:
            interval = loop.details["median_days_interval"]
            text = f"95% interval {number_words(interval[0])} to {number_words(interval[1])} days" if interval else ""
            yield KpiCard(
                "Median time from request to release",
                NumberCell(median, 0, "days"),
                "#loop",
                n=loop.details["answered"],
                interval=text,
                method=loop.method,
            )
    waiting = [each for each in found if each.is_open]
    alone = sum(each.state == "waiting" for each in waiting)
    yield KpiCard(
        "Open requests",
        NumberCell(len(waiting)),
        "#waiting" if waiting else "#all",
        n=len(found),
        reason=f"{alone:,} with nothing on the way" if alone else "",
        method="requests that nothing released answers and that were not declined; n is the number of all requests",
    )


VIEW = View(SECTION, "Requests", "Feedback", 420, pages, ("request",), records=record_pages)
