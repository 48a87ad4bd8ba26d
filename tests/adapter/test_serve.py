"""Live preview: what is watched, and builds of what changed only."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from mkdocs_opsbook.plugin import OpsbookPlugin
from mkdocs_opsbook.request import Request, asking
from tests.adapter.fake import AS_OF
from tests.support import CONFIG, initiative, write

FILES = {
    "mkdocs.yml": CONFIG,
    "content/glossary.md": "# Words\n",
    "content/roadmap/index.md": "What we plan.\n",
    "roadmap/initiatives/a.yml": initiative("First"),
    "roadmap/initiatives/b.yml": initiative("Second"),
}


class Watcher:
    """As much of MkDocs' server as the event needs."""

    def __init__(self) -> None:
        self.watched: list[str] = []

    def watch(self, path: str) -> None:
        self.watched.append(path)

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        return content

    def get_app(self) -> None:
        """Return nothing that answers."""

    def set_app(self, app: object) -> None:
        """Answer nothing."""


def test_folders_of_records_outside_the_documentation_are_watched(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    with asking(Request(as_of=AS_OF)):
        config = load_config(str(root / "mkdocs.yml"))
    build(config)
    server: Any = Watcher()
    config.plugins.on_serve(server, config=config, builder=lambda: None)
    assert server.watched == [str(root / "roadmap")]


@pytest.fixture
def fresh_search() -> Iterator[None]:
    """Forget what the search plugin, which MkDocs keeps for as long as the process lives, knows of dirty builds."""
    yield
    option: Any = MkDocsConfig.plugins
    option.plugin_cache.clear()


@pytest.mark.slow
@pytest.mark.usefixtures("fresh_search")
def test_an_edit_reaches_its_page_its_section_and_the_search(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)

    def rebuild() -> dict[str, dict[str, Any]]:
        with asking(Request(as_of=AS_OF)):
            config = load_config(str(root / "mkdocs.yml"))
        config.plugins.on_startup(command="serve", dirty=True)
        build(config, serve_url="http://127.0.0.1:8000/", dirty=True)
        docs = json.loads((root / "site/search/search_index.json").read_bytes())["docs"]
        assert len({entry["location"] for entry in docs}) == len(docs)
        return {entry["location"]: entry for entry in docs}

    assert rebuild()["roadmap/initiatives/a/"]["title"] == "First"
    write(root, {"roadmap/initiatives/a.yml": initiative("Changed")})
    entries = rebuild()
    assert entries["roadmap/initiatives/a/"]["title"] == "Changed"
    assert entries["roadmap/initiatives/b/"]["title"] == "Second"
    assert "Changed" in (root / "site/roadmap/initiatives/a/index.html").read_text()
    assert "Changed" in (root / "site/roadmap/index.html").read_text()
    assert "What we plan." in (root / "site/roadmap/index.html").read_text()


def test_outside_of_a_build_there_is_none() -> None:
    with pytest.raises(RuntimeError, match="has not come"):
        _ = OpsbookPlugin().build
