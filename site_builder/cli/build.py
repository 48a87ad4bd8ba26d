"""``opsbook build``: the site, swapped into its place when it is whole."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click

from site_builder.cli.build_order import Order
from site_builder.cli.building import run
from site_builder.cli.check import print_text
from site_builder.cli.project import PlaceType, as_of_option, cache_option, choose_date, config_option, existing
from site_builder.model.timings import Timings

if TYPE_CHECKING:
    from site_builder.model.settings import Audience
    from site_builder.report.kept_site import SiteSince


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
    type=PlaceType(file_okay=False),
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
    order = Order(file, as_of, audience, target, baseline, strict, allow_errors, kept)
    since = _since(order)
    if since is not None and since.known is not None:
        print_text(since.known.outcome, quiet=True, err=True)
        for _, line in since.warnings:
            click.echo(line, err=True)
        click.echo(f"nothing has changed: {since.known.pages:,} pages ({perf_counter() - started:.1f} s)", err=True)
        return
    measured = Timings()
    said = run(order, since, measured)
    click.echo(f"{said} ({perf_counter() - started:.1f} s)", err=True)
    if timings:
        for stage, seconds in measured.seconds.items():
            click.echo(f"{stage:>10}  {seconds:8.3f} s", err=True)


def _since(order: Order) -> SiteSince | None:
    """Return what has changed since the last build; None where nobody knows."""
    from site_builder.publish.swap import recover
    from site_builder.report.kept_site import kept_site

    kept = kept_site(order.config_file, order.kept) if order.kept else None
    if kept is not None and kept.site is not None:
        with suppress(OSError):
            # What a killed build had decided of the site is done before anybody looks at it.
            recover(kept.site)
    return kept.since(order.asked, lambda configured: choose_date(order.as_of, configured)) if kept else None
