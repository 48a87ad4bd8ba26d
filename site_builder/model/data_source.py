"""Where the data of a record come from: files of the repository, or a source that mkdocs.yml names."""

from __future__ import annotations

import re
from typing import Annotated

from site_builder.model.fields import PATH_SCHEMA, repository_path
from site_builder.model.quick import dataclass
from site_builder.model.reads import Reads

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_METRIC_NAME = re.compile(r"[a-z][a-z0-9-]*")
_COMPUTED = "computed:"


@dataclass(frozen=True, slots=True)
class DataSource:
    """Exactly one of the three: a path or glob of CSV or TSV files, a source of mkdocs.yml, or a metric's name."""

    files: str = ""
    named: str = ""
    computed: str = ""

    def __str__(self) -> str:
        return self.files or self.named or f"{_COMPUTED} {self.computed}"


def _data_source(value: object) -> DataSource:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(
            "must be one path or name; write the path of a CSV or TSV file, a pattern, or a source of mkdocs.yml"
        )
    text = value.strip()
    if _NAME.fullmatch(text):
        return DataSource(named=text)
    path = repository_path(text)
    if not path.lower().endswith((".csv", ".tsv")):
        raise ValueError(
            f"{text!r} is not a CSV or TSV file; declare other data under sources in mkdocs.yml and write its name here"
        )
    return DataSource(files=path)


def _observations(value: object) -> DataSource:
    if isinstance(value, dict):
        if set(value) != {"computed"}:
            raise ValueError("must be a path, a name, or computed: a metric; write {computed: nps}")
        return _computed(value["computed"])
    if isinstance(value, str) and value.strip().startswith(_COMPUTED):
        return _computed(value.strip().removeprefix(_COMPUTED).strip())
    return _data_source(value)


def _computed(name: object) -> DataSource:
    if not isinstance(name, str) or not _METRIC_NAME.fullmatch(name):
        raise ValueError("computed needs the name of a metric; write {computed: nps}")
    return DataSource(computed=name)


_FILES = PATH_SCHEMA["pattern"].removesuffix("$") + r"\.([cC][sS][vV]|[tT][sS][vV])\s*$"
_SOURCE_SCHEMA = {"type": "string", "pattern": rf"^\s*{_NAME.pattern}\s*$|{_FILES}"}
_COMPUTED_TEXT_SCHEMA = {"type": "string", "pattern": rf"^\s*{_COMPUTED}\s*{_METRIC_NAME.pattern}\s*$"}
_COMPUTED_SCHEMA = {
    "type": "object",
    "properties": {"computed": {"type": "string", "pattern": f"^{_METRIC_NAME.pattern}$"}},
    "required": ["computed"],
    "additionalProperties": False,
}

_OBSERVATIONS_SCHEMA = {"anyOf": [_SOURCE_SCHEMA, _COMPUTED_TEXT_SCHEMA, _COMPUTED_SCHEMA]}

ResponseSource = Annotated[DataSource, Reads(_data_source, _SOURCE_SCHEMA, str)]
"""Rows of a survey or a workflow: files, or a named source."""

ObservationSource = Annotated[DataSource, Reads(_observations, _OBSERVATIONS_SCHEMA, str)]
"""Observations of a metric: files, a named source, or ``computed: <metric name>``."""
