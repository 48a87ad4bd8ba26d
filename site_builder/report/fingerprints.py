"""Fingerprints: by which other programs know a finding again after its line has moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256

from site_builder.model.diagnostic import Diagnostic


def fingerprints(diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[str, Diagnostic]]:
    """Return each finding with its fingerprint: 64 hexadecimal digits, different for each of them.

    It is made of the code, the path, the message and, among equal ones, the number in their order; not of the line.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    for finding in diagnostics:
        identity = (finding.code, finding.span.path, finding.message)
        parts = (*identity, str(seen[identity]))
        seen[identity] += 1
        yield sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest(), finding
