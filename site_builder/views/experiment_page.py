"""The page of an experiment: what was believed, what was planned, what was counted, what it means."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.kinds.experiment import Experiment
from site_builder.measure.common.experiments import has_stopped
from site_builder.model.page import Page
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.cells import Inline, Markup, Phrase
from site_builder.views.experiment_charts import effect_chart, guardrail_chart
from site_builder.views.experiment_results import ExperimentFigures
from site_builder.views.experiment_tables import further_table, result_table, sample_table, tests_table
from site_builder.views.experiment_words import metric_title
from site_builder.views.facts import record_link
from site_builder.views.parts import Block, Fact, Notice, Paragraph, Subsection
from site_builder.views.record import record_page
from site_builder.views.wording import count_words, day_words, number_words, p_words

_SHOWN = frozenset({"hypothesis", "plan", "variants", "results", "learning"})
_RUNNING = "What it showed is tested once, when it has stopped: whoever looks earlier finds effects that are not there."


def experiment_page(context: ViewContext, record: Record[Experiment], found: ExperimentFigures) -> Page:
    """Return the page of an experiment."""
    sections = (
        *_text("Hypothesis", record.fields.hypothesis, record.path),
        *_plan(record, found),
        *_results(context, record, found),
        *_further(context, record, found),
        *_text("Learning", record.fields.learning, record.path),
        *_tests(context, record, found),
    )
    return record_page(
        context,
        record,
        sections=sections,
        notices=tuple(_notices(context, record, found)),
        facts=tuple(_facts(found)),
        leave_out=_SHOWN,
    )


def _facts(found: ExperimentFigures) -> Iterator[Fact]:
    if found.outcome is not None:
        yield Fact("Verdict", found.outcome)


def _notices(context: ViewContext, record: Record[Experiment], found: ExperimentFigures) -> Iterator[Notice]:
    ratio, sample = found.ratio, found.sample
    if found.is_mismatched and ratio is not None:
        units = " to ".join(number_words(units) for units in ratio.details["units"].values() if units is not None)
        expected = " to ".join(number_words(units) for units in ratio.details["expected"].values())
        text = (
            f"The units fell {units} where the weights give {expected} (chi-square {ratio.details['chi2']:,.1f}, "
            f"{p_words(ratio.details['p'])}). Something else than chance chose who saw what, so nothing is won here."
        )
        yield Notice("danger", "Sample-ratio mismatch", text)
    if found.is_underpowered and sample.planned is not None:
        text = (
            f"The smallest variant has {count_words(sample.smallest, 'unit')}, and the plan asks for "
            f"{number_words(sample.planned)}. An effect of the planned size may have gone unseen."
        )
        yield Notice("attention", "Stopped before its planned sample", text)
    if found.breaks_guardrail:
        broken = [effect for effect in found.further if effect.details["guardrail"] and _is_worse(effect.details)]
        names = tuple(dict.fromkeys(metric_title(context.handbook, each.dimensions["metric"]) for each in broken))
        yield Notice("danger", "A guardrail got significantly worse", None, names)
    clean_up = record.fields.cleanup_by
    if clean_up is not None and clean_up < context.as_of:
        text = f"The switch and the losing variant were to be out of the product by {day_words(clean_up)}."
        yield Notice("attention", "Past the day of its clean-up", text)
    if record.fields.status == "running" and sample.is_reached:
        yield Notice("info", "It has its planned sample", "Stop it, write the results, and decide on them once.")


def _is_worse(details: object) -> bool:
    return isinstance(details, dict) and details.get("verdict") == "lost"


def _text(title: str, text: str | None, path: str) -> Iterator[Subsection]:
    if text:
        yield Subsection(title, (Markup(text, path),), anchor=title.lower())


def _plan(record: Record[Experiment], found: ExperimentFigures) -> Iterator[Subsection]:
    plan = record.fields.plan
    blocks: list[Block] = []
    if plan is not None:
        blocks.append(Paragraph(_plan_words(record.fields, found)))
    table = sample_table(record.fields, found)
    if table is not None:
        blocks.append(table)
        blocks.extend(_split(found))
    if blocks:
        yield Subsection("Plan and sample", tuple(blocks), anchor="plan")


def _plan_words(experiment: Experiment, found: ExperimentFigures) -> str:
    plan, planned = experiment.plan, found.sample.planned
    if plan is None:
        return ""
    is_share = found.sample.assumed or any(effect.unit == "share" for effect in found.deciding)
    baseline = f"{plan.baseline * 100:g}%" if is_share else f"{plan.baseline:g}"
    difference = f"{plan.mde * 100:g} {'point' if plan.mde == 0.01 else 'points'}" if is_share else f"{plan.mde:g}"
    text = (
        f"From a baseline of {baseline}, a difference of {difference} is to be found with a chance of "
        f"{plan.power * 100:g}%, at a risk of {plan.alpha * 100:g}% of seeing one that is not there"
    )
    if planned is None:
        return f"{text}."
    assumed = ", if the metric is a share" if found.sample.assumed else ""
    return f"{text}: {count_words(planned, 'unit')} in each variant{assumed}."


def _split(found: ExperimentFigures) -> Iterator[Paragraph]:
    """Yield how the units fell on the variants, where that could be tested and is as planned."""
    ratio = found.ratio
    if ratio is not None and ratio.value is not None and not found.is_mismatched:
        text = (
            f"The units fell on the variants as planned (chi-square {ratio.details['chi2']:,.2f}, "
            f"{p_words(ratio.value)}, n {ratio.n:,}; a mismatch is p < 0.001)."
        )
        yield Paragraph(text)


def _results(context: ViewContext, record: Record[Experiment], found: ExperimentFigures) -> Iterator[Subsection]:
    title = metric_title(context.handbook, record.fields.metric.id)
    link: Inline = Phrase(("Metric that decides: ", record_link(context.handbook, record.fields.metric), "."))
    if record.fields.status != "draft" and not has_stopped(record.fields, context.as_of):
        yield Subsection("Result", (Paragraph(link), Paragraph(_RUNNING)), anchor="result")
        return
    if record.fields.status == "draft" or not found.deciding:
        return
    chart = effect_chart(context, record, found.deciding)
    table = result_table(record.fields, found.deciding, f"Result on {title}")
    blocks = (table,) if chart is None else (chart, table)
    yield Subsection("Result", blocks, anchor="result")


def _tests(context: ViewContext, record: Record[Experiment], found: ExperimentFigures) -> Iterator[Subsection]:
    """Yield how everything was tested, last: who trusts the verdict need not read it."""
    is_over = has_stopped(record.fields, context.as_of)
    table = tests_table(context.handbook, record.fields, found.effects) if is_over else None
    if table is not None:
        yield Subsection("How it was tested", (Paragraph(_method(found)), table), anchor="tests")


def _method(found: ExperimentFigures) -> str:
    """Return how it was tested, in a sentence: the tests that were used, and what was adjusted."""
    effect = next(each for each in found.effects if each.value is not None)
    holm = sum(each.details.get("p_holm") is not None for each in found.effects)
    adjusted = f" Adjusted by Holm over the {holm} comparisons of this experiment." if holm else ""
    alpha = effect.details.get("alpha")
    level = f" Significant is p below {alpha:g}." if alpha is not None else ""
    method = effect.method.partition(". ")[0]
    return f"Method: {method}.{level}{adjusted} Lift: the delta method."


def _further(context: ViewContext, record: Record[Experiment], found: ExperimentFigures) -> Iterator[Subsection]:
    if not has_stopped(record.fields, context.as_of) or not found.further:
        return
    chart = guardrail_chart(context, record, found.further)
    table = further_table(context.handbook, record.fields, found.further)
    blocks = (table,) if chart is None else (chart, table)
    count = len({effect.dimensions["metric"] for effect in found.further})
    yield Subsection("Guardrails and further metrics", blocks, anchor="further", count=count)
