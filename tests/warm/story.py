"""A handbook that is edited and built again and again, beside a copy that is built for the first time each time."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from random import Random

from tests.acceptance.commands import tree
from tests.warm import around, of_files, of_records
from tests.warm.book import PARTS
from tests.warm.commands import Caller, Outcome, calling
from tests.warm.hand import CannotNow, Hand

MADE = (".opsbook", "site", "site-public")
_OTHER_SURROUNDINGS = {"TZ": "Asia/Kolkata", "LC_ALL": "C"}
_LAST_LINE = re.compile(r"^(?:nothing has changed: )?([\d,]+ pages)(?: in .*)? \(\d+\.\d s\)$", re.MULTILINE)
_IN_PART = re.compile(r", [\d,]+ of them anew \(\d+\.\d s\)$", re.MULTILINE)
_AUDIENCES = ("internal", "internal", "internal", "public")
_DAYS = ("2026-10-31", "2026-10-30", "2026-11-01", "2026-12-24", "2027-02-01")
Act = Callable[[Hand], str]


class Deck:
    """Acts as they come out of a deck of cards that is shuffled anew when it has been dealt."""

    def __init__(self, acts: Sequence[Act], random: Random) -> None:
        self._acts, self._random = acts, random
        self._left: list[Act] = []

    def done(self, hand: Hand) -> str:
        """Do the next one that can be done, and return what was done."""
        while True:
            if not self._left:
                self._left = self._random.sample(self._acts, len(self._acts))
            act = self._left.pop()
            try:
                return f"{act.__name__.replace('_', ' ')}: {act(hand)}"
            except CannotNow:
                continue


class Story:
    """What was done to a handbook so far, and what a failure needs to say of it."""

    def __init__(self, root: Path, cold: Path, callers: tuple[Caller, Caller], seed: int, edits: Sequence[Act]) -> None:
        self._root, self._cold, (self._warm_caller, self._cold_caller) = root, cold, callers
        self._random = Random(seed)
        self._hand = Hand(root, self._random, callers[0])
        self._edits = Deck(edits, self._random)
        self.in_part = 0
        """How often so far only a part of the site was built."""
        self._happenings = Deck(around.HAPPENINGS, self._random)
        self._day = _DAYS[0]
        self._good = _sources(root)
        self._is_broken = False
        self._told = [f"seed {seed}, handbook {root}"]

    def begin(self, audience: str = "internal") -> None:
        """Build the handbook for the first time."""
        done = self._warm_caller.call(*_call(audience, self._day))
        assert done.exit_code == 0, done.printed

    def go_on(self) -> None:
        """Edit the handbook, build it and its copy, and compare. Fails with what was done so far."""
        self.edit()
        if self._random.random() < 0.3:
            self._told.append(self._happenings.done(self._hand))
        self.compare()
        left = [path.name for path in self._root.iterdir() if path.name.startswith(".site")]
        assert not left, self._story(f"left over: {left}")

    def edit(self) -> str:
        """Edit the handbook, or mend it where it is broken, and return what was done."""
        if self._is_broken and self._random.random() < 0.7:
            _mend(self._root, self._good)
            self._told.append("mended: all files are what they were when it could last be built")
        else:
            self._told.append(self._edits.done(self._hand))
        return self._told[-1]

    def compare(self, audience: str = "") -> None:
        """Build the handbook and a new copy of it, and compare what the two say and make.

        For this audience on the usual day, or for any on any.
        """
        audience, call = (audience, _call(audience, _DAYS[0])) if audience else self._any_call()
        self._told.append(" ".join(call))
        site = "site" if audience == "internal" else "site-public"
        before = digests(self._root / site)
        self._copy()
        self._cold_caller.start(*call)
        self._warm_caller.start(*call)
        cold = _bare(self._cold_caller.outcome(), self._cold)
        found = self._warm_caller.outcome()
        warm = _bare(found, self._root)
        self.in_part += _IN_PART.search(found.printed) is not None
        assert "Traceback" not in warm.printed, self._story(warm.printed)
        assert warm == cold, self._story(f"it says\n{warm.printed}\nand its copy\n{cold.printed}")
        expected = before if cold.exit_code else digests(self._cold / site)
        self._is_broken = cold.exit_code != 0
        self._told[-1] += f" exits with {cold.exit_code}"
        wrong = _differences(digests(self._root / site), expected)
        assert not wrong, self._story(f"{site} is not what it should be: {wrong}")
        if not cold.exit_code and "--allow-errors" not in call:
            self._good = _sources(self._root)

    def _any_call(self) -> tuple[str, tuple[str, ...]]:
        if self._random.random() < 0.15:
            self._day = self._random.choice(_DAYS)
        audience = self._random.choice(_AUDIENCES)
        call = _call(audience, self._day)
        draft = audience == "internal" and self._random.random() < (0.5 if self._is_broken else 0.05)
        return audience, (*call, "--allow-errors") if draft else call

    def _copy(self) -> None:
        shutil.rmtree(self._cold, ignore_errors=True)
        shutil.copytree(
            self._root, self._cold, symlinks=True, ignore=shutil.ignore_patterns(*MADE), copy_function=shutil.copyfile
        )

    def _story(self, end: str) -> str:
        return "\n".join((*self._told, end))


@contextmanager
def told(
    folder: Path,
    write: Callable[[Path], Path],
    seed: int,
    edits: Sequence[Act] = (*of_records.EDITS, *of_files.EDITS),
) -> Iterator[Story]:
    """Give the story of a handbook that ``write`` writes; the same for the same seed."""
    root, cold = folder / "book", folder / "copy"
    for path in (root, cold):
        path.mkdir()
    write(root)
    with calling(root, shares=True) as first, calling(cold, _OTHER_SURROUNDINGS) as second:
        yield Story(root, cold, (first, second), seed, edits)


def _sources(root: Path) -> dict[str, bytes]:
    files = (path for part in PARTS for path in ((root / part).rglob("*") if part != "mkdocs.yml" else [root / part]))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files if path.is_file()}


def _mend(root: Path, good: dict[str, bytes]) -> None:
    for part in PARTS:
        for path in [root / part, *(root / part).rglob("*")]:
            if path.is_symlink() or (path.is_file() and path.relative_to(root).as_posix() not in good):
                path.unlink()
    for name, content in good.items():
        path = root / name
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def _bare(outcome: Outcome, root: Path) -> Outcome:
    """What was printed, without where it was, how long it took, and whether anything was to be done."""
    return Outcome(outcome.exit_code, _LAST_LINE.sub(r"\1", outcome.printed.replace(str(root), "ROOT")))


def _call(audience: str, day: str) -> tuple[str, ...]:
    return "build", "--as-of", day, "--audience", audience


def digests(folder: Path) -> dict[str, str]:
    """Return a digest of every file below a folder, by its path in it."""
    return {path: sha256(content).hexdigest() for path, content in tree(folder).items()}


def _differences(found: dict[str, str], expected: dict[str, str]) -> dict[str, list[str]]:
    """Return up to 20 paths each that are missing, too many, or of other bytes."""
    differences = {
        "missing": sorted(expected.keys() - found.keys())[:20],
        "too many": sorted(found.keys() - expected.keys())[:20],
        "other": sorted(path for path in expected.keys() & found.keys() if expected[path] != found[path])[:20],
    }
    return {name: paths for name, paths in differences.items() if paths}
