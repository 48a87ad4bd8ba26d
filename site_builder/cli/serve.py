"""``opsbook serve``: a live preview."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path
from typing import Any, Final

import click

from site_builder.cli.exits import FINDINGS, EnvironmentFault
from site_builder.cli.project import as_of_option, cache_option, config_option, existing

_PORT: Final = re.compile(r"[0-9]{1,5}")
_LAST_PORT: Final = 65_535


class AddressType(click.ParamType[str]):
    """A host and a port on the command line, written HOST:PORT."""

    name = "host:port"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the address as it is written; one that is none is a usage error."""
        host, colon, port = str(value).rpartition(":")
        if not host or not colon or not _PORT.fullmatch(port) or int(port) > _LAST_PORT:
            self.fail(f"{value!r} is no host and port; write them as 127.0.0.1:8000", param, ctx)
        return str(value)


@click.command("serve", short_help="Preview the site and rebuild it as you edit.")
@config_option
@as_of_option
@cache_option
@click.option(
    "--address",
    type=AddressType(),
    help="Host and port.  [default: 127.0.0.1:8000, or dev_addr of mkdocs.yml]",
)
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
    except (OSError, OverflowError) as fault:  # dev_addr of mkdocs.yml may name a port that is none
        raise EnvironmentFault(f"cannot serve: {getattr(fault, 'strerror', None) or fault}") from fault
