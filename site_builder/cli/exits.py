"""Exit codes, and the fault that is neither in the data nor in the call."""

from __future__ import annotations

CLEAN = 0
FINDINGS = 1
ENVIRONMENT = 3
INTERRUPTED = 130
"""Of a program that Ctrl-C ended, as shells have it: 128 and the number of the signal."""


class EnvironmentFault(Exception):
    """What the machine lacks, in a sentence for people: a program, a permission, a place to write."""
