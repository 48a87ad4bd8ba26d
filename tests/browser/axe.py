"""What axe finds on a page that keeps people from using it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.sync_api import Page

AA = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
"""WCAG 2.2 AA."""
TARGETS = ("target-size",)
"""The one rule of WCAG 2.2 AA that axe leaves out unasked."""
# Nothing that costs time and tells nothing here: the pages have no frames and load no media.
_OPTIONS = {"resultTypes": ["violations"], "preload": False, "iframes": False}
_RUN = """async ([part, options]) =>
  (await axe.run(part || document, options)).violations.flatMap(({ id, impact, nodes }) =>
    nodes.map((node) => [
      id, impact, node.target.join(" "), [...node.any, ...node.all, ...node.none].map((check) => check.message)
    ])
  )"""


@dataclass(frozen=True)
class Violation:
    """A rule that an element breaks, how grave axe calls that, and what is wrong."""

    rule: str
    impact: str
    element: str
    messages: tuple[str, ...]


def violations(
    page: Page, part: str = "", standards: tuple[str, ...] = (), *, further: tuple[str, ...] = ()
) -> list[Violation]:
    """Return what axe finds in the part that a selector names; without one on the whole page; by all of its rules.

    ``further`` names rules that it leaves out unasked.
    """
    options: dict[str, Any] = {**_OPTIONS, "rules": {rule: {"enabled": True} for rule in further}}
    if standards:
        options["runOnly"] = {"type": "tag", "values": list(standards)}
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(_RUN, [part, options])
    return [Violation(rule, impact, element, tuple(messages)) for rule, impact, element, messages in found]


def grave(found: list[Violation]) -> list[Violation]:
    """Return what is serious or critical."""
    return [each for each in found if each.impact in ("serious", "critical")]
