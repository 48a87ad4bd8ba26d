"""What ``opsbook build`` does: check the handbook, build its site or the part that an edit touches, put it in place."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.build_checks import check_baseline, check_place
from site_builder.cli.build_order import Order
from site_builder.cli.check import outcome_of, print_text
from site_builder.cli.exits import FINDINGS, EnvironmentFault
from site_builder.cli.project import open_handbook
from site_builder.model.quick import dataclass

if TYPE_CHECKING:
    from mkdocs_opsbook.command import Built
    from mkdocs_opsbook.request import Request
    from site_builder.load.folder_state import FolderState
    from site_builder.load.traced import Trace
    from site_builder.model.timings import Timings
    from site_builder.pipeline.inputs import Inputs
    from site_builder.pipeline.kept_pages import KeptPages
    from site_builder.pipeline.page_reads import Reading
    from site_builder.pipeline.part import Part
    from site_builder.pipeline.site import Site
    from site_builder.render.drawing_ahead import DrawingAhead
    from site_builder.report.kept_site import SiteRecorder, SiteSince

_MANY_PAGES = 2_000
"""To look at the files of so many takes longer than to start a copy of this process that does it."""


def run(order: Order, since: SiteSince | None, timings: Timings) -> str:
    """Build the site, and return in words what came of it. ``since`` is what is known of the last build."""
    # Before this process has much to do, and much that a copy of it would have in common with it.
    ahead = _drawing_ahead(order)
    from site_builder.pipeline.audience import inputs_for
    from site_builder.pipeline.make_site import begin_site
    from site_builder.report.kept_site import record_site

    recorder = record_site(order.config_file, order.kept, order.asked) if order.kept else None
    source = recorder.recorder.source if recorder else None
    inputs = inputs_for(open_handbook(order.config_file, order.as_of, order.baseline, source), order.audience)
    is_public = inputs.configuration.settings.audience == "public"
    if is_public and order.allow_errors:
        raise click.UsageError("a draft with errors is never public; leave --allow-errors out, or --audience public")
    target = order.site_dir or order.config_file.parent / inputs.configuration.built_in()
    if target.is_symlink():
        # What it leads to is replaced; the link stays.
        target = target.resolve()
    site = replace(begin_site(inputs, timings, renders_all=since is None), ahead=ahead)
    _stop_at_findings(order, site, inputs)
    check_place(target, order, inputs)
    check_baseline(order, site)
    part = _Building(order, inputs, site, target, recorder, timings).build(since)
    again = "" if part is None else f", {len(part.pages.intersection(page.url for page in site.pages)):,} of them anew"
    return f"{len(site.pages):,} pages in {target}{again}"


def _drawing_ahead(order: Order) -> DrawingAhead | None:
    """Begin to draw, where no chart has been kept: what draws takes its time to start, and another core is idle."""
    from site_builder.load.kept_file import cache_folder
    from site_builder.render.chart_store import FOLDER
    from site_builder.render.drawing_ahead import draw_ahead

    cache = cache_folder(order.config_file.parent, os.environ)
    return None if cache is not None and (cache / FOLDER).is_dir() else draw_ahead()


def _stop_at_findings(order: Order, site: Site, inputs: Inputs) -> None:
    """Print what was found. Exits where nothing is to be built."""
    from site_builder.model.diagnostic import Severity, worst

    print_text(outcome_of(site.checked, inputs), quiet=True, err=True)
    gravest, strict = worst(site.diagnostics), order.strict
    if (gravest is Severity.ERROR and not order.allow_errors) or (
        gravest in (Severity.ERROR, Severity.WARNING) and strict
    ):
        click.echo("opsbook: nothing was built; the old site stays", err=True)
        sys.exit(FINDINGS)


@dataclass(frozen=True, slots=True)
class _Change:
    """What has changed since the last build: files, and the part of the site that they touch.

    ``trace`` is what that build had read, ``warnings`` what it warned of, ``state`` that of its site, which is as it
    was; ``before`` and ``now`` are what is kept of its pages, and of these.
    """

    trace: Trace
    warnings: tuple[tuple[str | None, str], ...]
    state: FolderState
    files: frozenset[str]
    part: Part
    now: KeptPages
    before: KeptPages

    def pages(self, reading: Reading) -> KeptPages:
        """Return what is to be kept of the pages, those of the part made of what was read."""
        return self.now.after(self.before, self.part, reading)


@dataclass(frozen=True, slots=True)
class _Building:
    """A checked handbook on its way to ``target``."""

    order: Order
    inputs: Inputs
    site: Site
    target: Path
    recorder: SiteRecorder | None
    timings: Timings

    def build(self, since: SiteSince | None) -> Part | None:
        """Build the part of the site that has changed, and return it; None where all of it was built."""
        try:
            from mkdocs_opsbook.command import BuildFailed
            from mkdocs_opsbook.request import NeedsWholeBuild, Request
        except ImportError as missing:
            raise EnvironmentFault(f"building needs MkDocs, which is not installed ({missing})") from missing
        request = Request(self.site.as_of, self.site.audience, allow_errors=True, site=self.site)
        try:
            with suppress(NeedsWholeBuild):
                with self.timings.stage("view"):
                    change = self._change(since) if since is not None else None
                if change is not None:
                    self._build_part(request, change)
                    return change.part
            self.site.by_view.forget_taken()
            self._build_whole(request)
        except BuildFailed as stop:
            click.echo(f"opsbook: {stop}; nothing was built, the old site stays", err=True)
            sys.exit(FINDINGS)
        except OSError as fault:
            raise EnvironmentFault(f"cannot write {self.target}: {fault.strerror}") from fault
        return None

    def _change(self, since: SiteSince) -> _Change | None:
        """Return what has changed since the last build; None where the whole site has to be built."""
        from site_builder.load.kept_file import read_kept
        from site_builder.pipeline.kept_pages import KeptPages
        from site_builder.pipeline.make_site import order_charts_of

        recorder, file, state = self.recorder, self.order.kept_pages, since.state()
        if recorder is None or file is None or since.site != self.target or not since.is_clear:
            return None
        content, files = read_kept(file), recorder.changed_since(since.trace)
        if files is None or state is None or not isinstance(content, dict) or content.get("site") != state.digest:
            return None
        try:
            before = KeptPages.from_plain(content)
        except (KeyError, TypeError):
            return None
        touched = before.touched(self.site, files, self.target)
        if touched is None:
            return None
        part, now = touched
        order_charts_of(self.site, (page for page in self.site.pages if page.url in part.pages))
        return _Change(since.trace, since.warnings, state, files, part, now, before)

    def _build_whole(self, request: Request) -> None:
        from site_builder.load.folder_ahead import FolderAhead
        from site_builder.pipeline.kept_pages import KeptPages
        from site_builder.pipeline.make_site import order_charts
        from site_builder.publish.swap import build_directory, recover, swap_in

        order_charts(self.site, self.timings)
        recover(self.target)
        with build_directory(self.target) as folder:
            with self.timings.stage("render"):
                built = self._made(folder, request)
            with self.timings.stage("publish"):
                looking = FolderAhead(folder, has_many=len(self.site.pages) >= _MANY_PAGES)
                pages = KeptPages.of(self.site, self.site.reading) if self._comes_in_parts(built) else None
                # What is kept lies until the site is in its place: it is not believed.
                self._keep(looking.state(), built, pages)
                swap_in(folder, self.target)

    def _build_part(self, request: Request, change: _Change) -> None:
        from mkdocs_opsbook.command import tell
        from mkdocs_opsbook.request import NeedsWholeBuild
        from site_builder.publish.patch import Overtaken, patch
        from site_builder.publish.same_files import remove_same
        from site_builder.publish.swap import build_directory

        with build_directory(self.target) as folder:
            with self.timings.stage("render"):
                built = self._made(folder, replace(request, part=change.part), change.warnings)
            with self.timings.stage("publish"):
                if self.recorder is None or self.recorder.changed_since(change.trace) != change.files:
                    raise NeedsWholeBuild("files have changed meanwhile")
                changed = remove_same(folder, self.target)
                gone = (*built.gone, *change.before.gone(change.part, self.site.reading))
                try:
                    patch(folder, gone, self.target, change.state.mark)
                except (Overtaken, NotADirectoryError) as other:
                    raise NeedsWholeBuild("another build has changed the site meanwhile, or it is a link") from other
                tell(built.warnings)
                state = change.state.updated(self.target, (*changed, *gone))
                self._keep(state, built, change.pages(self.site.reading) if self._comes_in_parts(built) else None)

    def _made(self, folder: Path, request: Request, warned_before: Sequence[tuple[str | None, str]] = ()) -> Built:
        from mkdocs_opsbook.command import build
        from mkdocs_opsbook.warned import Warned

        order, before = self.order, [Warned(*each) for each in warned_before]
        return build(
            order.config_file, folder, request, strict=order.strict, about_to_read=self._read, warned_before=before
        )

    def _read(self, folders: Sequence[str] | None) -> None:
        if self.recorder is not None:
            self.recorder.read_all(folders)

    def _comes_in_parts(self, built: Built) -> bool:
        """Return whether a part of the site can be built after this build, if what it depends on is kept."""
        return self.recorder is not None and self.order.kept_pages is not None and built.comes_in_parts

    def _keep(self, state: FolderState, built: Built, pages: KeptPages | None) -> None:
        """Keep what the build depends on, and what its pages do. ``state`` is that of its site."""
        from site_builder.load.kept_file import write_kept
        from site_builder.pipeline.repeatable import is_repeatable

        inputs, site, file = self.inputs, self.site, self.order.kept_pages
        if self.recorder is None or file is None or not is_repeatable(inputs, site.checked):
            return
        configured = inputs.configuration.settings.as_of
        outcome = outcome_of(site.checked, inputs)
        is_kept = self.recorder.keep(outcome, configured, state, self.target, len(site.pages), built.warnings)
        if is_kept and pages is not None:
            write_kept(file, {"site": state.digest, **pages.plain()})
