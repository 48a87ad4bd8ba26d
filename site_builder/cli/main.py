"""The group of commands. A command's module is imported only when the command is called or its help is asked for."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import Any, NoReturn

import click

from site_builder import __version__
from site_builder.cli.exits import ENVIRONMENT, FINDINGS, INTERRUPTED, EnvironmentFault
from site_builder.load.source import SourceError
from site_builder.model.faults import PackFault

_COMMANDS = {
    "init": "Make a new handbook that builds at once.",
    "check": "Report everything that is wrong, in one run.",
    "build": "Build the site.",
    "serve": "Preview the site and rebuild it as you edit.",
    "new": "Write a new record with every field explained.",
    "set": "Change fields of a record and nothing else in its file.",
    "rename": "Give a record another id, and every reference to it.",
    "import": "Turn what other tools export into records.",
    "metrics": "Print the numbers without the site.",
    "diff": "Say what a change means.",
    "release": "Show what the next release would say, or cut it.",
    "schema": "Print or write the JSON Schema of the kinds.",
    "owners": "Print or write a CODEOWNERS file made from the owners of the records.",
    "publish": "Add the built site to a tree of versions.",
    "export": "Write the pages as Markdown for another generator.",
    "cache": "Show what earlier runs kept, or clear it.",
}

_MODULES = {"import": "importing"}
"""Modules of commands whose names are words of Python."""


class _OutputClosed(Exception):
    """Nobody reads any more what is printed, such as ``head`` that has seen enough."""


@contextmanager
def _output_closed_is_no_finding() -> Iterator[None]:
    """Keep a closed pipe from click, which would end with the exit code of findings."""
    try:
        yield
    except BrokenPipeError as fault:
        raise _OutputClosed from fault


class LazyGroup(click.Group):
    """A group whose commands live in modules of the same name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order in which one meets them."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, importing its module; None for an unknown one."""
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"site_builder.cli.{_MODULES.get(cmd_name, cmd_name)}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Call the command. One that is interrupted has found nothing, so its exit code is not that of findings."""
        try:
            with _output_closed_is_no_finding():
                return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("opsbook: interrupted", err=True)
            ctx.exit(INTERRUPTED)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Return the context of a call; help is printed meanwhile."""
        with _output_closed_is_no_finding():
            return super().make_context(info_name, args, parent, **extra)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is called; a name that is none gets a suggestion."""
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            from site_builder.model.suggest import did_you_mean

            hint = did_you_mean(args[0], _COMMANDS) or "see opsbook --help"
            ctx.fail(f"there is no command {args[0]!r}; {hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="opsbook")
def group() -> None:
    """opsbook turns a git repository of YAML and Markdown into a product-operations handbook.

    Exit codes: 0 clean, 1 findings, 2 usage, 3 environment, 130 interrupted.
    """


_OBJECTS_BETWEEN_COLLECTIONS = 2_000_000


def run() -> NoReturn:
    """Run the command line and end the process at once: to give memory back piece by piece takes seconds."""
    code: object = 0
    try:
        main()
    except SystemExit as end:
        code = end.code
    # A stream that was closed before the start is None.
    for stream in filter(None, (sys.stdout, sys.stderr)):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code if isinstance(code, int) else 0 if code is None else FINDINGS)


def main() -> None:
    """Run the command line; what the environment lacks is said in a sentence and exits with 3."""
    # Records live until the end: looking for circles among them again and again would cost a third of the time.
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, 50, 1000)
    try:
        group()
    except (EnvironmentFault, PackFault, SourceError) as fault:
        _end(str(fault))
    except _OutputClosed:
        sys.exit(ENVIRONMENT)
    except OSError as fault:
        # Only what is written to a stream that is open already has no name: what a command prints.
        where = f"{fault.filename}:" if fault.filename else "the output cannot be written:"
        _end(f"{where} {fault.strerror or fault}")


def _end(said: str) -> NoReturn:
    # Where standard error is closed as well, nobody is left to be told.
    with suppress(OSError):
        click.echo(f"opsbook: {said}", err=True)
    sys.exit(ENVIRONMENT)
