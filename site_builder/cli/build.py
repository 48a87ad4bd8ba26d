"""``opsbook build``: the site, swapped into its place when it is whole."""

from __future__ import annotations

import shutil
import sys
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click

from site_builder.cli.check import outcome_of, print_text
from site_builder.cli.exits import FINDINGS, EnvironmentFault
from site_builder.cli.project import as_of_option, cache_option, config_option, open_handbook

_PUBLIC = "site-public"

if TYPE_CHECKING:
    from site_builder.model.settings import Audience
    from site_builder.model.timings import Timings
    from site_builder.pipeline.site import Site


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
    from site_builder.model.diagnostic import Severity, worst
    from site_builder.model.timings import Timings
    from site_builder.pipeline.audience import inputs_for
    from site_builder.pipeline.site import build_site

    started = perf_counter()
    measured = Timings()
    inputs = inputs_for(open_handbook(config_file, as_of, baseline), audience)
    is_public = inputs.configuration.settings.audience == "public"
    if is_public and allow_errors:
        raise click.UsageError("a draft with errors is never public; leave --allow-errors out, or --audience public")
    site = build_site(inputs, measured)
    print_text(outcome_of(site.checked, inputs), quiet=True, err=True)
    gravest = worst(site.diagnostics)
    if (gravest is Severity.ERROR and not allow_errors) or (gravest in (Severity.ERROR, Severity.WARNING) and strict):
        click.echo("opsbook: nothing was built; the old site stays", err=True)
        sys.exit(FINDINGS)
    named = _PUBLIC if is_public else inputs.configuration.site_dir
    target = site_dir.absolute() if site_dir else config_file.absolute().parent / named
    _build(config_file.absolute(), target, site, measured, strict=strict)
    click.echo(f"{len(site.pages):,} pages in {target} ({perf_counter() - started:.1f} s)", err=True)
    if timings:
        for stage, seconds in measured.seconds.items():
            click.echo(f"{stage:>10}  {seconds:8.3f} s", err=True)


def _build(config_file: Path, target: Path, site: Site, measured: Timings, *, strict: bool) -> None:
    from site_builder.publish.swap import new_build_directory, recover, swap_in

    try:
        from mkdocs_opsbook.command import BuildFailed, build
        from mkdocs_opsbook.request import Request
    except ImportError as missing:
        raise EnvironmentFault(f"building needs MkDocs, which is not installed ({missing})") from missing
    try:
        recover(target)
        built = new_build_directory(target)
    except OSError as fault:
        raise EnvironmentFault(f"cannot write beside {target}: {fault.strerror}") from fault
    try:
        with measured.stage("render"):
            build(config_file, built, Request(site.as_of, site.audience, allow_errors=True, site=site), strict=strict)
        with measured.stage("publish"):
            swap_in(built, target)
    except BuildFailed as stop:
        click.echo(f"opsbook: {stop}; nothing was built, the old site stays", err=True)
        sys.exit(FINDINGS)
    except OSError as fault:
        raise EnvironmentFault(f"cannot write {target}: {fault.strerror}") from fault
    finally:
        shutil.rmtree(built, ignore_errors=True)
