"""What an import did or would do, told on the command line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from site_builder.importers.differences import Difference
    from site_builder.importers.plan import ImportPlan

_MOST_LINES: Final = 20
_MOST_PLACES: Final = 5


def print_diffs(plan: ImportPlan) -> None:
    """Print what would be written as a diff."""
    from site_builder.edit.unified_diff import unified_diff

    for change in plan.changed:
        before = change.path if change.old is not None else None
        for line in unified_diff(before, change.path, change.old or b"", change.new):
            click.echo(line)


def print_paths(plan: ImportPlan) -> None:
    """Print the files that were written."""
    for line in _shortened([change.path for change in plan.changed]):
        click.echo(line)


def persons_told(plan: ImportPlan) -> Iterator[str]:
    """Yield where what would be written holds addresses or numbers of people, in a line."""
    from site_builder.importers.foreign_text import named_persons

    entries = ((change.entry, change.fields) for change in plan.changed)
    found = [person for entry, keys in entries if entry is not None for person in named_persons(entry, keys)]
    if found:
        spans = list(dict.fromkeys(str(each.span) for each in found))
        places = ", ".join(spans[:_MOST_PLACES])
        more = f" and {len(spans) - _MOST_PLACES:,} more places" if len(spans) > _MOST_PLACES else ""
        kinds = " and ".join(sorted({each.what for each in found}))
        yield f"look before you commit: {kinds} in texts at {places}{more}; git keeps them for ever"


def _shortened(lines: list[str]) -> list[str]:
    shown = lines[:_MOST_LINES]
    return [*shown, f"… and {len(lines) - len(shown):,} more"] if len(lines) > len(shown) else lines


def told(plan: ImportPlan, *, dry_run: bool) -> Iterator[str]:
    """Yield what became of the export, and where the handbook differs from it."""
    new = sum(change.old is None for change in plan.changed)
    updated = len(plan.changed) - new
    differing = len({difference.path for difference in plan.differing})
    tail = "; nothing was written" if dry_run else ""
    yield f"opsbook: {new:,} new, {updated:,} updated, {plan.same:,} unchanged{tail}"
    if not differing:
        return
    counts = Counter(difference.field for difference in plan.differing)
    fields = ", ".join(f"{name} ({count:,})" for name, count in counts.most_common())
    yield f"opsbook: {differing:,} of those that are there differ from the export and stay as they are: {fields}"
    yield from _shortened([_shown(difference) for difference in plan.differing])
    yield f"opsbook: take the export's side of a field with --update {counts.most_common(1)[0][0]}"


def _shown(difference: Difference) -> str:
    from site_builder.edit.scalars import write_flow

    def short(value: object) -> str:
        text = "(none)" if value is None else " ".join((value if isinstance(value, str) else write_flow(value)).split())
        return text if len(text) <= 40 else f"{text[:39]}…"

    return f"  {difference.path}: {difference.field}: {short(difference.ours)} → {short(difference.theirs)}"
