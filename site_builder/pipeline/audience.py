"""What an audience is given of a checked handbook: the internal one all of it, the public one a projection."""

from __future__ import annotations

from dataclasses import replace

from site_builder.history.history import History
from site_builder.link.projection import PublicPolicy, project_public
from site_builder.measure.base import MeasureContext, Measures
from site_builder.model.settings import Audience, Policies, Settings
from site_builder.pipeline.check import Checked
from site_builder.pipeline.inputs import Inputs


def inputs_for(inputs: Inputs, audience: Audience | None) -> Inputs:
    """Return the inputs for an audience; None stands for the one that ``mkdocs.yml`` names."""
    if audience is None or audience == inputs.configuration.settings.audience:
        return inputs
    settings = inputs.configuration.settings.model_copy(update={"audience": audience})
    return replace(inputs, configuration=replace(inputs.configuration, settings=settings))


def shown_to_audience(checked: Checked, inputs: Inputs) -> Checked:
    """Return what everything after the check sees.

    For the public audience that is the projection and measures of it; findings, suppressions, the history and every
    setting that names something internal are left behind.
    """
    if inputs.configuration.settings.audience == "internal":
        return checked
    settings = settings_shown(inputs)
    policy = PublicPolicy(
        inputs.as_of, settings.policies.show_unreleased, inputs.configuration.docs_dir, inputs.source.exists
    )
    handbook = project_public(checked.handbook, policy)
    return Checked(handbook, Measures(MeasureContext(handbook, inputs.as_of, settings)), (), ())


def settings_shown(inputs: Inputs) -> Settings:
    """Return the settings that views of this audience see."""
    settings = inputs.configuration.settings
    if settings.audience == "internal":
        return settings
    policies = Policies(show_unreleased=settings.policies.show_unreleased)
    return Settings(audience="public", fiscal_year_start=settings.fiscal_year_start, policies=policies)


def history_shown(inputs: Inputs) -> History:
    """Return what the commits say to this audience: to the public nothing."""
    return inputs.history if inputs.configuration.settings.audience == "internal" else History()
