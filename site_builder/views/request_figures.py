"""What is known of each request: its weight, what answers it, when it was answered, how long it waits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from site_builder.kinds.initiative import INITIATIVE
from site_builder.kinds.request import REQUEST, Request
from site_builder.kinds.segment import SEGMENT
from site_builder.measure.common.demand import Answer, Answers, answers
from site_builder.measure.common.segments import request_segments
from site_builder.measure.request_weight import DEFAULT_IMPORTANCE
from site_builder.model.kind import Kind
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.cells import Badge, Inline, Link, Phrase, Tone

STATES: Mapping[str, tuple[Tone, str]] = {
    "waiting": ("attention", "nothing is to answer it yet"),
    "on its way": ("info", "an initiative or a change is to answer it, and has not been released"),
    "answered": ("positive", "a release answers it"),
    "not proven": ("attention", "it is called released, and nothing released since names it"),
    "declined": ("neutral", "it was declined, with the reason"),
}
"""Where the loop from a request to its answer stands: tone and meaning of each state."""

_BADGES = {
    state: Badge(state, tone, meaning, float(number)) for number, (state, (tone, meaning)) in enumerate(STATES.items())
}


@dataclass(frozen=True, slots=True)
class RequestFigures:
    """What is known of one request.

    ``weight`` is its own importance, ``demand`` the weight of all requests that the same initiative answers.
    ``is_coming`` says that something is to answer it that was not dropped.
    """

    record: Record[Request]
    weight: int
    demand: float
    initiatives: tuple[str, ...]
    segments: tuple[str, ...]
    answers: tuple[Answer, ...]
    first: Answer | None
    is_coming: bool

    @property
    def state(self) -> str:
        """Where its loop stands: a key of ``STATES``."""
        if self.record.fields.status == "declined":
            return "declined"
        if self.first is not None:
            return "answered"
        if self.record.fields.status == "released":
            return "not proven"
        return "on its way" if self.is_coming else "waiting"

    @property
    def is_open(self) -> bool:
        """Whether somebody still waits for an answer."""
        return self.state in ("waiting", "on its way", "not proven")

    @property
    def days(self) -> int | None:
        """Days from the request to the first release that answers it."""
        if self.first is None or self.first.released_on is None:
            return None
        return (self.first.released_on - self.record.fields.submitted_on).days

    @property
    def in_words(self) -> str:
        """All that is known beside the record itself: other words where anything of it is another."""
        answers = " ".join(
            [f"{each.by} {each.released_on} {each.release}," for each in (*self.answers, self.first) if each]
        )
        return f"{self.weight} {self.demand} {self.initiatives} {self.segments} {self.is_coming} {answers}"

    def waits(self, as_of: date) -> int:
        """Return the days it has waited."""
        return (as_of - self.record.fields.submitted_on).days


def request_figures(context: ViewContext) -> Mapping[str, RequestFigures]:
    """Return the figures of every request by its id; ask for them once."""
    found: Answers = context.measures.context.once(answers)
    segments = context.measures.context.once(request_segments)
    demand = {
        result.dimensions["initiative"]: result.value or 0.0
        for result in context.measures.results("request-weight")
        if "initiative" in result.dimensions
    }
    figures = {}
    for record in context.handbook.records(REQUEST):
        importance = record.fields.importance
        weight = DEFAULT_IMPORTANCE if importance is None else importance
        initiatives = found.initiatives.get(record.id, ())
        shared = max((demand.get(name, 0.0) for name in initiatives), default=float(weight))
        figures[record.id] = RequestFigures(
            record,
            weight,
            shared,
            initiatives,
            segments[record.id],
            found.found.get(record.id, ()),
            found.first(record),
            any(_is_alive(context, answer) for answer in found.found.get(record.id, ())),
        )
    return figures


def requests_asked(context: ViewContext) -> tuple[RequestFigures, ...]:
    """Return the figures of the requests that were submitted up to the as-of date."""
    found = context.once(request_figures).values()
    return tuple(each for each in found if each.record.fields.submitted_on <= context.as_of)


def _is_alive(context: ViewContext, answer: Answer) -> bool:
    record = context.handbook.get(answer.by)
    return record is not None and getattr(record.fields, "status", "") != "dropped"


def by_initiative(figures: Iterable[RequestFigures]) -> Mapping[str, Sequence[RequestFigures]]:
    """Return the requests that each initiative is to answer, by its id, those that weigh most first."""
    found: defaultdict[str, list[RequestFigures]] = defaultdict(list)
    for each in by_weight(figures):
        for name in each.initiatives:
            found[name].append(each)
    return found


def by_weight(found: Iterable[RequestFigures]) -> list[RequestFigures]:
    """Return requests by weight: what most ask for first, then what matters most to its customer, the oldest first."""
    return sorted(found, key=lambda each: (-each.demand, -each.weight, each.record.fields.submitted_on, each.record.id))


def state_badge(figures: RequestFigures) -> Badge:
    """Return where the loop of a request stands."""
    return _BADGES[figures.state]


def segment_cell(context: ViewContext, figures: RequestFigures) -> Inline:
    """Return the segments that a request belongs to."""
    return _links(context, SEGMENT, figures.segments)


def initiatives_cell(context: ViewContext, figures: RequestFigures) -> Inline:
    """Return the initiatives that are to answer a request."""
    return _links(context, INITIATIVE, figures.initiatives)


def _links(context: ViewContext, kind: Kind[Any], names: Sequence[str]) -> Inline:
    handbook = context.handbook
    found = [record for name in names if (record := handbook.find(kind, name)) is not None]
    return links(tuple([context.link(record) for record in found]))


def release_cell(context: ViewContext, answer: Answer | None) -> Inline:
    """Return the release that an answer reached customers with, else what was released; None without an answer."""
    if answer is None:
        return None
    handbook = context.handbook
    record = (handbook.get(answer.release) if answer.release else None) or handbook.get(answer.by)
    return context.link(record) if record is not None else None


def links(found: tuple[Link, ...]) -> Inline:
    """Return links side by side; None without one."""
    if len(found) < 2:
        return found[0] if found else None
    pieces: list[Inline] = []
    for number, link in enumerate(found):
        pieces += [link] if not number else [", ", link]
    return Phrase(tuple(pieces))
