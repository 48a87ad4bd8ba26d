"""Which pages stand for all of a site."""

from __future__ import annotations

import json
from pathlib import Path


def a_page_of_each_sort(site: Path) -> list[str]:
    """Return the page of every section, and of each kind that of its longest record."""
    index = json.loads((site / "api/v1/index.json").read_text(encoding="utf-8"))
    sections = {path.parent.relative_to(site).as_posix() for path in site.glob("*/index.html")}
    for folder in ("roadmap", "feedback"):
        sections |= {path.parent.relative_to(site).as_posix() for path in site.glob(f"{folder}/*/index.html")}
    records = []
    for entry in index["collections"]:
        found = json.loads((site / entry["url"]).read_text(encoding="utf-8"))["records"]
        # The longest record of a kind is the most likely to be too wide.
        records += [max(found, key=lambda record: len(json.dumps(record["fields"])))["url"]] if found else []
    return [*(f"{section}/" for section in sorted(sections)), *records]
