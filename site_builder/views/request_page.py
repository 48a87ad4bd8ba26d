"""The page of a request: what was said, how much it weighs, what answers it, and whether those who asked were told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from site_builder.model.page import Page
from site_builder.views.base import ViewContext
from site_builder.views.cells import DayCell, Inline, Markup, NumberCell, Phrase
from site_builder.views.facts import planned_cell, record_link
from site_builder.views.parts import Column, Fact, Notice, Paragraph, Row, Subsection, Table
from site_builder.views.record import record_page, status_of
from site_builder.views.request_figures import RequestFigures, release_cell, segment_cell, state_badge
from site_builder.views.request_tables import requests_table
from site_builder.views.tables import compact
from site_builder.views.wording import count_words, day_words, number_words
from site_builder.views.words import label_of, words

_SHOWN = frozenset({"quote", "reason", "importance", "segment", "initiatives"})
ALIKE = 10
"""Of so many others who ask for the same, a request's page tells."""
_IMPORTANCE = {0: "nice to have", 1: "useful", 2: "important", 3: "a reason to leave"}


def request_page(context: ViewContext, sharing: Mapping[str, Sequence[RequestFigures]], each: RequestFigures) -> Page:
    """Return the page of a request. ``sharing`` are the requests that each initiative is to answer."""
    record = each.record
    return record_page(
        context,
        record,
        sections=(
            *_quote(each),
            *_answers(context, each),
            *_alike(context, sharing, each),
        ),
        notices=tuple(_notices(context, each)),
        facts=tuple(fact for fact in _facts(context, each) if fact.value is not None),
        leave_out=_SHOWN,
    )


def _notices(context: ViewContext, each: RequestFigures) -> Iterator[Notice]:
    fields = each.record.fields
    if fields.status == "declined":
        yield Notice("neutral", "Declined", Markup(fields.reason, each.record.path) if fields.reason else None)
    elif each.first is not None and each.first.released_on is not None:
        day = day_words(each.first.released_on)
        pieces = (
            "Released on ",
            f"{day}, {count_words(each.days or 0, 'day')} after it was asked, with ",
            release_cell(context, each.first) or "a release",
            ". Tell those who asked.",
        )
        yield Notice("positive", "Answered by a release", Phrase(pieces))
    elif each.state == "not proven":
        text = "Name the initiative or the change that answers it, so that the release can be found."
        yield Notice("attention", "Called released, and nothing released names it", text)
    elif each.state == "waiting":
        text = "No initiative or change answers it yet. Link one, or decline it with a reason."
        if each.answers:
            text = "What was to answer it has been dropped. Link something else, or decline it with a reason."
        yield Notice("attention", f"Waiting for {count_words(each.waits(context.as_of), 'day')}", text)


def _facts(context: ViewContext, each: RequestFigures) -> Iterator[Fact]:
    yield Fact("Answer", state_badge(each))
    importance = each.record.fields.importance
    said = "no importance given" if importance is None else _IMPORTANCE[importance]
    yield Fact("Weight", Phrase((NumberCell(each.weight), f" ({said})")))
    yield Fact("Segment", segment_cell(context, each))
    if each.days is not None:
        yield Fact("From request to release", NumberCell(each.days, unit="days"))


def _quote(each: RequestFigures) -> Iterator[Subsection]:
    quote = each.record.fields.quote
    if quote:
        quoted = "\n".join(f"> {line}" for line in quote.strip().splitlines())
        yield Subsection("What was said", (Markup(quoted, each.record.path),), anchor="quote")


def _answers(context: ViewContext, each: RequestFigures) -> Iterator[Subsection]:
    """Yield what is to answer it, released or not."""
    handbook = context.handbook
    columns = (
        Column("Answer", "link"),
        Column("Kind"),
        Column("Status", "status"),
        Column("Target", "date"),
        Column("Released", "date"),
        Column("Release"),
    )
    rows = []
    for answer in each.answers:
        record = handbook.get(answer.by)
        if record is None:
            continue
        target = getattr(record.fields, "target", None)
        status: Inline = status_of(handbook, record) or label_of(words(str(getattr(record.fields, "type", ""))))
        rows.append(
            Row(
                (
                    context.link(record),
                    handbook.kinds[record.kind].label,
                    status,
                    planned_cell(target),
                    DayCell(answer.released_on) if answer.released_on else None,
                    record_link(handbook, answer.release) if answer.release else None,
                )
            )
        )
    if rows:
        table = compact(Table(columns, tuple(rows), "What answers it", "answers-table"))
        yield Subsection("What answers it", (table,), anchor="answers", count=len(rows))


def _alike(
    context: ViewContext, sharing: Mapping[str, Sequence[RequestFigures]], each: RequestFigures
) -> Iterator[Subsection]:
    """Yield the other requests that the same initiatives answer."""
    count = len({other.record.id for name in each.initiatives for other in sharing[name]} - {each.record.id})
    if not count:
        return
    # The first of each initiative are enough: nobody reads a thousand others on every one of their pages.
    others = {other.record.id: other for name in each.initiatives for other in sharing[name][: ALIKE + 1]}
    others.pop(each.record.id, None)
    for other in others.values():
        context.handbook.reads.record(other.record)
    table = requests_table(
        context,
        tuple(others.values()),
        identifier="alike-table",
        caption="Others who ask for it",
        leave_out=("With others", "Owner", "Initiative"),
        most=ALIKE,
        total=count,
    )
    text = f"Together they weigh {number_words(each.demand)}: a customer counts once, with the latest importance."
    yield Subsection("Others who ask for it", (Paragraph(text), table), anchor="alike", count=count)
