"""Whether a check that is run again finds the same, so that its findings may be told again without it."""

from __future__ import annotations

from site_builder.history.git_log import INCOMPLETE
from site_builder.pipeline.check import Checked
from site_builder.pipeline.inputs import Inputs


def is_repeatable(inputs: Inputs, checked: Checked) -> bool:
    """Return whether the same files, commits, day and code always lead to these findings.

    They need not where data lies outside of the source, where engines read it, nor where git lacked objects that it may
    have the next time.
    """
    return (
        not inputs.configuration.settings.sources
        and inputs.history.log.reason != INCOMPLETE
        and checked.measures.context.history.reason_so_far != INCOMPLETE
    )
