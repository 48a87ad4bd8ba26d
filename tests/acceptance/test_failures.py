"""What stops a build, and what it leaves behind: the old site, and a sentence for people."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.acceptance.commands import opsbook, run, tree, wrong
from tests.support import initiative, write

pytestmark = pytest.mark.slow

GOOD = initiative(target="2027-Q1")
BAD = initiative(status="finished")
LATE = initiative(start="2026-12-01", target="2026-11-01")
RECORD = "roadmap/initiatives/checkout.yml"
OTHER = "roadmap/initiatives/other.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A handbook with a site that stands for the old one."""
    write(tmp_path, {RECORD: GOOD, "site/index.html": "<p>old</p>", "site/old/page.html": "<p>older</p>"})
    return tmp_path


@pytest.mark.parametrize(
    ("record", "arguments"), [(BAD, []), (BAD, ["--strict"]), (LATE, ["--strict"])], ids=["error", "strict", "warning"]
)
def test_findings_stop_the_build_and_the_old_site_stays(root: Path, record: str, arguments: list[str]) -> None:
    write(root, {RECORD: record})
    before = tree(root / "site")
    done = opsbook("build", *arguments, "--as-of", "2026-10-31", cwd=root)
    assert done.returncode == 1, wrong(done)
    assert tree(root / "site") == before
    assert f"{RECORD}:" in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(path.name for path in root.iterdir()) == [".opsbook", "content", "mkdocs.yml", "roadmap", "site"]


def test_warnings_do_not_stop_a_build_that_is_not_strict(root: Path) -> None:
    write(root, {RECORD: LATE})
    done = opsbook("build", "--as-of", "2026-10-31", cwd=root)
    assert done.returncode == 0, wrong(done)
    assert "old/page.html" not in tree(root / "site")


def test_a_draft_says_on_every_page_what_is_wrong(root: Path) -> None:
    write(root, {OTHER: BAD})
    done = opsbook("build", "--allow-errors", cwd=root)
    assert done.returncode == 0, wrong(done)
    for page in ("index.html", "roadmap/initiatives/checkout/index.html", "playbooks/index.html"):
        text = (root / "site" / page).read_text(encoding="utf-8")
        assert "ob-notice--danger" in text, page
        assert f"{OTHER}:3:9" in text, page
    assert not (root / "site/roadmap/initiatives/other").exists()


@pytest.mark.parametrize("program", ["mkdocs", "properdocs"])
def test_other_programs_stop_as_well_before_they_clean_the_old_site(root: Path, program: str) -> None:
    write(root, {RECORD: BAD})
    before = tree(root / "site")
    done = run(program, "build", "-f", "mkdocs.yml", cwd=root)
    assert done.returncode == 1, wrong(done)
    assert tree(root / "site") == before
    assert f"{RECORD}:3:9: error[invalid-value]" in done.stderr
    assert "Traceback" not in done.stderr


def test_other_programs_stop_at_warnings_in_strict_mode(root: Path) -> None:
    write(root, {RECORD: LATE})
    done = run("mkdocs", "build", "--strict", "-f", "mkdocs.yml", cwd=root)
    assert done.returncode == 1, wrong(done)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("target", ["mkdocs.yml/site", "mkdocs.yml/below/site"])
def test_a_place_where_nothing_can_be_written_is_the_environment(root: Path, target: str) -> None:
    done = opsbook("build", "--site-dir", target, cwd=root)
    assert done.returncode == 3, wrong(done)
    assert "Traceback" not in done.stderr
    assert done.stderr.strip().splitlines()[-1].startswith("opsbook: cannot write")


def test_a_file_in_the_place_of_the_site_is_not_overwritten(root: Path) -> None:
    (root / "taken").write_text("mine", encoding="utf-8")
    done = opsbook("build", "--site-dir", "taken", cwd=root)
    assert done.returncode in (2, 3), wrong(done)
    assert "Traceback" not in done.stderr
    assert (root / "taken").read_text(encoding="utf-8") == "mine"


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_the_environment(root: Path) -> None:
    locked = root / "locked"
    locked.mkdir(mode=0o555)
    done = opsbook("build", "--site-dir", "locked/site", cwd=root)
    assert done.returncode == 3, wrong(done)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "config",
    [
        "site_name: x\ntheme: nowhere\nplugins: [opsbook]\n",
        "site_name: x\nplugins: [opsbook, nowhere]\n",
        "site_name: x\ndocs_dir: nowhere\nplugins: [opsbook]\n",
        "site_name: [\n",
    ],
    ids=["theme", "plugin", "docs_dir", "syntax"],
)
def test_a_configuration_that_cannot_be_used_is_said_in_words(root: Path, config: str) -> None:
    write(root, {"mkdocs.yml": config})
    before = tree(root / "site")
    done = opsbook("build", cwd=root)
    assert done.returncode in (1, 3), wrong(done)
    assert "Traceback" not in done.stderr
    assert tree(root / "site") == before
