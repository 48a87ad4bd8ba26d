"""The documentation of a rule: the docstring of its file, as Markdown below the rule's heading."""

from __future__ import annotations

import inspect
import re
import sys

from site_builder.rules.base import Rule

_HEADING = re.compile(r"^(#{1,3}) ", re.MULTILINE)


def documentation_of(rule: Rule) -> str:
    """Return the rule's documentation in Markdown; its summary and reason where the file says nothing."""
    written = inspect.cleandoc(getattr(sys.modules.get(rule.check.__module__), "__doc__", "") or "")
    if not written:
        return f"{rule.summary}\n\n{rule.why}"
    return _HEADING.sub(r"###\1 ", written)
