"""Sites as small as they can be, whose every file says which build it is of, and what stands in a published tree."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

PAGES = ("index.html", "roadmap/index.html", "roadmap/initiatives/checkout/index.html", "404.html")
FILES = (*PAGES, "assets/site.css", "search/search_index.json", "releases/feed.atom", "sitemap.xml")


def built(folder: Path, text: str, *more: str) -> Path:
    """Write a site all of whose files hold a text."""
    for path in (*FILES, *more):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder


def built_for(audience: str, folder: Path, text: str = "text") -> Path:
    """Write such a site that says for whom it is."""
    site = built(folder, text, "api/v1/index.json")
    (site / "api/v1/index.json").write_text(json.dumps({"audience": audience}), encoding="utf-8")
    return site


def listed(tree: Path) -> list[dict[str, Any]]:
    """Return what versions.json says."""
    found: list[dict[str, Any]] = json.loads((tree / "versions.json").read_bytes())
    return found


def texts(folder: Path) -> dict[str, str]:
    """Return the text of every file below a folder, hidden folders at its root left out."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in files
        if not path.relative_to(folder).parts[0].startswith(".")
    }
