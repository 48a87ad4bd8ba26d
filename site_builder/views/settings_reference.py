"""The options of the plugin as tables: from the model that reads them."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.model.explanations import explanations
from site_builder.model.fields import Fields
from site_builder.model.settings import ChangeRequired, DataSource, Policies, ResponsePolicy, Settings
from site_builder.views.cells import Code, Markup
from site_builder.views.parts import Block, Column, Narrative, Row, Subsection, Table
from site_builder.views.schema_words import type_words

_GROUPS: tuple[tuple[str, str, type[Fields]], ...] = (
    ("Options", "plugins: opsbook:", Settings),
    ("Policies", "policies:", Policies),
    ("Response policy of a severity", "policies: response: critical:", ResponsePolicy),
    ("Change required", "policies: change_required:", ChangeRequired),
    ("Data source", "sources: <name>:", DataSource),
)
_EXAMPLE = """\
```yaml
plugins:
  - opsbook:
      fiscal_year_start: 4
      custom: {initiative: {arr_impact: number, ticket: text}}
      rules:
        target-past: error
        title-internal: {severity: off, reason: Titles are words of every day here.}
      policies:
        response: {critical: {acknowledge: 15m, resolve: 4h, update: 1h}}
        launch_gates: {1: [product, docs, support, sales, legal], 2: [product, docs, support], 3: [product]}
        small_group: 5
        derivable_groups: hidden
        change_required: {paths: ["src/**", "app/**"], exempt: ["**/tests/**"]}
      sources:
        exported_nps: {engine: duckdb, path: "exports/nps/*.parquet"}
        warehouse_nps: {engine: duckdb, database: exports/warehouse.duckdb, table: feedback.nps}
        lake_nps: {engine: pyspark, table: lake.feedback.nps, master: "spark://spark.example:7077"}
```
"""


def settings_tables() -> Iterator[Block]:
    """Return an example and a table for each group of options."""
    yield Narrative(_EXAMPLE, "")
    for title, place, model in _GROUPS:
        yield Subsection(title, (_table(title, place, model),), anchor=_anchor(title))


def _table(title: str, place: str, model: type[Fields]) -> Table:
    schema = model.model_json_schema()
    said = explanations(model)
    rows = []
    for name, field in model.model_fields.items():
        default = "" if field.is_required() else _default(field.get_default(call_default_factory=True))
        words = type_words(schema["properties"][name])
        meaning = Markup(said.get(name, ""), "", inline=True)
        rows.append(
            Row((Code(name), words, Code(default) if default else None, meaning), anchor=f"{_anchor(title)}-{name}")
        )
    columns = (Column("Option"), Column("Type"), Column("Default"), Column("Meaning"))
    return Table(columns, tuple(rows), f"{title}, under {place}", f"options-{_anchor(title)}-table")


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-")


def _default(value: object) -> str:
    if value is None or value in ((), {}) or isinstance(value, Fields):
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
