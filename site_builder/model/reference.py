"""References between records, and handles of people and teams outside the handbook."""

from __future__ import annotations

import re

from site_builder.model.quick import dataclass

ID_PATTERN = r"[a-z0-9][a-z0-9.-]{0,63}"
HANDLE_PATTERN = r"@[A-Za-z0-9][A-Za-z0-9._/-]*"
_ID = re.compile(ID_PATTERN)
_HANDLE = re.compile(HANDLE_PATTERN)


def is_id(text: str) -> bool:
    """Return whether the text may be the id of a record."""
    return _ID.fullmatch(text) is not None


def is_handle(text: str) -> bool:
    """Return whether the text is a handle such as ``@checkout-team``."""
    return _HANDLE.fullmatch(text) is not None


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """The name of a record: its kind and its id. Written ``kind:id``."""

    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    def __hash__(self) -> int:
        # Names are looked up all the time. Few ids are of two kinds, and a text knows its own hash.
        return hash(self.id)

    def __eq__(self, other: object) -> bool:
        return other.__class__ is Reference and self.id == other.id and self.kind == other.kind


@dataclass(frozen=True, slots=True, order=True)
class Handle:
    """A person or team by handle, ``@`` included. Not a record, so never dangling."""

    name: str

    def __str__(self) -> str:
        return self.name


Owner = Reference | Handle
"""Who answers for a record: a role, or a handle."""
