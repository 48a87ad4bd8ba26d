"""The pictures that changes name: those that cannot be shown are reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from site_builder.kinds.change import CHANGE
from site_builder.load.images import problem_of_image
from site_builder.load.source import Source
from site_builder.model.diagnostic import Diagnostic, warning
from site_builder.model.record import Record


def check_images(source: Source, records: Iterable[Record[Any]]) -> Iterator[Diagnostic]:
    """Yield a warning for each change whose picture cannot be shown: its notes are complete without it."""
    for record in records:
        if record.kind != CHANGE.name or record.fields.image is None:
            continue
        path = record.fields.image.path
        problem = problem_of_image(source, path)
        if problem:
            hint = "name a picture of the repository by its path from the root"
            yield warning("dangling-reference", f"{path}: {problem}", record.span("image", "path"), hint)
