"""What holds for every metric."""

import subprocess
import sys

import pytest

from site_builder.measure.base import Metric, all_metrics
from tests.measure.conftest import Measured

METRICS = list(all_metrics().values())

NOW = {
    "nps", "nps-change", "response-rate", "time-to-acknowledge", "time-to-mitigate", "time-to-resolve", "time-to-close",
    "open-escalations", "actions-on-time", "recurrence", "initiatives", "changes-per-release", "reviews-overdue",
}  # fmt: skip

FILES = {
    "feedback/surveys/q.yml": "type: nps\nresponses: feedback/responses/q.csv\ndimensions: [region]\ninvited: 40\n",
    "feedback/responses/q.csv": "score,responded_at,region\n" + "9,2026-01-01,UK\n8,2026-05-01,UK\n" * 6 + "1,,\n",
    "feedback/escalations/e.yml": "severity: high\nstatus: closed\nsource: team\ndetected_at: 2026-02-01T10:00:00Z\n"
    "acknowledged_at: 2026-02-01T10:01:00Z\nmitigated_at: 2026-02-01T11:00:00Z\nresolved_at: 2026-02-01T12:00:00Z\n"
    "closed_at: 2026-02-02T10:00:00Z\nreview_by: 2026-03-01\nactions: [{title: Mend, due: 2026-03-01}]\n",
    "roadmap/initiatives/i.yml": "status: idea\n",
    "roadmap/releases/r.yml": "date: 2026-01-01\nstatus: released\n",
    "roadmap/changes/c.yml": "type: added\nrelease: r\n",
}


def test_the_metrics_are_found_by_scanning() -> None:
    assert set(all_metrics()) >= NOW


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
def test_a_metric_says_what_it_is(metric: Metric) -> None:
    assert metric.unit
    assert metric.method
    assert metric.source
    assert metric.definition.endswith(".")


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
def test_nothing_is_measured_of_nothing_and_nothing_fails(measured: Measured, metric: Metric) -> None:
    for result in measured({}).results(metric.name):
        assert result.value in (None, 0)
        assert result.value is not None or result.reason


@pytest.mark.parametrize("name", sorted(NOW))
def test_results_carry_all_that_a_reader_needs(measured: Measured, name: str) -> None:
    metric = all_metrics()[name]
    results = measured(FILES).results(name)
    assert results
    for result in results:
        assert (result.name, result.unit, result.method) == (metric.name, metric.unit, metric.method)
        assert result.as_of.isoformat() == "2026-10-01"
        assert (result.value is None) == bool(result.reason)
        assert set(result.details) <= set(metric.details)
    seen = {key for result in results for key in result.details}
    assert seen == set(metric.details)
    dimensions = [tuple(sorted(result.dimensions.items())) for result in results]
    assert len(set(dimensions)) == len(dimensions)


def test_metrics_are_light_to_import() -> None:
    heavy = ("pandas", "narwhals", "numpy", "scipy")
    code = (
        "import sys; from site_builder.measure.base import all_metrics; all_metrics(); "
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
