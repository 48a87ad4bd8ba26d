"""A work tree that writes down what it was asked and what it answered: what was made of it depends on nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import field
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final, NamedTuple

from site_builder.load.source import SourceError, SourceFile
from site_builder.load.stamps import Stamp, is_settled, stamp_of
from site_builder.load.work_tree import WorkTree
from site_builder.model.quick import dataclass

_MISSING: Final = ""
"""What stands for the digest of a file that must not be read or is not there."""


class Reading(NamedTuple):
    """A file that was read: up to how many bytes, the digest of these, and its stamp where it says something."""

    path: str
    limit: int | None
    digest: str
    stamp: Stamp | None


@dataclass(slots=True)
class Trace:
    """Questions and answers: the files that were read, and digests of what else was asked, by question.

    ``is_steady`` says that a question that was asked again had the same answer, ``is_whole`` that nobody asked where
    the work tree is, to read files without it, as engines do.
    """

    readings: dict[tuple[str, int | None], Reading] = field(default_factory=dict)
    answers: dict[tuple[str, str], str] = field(default_factory=dict)
    is_steady: bool = True
    is_whole: bool = True

    def add_reading(self, reading: Reading) -> None:
        """Write down what a file held."""
        known = self.readings.setdefault(reading[:2], reading)
        self.is_steady = self.is_steady and known.digest == reading.digest

    def add_answer(self, question: str, argument: str, answer: str) -> None:
        """Write down what was answered."""
        known = self.answers.setdefault((question, argument), answer)
        self.is_steady = self.is_steady and known == answer

    def changed_since(self, before: Trace) -> frozenset[str] | None:
        """Return the paths of the files that held something else in an earlier run; None where one was not read then.

        What has not been read so far is not looked at.
        """
        compared: set[str] = set()
        changed: set[str] = set()
        for key, reading in self.readings.items():
            known = before.readings.get(key)
            if known is not None:
                compared.add(reading.path)
                if known.digest != reading.digest:
                    changed.add(reading.path)
        # A file may be read again up to another length, to show a line of it.
        return frozenset(changed) if all(path in compared for path, _ in self.readings) else None

    def plain(self) -> dict[str, Any]:
        """Return the trace as JSON can hold it."""
        return {
            "readings": list(self.readings.values()),
            "answers": [[*asked, answer] for asked, answer in self.answers.items()],
        }

    @classmethod
    def of(cls, data: Any) -> Trace:
        """Return the trace that ``plain`` made this of. Raises ValueError, TypeError or KeyError where it did not."""
        readings = {
            (path, limit): Reading(path, limit, digest, tuple(stamp) if stamp else None)
            for path, limit, digest, stamp in data["readings"]
        }
        return cls(readings, {(question, argument): answer for question, argument, answer in data["answers"]})


class TracedTree(WorkTree):
    """A work tree that keeps a trace.

    Stamps are trusted where they were old at ``moment``, which must lie before the first question.
    """

    def __init__(self, root: Path, moment: int) -> None:
        """Read below ``root``."""
        super().__init__(root)
        self.trace = Trace()
        self._moment = moment

    @property
    def root(self) -> Path:
        """The folder of the work tree. What is read there by others is not in the trace."""
        self.trace.is_whole = False
        return super().root

    def files(self, folder: str) -> Sequence[SourceFile]:
        """Return every file below a folder; see ``Source``."""
        found = super().files(folder)
        self.trace.add_answer("files", folder, _of_files(found))
        return found

    def read(self, path: str, limit: int | None = None) -> bytes:
        """Return a file's bytes; see ``Source``."""
        try:
            data, stamp = self.read_stamped(path, limit)
        except FileNotFoundError:
            self.trace.add_reading(Reading(path, limit, _MISSING, None))
            raise
        trusted = stamp if is_settled(stamp, self._moment) else None
        self.trace.add_reading(Reading(path, limit, _of_bytes(data), trusted))
        return data

    def size_of(self, path: str) -> int:
        """Return how many bytes a file has; see ``WorkTree``."""
        size = super().size_of(path)
        self.trace.add_answer("size_of", path, str(size))
        return size

    def exists(self, path: str) -> bool:
        """Return whether a file or folder of that path may be read."""
        answer = super().exists(path)
        self.trace.add_answer("exists", path, str(answer))
        return answer

    def match(self, pattern: str) -> list[str]:
        """Return the paths of the files that a pattern names; see ``Source``."""
        found = super().match(pattern)
        self.trace.add_answer("match", pattern, _of_texts(found))
        return found

    def problem_of(self, path: str) -> str:
        """Return why a path must not be read, or an empty text."""
        answer = super().problem_of(path)
        self.trace.add_answer("problem_of", path, answer)
        return answer


def doubtful_readings(trace: Trace, tree: WorkTree) -> list[Reading] | None:
    """Return the files of which only the content can say whether they are the same; None where something has changed.

    Everything else that was asked is asked again. How large a file is may have changed where it is among those files.
    """
    ask = {
        "files": lambda folder: _of_files(tree.files(folder)),
        "size_of": lambda path: str(tree.size_of(path)),
        "exists": lambda path: str(tree.exists(path)),
        "match": lambda pattern: _of_texts(tree.match(pattern)),
        "problem_of": tree.problem_of,
    }
    larger: set[str] = set()
    for (question, argument), answer in trace.answers.items():
        if ask[question](argument) != answer:
            if question != "size_of":
                return None
            larger.add(argument)
    folders = {path.rpartition("/")[0] for path, _ in trace.readings}
    if any(folder and tree.problem_of(folder) for folder in folders):
        return None
    doubtful = [
        reading
        for reading in trace.readings.values()
        if reading.stamp is None or stamp_of(tree.prefix + reading.path) != reading.stamp
    ]
    return doubtful if larger.issubset(reading.path for reading in doubtful) else None


def changed_files(readings: Iterable[Reading], tree: TracedTree) -> frozenset[str] | None:
    """Return the paths of the files that have not the content that was read; None where one is there no more.

    ``tree`` then has the new stamps of the others.
    """
    changed: set[str] = set()
    for reading in readings:
        try:
            data = tree.read(reading.path, reading.limit)
        except FileNotFoundError:
            if reading.digest != _MISSING:
                return None
            continue
        except SourceError:
            return None
        if _of_bytes(data) != reading.digest:
            changed.add(reading.path)
    return frozenset(changed)


def _of_bytes(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


def _of_files(files: Iterable[SourceFile]) -> str:
    return _of_texts(f"{file.path}\n" if file.is_link else file.path for file in files)


def _of_texts(texts: Iterable[str]) -> str:
    return _of_bytes(json.dumps(list(texts)).encode("ascii"))
