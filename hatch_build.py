"""Puts the handbook of this repository into the wheel as the starter that ``opsbook init`` copies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

STARTER = ("content", "feedback", "mkdocs.yml", "roadmap")


class StarterHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the starter to a wheel; an editable install finds it at the root of the checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Map each part of the starter to its place in the wheel."""
        if version == "editable":
            return
        for name in STARTER:
            path = Path(self.root, name)
            if path.exists():
                build_data["force_include"][str(path)] = f"site_builder/starter/{name}"
