"""``opsbook metrics``: the numbers without the site."""

from __future__ import annotations

import csv
import io
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.cli.project import as_of_option, cache_option, config_option, open_handbook, tell_errors

if TYPE_CHECKING:
    from site_builder.model.metric import MetricResult


@click.command("metrics", short_help="Print the numbers without the site.")
@click.argument("name", required=False)
@config_option
@as_of_option
@cache_option
@click.option("--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True)
def command(name: str | None, config_file: Path, as_of: date | None, form: str) -> None:
    """Print every metric result, or those of the metric NAME."""
    from site_builder.measure.base import all_metrics
    from site_builder.model.suggest import did_you_mean
    from site_builder.pipeline import check

    metrics = all_metrics()
    if name is not None and name not in metrics:
        hint = did_you_mean(name, metrics) or f"metrics are {', '.join(metrics)}"
        raise click.UsageError(f"there is no metric {name!r}; {hint}")
    checked = check(open_handbook(config_file, as_of))
    tell_errors(checked)
    results = [result for each in ([name] if name else metrics) for result in checked.measures.results(each)]
    if form == "json":
        from site_builder.export.metric_results import as_plain

        click.echo(json.dumps([as_plain(result) for result in results], indent=2, ensure_ascii=False, allow_nan=False))
    elif form == "csv":
        click.echo(_csv(results), nl=False)
    else:
        _print_table(results)


def _csv(results: list[MetricResult]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["name", "dimensions", "value", "unit", "n", "low", "high", "suppressed", "reason", "as_of"])
    for result in results:
        interval = result.interval
        writer.writerow(
            [
                result.name,
                _dimensions(result),
                "" if result.value is None else repr(float(result.value)),
                result.unit,
                result.n,
                interval.low if interval else "",
                interval.high if interval else "",
                "true" if result.suppressed else "false",
                result.reason,
                result.as_of.isoformat(),
            ]
        )
    return out.getvalue()


def _print_table(results: list[MetricResult]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False, width=None if sys.stdout.isatty() else 160)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in ("metric", "for"):
        table.add_column(head)
    for head in ("value", "95 % interval", "n"):
        table.add_column(head, justify="right")
    table.add_column("unit")
    for result in results:
        interval = f"{_number(result.interval.low, 4)} to {_number(result.interval.high, 4)}" if result.interval else ""
        value = _number(result.value, 6) if result.value is not None else "–"
        note = "suppressed" if result.suppressed else result.reason if result.value is None else ""
        unit = f"{result.unit} ({note})" if note else result.unit
        table.add_row(result.name, _escape(_dimensions(result)), value, interval, f"{result.n:,}", _escape(unit))
    console.print(table)


def _number(value: float, digits: int) -> str:
    """Return a number with so many significant digits, a larger one whole: never as a power of ten."""
    return f"{value:,.0f}" if abs(value) >= 10**digits else f"{value:,.{digits}g}"


def _dimensions(result: MetricResult) -> str:
    return ", ".join(f"{key}={value or '(blank)'}" for key, value in result.dimensions.items())


def _escape(text: str) -> str:
    from rich.markup import escape

    return escape(text)
