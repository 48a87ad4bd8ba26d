"""``mkdocs.yml`` as data: its values and their places, with what it inherits; nothing in it is run."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Any

from site_builder.load.source import LEAVES_ROOT, NOT_FOLLOWED, Source, SourceError, inside
from site_builder.load.text import MAX_BYTES, decode
from site_builder.load.yaml import compose
from site_builder.model.diagnostic import Diagnostic, Span, error
from site_builder.model.quick import dataclass
from site_builder.model.record import FieldPath, Position

_INHERIT = "INHERIT"
_MAX_FILES = 10


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a key and its value are, and in which file."""

    path: str
    position: Position

    @property
    def key_span(self) -> Span:
        """The place of the key."""
        return Span(self.path, self.position.key_line, self.position.key_column)

    @property
    def span(self) -> Span:
        """The place of the value."""
        return Span(self.path, self.position.line, self.position.column)


@dataclass(frozen=True, slots=True)
class MkdocsFile:
    """The values of ``mkdocs.yml`` and of the files it inherits from, where they are, and what is wrong with them."""

    path: str
    values: Mapping[Any, Any]
    places: Mapping[FieldPath, Placed]
    diagnostics: tuple[Diagnostic, ...] = ()

    def span(self, *path: str | int) -> Span:
        """Return the place of the value at ``path``, of the nearest enclosing value, or of the file's first line."""
        placed = self._nearest(path)
        return placed.span if placed else Span(self.path)

    def key_span(self, *path: str | int) -> Span:
        """Return the place of the key at ``path``, of the nearest enclosing key, or of the file's first line."""
        placed = self._nearest(path)
        return placed.key_span if placed else Span(self.path)

    def _nearest(self, path: FieldPath) -> Placed | None:
        while path:
            placed = self.places.get(path)
            if placed is not None:
                return placed
            path = path[:-1]
        return None


def read_mkdocs_file(source: Source, path: str) -> MkdocsFile:
    """Return the values of ``mkdocs.yml``, merged over those of the file that ``INHERIT`` names, as MkDocs merges them.

    Raises SourceError where there is no such file. Tags (``!ENV``, ``!!python/name``) are left out of account.
    """
    try:
        file = _read_one(source, path)
    except FileNotFoundError:
        problem = source.problem_of(path)
        if problem:
            raise SourceError(f"{path} {problem}, {NOT_FOLLOWED}; put the file itself there") from None
        raise SourceError(f"there is no file {path}; it marks the root of a handbook") from None
    diagnostics = list(file.diagnostics)
    values, places = dict(file.values), dict(file.places)
    seen = {inside(path)}
    while isinstance(values.get(_INHERIT), str) and len(seen) < _MAX_FILES:
        place = places[(_INHERIT,)]
        name = values.pop(_INHERIT)
        target = posixpath.join(posixpath.dirname(place.path), name)
        problem = source.problem_of(target) or ("" if inside(target) not in seen else "inherits from itself")
        if problem:
            code = "invalid-value" if inside(target) in seen else "outside-repository"
            diagnostics.append(error(code, f"INHERIT: {name[:200]!r} {problem}", place.span, _hint(problem)))
            break
        try:
            parent = _read_one(source, inside(target) or target)
        except FileNotFoundError:
            diagnostics.append(error("invalid-value", f"INHERIT: there is no file {name[:200]!r}", place.span))
            break
        seen.add(inside(target))
        diagnostics.extend(parent.diagnostics)
        values = _merge(parent.values, values)
        places = {**parent.places, **places}
        if _INHERIT in parent.values:
            places[(_INHERIT,)] = parent.places[(_INHERIT,)]
    return MkdocsFile(path, values, places, tuple(diagnostics))


def _hint(problem: str) -> str:
    return "move the file into the folder of mkdocs.yml" if problem == LEAVES_ROOT else "name another file"


def _read_one(source: Source, path: str) -> MkdocsFile:
    decoded = decode(source.read(path, MAX_BYTES), path)
    if decoded.text is None:
        return MkdocsFile(path, {}, {}, decoded.diagnostics)
    composed = compose(decoded.text, path, tolerant=True)
    diagnostics = composed.diagnostics
    if composed.is_readable and not isinstance(composed.value, dict):
        diagnostics = (error("invalid-value", "this must be a mapping of MkDocs' options", Span(path)),)
    places = {field: Placed(path, position) for field, position in composed.positions.items()}
    return MkdocsFile(path, composed.mapping, places, diagnostics)


def _merge(below: Mapping[Any, Any], above: Mapping[Any, Any]) -> dict[Any, Any]:
    """Mappings are merged, everything else is replaced; the same rule as MkDocs has."""
    merged = dict(below)
    for key, value in above.items():
        known = merged.get(key)
        merged[key] = _merge(known, value) if isinstance(known, dict) and isinstance(value, dict) else value
    return merged
