"""A diff as JSON, in the shape that contracts fix."""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import isfinite
from typing import Any

from site_builder.export.metric_results import as_plain as metric_as_plain
from site_builder.history.comparison import RecordChange
from site_builder.model.reference import Reference
from site_builder.report.diff import Diff
from site_builder.report.metric_changes import MetricChange
from site_builder.report.plain_json import as_plain as finding_as_plain


def diff_json(diff: Diff) -> str:
    """Return the whole diff as JSON; nothing is shortened.

    ``base`` and ``head`` are commits, ``head`` null where it is the work tree. Of an added record every field has the
    old value null, of a removed one the new. Results of metrics are as ``opsbook metrics`` gives them, findings as
    ``opsbook check`` does.
    """
    return json.dumps(as_plain(diff), indent=2, ensure_ascii=False, allow_nan=False)


def as_plain(diff: Diff) -> dict[str, Any]:
    """Return the diff as plain data."""
    change, findings = diff.change, diff.findings
    return {
        "base": diff.base.commit,
        "head": diff.head.commit,
        "records": [_record(record) for record in change.records],
        "metrics": [_metric(metric) for metric in diff.metrics],
        "findings": {
            "introduced": [finding_as_plain(finding) for finding in findings.introduced],
            "fixed": [finding_as_plain(finding) for finding in findings.fixed],
        },
        "public": [
            {**_name(public.record), "field": public.field, "old": _plain(public.old), "new": _plain(public.new)}
            for public in change.public
        ],
        "lost_links": [
            {**_name(link.source), "field": link.field, "target": _name(link.target)} for link in change.lost_links
        ],
        "overlaps": [
            {
                **_name(overlap.dependant),
                "by": overlap.by,
                "begins": overlap.begins.isoformat(),
                "dependency": _name(overlap.dependency),
                "ends": overlap.ends.isoformat(),
            }
            for overlap in change.overlaps
        ],
        "health": [
            {**_name(move.subject), "old": move.old, "new": move.new, "update": move.update.id}
            for move in change.health
        ],
    }


def _record(record: RecordChange) -> dict[str, Any]:
    return {
        **_name(record.reference),
        "change": record.change,
        "formerly": record.formerly,
        "fields": [
            {"field": change.field, "old": _plain(change.old), "new": _plain(change.new), "days": change.days}
            for change in record.fields
        ],
    }


def _metric(change: MetricChange) -> dict[str, Any]:
    return {
        "name": change.name,
        "dimensions": dict(change.dimensions),
        "before": metric_as_plain(change.before) if change.before else None,
        "after": metric_as_plain(change.after) if change.after else None,
        "verdict": change.verdict,
    }


def _name(reference: Reference) -> dict[str, str]:
    return {"kind": reference.kind, "id": reference.id}


def _plain(value: Any) -> Any:
    """Return a value as JSON can hold it: a file that could not be validated may hold other things."""
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if isinstance(value, str | int | None) else str(value)
