"""What ``opsbook build`` refuses to do, whatever the handbook says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.build_order import Order
from site_builder.cli.exits import EnvironmentFault

if TYPE_CHECKING:
    from site_builder.pipeline.inputs import Inputs
    from site_builder.pipeline.site import Site


def check_place(target: Path, order: Order, inputs: Inputs) -> None:
    """Raise a usage error where the site would take the place of something that nobody has built."""
    from site_builder.pipeline.inputs import folders_needed
    from site_builder.publish.place import UnfitPlace, check_site_place

    root = order.config_file.parent
    try:
        check_site_place(target, root, folders_needed(root, inputs.configuration))
    except UnfitPlace as problem:
        asked = "--site-dir" if order.site_dir else "site_dir of mkdocs.yml"
        raise click.UsageError(f"{problem}; let {asked} name a new folder, nothing was written") from problem
    except OSError as fault:
        raise EnvironmentFault(f"cannot read {target}: {fault.strerror}") from fault


def check_baseline(order: Order, site: Site) -> None:
    """Raise a usage error where the baseline is a period that is still to come; say where no commit tells of it."""
    if not order.baseline:
        return
    from site_builder.history.baseline import period_of

    period, history = period_of(order.baseline), site.shown.measures.context.history
    if period is not None and period.first_day > site.as_of:
        raise click.UsageError(f"--baseline {order.baseline} begins after {site.as_of}, which is today for this build")
    if period is not None and history.timelines.reason:
        click.echo(f"opsbook: the roadmap has no baseline {order.baseline}: {history.timelines.reason}", err=True)
