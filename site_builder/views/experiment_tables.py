"""Tables of an experiment: its sample by variant, its results on the metric that decides, and on further ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from site_builder.kinds.experiment import Experiment
from site_builder.kinds.metric import METRIC
from site_builder.link.handbook import Handbook
from site_builder.model.metric import MetricResult
from site_builder.views.cells import Badge, Inline, Label, Link, Meter, NumberCell, Phrase, Tone
from site_builder.views.experiment_charts import further_words, variant_name
from site_builder.views.experiment_results import ExperimentFigures, Sample, outcome_of
from site_builder.views.experiment_words import lift_cell, range_words, scale_of
from site_builder.views.figures import p_cell
from site_builder.views.parts import Column, Row, Table
from site_builder.views.tables import compact
from site_builder.views.wording import written_digits

_FIGURES = (
    Column("Difference", "number", sortable=False),
    Column("95% interval", "number", sortable=False),
    Column("p", "number", sortable=False),
    Column("Verdict", "status", sortable=False),
)
_FURTHER_TONES: Mapping[str, Tone] = {
    "better": "positive",
    "worse": "danger",
    "blocked": "attention",
    "changed": "info",
}


def sample_cell(sample: Sample, units: int) -> Inline:
    """Return units against what the plan asks of a variant as a small bar, or the units alone without a plan."""
    if sample.planned is None:
        return NumberCell(units)
    if units >= sample.planned:
        return Badge("reached", "positive", f"{units:,} units, the plan asks for {sample.planned:,}")
    return Meter(units, sample.planned, "info")


def sample_table(experiment: Experiment, found: ExperimentFigures) -> Table | None:
    """Return the variants with their planned share, their units and what the weights would give them."""
    if not experiment.variants:
        return None
    expected: dict[str, float] = dict(found.ratio.details.get("expected", {})) if found.ratio else {}
    total = sum(variant.weight or 0 for variant in experiment.variants)
    columns = (
        Column("Variant"),
        Column("Planned share", "number"),
        Column("Units", "number"),
        Column("By weight", "number"),
        Column("Of the planned sample"),
    )
    written = min(1, written_digits(expected.values()))
    rows = tuple(
        Row(
            (
                _variant(experiment, variant.key),
                NumberCell(variant.weight / total if variant.weight and total else None, 0, share=True),
                NumberCell(variant.units),
                NumberCell(expected.get(variant.key), written),
                sample_cell(found.sample, variant.units) if found.sample.planned and variant.units else None,
            )
        )
        for variant in experiment.variants
    )
    return compact(Table(columns, rows, "Sample by variant", "sample-table"))


def _variant(experiment: Experiment, key: str) -> Inline:
    name = variant_name(experiment, key)
    is_control = experiment.control is not None and experiment.control.key == key
    return Phrase((name, " ", Label("control"))) if is_control else name


def result_table(experiment: Experiment, effects: Sequence[MetricResult], caption: str) -> Table:
    """Return the control and each variant against it on the metric that decides."""
    unit = next((scale_of(effect).difference_unit for effect in effects if effect.value is not None), "")
    columns = (
        Column("Variant", sortable=False),
        Column("Units", "number", sortable=False),
        Column("Value", "number", sortable=False),
        *_FIGURES,
    )
    behind = f", differences in {unit}" if unit else ""
    rows = tuple(_with_control(experiment, effects))
    return compact(Table(columns, rows, f"{caption}{behind}", "result-table"))


def _with_control(experiment: Experiment, effects: Sequence[MetricResult]) -> Iterator[Row]:
    """Yield the row of the control, with the units and the value that the first tested effect has, then the others."""
    tested = next((effect for effect in effects if effect.value is not None), None)
    if experiment.control is not None and tested is not None:
        name, details = _variant(experiment, experiment.control.key), tested.details
        value = scale_of(tested).value_cell(details["control"])
        yield Row((name, NumberCell(details["units_control"]), value, *(None for _ in _FIGURES)))
    for effect in effects:
        name, details = variant_name(experiment, effect.dimensions["variant"]), effect.details
        units, value = NumberCell(details.get("units_variant")), scale_of(effect).value_cell(details.get("variant"))
        yield Row((name, units, value, *_figures(effect, outcome_of(effect), with_unit=False)))


def _figures(effect: MetricResult, outcome: Inline, *, with_unit: bool) -> tuple[Inline, ...]:
    """Return the cells of ``_FIGURES``. p is the adjusted one where there is one."""
    if effect.value is None:
        missing = tuple(NumberCell(None, note=effect.reason) for _ in _FIGURES[:-1])
        return (*missing, Badge("not testable", "attention", effect.reason))
    scale, details = scale_of(effect), effect.details
    unit = scale.difference_unit if with_unit else ""
    return (
        NumberCell(scale.difference(effect.value), scale.digits, unit, signed=True),
        range_words(effect, scale),
        p_cell(details["p"] if details["p_holm"] is None else details["p_holm"]),
        outcome,
    )


def further_table(handbook: Handbook, experiment: Experiment, effects: Sequence[MetricResult]) -> Table:
    """Return each variant on each further metric; guardrails are called so."""
    columns = (
        Column("Metric", "link", sortable=False),
        Column("Variant", sortable=False),
        Column("Control", "number", sortable=False),
        Column("Value", "number", sortable=False),
        *(column for column in _FIGURES if column.title != "p"),
    )
    rows = tuple(_further_row(handbook, experiment, effect) for effect in effects)
    return compact(Table(columns, rows, "Guardrails and further metrics against the control", "further-table"))


def _further_row(handbook: Handbook, experiment: Experiment, effect: MetricResult) -> Row:
    scale, details, text = scale_of(effect), effect.details, further_words(effect)
    name = _metric(handbook, effect)
    label = Phrase((name, " ", Label("guardrail"))) if details["guardrail"] else name
    tone = _FURTHER_TONES.get(text or "")
    badge = Badge(text, tone) if text and tone else text
    difference, ends, _, verdict = _figures(effect, badge, with_unit=True)
    return Row(
        (
            label,
            _only_among_several(experiment, effect),
            scale.value_cell(details.get("control"), with_unit=False),
            scale.value_cell(details.get("variant"), with_unit=False),
            difference,
            ends,
            verdict,
        )
    )


def _metric(handbook: Handbook, effect: MetricResult) -> Inline:
    record = handbook.find(METRIC, effect.dimensions["metric"])
    return Link(record.title, handbook.url_of(record)) if record else effect.dimensions["metric"]


def _only_among_several(experiment: Experiment, effect: MetricResult) -> str | None:
    several = len(experiment.variants) > 2
    return variant_name(experiment, effect.dimensions["variant"]) if several else None


def tests_table(handbook: Handbook, experiment: Experiment, effects: Sequence[MetricResult]) -> Table | None:
    """Return how each comparison was tested: the test, its statistic, p before and after Holm, the lift.

    None where nothing could be tested.
    """
    columns = (
        Column("Metric", "link", sortable=False),
        Column("Variant", sortable=False),
        Column("Test", sortable=False),
        Column("Statistic", "number", sortable=False),
        Column("p", "number", sortable=False),
        Column("p, Holm", "number", sortable=False),
        Column("Lift", "number", sortable=False),
    )
    rows = tuple(_test_row(handbook, experiment, effect) for effect in effects if effect.value is not None)
    return compact(Table(columns, rows, "Tests of the differences", "test-table")) if rows else None


def _test_row(handbook: Handbook, experiment: Experiment, effect: MetricResult) -> Row:
    details = effect.details
    return Row(
        (
            _metric(handbook, effect),
            _only_among_several(experiment, effect),
            _test_words(details["test"], details["degrees_of_freedom"]),
            NumberCell(details["statistic"], 2),
            p_cell(details["p"]),
            p_cell(details["p_holm"]),
            lift_cell(effect),
        )
    )


def _test_words(test: str, degrees_of_freedom: float | None) -> str:
    return test if degrees_of_freedom is None else f"{test}, {degrees_of_freedom:,.0f} degrees of freedom"
