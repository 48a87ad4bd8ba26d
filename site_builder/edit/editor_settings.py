"""Settings that let an editor complete and check records by their schemas.

Visual Studio Code does so with its YAML extension, other editors with the same yaml-language-server. None of them looks
into the front matter of Markdown files: that is for ``opsbook check``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from site_builder.edit.jsonc import NotJson, read_jsonc, with_entry
from site_builder.edit.source_text import SourceText

VSCODE_FILE: Final = ".vscode/settings.json"
_SCHEMAS: Final = "yaml.schemas"
_WILD: Final = re.compile(r"([\\*?\[\]{}()!+@])")


class CannotMerge(Exception):
    """Settings that are there already cannot be added to without the risk of losing some. The message is for people."""


def schema_settings(schemas: Mapping[str, str], folders: Mapping[str, str]) -> dict[str, list[str]]:
    """Return which files each schema is for: ``schemas`` is the path of the schema of each kind, from the root.

    Files and folders whose names begin with ``_`` are prose. Where the folder of one kind lies in that of another, the
    inner one decides.
    """
    escaped = {kind: _WILD.sub(r"\\\1", folder) for kind, folder in folders.items()}
    settings: dict[str, list[str]] = {}
    for kind, path in schemas.items():
        folder = escaped[kind]
        inner = sorted(other for other in escaped.values() if other.startswith(f"{folder}/"))
        settings[f"./{path}"] = [
            f"{folder}/**/*.yml",
            f"!{folder}/**/_*.yml",
            f"!{folder}/**/_*/**",
            *(f"!{other}/**" for other in inner),
        ]
    return settings


def as_text(settings: Mapping[str, list[str]]) -> str:
    """Return a settings file that holds these schemas and nothing else."""
    return json.dumps({_SCHEMAS: settings}, indent=4, ensure_ascii=False) + "\n"


def merged(data: bytes, settings: Mapping[str, list[str]]) -> bytes:
    """Return a settings file with these schemas added; its comments and all else stay. Raises CannotMerge."""
    try:
        source = SourceText.of(data)
    except UnicodeDecodeError as fault:
        raise CannotMerge("it is not UTF-8") from fault
    if not source.text.strip():
        return as_text(settings).encode()
    try:
        source = _merged(source, settings)
    except NotJson as fault:
        raise CannotMerge(str(fault)) from fault
    return source.data


def _merged(source: SourceText, settings: Mapping[str, list[str]]) -> SourceText:
    before = read_jsonc(source.text)
    if before.entries is None:
        raise CannotMerge("it is no object")
    intended: dict[str, Any] = {**before.value}
    present = before.entries.get(_SCHEMAS)
    if present is None:
        source = source.spliced(with_entry(source.text, before, _SCHEMAS, dict(settings)))
        intended[_SCHEMAS] = dict(settings)
    elif present.entries is None:
        raise CannotMerge(f"{_SCHEMAS} is no object")
    else:
        intended[_SCHEMAS] = {**present.value, **settings}
        for path, patterns in settings.items():
            around = (read_jsonc(source.text).entries or {})[_SCHEMAS]
            source = source.spliced(with_entry(source.text, around, path, patterns))
    if read_jsonc(source.text).value != intended:
        raise CannotMerge("it is written in a way that cannot be added to safely")
    return source
