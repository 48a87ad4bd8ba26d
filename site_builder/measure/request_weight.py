"""How much customers want something: requests weighed by how important they are to each customer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from site_builder.kinds.request import REQUEST, Request
from site_builder.measure.base import MeasureContext, Metric
from site_builder.measure.common.choices import choices, in_order
from site_builder.measure.common.demand import answers, known_requests
from site_builder.measure.common.segments import DIMENSION as SEGMENT
from site_builder.measure.common.segments import request_segments
from site_builder.model.metric import MetricResult
from site_builder.model.record import Record

DEFAULT_IMPORTANCE = 1

Requests = Sequence[Record[Request]]


def _compute(context: MeasureContext) -> Iterator[MetricResult]:
    # In the order of time, so that the last importance that is stated is the latest.
    requests = sorted(known_requests(context), key=lambda request: (request.fields.submitted_on, request.id))
    initiatives = context.once(answers).initiatives
    yield _result(context, requests, {})
    segments = context.once(request_segments)
    groups: defaultdict[str, defaultdict[str, list[Record[Request]]]] = defaultdict(lambda: defaultdict(list))
    for request in requests:
        fields = request.fields
        for initiative in initiatives.get(request.id) or ("",):
            groups["initiative"][initiative].append(request)
        groups["component"][fields.component or ""].append(request)
        for segment in segments[request.id] or ("",):
            groups[SEGMENT][segment].append(request)
        groups["source"][fields.source].append(request)
        groups["status"][fields.status].append(request)
    for name, by_value in groups.items():
        known = choices(REQUEST, name) if name in ("source", "status") else ()
        for value in in_order(by_value, known):
            yield _result(context, by_value[value], {name: value})


def _result(context: MeasureContext, requests: Requests, dimensions: Mapping[str, str]) -> MetricResult:
    importance: dict[str, int | None] = {}
    without_customer = declined = 0
    for request in requests:
        fields = request.fields
        # Nobody knows whether two requests without a customer are of the same one: each counts.
        customer = f"customer {fields.customer}" if fields.customer else f"request {request.id}"
        stated = fields.importance
        importance[customer] = stated if stated is not None else importance.get(customer)
        without_customer += fields.customer is None
        declined += fields.status == "declined"
    return METRIC.result(
        context,
        sum([DEFAULT_IMPORTANCE if stated is None else stated for stated in importance.values()]),
        len(requests),
        dimensions=dimensions,
        details={
            "customers": len(importance),
            "without_customer": without_customer,
            "declined": declined,
        },
    )


METRIC = Metric(
    name="request-weight",
    unit="count",
    definition=(
        "Sum over distinct customers of the latest importance (0 to 3) that they gave, 1 where they gave none. A "
        "customer who asks for the same twice counts once; a request without a customer counts as one of its own."
    ),
    method="a full count over all requests of the group, whatever their status; n is the number of requests",
    source="the records of requests",
    compute=_compute,
    details={
        "customers": "distinct customers, requests without one included",
        "without_customer": "requests that name no customer",
        "declined": "requests that were declined",
    },
)
