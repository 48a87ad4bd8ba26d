"""The hand that edits a handbook: it finds files by chance and writes them as editors do."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TypeVar

from site_builder.kinds import all_kinds
from tests.warm.book import PARTS
from tests.warm.commands import Caller

T = TypeVar("T")
FOLDERS = {name: kind.folder for name, kind in all_kinds().items()}
WORDS = "shift week rota swap clock sign offer notice Müller R&D <b>now</b> 50% “calm” it's a|b".split()
_ID = re.compile(r"[a-z0-9][a-z0-9-]+")


class CannotNow(Exception):
    """There is nothing in the handbook that the edit could be made of."""


@dataclass(frozen=True)
class Hand:
    """What edits are made with: the handbook's root, chance, and the commands."""

    root: Path
    random: Random
    caller: Caller

    def choose(self, among: list[T]) -> T:
        """Return one of these. Raises CannotNow where there are none."""
        if not among:
            raise CannotNow
        return self.random.choice(among)

    def records(self, *kinds: str) -> list[str]:
        """Return the paths of the records of these kinds, or of all."""
        folders = tuple(f"{FOLDERS[kind]}/" for kind in kinds or FOLDERS)
        return [
            path for path in self.files(".yml", ".md") if path.startswith(folders) and not path.endswith("/index.md")
        ]

    def files(self, *suffixes: str) -> list[str]:
        """Return the paths of the files that end so."""
        found = (path for part in PARTS for path in (self.root / part).rglob("*"))
        return sorted(
            path.relative_to(self.root).as_posix()
            for path in found
            if path.name.endswith(suffixes) and path.is_file() and not path.is_symlink()
        )

    def names(self, *kinds: str) -> list[tuple[str, str]]:
        """Return kind and id of the records of these kinds, or of all."""
        kind_of = {folder: kind for kind, folder in FOLDERS.items()}
        return [
            (next(kind for folder, kind in kind_of.items() if path.startswith(f"{folder}/")), Path(path).stem)
            for path in self.records(*kinds)
        ]

    def read(self, path: str) -> str:
        """Return the text of a file, whatever bytes are in it: ``put`` writes the same."""
        return (self.root / path).read_bytes().decode("utf-8", "surrogateescape")

    def put(self, path: str, text: str | bytes) -> None:
        """Write a file in its place, or beside it and then over it."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        content = text.encode("utf-8", "surrogateescape") if isinstance(text, str) else text
        if self.random.random() < 0.5:
            target.write_bytes(content)
        else:
            beside = target.with_name(f".{target.name}.new")
            beside.write_bytes(content)
            beside.replace(target)

    def put_unnoticed(self, path: str, text: str) -> None:
        """Write a file in its place, and give it the time of change that it had."""
        target = self.root / path
        before = target.stat()
        target.write_bytes(text.encode("utf-8", "surrogateescape"))
        os.utime(target, ns=(before.st_atime_ns, before.st_mtime_ns))

    def words(self, count: int) -> str:
        """Return so many words."""
        return " ".join(self.random.choices(WORDS, k=count))

    def new_id(self) -> str:
        """Return an id that no record has."""
        return f"made-{self.random.randrange(10**6):06}"

    def is_named(self, record_id: str) -> bool:
        """Return whether a file of text names an id."""
        pattern = re.compile(rf"(?<![\w.-]){re.escape(record_id)}(?![\w-])")
        return any(pattern.search(self.read(path)) for path in self.files(".md", ".yml"))
