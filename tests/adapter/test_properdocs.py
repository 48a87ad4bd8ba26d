"""ProperDocs, the maintained fork of MkDocs, builds the same site."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.adapter.fake import files_of
from tests.support import initiative, write

PLAYBOOK = """\
---
title: Play
owner: '@team'
area: escalations
status: active
---
## Steps

See [b](../../roadmap/initiatives/b.yml).
"""
FILES = {
    "roadmap/initiatives/a.yml": initiative("First", summary="What it is"),
    "roadmap/initiatives/b.yml": initiative("Second", depends_on="[a]"),
    "content/playbooks/p.md": PLAYBOOK,
    "content/glossary.md": "# Words\n\n[p](playbooks/p.md)\n",
}
GENERATOR = re.compile(rb'<meta name="generator" content="[^"]*">')


def built_by(command: str, root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    quiet = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "SOURCE_DATE_EPOCH": "1793404800"}
    return subprocess.run(
        [sys.executable, "-m", command, "build", "-f", "mkdocs.yml", "-d", f"site-{command}", *arguments],
        cwd=root,
        env=os.environ | quiet,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_both_build_the_same_but_for_the_generator(tmp_path: Path) -> None:
    pytest.importorskip("properdocs")
    root = write(tmp_path, FILES)
    sites = []
    for command in ("mkdocs", "properdocs"):
        done = built_by(command, root, "--strict")
        assert done.returncode == 0, done.stderr
        files = files_of(root / f"site-{command}")
        sites.append({path: GENERATOR.sub(b"", content) for path, content in files.items()})
    assert sites[0] == sites[1]
    assert "roadmap/initiatives/a/index.html" in sites[0]


@pytest.mark.slow
@pytest.mark.parametrize("command", ["mkdocs", "properdocs"])
def test_both_stop_at_errors_without_a_traceback(tmp_path: Path, command: str) -> None:
    pytest.importorskip("properdocs")
    root = write(tmp_path, {"roadmap/initiatives/a.yml": "title: [\n"})
    done = built_by(command, root)
    assert done.returncode == 1
    assert "roadmap/initiatives/a.yml:" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("command", ["mkdocs", "properdocs"])
def test_both_stop_at_warnings_when_strict(tmp_path: Path, command: str) -> None:
    pytest.importorskip("properdocs")
    root = write(tmp_path, {"roadmap/initiatives/a.yml": initiative(target="2026-12-01", start="2026-12-24")})
    assert built_by(command, root).returncode == 0
    done = built_by(command, root, "--strict")
    assert done.returncode == 1
    assert "warning[start-after-target]" in done.stderr
