"""What a workflow's figures say as sentences: which stage holds it up, how it stands against its limits."""

from __future__ import annotations

from site_builder.model.durations import duration_words
from site_builder.views.wording import count_words, joined_words
from site_builder.views.words import words
from site_builder.views.workflow_figures import WorkflowFigures


def bottleneck_words(figures: WorkflowFigures) -> str:
    """Return the figures of the stage that holds a workflow up: how many items are in it, how long they stay."""
    result = figures.whole["bottleneck"]
    stage = next(each for each in result.details["stages"] if each["stage"] == figures.bottleneck)
    dwell = figures.of_stages["dwell", figures.bottleneck]
    items = count_words(stage["work_in_progress"], "item")
    if stage["estimated"]:
        stay = duration_words(stage["median_dwell"])
        return f"{items}; none has left it, and they have been in it for {stay} at the median"
    return f"{items}, which stay {duration_words(stage['median_dwell'])} at the median, n {dwell.n:,}"


def limits_words(figures: WorkflowFigures) -> str:
    """Return which stages hold more than their limit; empty where none does."""
    found = [
        f"{words(stage)} ({figures.of_stages['work-in-progress', stage].value:.0f} of "
        f"{figures.of_stages['work-in-progress', stage].details['limit']})"
        for stage in figures.stages_over
    ]
    return joined_words(found)
