"""Settings: the options of the ``opsbook`` plugin in ``mkdocs.yml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, PlainSerializer, PlainValidator, model_validator
from pydantic import WithJsonSchema as Schema
from pydantic_core import PydanticCustomError

from site_builder.model.asset_type import AssetType
from site_builder.model.diagnostic import Severity
from site_builder.model.fields import Day, Fields, RepositoryPath, Text, Truth
from site_builder.model.quick import dataclass
from site_builder.model.reads import ReadsText
from site_builder.model.suggest import did_you_mean, one_of

Audience = Literal["internal", "public"]
CustomType = Literal["number", "text", "date", "truth", "list"]
Engine = Literal["pandas", "duckdb", "polars", "pyspark"]

Line = Annotated[str, ReadsText(single_line=True)]

_DURATION = re.compile(r"(\d{1,5}) ?([mhdw])", re.ASCII)
_MINUTES = {"m": 1, "h": 60, "d": 60 * 24, "w": 60 * 24 * 7}
_FIELD_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
_TABLE_NAME = re.compile(r"[A-Za-z_]\w{0,127}(\.[A-Za-z_]\w{0,127}){0,2}", re.ASCII)
_TEXT_FILES = (".csv", ".tsv")
_SEVERITIES = ("off", *(severity.value for severity in Severity))


def parse_duration(value: object) -> timedelta:
    """Return the length of time written as ``15m``, ``4h``, ``2d`` or ``1w``; a day has 24 hours, a week seven days.

    Raises ValueError with a message for people.
    """
    match = _DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None or not int(match[1]):
        raise ValueError("must be a length of time such as 15m, 4h, 2d or 1w")
    return timedelta(minutes=int(match[1]) * _MINUTES[match[2]])


def write_duration(duration: timedelta) -> str:
    """Return a length of time in the largest unit that needs no fraction, such as ``4h``."""
    minutes = int(duration.total_seconds() // 60)
    unit = next(unit for unit in reversed(_MINUTES) if minutes % _MINUTES[unit] == 0)
    return f"{minutes // _MINUTES[unit]}{unit}"


Duration = Annotated[
    timedelta,
    PlainValidator(parse_duration),
    PlainSerializer(write_duration),
    Schema({"type": "string", "pattern": "^[0-9]{1,5} ?[mhdw]$"}),
]


def _table_name(name: str) -> str:
    if not _TABLE_NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name of a table; write table, schema.table or catalogue.schema.table")
    return name


def _between(low: int, high: int) -> Any:
    def validate(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise ValueError(f"must be a whole number from {low} to {high}")
        return value

    return validate


Month = Annotated[int, PlainValidator(_between(1, 12)), Schema({"type": "integer", "minimum": 1, "maximum": 12})]
Days = Annotated[int, PlainValidator(_between(1, 3660)), Schema({"type": "integer", "minimum": 1, "maximum": 3660})]
GroupSize = Annotated[int, PlainValidator(_between(1, 1000)), Schema({"type": "integer", "minimum": 1})]


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """What ``mkdocs.yml`` says of a rule: another severity, or off; and why."""

    severity: Severity | None = None
    off: bool = False
    reason: str = ""


def _rule_setting(value: object) -> RuleSetting:
    if isinstance(value, RuleSetting):
        return value
    severity, reason = value, ""
    if isinstance(value, Mapping):
        unknown = [str(key) for key in value if key not in ("severity", "reason")]
        if unknown or "severity" not in value:
            raise ValueError(f"must be {one_of(_SEVERITIES)}, or a mapping of severity and reason")
        severity, reason = value["severity"], value.get("reason", "")
        if not isinstance(reason, str):
            raise ValueError("the reason must be text")
    if severity not in _SEVERITIES:
        suggestion = did_you_mean(severity, _SEVERITIES) if isinstance(severity, str) else ""
        raise ValueError(f"must be {one_of(_SEVERITIES)}{'; ' + suggestion if suggestion else ''}")
    if severity == "off":
        return RuleSetting(off=True, reason=reason.strip())
    return RuleSetting(Severity(str(severity)), reason=reason.strip())


def _rule_text(setting: RuleSetting) -> dict[str, str]:
    severity = "off" if setting.off else str(setting.severity)
    return {"severity": severity, "reason": setting.reason} if setting.reason else {"severity": severity}


RuleOption = Annotated[
    RuleSetting,
    PlainValidator(_rule_setting),
    PlainSerializer(_rule_text),
    Schema({"anyOf": [{"enum": list(_SEVERITIES)}, {"type": "object"}]}),
]


class ResponsePolicy(Fields):
    """How soon an escalation of one severity must be answered. What is left out is not promised."""

    acknowledge: Duration | None = None
    """From detection to the first acknowledgement."""
    resolve: Duration | None = None
    """From detection to the resolution."""
    update: Duration | None = None
    """Between two updates while it is open."""


class ChangeRequired(Fields):
    """Which files must not be touched without a change that tells customers: held by ``opsbook check --base``."""

    paths: tuple[RepositoryPath, ...] = ()
    """Files that make the product, such as `src/**`, from the top of the repository; `**` spans folders."""
    exempt: tuple[RepositoryPath, ...] = ()
    """Files among them that customers never notice, such as `**/tests/**`."""


class Policies(Fields):
    """What the organisation promises itself."""

    response: dict[Literal["critical", "high", "medium", "low"], ResponsePolicy] = Field(default_factory=dict)
    """How soon escalations are answered, by severity."""
    launch_gates: dict[Literal[1, 2, 3], tuple[Text, ...]] = Field(default_factory=dict)
    """Names of the gates that a launch must pass, by tier."""
    verify_every: dict[AssetType, Days] = Field(default_factory=dict)
    """Days after which an asset must be verified again, by type."""
    single_tool_categories: tuple[Text, ...] = ()
    """Categories in which only one tool may be adopted."""
    small_group: GroupSize = 5
    """Groups of fewer respondents than this are not shown."""
    derivable_groups: Literal["shown", "hidden"] = "shown"
    """Whether groups are hidden as well from which, with their total, one that is not shown could be worked out."""
    show_unreleased: Truth = False
    """Whether the public audience sees changes that are not released yet."""
    change_required: ChangeRequired = ChangeRequired()
    """Which files must not be touched without a change that tells customers."""


class DataSource(Fields):
    """Data outside the records that a survey or a metric may name: which engine reads which files, or which table."""

    engine: Engine = "pandas"
    """What reads it: `pandas`, or what an extra of opsbook brings: `polars`, `duckdb`, `pyspark`."""
    path: RepositoryPath | None = None
    """CSV, TSV or Parquet files: a path or a glob, relative to the root, such as `exports/nps/*.parquet`."""
    table: Annotated[Text, AfterValidator(_table_name)] | None = None
    """Instead of files, a table: of the `database` of DuckDB, or of Spark's catalogue, such as `lake.feedback.nps`."""
    database: RepositoryPath | None = None
    """For DuckDB: the database file that has the table, relative to the root. It is opened for reading only."""
    master: Text | None = None
    """For PySpark: the address of the cluster, such as `spark://host:7077`, `yarn`, `k8s://https://host:6443`, a Spark
    Connect server such as `sc://host:15002`, or `local[4]`. Without it Spark's own configuration counts, else
    `local[*]`. A session that runs already, as in a notebook, is used as it is."""
    options: dict[str, Text] = Field(default_factory=dict)
    """Options of the engine, as text: of DuckDB such as `memory_limit: 2GB`, of Spark such as
    `spark.executor.memory: 4g`."""

    @model_validator(mode="after")
    def _fits_together(self) -> DataSource:
        if self.table is None and self.path is None:
            raise PydanticCustomError("missing_option", "path")
        if self.table is not None and self.engine == "duckdb" and self.database is None:
            raise PydanticCustomError("missing_option", "database")
        wrong = _misplaced(self)
        if wrong:
            raise ValueError(wrong)
        return self

    @property
    def text_files(self) -> bool:
        """Whether it is CSV or TSV files."""
        return self.path is not None and self.path.lower().endswith(_TEXT_FILES)


def _misplaced(source: DataSource) -> str:
    """Return which option does not belong to the others; empty where all do."""
    if source.table is not None and source.path is not None:
        return "a source is files or a table; leave path or table out"
    if source.table is not None and source.engine not in ("duckdb", "pyspark"):
        return f"{source.engine} reads files only; tables need the engine duckdb or pyspark"
    if source.path is not None and not source.path.lower().endswith((*_TEXT_FILES, ".parquet")):
        return f"{source.path!r} is no CSV, TSV or Parquet file; end the path with .csv, .tsv or .parquet"
    for option, engine in (("database", "duckdb"), ("master", "pyspark")):
        if getattr(source, option) is not None and source.engine != engine:
            return f"{option} is for the engine {engine}; leave it out"
    if source.options and source.engine in ("pandas", "polars"):
        return f"{source.engine} takes no options; leave them out"
    return ""


def _distinct(folders: dict[str, str]) -> dict[str, str]:
    cleaned = {kind: folder.strip("/") for kind, folder in folders.items()}
    owners: dict[str, str] = {}
    for kind, folder in cleaned.items():
        if folder in ("", "."):
            raise ValueError(f"the folder of {kind} must not be the root itself")
        other = owners.setdefault(folder, kind)
        if other != kind:
            raise ValueError(f"{other} and {kind} have the same folder {folder!r}; the folder decides the kind")
    return cleaned


def _named(types: dict[str, dict[str, CustomType]]) -> dict[str, dict[str, CustomType]]:
    for kind, fields in types.items():
        for name in fields:
            if not _FIELD_NAME.fullmatch(name):
                raise ValueError(f"{name!r} of {kind} is no name of a field: a letter, then a-z, 0-9 and _")
    return types


class Settings(Fields):
    """All options, each with its default."""

    audience: Audience = "internal"
    """Who the site is for."""
    public_name: Line | None = None
    """What the public site is called, where that is not the name of the handbook."""
    public_description: Line | None = None
    """What search engines say of the public site, where that is not the description of the handbook."""
    as_of: Day | None = None
    """The date that "today" means in a build; for data that is a frozen example."""
    fiscal_year_start: Month = 1
    """The month in which the fiscal year begins, 1 to 12. Its quarters are named `FY2027-Q1`, by its last year."""
    folders: Annotated[dict[str, RepositoryPath], AfterValidator(_distinct)] = Field(default_factory=dict)
    """Folders of kinds that are not where they are by default."""
    custom: Annotated[dict[str, dict[str, CustomType]], AfterValidator(_named)] = Field(default_factory=dict)
    """The organisation's own fields: kind, name of the field, type."""
    rules: dict[str, RuleOption] = Field(default_factory=dict)
    """Severities of rules that are not the default ones, by code."""
    policies: Policies = Policies()
    """What the organisation promises itself."""
    components: tuple[Text, ...] = ()
    """Names of the product's parts; when given, others are an error."""
    sources: dict[str, DataSource] = Field(default_factory=dict)
    """Data that an engine reads, by the name that records use."""
