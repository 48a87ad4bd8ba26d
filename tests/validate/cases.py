"""Records as files, with what is expected of them written beside the value that is wrong.

``# error: invalid-value@9 "text"`` expects an error of that code on this line, at column 9, whose message or hint holds
the text; ``# line 1 error: …`` expects it on another line. A file may expect several; no other diagnostic may appear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from site_builder.kinds import all_kinds
from site_builder.load.names import RecordFile
from site_builder.load.one_record import read_record
from site_builder.model.diagnostic import Diagnostic
from site_builder.model.record import RawRecord
from site_builder.model.settings import Settings
from site_builder.validate.records import Validated, validate_record

CASES = Path(__file__).parent.parent / "cases"
_EXPECTED = re.compile(r'# (?:line (\d+) )?error: ([a-z0-9-]+)(?:@(\d+))? "([^"]*)"')


@dataclass(frozen=True, slots=True)
class Expected:
    """One expected diagnostic; column 0 where the case leaves it open."""

    line: int
    code: str
    column: int
    text: str

    def is_met_by(self, diagnostic: Diagnostic) -> bool:
        """Whether a diagnostic has the code, the place and the words."""
        return (
            (self.line, self.code) == (diagnostic.span.line, diagnostic.code)
            and self.column in (0, diagnostic.span.column)
            and self.text in f"{diagnostic.message}; {diagnostic.hint}"
        )


def files(verdict: str) -> list[str]:
    """Return the cases that are ``good`` or ``bad``, as ``kind/verdict/name``."""
    return sorted(path.relative_to(CASES).as_posix() for path in CASES.glob(f"*/{verdict}/*.*"))


def raw_record(case: str) -> RawRecord:
    """Return the record of a case as the loader reads it."""
    kind, _, name = case.split("/")
    record_id = name.rpartition(".")[0]
    read = read_record((CASES / case).read_bytes(), RecordFile(case, kind, record_id))
    assert read.diagnostics == ()
    assert read.record is not None
    return read.record


def validated(case: str, settings: Settings | None = None) -> Validated:  # type: ignore[type-arg]
    """Return what validation makes of a case."""
    raw = raw_record(case)
    return validate_record(raw, all_kinds()[raw.kind], settings or Settings())


def expected_of(case: str) -> list[Expected]:
    """Return what the comments of a case expect."""
    lines = (CASES / case).read_text(encoding="utf-8").splitlines()
    return [
        Expected(int(elsewhere or number), code, int(column or 0), text)
        for number, line in enumerate(lines, start=1)
        for elsewhere, code, column, text in _EXPECTED.findall(line)
    ]
