"""``opsbook schema``: JSON Schema of the kinds."""

from __future__ import annotations

import json
from pathlib import Path

import click

from site_builder.cli.exits import EnvironmentFault


@click.command("schema", short_help="Print or write the JSON Schema of the kinds.")
@click.argument("kind", required=False)
@click.option(
    "--write", type=click.Path(path_type=Path, file_okay=False), help="Write <kind>.schema.json files to a folder."
)
def command(kind: str | None, write: Path | None) -> None:
    """Print the JSON Schema (2020-12) of KIND, or of all kinds as one object."""
    from site_builder.kinds import all_kinds
    from site_builder.model.suggest import did_you_mean
    from site_builder.validate.schema import schema_of

    kinds = all_kinds()
    if kind is not None and kind not in kinds:
        hint = did_you_mean(kind, kinds) or f"kinds are {', '.join(kinds)}"
        raise click.UsageError(f"there is no kind {kind!r}; {hint}")
    schemas = {name: schema_of(kinds[name]) for name in ([kind] if kind else kinds)}
    if write is None:
        click.echo(json.dumps(schemas[kind] if kind else schemas, indent=2, ensure_ascii=False))
        return
    try:
        write.mkdir(parents=True, exist_ok=True)
        for name, schema in schemas.items():
            text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
            (write / f"{name}.schema.json").write_text(text, encoding="utf-8", newline="\n")
    except OSError as fault:
        raise EnvironmentFault(f"cannot write to {write}: {fault.strerror}") from fault
    click.echo(f"{len(schemas)} schemas written to {write}", err=True)
