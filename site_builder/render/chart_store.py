"""Drawings of charts: each distinct one is drawn once, and kept for the next time where there is a place for that."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, Final, TypeAlias

from site_builder.load.kept_file import read_kept, write_kept
from site_builder.model.settings import Audience
from site_builder.render.charts import START, draw, key_of
from site_builder.render.drawing_ahead import DrawingAhead, draw_ahead
from site_builder.render.drawing_key import drawing_key

FOLDER: Final = "charts"
_MARK: Final = re.compile(r"<!--ob-drawing-[0-9]+-->")

Show: TypeAlias = Callable[[str], str]
"""Makes the HTML of a page of a drawing."""


def charts_file(cache: Path, audience: Audience) -> Path:
    """Return the file in a folder of the cache that keeps an audience's charts: those of others are not lost to it."""
    return cache / FOLDER / f"{audience}.json"


class ChartStore:
    """Drawings by the hash of what they were made from, so that each distinct chart is drawn once.

    With a ``file``, what was saved there is not drawn again, and ``save`` keeps what was asked for. What is ordered is
    drawn before it is asked for, where this process can be copied: by ``ahead``, if that has begun. ``drawn`` is how
    many charts had to be drawn.
    """

    def __init__(self, file: Path | None = None, ahead: DrawingAhead | None = None) -> None:
        self.drawn = 0
        self._file = file
        self._ahead = ahead
        self._asked: dict[str, str] = {}
        self._waiting: dict[str, tuple[Mapping[str, Any], Show]] = {}
        self._marks_drawings = False

    def drawing(self, spec: Mapping[str, Any]) -> str:
        """Return the drawing of a specification: the content of an SVG element and its size, as ``draw`` gives it."""
        key = key_of(spec)
        found = self._asked.get(key)
        if found is None:
            found = self._asked[key] = self._kept.get(key) or self._drawing(spec)
        return found

    @contextmanager
    def marking(self) -> Iterator[None]:
        """Wait for no drawing: meanwhile ``shown`` gives a mark for one that was ordered; ``filled`` waits for it."""
        self._marks_drawings = True
        try:
            yield
        finally:
            self._marks_drawings = False

    def shown(self, spec: Mapping[str, Any], show: Show) -> str:
        """Return what is shown of the drawing of a specification, or a mark in its place."""
        key = key_of(spec)
        if self._marks_drawings and key not in self._asked and self._ahead is not None and self._ahead.is_ordered(key):
            mark = f"<!--ob-drawing-{len(self._waiting)}-->"
            self._waiting[mark] = (spec, show)
            return mark
        return show(self.drawing(spec))

    def filled(self, html: str) -> str:
        """Return HTML with what is shown of drawings in the place of their marks."""
        return _MARK.sub(self._fill, html) if self._waiting else html

    def _fill(self, mark: re.Match[str]) -> str:
        if mark[0] not in self._waiting:
            return mark[0]
        spec, show = self._waiting[mark[0]]
        return show(self.drawing(spec))

    def order(self, specs: Iterable[Mapping[str, Any]]) -> None:
        """Have charts drawn that are going to be asked for."""
        wanted = {key: spec for key, spec in ((key_of(spec), spec) for spec in specs) if key not in self._kept}
        if wanted:
            self._ahead = self._ahead or draw_ahead()
            if self._ahead is not None:
                self._ahead.order(wanted)

    def save(self, *, is_whole: bool = True) -> None:
        """Keep what was asked for; nothing where the store has no file. Nothing is drawn after it.

        What was not asked for is dropped, if ``is_whole`` says that everything has been that is shown. Else it stays,
        up to twice as much as was shown then: what was asked for last.
        """
        if self._ahead is not None:
            self._ahead.end()
            self._ahead = None
        if self._file is None:
            return
        if is_whole:
            drawings, shown = self._asked, len(self._asked)
            has_changed = self.drawn or shown != len(self._kept)
        else:
            shown = self._shown
            others = {key: drawing for key, drawing in self._kept.items() if key not in self._asked}
            drawings = dict([*others.items(), *self._asked.items()][-max(2 * shown, len(self._asked)) :])
            has_changed = self.drawn
        if has_changed:
            write_kept(self._file, {"key": self._key, "shown": shown, "drawings": drawings})

    def _drawing(self, spec: Mapping[str, Any]) -> str:
        self.drawn += 1
        ready = self._ahead.drawing(key_of(spec)) if self._ahead is not None else None
        return ready or draw(spec)

    @cached_property
    def _content(self) -> Mapping[str, Any]:
        content = read_kept(self._file) if self._file is not None else None
        return content if isinstance(content, dict) and content.get("key") == self._key else {}

    @cached_property
    def _kept(self) -> Mapping[str, str]:
        drawings = self._content.get("drawings")
        if not isinstance(drawings, dict):
            return {}
        return {key: kept for key, kept in drawings.items() if isinstance(kept, str) and kept.startswith(START)}

    @property
    def _shown(self) -> int:
        """How many drawings were shown when all were asked for."""
        shown = self._content.get("shown")
        return shown if isinstance(shown, int) else len(self._kept)

    @cached_property
    def _key(self) -> str:
        return drawing_key()


SHARED_CHARTS = ChartStore()
"""What this process has drawn."""
