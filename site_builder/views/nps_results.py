"""The waves of the Net Promoter Score: surveys that put the same question to the same population."""

from __future__ import annotations

from site_builder.measure.common.waves import waves_of
from site_builder.views.base import ViewContext
from site_builder.views.survey_results import ScoredSurvey, scored_surveys


def newest_waves(context: ViewContext) -> tuple[ScoredSurvey, ...]:
    """Return the newest NPS survey with a score and the waves before it, from the first to the last."""
    scored = {found.survey.id: found for found in context.once(scored_surveys) if found.survey.fields.type == "nps"}
    waves = waves_of(context.handbook, (found.survey for found in scored.values()), context.as_of)
    if waves:
        return tuple(scored[wave.survey.id] for wave in waves[-1])
    # Of none is known when it was asked.
    return tuple(scored.values())[-1:]
