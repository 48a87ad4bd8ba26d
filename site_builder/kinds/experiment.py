"""Experiments: trying a change on some before giving it to all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import ModelWrapValidatorHandler, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from site_builder.model.common import RecordFields
from site_builder.model.fields import Amount, Count, Day, Fields, Markdown, Number, Share, Text, Truth, refers
from site_builder.model.kind import Kind
from site_builder.model.reference import Reference
from site_builder.model.suggest import did_you_mean, one_of


class Plan(Fields):
    """What sets how many units each variant needs."""

    baseline: Number
    """The metric's value today, such as `0.19`."""
    mde: Number
    """The smallest effect worth finding, as a difference to the baseline, such as `0.01`."""
    alpha: Share = 0.05
    """The risk of seeing an effect that is not there, such as `0.05`, which counts unless said."""
    power: Share = 0.8
    """The chance of seeing an effect that is there, such as `0.8`, which counts unless said."""


class Result(Fields):
    """What was counted in a variant: conversions, or a mean with its standard deviation."""

    units: Count | None = None
    """How many users, accounts or sessions were in the variant."""
    conversions: Count | None = None
    """How many of them converted, where the metric is a share."""
    mean: Number | None = None
    """The mean of the metric over the units, where it is not a share."""
    stddev: Amount | None = None
    """The standard deviation of the metric over the units."""


class Variant(Result):
    """One of the versions compared, with its result for the main metric."""

    key: Text
    """Its short name, as the results name it, such as `gate_40`."""
    name: Text | None = None
    """What it is, such as `Gate at level 40`."""
    control: Truth = False
    """`true` for the version that the others are compared with. Exactly one is."""
    weight: Number | None = None
    """The planned share of units, such as `0.5`. The weights sum to 1."""


class Experiment(RecordFields):
    """A comparison of variants on a metric."""

    hypothesis: Markdown
    """What is believed, and why: if we do this, then that metric moves, for this reason."""
    status: Literal["draft", "running", "stopped"]
    """`draft`, `running` or `stopped`."""
    metric: Annotated[Reference, refers("metric")]
    """The metric that decides."""
    initiative: Annotated[Reference, refers("initiative")] | None = None
    """The initiative it belongs to."""
    guardrails: tuple[Annotated[Reference, refers("metric")], ...] = ()
    """Metrics that must not get worse."""
    plan: Plan | None = None
    """Baseline and smallest effect worth finding, which give the sample that is needed."""
    started_on: Day | None = None
    """The first day of the experiment."""
    ended_on: Day | None = None
    """Its last day."""
    variants: tuple[Variant, ...] = ()
    """The versions compared, one of them the control, each with its result for the metric that decides."""
    results: dict[Annotated[Reference, refers("metric")], dict[Text, Result]] | None = None
    """Results for further metrics by variant, such as `{retention-7: {gate_40: {units: 900, conversions: 120}}}`."""
    decision: Literal["ship", "rollback", "iterate", "none"] | None = None
    """What was decided on the result: `ship`, `rollback`, `iterate` or `none`."""
    learning: Markdown | None = None
    """What we know now that we did not know before."""
    cleanup_by: Day | None = None
    """The day by which the switch and the losing variant are out of the product."""

    @property
    def control(self) -> Variant | None:
        """The variant that the others are compared with; None unless there is exactly one."""
        controls = [variant for variant in self.variants if variant.control]
        return controls[0] if len(controls) == 1 else None

    @model_validator(mode="wrap")
    @classmethod
    def _names_its_variants(cls, values: Any, read: ModelWrapValidatorHandler[Experiment]) -> Experiment:
        experiment = read(values)
        keys = [variant.key for variant in experiment.variants]
        problems = [*_repeated(keys)]
        if keys and experiment.results and isinstance(values, Mapping):
            problems.extend(_strange(values["results"], keys))
        if problems:
            raise ValidationError.from_exception_data("Experiment", problems)
        return experiment


def _repeated(keys: Sequence[str]) -> Iterator[InitErrorDetails]:
    """Yield what is wrong with the key of a variant that an earlier one has."""
    first = {key: number for number, key in reversed([*enumerate(keys)])}
    for number, key in enumerate(keys):
        if first[key] != number:
            said = f"{key!r} is the key of variants[{first[key]}], too; give each variant a key of its own"
            yield _problem(said, key, "variants", number, "key")


def _strange(results: Mapping[str, Mapping[str, Any]], keys: Sequence[str]) -> Iterator[InitErrorDetails]:
    """Yield what is wrong with the key of a result that no variant has. Results are as they were written."""
    for metric, by_variant in results.items():
        for key in by_variant:
            if key.strip() not in keys:
                hint = did_you_mean(key, keys) or f"choose {one_of(keys)}"
                yield _problem(f"{key!r} is no variant; {hint}", key, "results", metric, key, "[key]")


def _problem(said: str, value: str, *place: str | int) -> InitErrorDetails:
    return InitErrorDetails(type=PydanticCustomError("value_error", "{said}", {"said": said}), loc=place, input=value)


EXPERIMENT = Kind(
    name="experiment",
    fields=Experiment,
    folder="roadmap/experiments",
    url="experiments",
    label="Experiment",
    plural="Experiments",
    area="experimentation",
    purpose="What was tried on some customers and what came of it, so that decisions rest on results.",
    date_fields=("started_on", "ended_on", "cleanup_by"),
)
