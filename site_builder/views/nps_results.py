"""The waves of the Net Promoter Score: surveys that put the same question to the same population."""

from __future__ import annotations

from site_builder.kinds.survey import Survey
from site_builder.model.record import Record
from site_builder.views.base import ViewContext
from site_builder.views.survey_results import ScoredSurvey, scored_surveys


def newest_waves(context: ViewContext) -> tuple[ScoredSurvey, ...]:
    """Return the waves that ask the same as the newest NPS survey with a score, from the first to the last.

    A survey that says neither what it asks nor whom is a wave of its own.
    """
    scored = [found for found in context.once(scored_surveys) if found.survey.fields.type == "nps"]
    if not scored:
        return ()
    asked = _asked(scored[-1].survey)
    return tuple(wave for wave in scored if _asked(wave.survey) == asked) if any(asked) else (scored[-1],)


def _asked(survey: Record[Survey]) -> tuple[str, str]:
    fields = survey.fields
    return (
        " ".join((fields.question or "").casefold().split()),
        " ".join((fields.population or "").casefold().split()),
    )
