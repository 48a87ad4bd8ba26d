"""What makes a field of a response unreadable, and how many such faults of a file are told one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from site_builder.load.table import TextTable
from site_builder.model.diagnostic import Diagnostic, error
from site_builder.model.quick import dataclass

FAULTS_TOLD = 20
"""So many faults of a file are told one by one; the rest as one number."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a text cannot be read: a code, a message and a hint, both for people."""

    message: str
    hint: str
    code: str = "response-unreadable"


def quoted(text: str) -> str:
    """Return a text as it can be shown in a message: quoted, and not too long."""
    return repr(text if len(text) <= 60 else text[:57] + "...")


def tell(table: TextTable, faults: Iterable[tuple[int, int, Fault]], count: int) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of a file: those of its rows, then of its fields.

    ``faults`` yields positions of row and column with what is wrong there, ``count`` is how many it yields. Beyond 20
    the rest is one diagnostic at the place of the next: finding a place costs a look at the whole file.
    """
    told = list(table.diagnostics)
    for row, column, fault in islice(faults, FAULTS_TOLD + 1):
        told.append(error(fault.code, fault.message, table.span(row, column), fault.hint))
    return folded(told, len(table.diagnostics) + count)


def folded(found: Iterable[Diagnostic], total: int, reasons: str = "") -> tuple[Diagnostic, ...]:
    """Return the first diagnostics of ``total``, in order, and one for the rest, with the ``reasons`` of all."""
    told: Sequence[Diagnostic] = sorted(found, key=lambda diagnostic: diagnostic.sort_key)
    if len(told) <= FAULTS_TOLD:
        return tuple(told)
    next_one = told[FAULTS_TOLD]
    rest = total - FAULTS_TOLD
    message = f"and {rest} more that cannot be read, this one first: {next_one.message}{reasons}"
    return (*told[:FAULTS_TOLD], error(next_one.code, message, next_one.span, next_one.hint))
