"""What the commits say of a linked handbook: the stage between linking and measuring, done when it is first needed."""

from __future__ import annotations

from site_builder.history.baseline import Baseline, baseline_of_period, baseline_of_revision, first_promises, period_of
from site_builder.history.history import RecordHistory
from site_builder.history.tags import Tags, read_tags
from site_builder.history.timelines import Timelines
from site_builder.kinds.initiative import INITIATIVE
from site_builder.link.handbook import Handbook
from site_builder.load.names import RecordNames
from site_builder.model.reference import Reference
from site_builder.pipeline.inputs import Inputs, kind_folders


def record_history(inputs: Inputs, handbook: Handbook) -> RecordHistory:
    """Return the timelines of records under their present names and those they formerly had, the baseline, the tags."""
    folders = kind_folders(inputs.configuration)
    names = RecordNames(folders)
    earlier = {
        record.reference: tuple(Reference(record.kind, earlier) for earlier in record.fields.formerly)
        for record in handbook
    }

    def timelines() -> Timelines:
        return inputs.history.timelines(names.of, earlier, inputs.as_of)

    def baseline(known: Timelines) -> Baseline:
        if not inputs.baseline:
            return first_promises(known, INITIATIVE.name)
        period = period_of(inputs.baseline)
        if period is not None:
            return Baseline() if known.reason else baseline_of_period(known, INITIATIVE.name, period)
        if inputs.root is None:
            return Baseline()
        return baseline_of_revision(inputs.root, inputs.baseline, folders[INITIATIVE.name], names.of)

    def tags() -> Tags:
        log = inputs.history.log
        return Tags() if log.reason or inputs.root is None else read_tags(inputs.root, log.tip, inputs.as_of)

    return RecordHistory(timelines, baseline, tags)
