"""The file of a record that was not in the handbook before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from site_builder.edit.scalars import write_entry
from site_builder.importers.base import Entry
from site_builder.load.text import FORBIDDEN
from site_builder.model.kind import Kind
from site_builder.model.quick import dataclass


@dataclass(frozen=True, slots=True)
class Written:
    """The suffix and the text of a new record's file."""

    suffix: str
    text: str


def written(kind: Kind[Any], entry: Entry) -> Written:
    """Return a record as a person would write it: fields in reading order, a narrative of several lines in Markdown."""
    fields = in_order(kind, entry.fields)
    body = clean_body(entry.body)
    if "\n" not in body and not kind.narrative and not entry.is_page:
        lines = [write_entry(key, value, 0) for key, value in fields.items()]
        return Written(".yml", _joined([*lines, write_entry("body", body, 0)] if body else lines))
    front = _joined([write_entry(key, value, 0) for key, value in fields.items()])
    return Written(".md", f"---\n{front}---\n" + (f"\n{body}\n" if body else ""))


def in_order(kind: Kind[Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields in the order in which people read them, those that the kind does not have last."""
    known = {key: fields[key] for key in kind.keys if key in fields}
    return known | {key: value for key, value in fields.items() if key not in known}


def clean_body(body: str) -> str:
    """Return a narrative without blanks around it and at the ends of its lines, and without hidden characters."""
    lines = FORBIDDEN.sub(" ", body).strip().split("\n")
    return "\n".join(line.rstrip() if not line.endswith("  ") else f"{line.rstrip()}  " for line in lines)


def _joined(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
