"""``opsbook release cut`` is killed at each thing that it changes in the file system: nothing is half done."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from site_builder.cli.main import group
from tests.cli.releases import AS_OF, handbook

# Forks a process for each handbook. In the n-th the n-th change of the file system never happens: the process is killed
# just before it.
KILLED = """
import json, os, signal, sys
from click.testing import CliRunner
from site_builder.cli.main import group

CHANGES = ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.chmod", "shutil.rmtree")

def cut(root, *options):
    call = ["release", "cut", "-f", root + "/mkdocs.yml", "--as-of", "2026-10-31", "2026.4", *options]
    return CliRunner().invoke(group, call)

def run(root, step):
    def watch(event, arguments):
        nonlocal step
        writes = event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR) and str(arguments[0]).startswith(root)
        if event in CHANGES and str(arguments[0]).startswith(root) or writes:
            step -= 1
            if step == -1:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(watch)
    os._exit(cut(root).exit_code)

cut(sys.argv[1], "--dry-run")
ends = []
for step, root in enumerate(sys.argv[1:]):
    child = os.fork()
    if not child:
        run(root, step)
    ends.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
print(json.dumps(ends))
"""
STEPS = 50


def records(root: Path) -> dict[str, bytes]:
    """Return every file of the records, hidden ones too."""
    return {str(path.relative_to(root)): path.read_bytes() for path in (root / "roadmap").rglob("*") if path.is_file()}


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")
def test_a_kill_at_any_step_leaves_all_old_or_all_new_once_the_next_command_starts(tmp_path: Path) -> None:
    first = handbook(tmp_path / "0")
    old = records(first)
    roots = [first, *(shutil.copytree(first, tmp_path / str(step)) for step in range(1, STEPS))]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "OPSBOOK_NO_CACHE": "1"}
    command = [sys.executable, "-c", KILLED, *map(str, roots)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    ends = json.loads(done.stdout)
    assert ends[-1] == 0, "more steps than were tried"

    undone, complete = 0, records(roots[-1])
    assert complete.keys() - old.keys() == {"roadmap/releases/2026.4.yml"}
    for root, end in zip(roots, ends, strict=True):
        checked = CliRunner().invoke(group, ["check", "-f", str(root / "mkdocs.yml"), "--as-of", AS_OF, "--no-cache"])
        assert checked.exit_code == 0, checked.output
        undone += "an edit of" in checked.output
        assert end in (0, -signal.SIGKILL)
        assert records(root) in ((complete,) if end == 0 else (old, complete))
    # Killed while files were replaced, and not only before or after.
    assert undone > 4
