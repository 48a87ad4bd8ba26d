"""Metrics: the scorecard, the way to the targets, the tree, what has no data, and a page for each metric."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from site_builder.kinds.metric import METRIC
from site_builder.model.page import Page
from site_builder.views.base import View, ViewContext
from site_builder.views.collection import empty_page, section_page
from site_builder.views.experiment_results import experiment_figures
from site_builder.views.metric_charts import targets_chart
from site_builder.views.metric_figures import STANDINGS, MetricFigures, metric_figures
from site_builder.views.metric_page import MetricSite, metric_page
from site_builder.views.metric_tables import gaps, scorecard, side_by_side, stale
from site_builder.views.metric_tree import metric_tree
from site_builder.views.objective_figures import objective_figures
from site_builder.views.parts import Block, Paragraph, Subsection
from site_builder.views.wording import count_words
from site_builder.views.words import counted

SECTION = METRIC.url
_METHOD = (
    "A word stands beside a change that is detectable: larger than 3.27 times the mean difference of consecutive "
    "values before it (the limit of moving ranges; Wheeler and Chambers), or, of a figure with an interval, "
    "significant by a z test. On pace means that the change of the last year, continued in a straight line to the day "
    "of the target, reaches it."
)


def pages(context: ViewContext) -> Iterator[Page]:
    """Return the section's page and one for each metric."""
    figures = context.once(metric_figures)
    if not figures:
        yield empty_page(context, METRIC)
        return
    found = tuple(figures.values())
    chart = targets_chart(context, found)
    groups = tuple(scorecard(context, found))
    tree = metric_tree(context, figures)
    valued = sum(figure.overall.value is not None for figure in found)
    blocks: tuple[Block, ...] = (
        *(() if chart is None else (chart,)),
        *((Subsection("Scorecard", (*groups, Paragraph(_METHOD)), "scorecard", valued),) if groups else ()),
        *gaps(context, found),
        *stale(context, found),
        *((Subsection("The tree of metrics", (tree,), anchor="tree"),) if tree is not None else ()),
        *side_by_side(context, found),
    )
    sentence = _sentence(found)
    yield section_page(context, SECTION, "Metrics", sentence, blocks, description=METRIC.purpose, hides=("toc",))
    site = MetricSite(figures, objective_figures(context), experiment_figures(context))
    for figure in found:
        yield metric_page(context, site, figure)


def _sentence(found: Sequence[MetricFigures]) -> str:
    """Return how many there are, how they stand against their targets, how many have no data or are stale."""
    counts = Counter(figures.standing for figures in found)
    reached = "at its target" if counts["reached"] == 1 else "at their target"
    words = {"reached": reached, "no target": "without a target", "no data": "without data"}
    parts = [
        f"{counts[standing]:,} {words.get(standing, STANDINGS[standing][0].lower())}"
        for standing in ("reached", "on pace", "under way", "behind", "missed", "no target", "no data")
        if counts[standing]
    ]
    late = sum(figures.is_stale for figures in found)
    last = f"{count_words(late, 'metric')} {'is' if late == 1 else 'are'} stale" if late else "none is stale"
    return f"{counted(METRIC, len(found))}: {', '.join(parts)}; {last}."


VIEW = View(SECTION, "Metrics", "Measures", 700, pages, ("metric",))
