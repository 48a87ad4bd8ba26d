"""Builds and publications killed at random moments: what stands is the old or the new, whole, and never a mixture.

A build that has decided which pages to replace may be killed while it moves them: then the next command leaves the new.

``OPSBOOK_KILLS`` says how many kills there are, half of them of builds; 6 without it. The first one hits for certain:
the process kills itself in the act of writing. Whether and where the others hit is for the machine to say.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

from site_builder.publish.swap import recover
from site_builder.publish.versions import retitle
from tests.acceptance.commands import DAY, command, environment, opsbook, tree, wrong
from tests.publish.built import built, listed
from tests.support import CONFIG, initiative, write

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("OPSBOOK_KILLS", "6"))
_PAGES = tuple(f"pages/{number}/index.html" for number in range(400))


# Runs opsbook, and kills it before it writes its hundredth file whose path begins so.
_KILLS_ITSELF = """
import os, signal, sys
from site_builder.cli.main import main

begins, left = sys.argv.pop(1), 100

def watch(event, arguments):
    global left
    if event == "open" and str(arguments[0]).startswith(begins) and arguments[2] & (os.O_WRONLY | os.O_RDWR):
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(watch)
main()
"""


def kills_itself(call: tuple[str | Path, ...], folder: Path, begins: Path) -> None:
    """Run opsbook, which is killed in the act of writing files whose paths begin so."""
    command_ = [sys.executable, "-c", _KILLS_ITSELF, str(begins), *map(str, call)]
    done = subprocess.run(command_, cwd=folder, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, wrong(done)


def killed(call: tuple[str | Path, ...], folder: Path, has_begun: Callable[[], bool], delay: float) -> None:
    """Run opsbook and kill it that long after it began to write, if it is still there."""
    with subprocess.Popen(
        command("opsbook", *call), cwd=folder, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while process.poll() is None and not has_begun():
            time.sleep(0.001)
        time.sleep(delay)
        process.kill()


def digest(folder: Path) -> str:
    """Return a digest of the names and bytes of every file below a folder."""
    files = sorted((name, sha256(data).hexdigest()) for name, data in tree(folder).items())
    return sha256(repr(files).encode()).hexdigest()


def settled(site: Path) -> tuple[str, bool]:
    """Return the digest of a site, and whether a killed build had decided on it: then the next command finishes it."""
    is_decided = any(site.parent.glob(f".{site.name}.patch-*"))
    if is_decided:
        recover(site)
    return digest(site), is_decided


def test_a_build_leaves_the_old_site_or_the_new_one(tmp_path: Path) -> None:
    root = write(tmp_path / "book", {f"roadmap/initiatives/number-{n}.yml": initiative() for n in range(40)})
    (root / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    call, sites, seconds = ("build", "--as-of", DAY), [], 0.0
    for title in ("Old", "New"):
        write(root, {"roadmap/initiatives/number-1.yml": initiative(title)})
        began = time.monotonic()
        done = opsbook(*call, cwd=root)
        seconds = time.monotonic() - began
        assert done.returncode == 0, wrong(done)
        sites.append(digest(root / "site"))
    random = Random(5)
    for number in range(KILLS // 2):
        write(root, {"roadmap/initiatives/number-1.yml": initiative(("Old", "New")[number % 2])})
        leftovers = frozenset(root.glob(".site.build-*"))

        def has_begun(known: frozenset[Path] = leftovers) -> bool:
            return bool(frozenset(root.glob(".site.build-*")) - known)

        if number:
            killed(call, root, has_begun, random.uniform(0, seconds))
        else:
            kills_itself(call, root, root / ".site.build-")
        left, is_decided = settled(root / "site")
        assert left == sites[number % 2] if is_decided else left in sites
    assert opsbook(*call, cwd=root).returncode == 0
    assert digest(root / "site") in sites


class Tree:
    """A published tree, and what is known to have been published in it."""

    def __init__(self, folder: Path) -> None:
        self.top = folder / "tree"
        self.sites = {text: built(folder / text, text, *_PAGES) for text in ("a", "b")}
        self.files = {text: tree(site) for text, site in self.sites.items()}

    def text_of(self, version: str) -> str:
        """Return which site a version is; fail where it is a mixture."""
        found = tree(self.top / version)
        return next(text for text, files in self.files.items() if files == found)

    def state(self) -> dict[str, tuple[str, tuple[str, ...]]]:
        """Return the site and the aliases of each version that is listed."""
        return {each["version"]: (self.text_of(each["version"]), tuple(each["aliases"])) for each in listed(self.top)}

    def check_aliases(self) -> None:
        """Fail where an alias that is listed is not there whole, or leads nowhere."""
        for each in listed(self.top):
            for alias in each["aliases"]:
                pages = {path: data for path, data in tree(self.top / alias).items() if path.endswith(".html")}
                assert len(pages) == len(_PAGES) + 3
                assert sum(b"/1.0/" in data or b"/2.0/" in data for data in pages.values()) == len(pages)


def test_a_publication_leaves_the_old_tree_or_the_new_one(tmp_path: Path) -> None:
    published = Tree(tmp_path)
    for name in ("1.0", "2.0"):
        began = time.monotonic()
        call: tuple[str | Path, ...] = (
            "publish",
            name,
            "--to",
            published.top,
            "--site-dir",
            published.sites["a"],
            "--alias",
            "latest",
        )
        assert opsbook(*call, cwd=tmp_path).returncode == 0
        seconds = time.monotonic() - began
    random = Random(6)
    new = published.top / ".opsbook-publish/new"
    for number in range(KILLS // 2):
        before = published.state()
        act, after = _act(published, before, number)
        call = ("publish", *act, "--to", published.top)
        if number:
            killed(call, tmp_path, new.exists, random.uniform(0, seconds / 2))
        else:
            kills_itself(call, tmp_path, new)
        # As it stands: each version is one site or the other, whole, and the list names nothing that is not there.
        for name, (text, _) in published.state().items():
            assert text in {before.get(name, ("", ()))[0], after.get(name, ("", ()))[0]}
        published.check_aliases()
        # The next change, whatever it is, finishes what was decided and forgets the rest.
        name = listed(published.top)[-1]["version"]
        retitle(published.top, name, name)
        assert published.state() in (before, after)
        published.check_aliases()
        assert [path.name for path in (published.top / ".opsbook-publish").iterdir()] == ["lock"]


State = dict[str, tuple[str, tuple[str, ...]]]


def _act(published: Tree, before: State, number: int) -> tuple[tuple[str | Path, ...], State]:
    """Return a call and what stands after it: the new site takes a version's place, the latest moves, one goes."""
    if number % 3 == 2 and len(before) == 2:
        gone = "2.0" if before["1.0"][1] else "1.0"
        return ("--remove", gone), {name: known for name, known in before.items() if name != gone}
    name = ("1.0", "2.0")[number % 2]
    text = "b" if before.get(name, ("", ()))[0] == "a" else "a"
    others = {other: (known, ()) for other, (known, _) in before.items() if other != name}
    call = (name, "--site-dir", published.sites[text], "--alias", "latest")
    return call, {name: (text, ("latest",)), **others}
