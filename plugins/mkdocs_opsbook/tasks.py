"""Check boxes of task lists, which Markdown extensions leave without a name."""

from __future__ import annotations

import re

_CHECK_BOX = re.compile(r'<input type="checkbox"(?![^>]*aria-label)([^>]*?)\s*(/?)>')


def with_named_tasks(body: str) -> str:
    """Return the HTML with a name for each check box, so that assistive technology says whether the task is done."""
    return _CHECK_BOX.sub(_named, body) if 'type="checkbox"' in body else body


def _named(match: re.Match[str]) -> str:
    name = "done" if "checked" in match[1] else "to do"
    return f'<input type="checkbox"{match[1]} aria-label="{name}"{match[2]}>'
