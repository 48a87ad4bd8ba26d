"""Names of files: which are records, of what kind and id, and which are prose."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from site_builder.load.source import printable
from site_builder.model.diagnostic import Diagnostic, Related, Span, error, warning
from site_builder.model.quick import dataclass
from site_builder.model.reference import Reference, is_id
from site_builder.model.suggest import did_you_mean

RESERVED: Final = {"release": frozenset({"deprecations", "latest", "feed", "changelog", "since"})}
"""Ids that a kind may not use, because pages of the site have these addresses."""

_SUFFIXES: Final = (".yml", ".md")
_OTHER_SUFFIXES: Final = {".yaml": ".yml", ".yml": ".yml", ".md": ".md", ".markdown": ".md"}
_PROSE_NAMES: Final = frozenset({"README.md", "index.md"})


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file that holds a record: its path, and the kind and id that the path gives."""

    path: str
    kind: str
    id: str

    @property
    def reference(self) -> Reference:
        """The record's name."""
        return Reference(self.kind, self.id)


@dataclass(frozen=True, slots=True)
class Named:
    """The files sorted by what they are. ``refused`` are records that are there under a name that cannot be used.

    Files that look like records and lie beside the folders of the kinds are in the diagnostics alone.
    """

    records: tuple[RecordFile, ...]
    prose: tuple[str, ...]
    refused: frozenset[Reference]
    diagnostics: tuple[Diagnostic, ...]


def sort_by_name(paths: Iterable[str], folders: Mapping[str, str], docs_dir: str) -> Named:
    """Return which of the paths are records and which are prose.

    ``folders`` gives the folder of each kind; of nested folders the inner one decides. Prose is the Markdown below
    ``docs_dir`` that is no record. Files of other types are left out.
    """
    names = RecordNames(folders)
    beside = folders_beside(folders, docs_dir)
    candidates: list[RecordFile] = []
    prose: list[str] = []
    astray: list[Diagnostic] = []
    for path in paths:
        record = names.of(path)
        if record is not None:
            candidates.append(record)
        elif _is_markdown(path) and _is_below(path, docs_dir):
            prose.append(path)
        elif any(_is_below(path, folder) for folder in beside) and _looks_like_a_record(path):
            astray.append(_astray(path, folders))
    found = _checked(candidates, tuple(prose))
    return replace(found, diagnostics=(*found.diagnostics, *astray))


def folders_beside(folders: Mapping[str, str], docs_dir: str) -> tuple[str, ...]:
    """Return the folders that hold folders of kinds and, outside of the documentation, nothing but records and data."""
    parents = {folder.strip("/").rpartition("/")[0] for folder in folders.values()}
    return tuple(
        sorted(parent for parent in parents if parent and not (docs_dir and _is_below(f"{parent}/", docs_dir)))
    )


def _looks_like_a_record(path: str) -> bool:
    *parents, name = path.split("/")
    stem, dot, suffix = name.rpartition(".")
    is_hidden = any(part.startswith(("_", ".")) for part in (*parents, name))
    return bool(stem) and (dot + suffix).lower() in _OTHER_SUFFIXES and name not in _PROSE_NAMES and not is_hidden


def _astray(path: str, folders: Mapping[str, str]) -> Diagnostic:
    folder = path.rpartition("/")[0]
    message = f"this looks like a record, and records of no kind lie in {printable(folder)}/: it is left out"
    near = (
        ""
        if any(kind.startswith(f"{folder}/") for kind in folders.values())
        else did_you_mean(folder, folders.values())
    )
    hint = f"{near} move it there" if near else "move it into the folder of its kind, or begin its name with _"
    return warning("unknown-folder", message, Span(printable(path)), hint)


class RecordNames:
    """What the folders of the kinds say about a path: whether it is a record's, and of which kind and id."""

    def __init__(self, folders: Mapping[str, str]) -> None:
        """Read names as ``folders`` (kind to folder) give them; of nested folders the inner one decides."""
        self._kinds = _KindOfFolder(folders)

    def of(self, path: str) -> RecordFile | None:
        """Return what the file is as a record, its name unchecked; None where it is none."""
        folder, _, name = path.rpartition("/")
        stem, dot, suffix = name.rpartition(".")
        if not stem or (dot + suffix).lower() not in _OTHER_SUFFIXES:
            return None
        kind = None if name.startswith(("_", ".")) or name in _PROSE_NAMES else self._kinds.of(folder)
        return RecordFile(path, kind, stem) if kind is not None else None


class _KindOfFolder:
    """The kind that a folder's files have, remembered by folder."""

    def __init__(self, folders: Mapping[str, str]) -> None:
        self._known: dict[str, str | None] = {folder.strip("/"): kind for kind, folder in folders.items()}
        self._known.setdefault("", None)

    def of(self, folder: str) -> str | None:
        if folder not in self._known:
            parent, _, name = folder.rpartition("/")
            self._known[folder] = None if name.startswith(("_", ".")) else self.of(parent)
        return self._known[folder]


def _is_markdown(path: str) -> bool:
    """Whether a path ends as Markdown does, after a name that is not hidden."""
    name = path.rpartition("/")[2]
    stem, dot, suffix = name.rpartition(".")
    return bool(stem) and not name.startswith(".") and _OTHER_SUFFIXES.get((dot + suffix).lower()) == ".md"


def _is_below(path: str, folder: str) -> bool:
    return not folder or path.startswith(folder + "/")


def _checked(candidates: list[RecordFile], prose: tuple[str, ...]) -> Named:
    diagnostics: list[Diagnostic] = []
    refused: set[Reference] = set()
    first: dict[tuple[str, str], RecordFile] = {}
    valid = {file.path: _problem_of_name(file) for file in candidates}
    for file in sorted(candidates, key=lambda file: (valid[file.path] is not None, file.path)):
        problem = valid[file.path]
        known = first.setdefault((file.kind, _folded(file.id)), file)
        if known is not file:
            diagnostics.append(_duplicate(file, known))
        elif problem is not None:
            diagnostics.append(problem)
            refused.add(file.reference)
    records = [file for file in first.values() if valid[file.path] is None]
    return Named(tuple(sorted(records, key=lambda file: file.path)), prose, frozenset(refused), tuple(diagnostics))


def _folded(name: str) -> str:
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _problem_of_name(file: RecordFile) -> Diagnostic | None:
    is_id_of_kind = is_id(file.id) and file.id not in RESERVED.get(file.kind, ())
    if is_id_of_kind and file.path.isascii() and file.path.endswith(_SUFFIXES):
        return None
    span = Span(printable(file.path))
    name = printable(file.id)
    if not is_id(file.id):
        message = f"{name!r} is no id: a letter or digit, then letters, digits, dots and hyphens, in lower case"
        if len(file.id) > 64:
            message = f"the id is {len(file.id)} characters long; at most 64 are allowed"
        return error("invalid-id", message, span, _rename_hint(name))
    if span.path != file.path:
        return error("invalid-id", "the name of a folder on its path is not UTF-8", span, "rename the folder")
    if file.id in RESERVED.get(file.kind, ()):
        message = f"{name!r} cannot be the id of a {file.kind}: the site has a page of that address"
        return error("invalid-id", message, span, "rename the file")
    if not file.path.endswith(_SUFFIXES):
        suffix = "." + file.path.rpartition(".")[2]
        message = f"records end with .yml or .md, this file with {suffix}"
        return error("invalid-id", message, span, f"rename it to {name}{_OTHER_SUFFIXES[suffix.lower()]}")
    return None


def better_id(name: str) -> str:
    """Return an id that is like a name; empty where nothing in it can be part of one."""
    letters = [letter if is_id(letter) or letter in ".-" else "-" for letter in name.lower()]
    return "-".join(filter(None, "".join(letters).split("-"))).lstrip(".-")[:64].rstrip(".-")


def _rename_hint(name: str) -> str:
    better = better_id(name)
    return f"rename the file, for instance to {better!r}" if better else "rename the file"


def _duplicate(file: RecordFile, known: RecordFile) -> Diagnostic:
    message = f"the {file.kind} {printable(file.id)!r} is there twice (case and Unicode form make no difference)"
    related = (Related(Span(printable(known.path)), "the first one"),)
    return error("duplicate-id", message, Span(printable(file.path)), "rename or remove one of the files", related)
