"""How the whole program ends where the terminal, the disk or the person wants otherwise."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from site_builder.edit.journal import is_open
from tests.acceptance.commands import command, environment, opsbook
from tests.support import initiative, write

CHECKOUT = "roadmap/initiatives/checkout.yml"
SET = ("set", "initiative", "checkout", "title=Payment")

# The program, in which a module cannot be imported before somebody presses Ctrl-C.
INTERRUPTED = """
import sys

stop = sys.argv.pop(1)

class Impatience:
    def find_spec(self, name, *rest):
        if name == stop:
            raise KeyboardInterrupt

sys.meta_path.insert(0, Impatience())
from site_builder.cli import run
run()
"""
needs_full_disk = pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full disk")


@needs_full_disk
@pytest.mark.parametrize("call", [SET, ("new", "initiative", "next"), ("--help",)])
def test_an_output_that_cannot_be_written_is_said(call: tuple[str, ...], tmp_path: Path) -> None:
    root = write(tmp_path, {CHECKOUT: initiative()})
    with Path("/dev/full").open("w") as full:
        program, pipe = command("opsbook", *call), subprocess.PIPE
        done = subprocess.run(program, cwd=root, env=environment(), stdout=full, stderr=pipe, text=True, check=False)
    assert (done.returncode, done.stderr) == (
        3,
        "opsbook: the output cannot be written: No space left on device\n",
    )
    assert not is_open(root)


@pytest.mark.skipif(sys.platform == "win32", reason="no shell to close it with")
def test_an_output_that_is_closed_is_not_missed(tmp_path: Path) -> None:
    root = write(tmp_path, {CHECKOUT: initiative()})
    call = ["sh", "-c", '"$@" >&-', "sh", *command("opsbook", *SET)]
    done = subprocess.run(call, cwd=root, env=environment(), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "title: Payment" in (root / CHECKOUT).read_text()


@pytest.mark.parametrize(
    ("module", "said"), [("click", ""), ("site_builder.cli.check", ""), ("site_builder.pipeline", "interrupted")]
)
def test_ctrl_c_ends_it_as_shells_expect(module: str, said: str, tmp_path: Path) -> None:
    root = write(tmp_path, {CHECKOUT: initiative()})
    call = [sys.executable, "-c", INTERRUPTED, module, "check"]
    done = subprocess.run(call, cwd=root, env=environment(), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, "Traceback" in done.stderr) == (130, "", False), done.stderr
    assert said in done.stderr


@pytest.mark.parametrize(
    "call",
    [
        ("check", "-f", "closed"),
        ("schema", "--write", "closed"),
        ("import", "csv", "closed", "--kind", "request"),
        ("owners", "--write", "closed"),
        ("publish", "--list", "--to", "closed"),
    ],
)
def test_what_may_not_be_read_is_the_fault_of_the_environment(call: tuple[str, ...], tmp_path: Path) -> None:
    root = write(tmp_path, {})
    closed = root / "closed"
    if call[0] in ("schema", "publish"):
        closed.mkdir()
    else:
        closed.write_text("title\n")
    closed.chmod(0)
    if os.access(closed, os.R_OK):
        pytest.skip("everything is allowed to this user")
    done = opsbook(*call, cwd=root)
    assert (done.returncode, done.stderr.startswith("opsbook: "), "closed" in done.stderr) == (3, True, True), (
        done.stderr
    )


@pytest.mark.skipif(sys.platform == "win32", reason="no shell to close it with")
@pytest.mark.parametrize("call", [SET, ("--help",), ("set", "--help")])
def test_an_output_that_nobody_reads_is_no_finding(call: tuple[str, ...], tmp_path: Path) -> None:
    root = write(tmp_path, {CHECKOUT: initiative()})
    reading, writing = os.pipe()
    os.close(reading)
    program, pipe = command("opsbook", *call), subprocess.PIPE
    done = subprocess.run(program, cwd=root, env=environment(), stdout=writing, stderr=pipe, text=True, check=False)
    both = subprocess.run(program, cwd=root, env=environment(), stdout=writing, stderr=writing, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr, both.returncode) == (3, "", 3)


@pytest.mark.parametrize(
    "call", [("init",), ("check", "-f"), ("export", "--markdown"), ("schema", "--write"), ("build", "--site-dir")]
)
def test_a_name_that_no_file_can_have_is_a_wrong_call(call: tuple[str, ...], tmp_path: Path) -> None:
    root = write(tmp_path, {CHECKOUT: initiative()})
    done = opsbook(*call, "x" * 300, cwd=root)
    assert (done.returncode, "File name too long" in done.stderr, "Traceback" in done.stderr) == (2, True, False)
