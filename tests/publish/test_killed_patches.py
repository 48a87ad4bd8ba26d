"""A kill at any step of a patch: the next command finds the old site, or makes it the new one, whole."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from site_builder.publish import swap
from site_builder.publish.beside import changing
from site_builder.publish.patch import patch
from tests.publish.built import FILES, built, texts
from tests.publish.test_patch import OLD, patched, written

NEW = {"index.html": "new", "a": "new", "404.html/index.html": "new", "c/d/index.html": "new", "c/index.html": "new"}
GONE = ("search/1.js", "a/b/index.html")
STEPS = 60
# Patches or recovers each of the sites in a process of its own, the n-th of which is killed before its n-th change.
KILLED = """
import json, os, signal, sys
from pathlib import Path
from site_builder.publish import swap
from tests.publish.test_killed_patches import NEW, GONE
from tests.publish.test_patch import patched

CHANGES = ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.utime", "open")

def run(site, step):
    def watch(event, arguments):
        nonlocal step
        if event in CHANGES and (event != "open" or arguments[2] & (os.O_WRONLY | os.O_CREAT)):
            step -= 1
            if step == -1:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(watch)
    swap.recover(site) if sys.argv[1] == "recover" else patched(site, NEW, *GONE)
    os._exit(0)

ends = []
for step, site in enumerate(sys.argv[2:]):
    child = os.fork()
    if not child:
        run(Path(site), step)
    ends.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
print(json.dumps(ends))
"""
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")


def killed_at_each_step(sites: list[Path], act: str) -> list[int]:
    """Act on each site, one step more each time; return how the processes ended."""
    root = Path(__file__).parents[2]
    run = subprocess.run(
        [sys.executable, "-c", KILLED, act, *map(str, sites)],
        cwd=root, env={**os.environ, "PYTHONPATH": str(root)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    ends: list[int] = json.loads(run.stdout)
    return ends


def whole(site: Path) -> str:
    """Return which site it is; anything but the old or the new one is mixed."""
    now = texts(site)
    empty = [folder for folder in site.rglob("*") if folder.is_dir() and not any(folder.iterdir())]
    alone = [entry.name for entry in site.parent.iterdir()] == [site.name]
    return "old" if now == OLD and alone else "new" if now == NEW and alone and not empty else f"mixed: {now}"


@needs_fork
def test_a_patch(tmp_path: Path) -> None:
    sites = [written(tmp_path / f"{step}/site", OLD) for step in range(STEPS)]
    ends = killed_at_each_step(sites, "patch")
    left = [whole(site) for site in sites]
    for site in sites:
        swap.recover(site)
    kills = ends.index(0)
    assert kills > 25
    assert set(ends[:kills]) == {-9}
    after = [whole(site) for site in sites]
    decided = after.index("new")
    assert after == ["old"] * decided + ["new"] * (STEPS - decided)
    assert 0 < decided < kills
    # Without a recovery there would have been others.
    assert any(each.startswith("mixed") for each in left[decided:kills])


@needs_fork
def test_the_recovery_of_a_patch(tmp_path: Path) -> None:
    sites = [written(tmp_path / f"{step}/site", OLD) for step in range(STEPS)]
    for site in sites:
        written(site.with_name(".site.patch-killed"), {**NEW, ".opsbook-gone.json": json.dumps(GONE)})
    ends = killed_at_each_step(sites, "recover")
    for site in sites:
        swap.recover(site)
    kills = ends.index(0)
    assert kills > 20
    assert set(ends[:kills]) == {-9}
    assert [whole(site) for site in sites] == ["new"] * STEPS


def test_builds_at_once_do_not_mix(tmp_path: Path) -> None:
    site = built(tmp_path / "home/site", "first")
    rounds = 20

    def patches() -> None:
        for number in range(rounds):
            with swap.build_directory(site) as changed:
                patch(built(changed, f"patched {number}"), (), site)

    def swaps() -> None:
        for number in range(rounds):
            with swap.build_directory(site) as whole_site:
                swap.swap_in(built(whole_site, f"swapped {number}"), site)

    with ThreadPoolExecutor(2) as pool:
        running = [pool.submit(patches), pool.submit(swaps)]
        seen = []
        while not all(each.done() for each in running):
            with changing(site):
                seen.append((len(texts(site)), len(set(texts(site).values()))))
        for each in running:
            each.result()
    assert set(seen) == {(len(FILES), 1)}
    assert [entry.name for entry in site.parent.iterdir()] == ["site"]


def test_what_is_not_decided_is_swept(tmp_path: Path) -> None:
    site = written(tmp_path / "home/site", OLD)
    written(site.with_name(".site.build-killed"), {"index.html": "new", ".opsbook-gone.json": '["404.html"]'})
    swap.recover(site)
    assert whole(site) == "old"


@pytest.mark.parametrize("moves", range(1, 5))
def test_a_patch_that_fails_when_it_is_decided_is_finished(
    tmp_path: Path, moves: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = written(tmp_path / "home/site", OLD)
    left, replace = moves, Path.replace

    def fails(path: Path, target: Path) -> Path:
        nonlocal left
        left -= 1
        if left == 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))
        return replace(path, target)

    with monkeypatch.context() as broken:
        broken.setattr(Path, "replace", fails)
        with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
            patched(site, NEW, *GONE)
    swap.recover(site)
    assert whole(site) == "new"
