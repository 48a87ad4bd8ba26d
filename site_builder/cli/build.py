"""``opsbook build``: the site, swapped into its place when it is whole."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click

from site_builder.cli.check import outcome_of, print_text
from site_builder.cli.exits import FINDINGS, EnvironmentFault
from site_builder.cli.project import as_of_option, cache_option, choose_date, config_option, existing, open_handbook

_PUBLIC = "site-public"

if TYPE_CHECKING:
    from site_builder.model.settings import Audience
    from site_builder.model.timings import Timings
    from site_builder.pipeline.site import Site
    from site_builder.render.drawing_ahead import DrawingAhead
    from site_builder.report.kept_site import Known, SiteRecorder


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to be built, as it was asked for. ``config_file`` is absolute; ``kept`` says where the build is kept."""

    config_file: Path
    as_of: date | None
    audience: Audience | None
    site_dir: Path | None
    baseline: str
    strict: bool
    allow_errors: bool
    kept: Path | None

    @property
    def asked(self) -> tuple[str, ...]:
        """What a kept site must have been asked for to be this one, the day excepted."""
        return str(self.site_dir or ""), str(self.strict), str(self.allow_errors)


@click.command("build", short_help="Build the site.")
@config_option
@as_of_option
@cache_option
@click.option(
    "--audience",
    type=click.Choice(["internal", "public"]),
    help="Who the site is for.  [default: what mkdocs.yml says, or internal]",
)
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the site goes.  [default: site_dir of mkdocs.yml; of the public site, site-public]",
)
@click.option(
    "--baseline",
    metavar="TAG",
    default="",
    help="A tag or period (2026-Q1) whose targets the roadmap shows as ghosts.  [default: first promises]",
)
@click.option("--strict", is_flag=True, help="Stop at warnings, too.")
@click.option("--allow-errors", is_flag=True, help="Build a draft that says on every page that it has errors.")
@click.option("--timings", is_flag=True, help="Print how long each stage took.")
def command(
    config_file: Path,
    as_of: date | None,
    audience: Audience | None,
    site_dir: Path | None,
    baseline: str,
    strict: bool,
    allow_errors: bool,
    timings: bool,
) -> None:
    """Check the handbook and build its site. Where there are errors, the old site stays and the exit code is 1.

    The public site is made of what is marked public and of nothing else; the whole handbook is checked all the same.
    """
    from site_builder.load.kept_file import cache_folder

    started = perf_counter()
    file = existing(config_file)
    folder = cache_folder(file.parent, os.environ)
    # A revision that a baseline names may be another one tomorrow.
    kept = folder / f"site-{audience or 'configured'}.json" if folder and not baseline else None
    target = site_dir.absolute() if site_dir else None
    order = _Order(file, as_of, audience, target, baseline, strict, allow_errors, kept)
    known = _known(order)
    if known is not None:
        print_text(known.outcome, quiet=True, err=True)
        for line in known.warnings:
            click.echo(line, err=True)
        click.echo(f"nothing has changed: {known.pages:,} pages ({perf_counter() - started:.1f} s)", err=True)
        return
    _run(order, started, timings=timings)


def _known(order: _Order) -> Known | None:
    """Return what the build would come to again; None where it has to be run."""
    from site_builder.report.kept_site import kept_site

    kept = kept_site(order.config_file, order.kept) if order.kept else None
    return kept.known(order.asked, lambda configured: choose_date(order.as_of, configured)) if kept else None


def _run(order: _Order, started: float, *, timings: bool) -> None:
    from site_builder.model.diagnostic import Severity, worst
    from site_builder.model.timings import Timings
    from site_builder.pipeline.audience import inputs_for
    from site_builder.pipeline.repeatable import is_repeatable
    from site_builder.pipeline.site import build_site
    from site_builder.report.kept_site import record_site

    measured = Timings()
    ahead = _drawing_ahead(order)
    recorder = record_site(order.config_file, order.kept, order.asked) if order.kept else None
    source = recorder.recorder.source if recorder else None
    inputs = inputs_for(open_handbook(order.config_file, order.as_of, order.baseline, source), order.audience)
    is_public = inputs.configuration.settings.audience == "public"
    if is_public and order.allow_errors:
        raise click.UsageError("a draft with errors is never public; leave --allow-errors out, or --audience public")
    site = build_site(inputs, measured, ahead)
    outcome = outcome_of(site.checked, inputs)
    print_text(outcome, quiet=True, err=True)
    gravest, strict = worst(site.diagnostics), order.strict
    if (gravest is Severity.ERROR and not order.allow_errors) or (
        gravest in (Severity.ERROR, Severity.WARNING) and strict
    ):
        click.echo("opsbook: nothing was built; the old site stays", err=True)
        sys.exit(FINDINGS)
    named = _PUBLIC if is_public else inputs.configuration.site_dir
    target = order.site_dir or order.config_file.parent / named

    def keep(built: Path, warned: Sequence[str]) -> None:
        if recorder is not None and is_repeatable(inputs, site.checked):
            recorder.keep(outcome, inputs.configuration.settings.as_of, built, target, len(site.pages), warned)

    _build(order, target, site, measured, recorder, keep)
    click.echo(f"{len(site.pages):,} pages in {target} ({perf_counter() - started:.1f} s)", err=True)
    if timings:
        for stage, seconds in measured.seconds.items():
            click.echo(f"{stage:>10}  {seconds:8.3f} s", err=True)


def _drawing_ahead(order: _Order) -> DrawingAhead | None:
    """Begin to draw, where no chart has been kept: what draws takes its time to start, and another core is idle."""
    from site_builder.load.kept_file import cache_folder
    from site_builder.render.chart_store import FOLDER
    from site_builder.render.drawing_ahead import draw_ahead

    cache = cache_folder(order.config_file.parent, os.environ)
    return None if cache is not None and (cache / FOLDER).is_dir() else draw_ahead()


def _build(
    order: _Order,
    target: Path,
    site: Site,
    measured: Timings,
    recorder: SiteRecorder | None,
    keep: Callable[[Path, Sequence[str]], None],
) -> None:
    """Build the site and put it in its place; before that ``keep`` is told of its folder and of what MkDocs warned."""
    from site_builder.publish.swap import build_directory, recover, swap_in

    try:
        from mkdocs_opsbook.command import BuildFailed, build
        from mkdocs_opsbook.request import Request
    except ImportError as missing:
        raise EnvironmentFault(f"building needs MkDocs, which is not installed ({missing})") from missing
    request = Request(site.as_of, site.audience, allow_errors=True, site=site)
    about_to_read = recorder.read_all if recorder else None
    try:
        recover(target)
        with build_directory(target) as built:
            with measured.stage("render"):
                warned = build(order.config_file, built, request, strict=order.strict, about_to_read=about_to_read)
            with measured.stage("publish"):
                # What is kept lies until the site is in its place: it is not believed.
                keep(built, warned)
                swap_in(built, target)
    except BuildFailed as stop:
        click.echo(f"opsbook: {stop}; nothing was built, the old site stays", err=True)
        sys.exit(FINDINGS)
    except OSError as fault:
        raise EnvironmentFault(f"cannot write {target}: {fault.strerror}") from fault
