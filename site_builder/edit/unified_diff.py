"""Edits as a unified diff, which ``git apply`` takes."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

_ABSENT = "/dev/null"
_NO_LINE_END = "\\ No newline at end of file"


def unified_diff(old_path: str | None, new_path: str | None, old: bytes, new: bytes) -> Iterator[str]:
    """Yield the lines of a file's diff without their line feeds; a path is None where there is no such file."""
    before = f"a/{old_path}" if old_path is not None else _ABSENT
    after = f"b/{new_path}" if new_path is not None else _ABSENT
    if old_path != new_path:
        yield f"diff --git a/{old_path or new_path} b/{new_path or old_path}"
        if old_path is None:
            yield "new file mode 100644"
        elif new_path is None:
            yield "deleted file mode 100644"
        else:
            yield f"rename from {old_path}"
            yield f"rename to {new_path}"
    yield from _marked(difflib.unified_diff(_lines(old), _lines(new), before, after, lineterm="\n"))


def _lines(data: bytes) -> list[str]:
    """Lines end at line feeds alone: a carriage return belongs to its line."""
    *whole, last = data.decode("utf-8", "replace").split("\n")
    return [f"{line}\n" for line in whole] + ([last] if last else [])


def _marked(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield line.removesuffix("\n")
        if not line.endswith("\n"):
            yield _NO_LINE_END
