"""CODEOWNERS: who is asked to review a record, from the owner that it names. GitHub and GitLab read the same file."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from site_builder.kinds.role import ROLE
from site_builder.link.handbook import Handbook
from site_builder.model.quick import dataclass
from site_builder.model.record import Record
from site_builder.model.reference import Handle, is_handle

_SPECIAL = re.compile(r"([\\*?\[\]#! \t])")
_HEAD = (
    "# Who reviews which record. Made by `opsbook owners` from the owners of the records: edit those, not this file.\n"
)


@dataclass(frozen=True, slots=True)
class CodeOwners:
    """The text of the file, and the paths of the records that are not in it, by what their owner lacks."""

    text: str
    left_out: Mapping[str, tuple[str, ...]]


def code_owners(handbook: Handbook, prefix: str = "") -> CodeOwners:
    """Return a CODEOWNERS file with a line for each record, folder by folder in the order of paths.

    A role stands for its holders that are handles. ``prefix`` is the path from the top of the repository to the
    handbook, with a slash at its end.
    """
    lines: list[tuple[str, str]] = []
    left_out: dict[str, list[str]] = defaultdict(list)
    for record in sorted(handbook, key=lambda record: record.path):
        handles = _handles(handbook, record)
        if not handles:
            left_out[f"role {record.fields.owner.id} has no holder with a handle"].append(record.path)
        elif not record.path.isprintable():
            left_out["a path with such characters cannot be written"].append(record.path)
        else:
            lines.append((prefix + record.path, " ".join(handles)))
    return CodeOwners("".join(_text(lines)), {why: tuple(paths) for why, paths in sorted(left_out.items())})


def is_made_here(data: bytes) -> bool:
    """Return whether the bytes of a file begin as those do that ``code_owners`` makes, whatever its lines end with."""
    return data.startswith(_HEAD.rstrip("\n").encode())


def _handles(handbook: Handbook, record: Record[Any]) -> tuple[str, ...]:
    owner = record.fields.owner
    if isinstance(owner, Handle):
        return (owner.name,)
    role = handbook.find(ROLE, owner.id)
    holders = role.fields.holders if role is not None else ()
    return tuple(dict.fromkeys(holder for holder in holders if is_handle(holder)))


def _text(lines: list[tuple[str, str]]) -> Iterator[str]:
    yield _HEAD
    for folder, group in groupby(lines, key=lambda line: line[0].rpartition("/")[0]):
        yield f"\n# {folder}\n"
        for path, handles in group:
            pattern = _SPECIAL.sub(r"\\\1", path)
            yield f"/{pattern} {handles}\n"
