"""From the inputs to a linked, measured and checked handbook: every stage up to the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from typing import Any

from site_builder.kinds import all_kinds
from site_builder.link.documentation_links import DeadLink
from site_builder.link.handbook import Handbook
from site_builder.link.linker import link
from site_builder.link.relative_links import dangling_links
from site_builder.load.names import RecordNames
from site_builder.load.one_record import read_record
from site_builder.load.records import Loaded, load_records
from site_builder.load.source import printable
from site_builder.measure.base import MeasureContext, Measures
from site_builder.measure.common.computed_sources import dangling_sources, wrong_units
from site_builder.model.diagnostic import Diagnostic, in_order
from site_builder.model.prose import Prose
from site_builder.model.quick import dataclass
from site_builder.model.record import RawRecord, Record
from site_builder.model.reference import Reference
from site_builder.model.timings import Timings
from site_builder.pipeline.documentation import dead_documentation_links
from site_builder.pipeline.history import record_history
from site_builder.pipeline.inputs import Inputs, kind_folders
from site_builder.pipeline.shared import Shared
from site_builder.rules.base import RuleContext, Suppression, all_rules, run_rules
from site_builder.rules.named_codes import misnamed_codes
from site_builder.validate.change_images import check_images
from site_builder.validate.engines_in_use import Engines
from site_builder.validate.items import read_items
from site_builder.validate.observations import read_observations
from site_builder.validate.records import validate_all, validate_record
from site_builder.validate.responses import read_responses, responses_until


@dataclass(frozen=True, slots=True)
class Checked:
    """A handbook with its measures, and all that was found on the way.

    ``invalid`` has the records whose files have errors, as they were read; None where that cannot be. ``dead_links``
    are those of the documentation, which are among the diagnostics: MkDocs need not tell them again.
    """

    handbook: Handbook
    measures: Measures
    diagnostics: tuple[Diagnostic, ...]
    suppressed: tuple[Suppression, ...]
    invalid: Mapping[Reference, RawRecord | None] = field(default_factory=dict)
    dead_links: tuple[DeadLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Joined:
    """A handbook that is linked and not yet measured, with what was found on the way.

    ``invalid`` and ``dead_links`` are as in ``Checked``, ``prose`` are the hand-written pages, ``remains`` what is left
    of invalid records.
    """

    handbook: Handbook
    prose: tuple[Prose, ...]
    diagnostics: tuple[Diagnostic, ...]
    invalid: Mapping[Reference, RawRecord | None]
    remains: tuple[Record[Any], ...] = ()
    dead_links: tuple[DeadLink, ...] = ()


OnLoaded = Callable[[Loaded], None]


def join(
    inputs: Inputs,
    timings: Timings | None = None,
    shared: Shared | None = None,
    on_loaded: OnLoaded | None = None,
) -> Joined:
    """Return the linked handbook: every stage up to linking.

    ``shared`` is for several states of one handbook: what they have in common is read and validated once. ``on_loaded``
    is told what has been read, as soon as that is known.
    """
    timings = timings or Timings()
    kept = inputs.records
    read_one = shared.read if shared else kept.read if kept else read_record
    validate_one = shared.validate if shared else validate_record
    settings = inputs.configuration.settings
    kinds = all_kinds()
    with timings.stage("load"):
        folders, docs_dir = kind_folders(inputs.configuration), inputs.configuration.docs_dir
        begin = kept.begin if kept is not None and shared is None else None
        loaded = load_records(inputs.source, folders, docs_dir, read_one, begin, shared.name if shared else None)
        if on_loaded is not None:
            on_loaded(loaded)
        if kept is not None and shared is None:
            kept.save()
    with timings.stage("validate"):
        validated = validate_all(loaded.records, kinds, settings, validate_one)
        engines = Engines()
        read = read_responses(inputs.source, validated.records, settings, engines)
        observed = read_observations(inputs.source, validated.records, settings, engines)
        moved = read_items(inputs.source, validated.records, settings)
    with timings.stage("link"):
        present = frozenset((*loaded.unreadable, *(Reference(raw.kind, raw.id) for raw in loaded.records)))
        linked = link(
            validated.records,
            kinds,
            loaded.prose,
            responses_until(read.responses, validated.records, inputs.as_of),
            present,
            observations=observed.observations,
            items=moved.items,
            remains=validated.remains,
        )
    dead = dead_documentation_links(inputs, kinds, loaded.prose, validated.records)
    diagnostics = (
        *loaded.diagnostics,
        *validated.diagnostics,
        *read.diagnostics,
        *observed.diagnostics,
        *moved.diagnostics,
        *check_images(inputs.source, validated.records),
        *dangling_links(inputs.source, validated.records, kinds, docs_dir, RecordNames(folders)),
        *(link.diagnostic for link in dead),
        *linked.diagnostics,
    )
    invalid = _invalid(loaded, linked.handbook)
    return Joined(linked.handbook, loaded.prose, diagnostics, invalid, validated.remains, dead)


def check(
    inputs: Inputs,
    timings: Timings | None = None,
    shared: Shared | None = None,
    on_loaded: OnLoaded | None = None,
) -> Checked:
    """Return the linked handbook and every diagnostic up to the rules, sorted; the rest is as in ``join``.

    Of a handbook whose configuration cannot be read only that is reported: nothing is where it should be.
    """
    timings = timings or Timings()
    settings = inputs.configuration.settings
    joined = join(inputs, timings, shared, on_loaded)
    history = record_history(inputs, joined.handbook)
    measures = Measures(MeasureContext(joined.handbook, inputs.as_of, settings, history))
    with timings.stage("check"):
        files, touched = inputs.history.files, inputs.touched
        context = RuleContext(joined.handbook, inputs.as_of, settings, measures, files, touched, joined.remains)
        outcome = run_rules(context)
    configuration = inputs.configuration
    diagnostics = configuration.diagnostics
    if configuration.is_readable:
        diagnostics = (
            *diagnostics,
            *joined.diagnostics,
            *dangling_sources(joined.handbook),
            *wrong_units(joined.handbook),
            *outcome.diagnostics,
            *misnamed_codes(joined.handbook, configuration.rules_at, all_rules()),
            *_of_live_blocks(joined),
        )
    found = in_order(diagnostics)
    return Checked(joined.handbook, measures, found, outcome.suppressed, joined.invalid, joined.dead_links)


def _invalid(loaded: Loaded, handbook: Handbook) -> dict[Reference, RawRecord | None]:
    unreadable = (Reference(reference.kind, printable(reference.id)) for reference in loaded.unreadable)
    invalid: dict[Reference, RawRecord | None] = dict.fromkeys(unreadable)
    for raw in loaded.records:
        reference = Reference(raw.kind, raw.id)
        if handbook.get(reference) is None:
            invalid[reference] = raw
    return invalid


def _of_live_blocks(joined: Joined) -> Iterator[Diagnostic]:
    """Return what is wrong with live blocks; most handbooks have few, and views are imported only for them."""
    pages = [page for page in joined.prose if "opsbook" in page.body]
    if pages:
        from site_builder.views.live_blocks import block_diagnostics
        from site_builder.views.live_references import reference_diagnostics

        yield from block_diagnostics(pages, joined.handbook.kinds)
        yield from reference_diagnostics(pages, joined.handbook, joined.invalid)
