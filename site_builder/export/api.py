"""The JSON interface below ``/api/v1/``: its index, and the results of metrics. Records are in ``collections``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from site_builder.export.collections import ROOT, ApiInputs
from site_builder.export.json_text import json_bytes
from site_builder.export.metric_results import as_plain
from site_builder.link.handbook import Handbook
from site_builder.measure.base import all_metrics

VERSION = 1


def overview(inputs: ApiInputs) -> Iterator[tuple[str, bytes]]:
    """Yield what tells of the whole handbook: the path of each file in the site and its bytes.

    The public is given the index alone: figures say how the organisation works inside.
    """
    yield f"{ROOT}/index.json", _json(_index(inputs.handbook, inputs.as_of))
    if inputs.handbook.audience == "internal":
        results = [as_plain(result) for name in all_metrics() for result in inputs.measures.results(name)]
        yield f"{ROOT}/metric-results.json", _json(results)


def _index(handbook: Handbook, as_of: date) -> Mapping[str, Any]:
    return {
        "version": VERSION,
        "as_of": as_of.isoformat(),
        "audience": handbook.audience,
        "collections": [
            {
                "kind": name,
                "name": kind.collection,
                "count": len(handbook.collections[name]),
                "url": f"{ROOT}/{kind.collection}.json",
            }
            for name, kind in handbook.kinds.items()
        ],
    }


def _json(value: Any) -> bytes:
    return json_bytes(value) + b"\n"
