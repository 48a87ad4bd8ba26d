"""What is asked of an import on the command line: formats are listed and explained, options become a wish."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

if TYPE_CHECKING:
    from site_builder.importers.base import Importer, Wish
    from site_builder.model.settings import CustomType

N = TypeVar("N", bound=str | tuple[str, str])

_OPTIONS: Final = {
    "kind": "--kind",
    "columns": "--map",
    "values": "--value",
    "where": "--where",
    "date_format": "--date-format",
    "timezone": "--timezone",
    "delimiter": "--delimiter",
    "skip_rows": "--skip-rows",
    "encoding": "--encoding",
}
"""Fields of a wish, and the options that fill them."""


def list_formats() -> None:
    """Print the formats, and what each of them is."""
    from site_builder.importers.base import all_importers

    formatter = click.HelpFormatter(width=100)
    formatter.write_usage("opsbook", "import FORMAT PATH [OPTIONS]")
    with formatter.section("Formats"):
        formatter.write_dl([(name, importer.summary) for name, importer in all_importers().items()])
    click.echo(formatter.getvalue(), nl=False)
    click.echo("\nopsbook import FORMAT explains one, opsbook import --help the options.")


def importer_named(name: str) -> Importer:
    """Return the importer of a format; another name is a usage error."""
    from site_builder.importers.base import all_importers
    from site_builder.model.suggest import did_you_mean

    importers = all_importers()
    if name not in importers:
        hint = did_you_mean(name, importers) or f"formats are {', '.join(importers)}"
        raise click.UsageError(f"there is no format {name!r}; {hint}")
    return importers[name]


def explain(importer: Importer) -> None:
    """Print what a format is, an example, and the options that matter to it."""
    formatter = click.HelpFormatter(width=100)
    formatter.write_heading(f"{importer.name}: {importer.summary}")
    formatter.write_paragraph()
    formatter.write_text(importer.help)
    with formatter.section("Example"):
        formatter.write_text(f"opsbook import {importer.example}")
    heeded = [option for name, option in _OPTIONS.items() if name in importer.options]
    with formatter.section("Heeds"):
        formatter.write_text(", ".join([*heeded, "--set", "--update", "--dry-run"]))
    click.echo(formatter.getvalue(), nl=False)


def wish_of(
    importer: Importer,
    custom: Mapping[str, Mapping[str, CustomType]],
    roles: frozenset[str],
    options: Mapping[str, Any],
) -> Wish:
    """Return what the options of a call ask for. One that the importer does not heed is a usage error."""
    from site_builder.importers.base import Wish

    given: dict[str, Any] = {
        **options,
        "columns": _each_once("--map", (_pair(text, "--map", "title=Subject") for text in options["columns"])),
        "values": _each_once("--value", (_value(text) for text in options["values"])),
        "where": tuple(_pair(text, "--where", "Type=Epic") for text in options["where"]),
        "fixed": _each_once("--set", (_pair(text, "--set", "owner=@support") for text in options["fixed"])),
    }
    asked = {name: value for name, value in given.items() if value}
    for name in asked:
        if name in _OPTIONS and name not in importer.options:
            raise click.UsageError(
                f"{importer.name} has no use for {_OPTIONS[name]}; see opsbook import {importer.name}"
            )
    delimiter = asked.get("delimiter", ",")
    if len(delimiter) != 1 or delimiter in '"\r\n':
        raise click.UsageError("--delimiter is one sign, such as ';'")
    _require_date_format(asked.get("date_format", ""))
    return Wish(**asked, custom=custom, roles=roles)


def _each_once(option: str, pairs: Iterable[tuple[N, str]]) -> dict[N, str]:
    found: dict[N, str] = {}
    for name, value in pairs:
        if name in found:
            shown = ":".join((name,) if isinstance(name, str) else name)
            raise click.UsageError(f"{option} {shown} is given twice: {found[name]!r} and {value!r}")
        found[name] = value
    return found


def _require_date_format(written: str) -> None:
    from site_builder.validate.response_day import format_fault

    problem = format_fault(written or None)
    if problem:
        raise click.UsageError(f"{problem}; write --date-format %Y-%m-%d or '%d/%m/%Y %H:%M'")


def _pair(text: str, option: str, example: str) -> tuple[str, str]:
    _require_text(option, text)
    name, sign, rest = text.partition("=")
    if not sign or not name.strip():
        raise click.UsageError(f"{option} {text!r} is not understood; write {option} {example}")
    return name.strip(), rest.strip()


def _require_text(option: str, text: str) -> None:
    from site_builder.load.text import UNWRITABLE

    if UNWRITABLE.search(text):
        raise click.UsageError(
            f"{option} {text!r}: control characters and bytes that are not UTF-8 are not allowed in a record"
        )


def _value(text: str) -> tuple[tuple[str, str], str]:
    _require_text("--value", text)
    left, sign, ours = text.rpartition("=")
    name, colon, theirs = left.partition(":")
    if not sign or not colon or not name.strip():
        raise click.UsageError(f"--value {text!r} is not understood; write --value 'status:Open=new'")
    return (name.strip(), theirs.strip().casefold()), ours.strip()
