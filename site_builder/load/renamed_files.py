"""Which files of records have another path now: by their ids and ``formerly``, never by likeness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from site_builder.load.names import RecordFile, sort_by_name
from site_builder.load.one_record import read_record
from site_builder.load.source import Source
from site_builder.load.text import MAX_BYTES
from site_builder.model.reference import Reference


def renamed_files(before: Source, after: Source, folders: Mapping[str, str], docs_dir: str) -> dict[str, str]:
    """Return old path → new path of the records that moved, or that say in ``formerly`` what they were called.

    Records that have errors count as well, as far as their files can be read. An id that is still there was not
    renamed; an earlier id that two records claim counts for neither.
    """
    old = _record_files(before, folders, docs_dir)
    new = _record_files(after, folders, docs_dir)
    paths = {old[name].path: file.path for name, file in new.items() if name in old and old[name].path != file.path}
    claims: dict[Reference, list[str]] = defaultdict(list)
    for name in new.keys() - old.keys():
        for earlier in _earlier_ids(after, new[name]):
            former = Reference(name.kind, earlier)
            if former in old and former not in new:
                claims[former].append(new[name].path)
    return paths | {old[former].path: claimed[0] for former, claimed in claims.items() if len(claimed) == 1}


def _record_files(source: Source, folders: Mapping[str, str], docs_dir: str) -> dict[Reference, RecordFile]:
    listed = {file.path for folder in set(folders.values()) for file in source.files(folder) if not file.is_link}
    return {file.reference: file for file in sort_by_name(sorted(listed), folders, docs_dir).records}


def _earlier_ids(source: Source, file: RecordFile) -> set[str]:
    try:
        raw = read_record(source.read(file.path, MAX_BYTES), file).record
    except FileNotFoundError:
        return set()
    written = raw.values.get("formerly") if raw is not None else None
    return {earlier for earlier in written if isinstance(earlier, str)} if isinstance(written, list) else set()
