"""What is read of a handbook while something is made of it: so it is known what an edit touches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field
from typing import Any, Final, TypeVar

from site_builder.model.quick import dataclass
from site_builder.model.record import Record

K = TypeVar("K")
T = TypeVar("T")

FINDINGS: Final = "findings"
"""Stands for all that was found wrong, among what is read as a whole."""
ROWS: Final = "rows"
"""Stands for the rows of all tables: responses, observations, items."""
EVERYTHING: Final = "everything"
"""Stands for what can be made of the whole handbook."""


@dataclass(slots=True, eq=False)
class Seen:
    """What was read: records, the backlinks of records, and what was read as a whole.

    The name of a kind stands for its collection, all of its records; see also ``FINDINGS``, ``ROWS``, ``EVERYTHING``.
    ``inner`` is what was read for values that are worked out once, for all who ask for them.
    """

    records: set[Record[Any]] = field(default_factory=set)
    backlinks: set[Record[Any]] = field(default_factory=set)
    wholes: set[str] = field(default_factory=set)
    inner: set[Seen] = field(default_factory=set)


class Reads:
    """Notes what is read of one handbook, for whoever reads at the moment.

    ``record``, ``backlinks`` and ``whole`` note one thing each. They are the sets' own methods: they are called half a
    million times for ten thousand pages.
    """

    record: Callable[[Record[Any]], None]
    backlinks: Callable[[Record[Any]], None]
    whole: Callable[[str], None]

    def __init__(self) -> None:
        self._note(Seen())

    def _note(self, seen: Seen) -> None:
        self._seen = seen
        self.record = seen.records.add
        self.backlinks = seen.backlinks.add
        self.whole = seen.wholes.add

    @contextmanager
    def noted(self, seen: Seen) -> Iterator[None]:
        """Note what is read inside in ``seen``, and nowhere else."""
        before = self._seen
        self._note(seen)
        try:
            yield
        finally:
            self._note(before)

    def once(self, known: dict[K, tuple[T, Seen]], key: K, make: Callable[[], T]) -> T:
        """Return what is known under a key; at first it is made. Who asks for it has read what it was made of."""
        found = known.get(key)
        if found is None:
            seen = Seen()
            with self.noted(seen):
                found = known[key] = (make(), seen)
        self._seen.inner.add(found[1])
        return found[0]


class Rows(Mapping[str, T]):
    """The rows of data by the id of their record; whoever looks is noted to have read them."""

    def __init__(self, rows: Mapping[str, T], reads: Reads) -> None:
        self._rows = rows
        self._reads = reads

    def __getitem__(self, record_id: str) -> T:
        """Return the rows of a record."""
        self._reads.whole(ROWS)
        return self._rows[record_id]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the ids of records that have rows."""
        self._reads.whole(ROWS)
        return iter(self._rows)

    def __len__(self) -> int:
        """Return how many records have rows."""
        self._reads.whole(ROWS)
        return len(self._rows)
