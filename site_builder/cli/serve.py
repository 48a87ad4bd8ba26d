"""``opsbook serve``: a live preview."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from site_builder.cli.exits import FINDINGS, EnvironmentFault
from site_builder.cli.project import as_of_option, cache_option, config_option, existing


@click.command("serve", short_help="Preview the site and rebuild it as you edit.")
@config_option
@as_of_option
@cache_option
@click.option("--address", help="Host and port.  [default: 127.0.0.1:8000, or dev_addr of mkdocs.yml]")
def command(config_file: Path, as_of: date | None, address: str | None) -> None:
    """Serve the site on this machine and rebuild it when a record or a page changes.

    Findings are printed; while there are errors, every page says so at its top.
    """
    path = existing(config_file)
    try:
        from mkdocs_opsbook.command import BuildFailed, serve
        from mkdocs_opsbook.request import Request
    except ImportError as missing:
        raise EnvironmentFault(f"serving needs MkDocs, which is not installed ({missing})") from missing
    try:
        serve(path, address, Request(as_of=as_of, allow_errors=True))
    except BuildFailed as stop:
        click.echo(f"opsbook: {stop}", err=True)
        sys.exit(FINDINGS)
    except OSError as fault:
        raise EnvironmentFault(f"cannot serve: {fault.strerror or fault}") from fault
