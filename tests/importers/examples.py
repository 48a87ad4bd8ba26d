"""Exports for tests, written as files and read by the real importers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from site_builder.importers.base import Entry, Export, ExportFile, Imported, Wish, all_importers
from site_builder.importers.new_record import clean_body
from site_builder.kinds import all_kinds
from site_builder.model.record import RawRecord
from site_builder.validate.records import validate_record

AS_OF = date(2026, 10, 31)


def one_file(name: str, text: str | bytes) -> Export:
    """Return the export that is one file."""
    data = text if isinstance(text, bytes) else text.encode()
    return Export(name, (ExportFile(name, name, data),))


def folder(name: str, files: Mapping[str, str]) -> Export:
    """Return the export that is a folder, by the paths in it."""
    found = tuple(ExportFile(f"{name}/{path}", path, text.encode()) for path, text in sorted(files.items()))
    return Export(name, found, is_folder=True)


def folder_on_disk(path: Path) -> Export:
    """Return the export in a folder."""
    from site_builder.importers.open_export import open_export

    return open_export(path)


def imported(form: str, export: Export, **wish: Any) -> Imported:
    """Return what an importer makes of an export."""
    return all_importers()[form].read(export, Wish(**wish))


def read_changelog(text: str, **wish: Any) -> Imported:
    """Return what a changelog of this text holds."""
    return imported("changelog", one_file("CHANGELOG.md", text), **wish)


def by_id(found: Imported) -> dict[str, Entry]:
    """Return the records of an export by their ids."""
    return {entry.id: entry for entry in found.entries}


def problems(entry: Entry, **fixed: Any) -> list[str]:
    """Return what validation says of a record, with fields that the export does not give."""
    values = {**fixed, **entry.fields, **({"body": clean_body(entry.body)} if entry.body else {})}
    raw = RawRecord(entry.kind, entry.id, entry.span.path, values, {}, "")
    return [found.message for found in validate_record(raw, all_kinds()[entry.kind]).diagnostics]
