"""Whether those who asked were answered: requests that a release answers, and how long it took."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from site_builder.kinds.request import REQUEST, Request
from site_builder.kinds.survey import SURVEY
from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.choices import choices, grouped, in_order
from site_builder.measure.common.demand import Answers, answers, known_requests
from site_builder.measure.common.surveys import nps_surveys, responses_of
from site_builder.measure.statistics.order import median_interval
from site_builder.measure.statistics.percentile import median, percentile
from site_builder.measure.statistics.score import HIGHEST_DETRACTOR
from site_builder.model.metric import MetricResult
from site_builder.model.record import Record
from site_builder.model.responses import Comment

Requests = Sequence[Record[Request]]


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    requests = known_requests(context)
    found = context.once(answers)
    comments = _detractor_comments(context)
    overall = {
        "detractor_comments": sum(count or 0 for count in comments.values()),
        "from_surveys": sum(request.fields.source == "survey" for request in requests),
    }
    yield _result(context, requests, found, {}, overall)
    by_source = grouped(requests, lambda request: request.fields.source)
    for source in in_order(by_source, choices(REQUEST, "source")):
        yield _result(context, by_source[source], found, {"source": source}, {})
    of_survey: defaultdict[str, list[Record[Request]]] = defaultdict(list)
    for request in requests:
        for survey in sorted({link.id for link in request.fields.related if link.kind == SURVEY.name}):
            of_survey[survey].append(request)
    for survey in sorted({*comments, *of_survey}):
        details = {"detractor_comments": comments.get(survey, 0)}
        yield _result(context, of_survey[survey], found, {"survey": survey}, details)


def _detractor_comments(context: MeasureContext) -> Mapping[str, int | None]:
    """Return how many comments of detractors each NPS survey has; None where so few answered that it is not shown."""
    counts: dict[str, int | None] = {}
    for survey in nps_surveys(context.handbook):
        responses = responses_of(context.handbook, survey)
        is_small = 0 < responses.n < context.settings.policies.small_group
        counts[survey.id] = None if is_small else sum(map(_is_detractor, responses.comments))
    return counts


def _is_detractor(comment: Comment) -> bool:
    return comment.score is not None and comment.score <= HIGHEST_DETRACTOR


def _result(
    context: MeasureContext,
    requests: Requests,
    found: Answers,
    dimensions: Mapping[str, str],
    further: Mapping[str, Any],
) -> MetricResult:
    days: list[int] = []
    for request in requests:
        first = found.first(request)
        if first is not None and first.released_on is not None:
            days.append((first.released_on - request.fields.submitted_on).days)
    days.sort()
    n, answered = len(requests), len(days)
    declined = sum(request.fields.status == "declined" for request in requests)
    interval = median_interval(days) if days else None
    return METRIC.result(
        context,
        answered / n if n else None,
        n,
        dimensions=dimensions,
        reason="" if n else "no request refers to the survey" if dimensions else "there is no request",
        details={
            "answered": answered,
            "declined": declined,
            "linked": sum(request.id in found.found for request in requests),
            "median_days": median(days) if days else None,
            "p85_days": percentile(days, 0.85) if days else None,
            "median_days_interval": [interval.low, interval.high] if interval else None,
            **further,
        },
    )


METRIC = Metric(
    name="closed-loop",
    unit="share",
    definition=(
        "Requests that a release has answered since they were submitted: a released initiative or change that the "
        "request names, or that names the request. Responses are pseudonymous rows that no record can refer to, so a "
        "survey's part is the requests that link to the survey, beside the number of its detractors' comments; how "
        "many comments a request stands for is not known, and no share of comments is claimed."
    ),
    method=(
        "answered / all requests, declined ones included; a full count, so without an interval. Days from the request "
        "to the first release after it: median with its order-statistic interval, percentile linear (type 7)"
    ),
    source="the records of requests, initiatives, changes and releases; Conover, section 3.2; Hyndman and Fan 1996",
    compute=_compute,
    details={
        "answered": "requests that a release has answered",
        "declined": "requests that were declined, which is an answer as well",
        "linked": "requests with an initiative, or with a change that names them",
        "median_days": "median days from a request to the first release that answers it; null without one",
        "p85_days": "85th percentile of these days",
        "median_days_interval": "95 % interval of the median; null where the days are fewer than 6",
        "detractor_comments": "comments of detractors (0 to 6), of the survey or of all NPS surveys; null for a survey "
        "with too few respondents to be shown, which are not counted among all either",
        "from_surveys": "over everything: requests whose source is a survey",
    },
)
