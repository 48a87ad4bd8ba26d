"""Two states of a handbook, each through every stage up to the rules and metrics, and what lies between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from site_builder.history.comparison import HandbookChange, compare_handbooks
from site_builder.history.history import History
from site_builder.kinds.initiative import INITIATIVE
from site_builder.link.projection import PublicPolicy
from site_builder.load.git_revision import GitRevision
from site_builder.measure.base import Measures, all_metrics
from site_builder.model.metric import MetricResult
from site_builder.pipeline.check import check
from site_builder.pipeline.inputs import Inputs, kind_folders
from site_builder.pipeline.shared import Shared
from site_builder.pipeline.slips import slips_before
from site_builder.report.diff import Diff, Side
from site_builder.report.findings_change import compare_findings
from site_builder.report.metric_changes import compare_results


def diff(base: Inputs, head: Inputs, names: tuple[Side, Side]) -> Diff:
    """Return what changed from one state to the other. Both inputs have the same configuration and date.

    What the commits say of files is left out of account on both sides: a revision has no history here, and a rule that
    knows the history of one side only would find what nobody introduced. Only how often the targets that now move had
    slipped before is read from the commits, where there are any.
    """
    shared = Shared()
    before, after = (check(replace(inputs, history=History()), shared=shared) for inputs in (base, head))
    configuration = head.configuration
    policy = PublicPolicy(head.as_of, configuration.settings.policies.show_unreleased, configuration.docs_dir)
    change = compare_handbooks(
        before.handbook,
        after.handbook,
        policy,
        invalid_before=before.invalid,
        invalid_after=after.invalid,
    )
    findings = compare_findings(before.diagnostics, after.diagnostics, dict(change.renamed_paths), dict(change.renamed))
    metrics = compare_results(_results(before.measures), _results(after.measures))
    slips = _slips(base, names, change)
    return Diff(*names, head.as_of, before.handbook, after.handbook, change, metrics, findings, slips, policy)


def _slips(base: Inputs, names: tuple[Side, Side], change: HandbookChange) -> Mapping[str, int]:
    source, (before, after) = base.source, names
    if not isinstance(source, GitRevision) or before.commit is None:
        return {}
    folder = kind_folders(base.configuration)[INITIATIVE.name]
    return slips_before(source.root, (before.commit, after.commit), change, folder, base.as_of)


def _results(measures: Measures) -> list[MetricResult]:
    return [result for name in all_metrics() for result in measures.results(name)]
