"""A source that writes down what it was asked and what it answered: whatever was made of it depends on nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Final, NamedTuple

from site_builder.load.source import SourceError, SourceFile
from site_builder.load.stamps import Stamp, is_settled, stamp_of
from site_builder.load.work_tree import WorkTree

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

    ``is_steady`` says that a question that was asked again had the same answer.
    """

    readings: dict[tuple[str, int | None], Reading] = field(default_factory=dict)
    answers: dict[tuple[str, str], str] = field(default_factory=dict)
    is_steady: bool = True

    def add_reading(self, reading: Reading) -> None:
        """Write down what a file held."""
        known = self.readings.setdefault(reading[:2], reading)
        self.is_steady = self.is_steady and known.digest == reading.digest

    def add_answer(self, question: str, argument: str, answer: str) -> None:
        """Write down what was answered."""
        known = self.answers.setdefault((question, argument), answer)
        self.is_steady = self.is_steady and known == answer

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


class TracedSource:
    """A source that answers as a work tree does and keeps a trace.

    Stamps are trusted where they were old at ``moment``, which must lie before the first question.
    """

    def __init__(self, tree: WorkTree, moment: int) -> None:
        """Ask ``tree`` all that this one is asked."""
        self.trace = Trace()
        self._tree = tree
        self._moment = moment

    def files(self, folder: str) -> Sequence[SourceFile]:
        """Return every file below a folder; see ``Source``."""
        found = self._tree.files(folder)
        self.trace.add_answer("files", folder, _of_files(found))
        return found

    def read(self, path: str, limit: int | None = None) -> bytes:
        """Return a file's bytes; see ``Source``."""
        try:
            data, stamp = self._tree.read_stamped(path, limit)
        except FileNotFoundError:
            self.trace.add_reading(Reading(path, limit, _MISSING, None))
            raise
        trusted = stamp if is_settled(stamp, self._moment) else None
        self.trace.add_reading(Reading(path, limit, _of_bytes(data), trusted))
        return data

    def exists(self, path: str) -> bool:
        """Return whether a file or folder of that path may be read."""
        answer = self._tree.exists(path)
        self.trace.add_answer("exists", path, str(answer))
        return answer

    def match(self, pattern: str) -> list[str]:
        """Return the paths of the files that a pattern names; see ``Source``."""
        found = self._tree.match(pattern)
        self.trace.add_answer("match", pattern, _of_texts(found))
        return found

    def problem_of(self, path: str) -> str:
        """Return why a path must not be read, or an empty text."""
        answer = self._tree.problem_of(path)
        self.trace.add_answer("problem_of", path, answer)
        return answer


def doubtful_readings(trace: Trace, tree: WorkTree) -> list[Reading] | None:
    """Return the files of which only the content can say whether they are the same; None where something has changed.

    Everything else that was asked is asked again.
    """
    ask = {
        "files": lambda folder: _of_files(tree.files(folder)),
        "exists": lambda path: str(tree.exists(path)),
        "match": lambda pattern: _of_texts(tree.match(pattern)),
        "problem_of": tree.problem_of,
    }
    for (question, argument), answer in trace.answers.items():
        if ask[question](argument) != answer:
            return None
    folders = {path.rpartition("/")[0] for path, _ in trace.readings}
    if any(folder and tree.problem_of(folder) for folder in folders):
        return None
    return [
        reading
        for reading in trace.readings.values()
        if reading.stamp is None or stamp_of(tree.prefix + reading.path) != reading.stamp
    ]


def has_same_content(readings: Iterable[Reading], source: TracedSource) -> bool:
    """Return whether files have the content that was read; ``source`` then has their new stamps."""
    for reading in readings:
        try:
            digest = _of_bytes(source.read(reading.path, reading.limit))
        except FileNotFoundError:
            digest = _MISSING
        except SourceError:
            return False
        if digest != reading.digest:
            return False
    return True


def _of_bytes(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


def _of_files(files: Iterable[SourceFile]) -> str:
    return _of_texts(f"{file.path}\n" if file.is_link else file.path for file in files)


def _of_texts(texts: Iterable[str]) -> str:
    return _of_bytes(json.dumps(list(texts)).encode("ascii"))
