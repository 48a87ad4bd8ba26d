"""One handbook, one site: whichever program builds it, wherever, whenever, and in whatever order."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from mkdocs_opsbook.command import build
from mkdocs_opsbook.request import Request
from scripts.compare_sites import differences
from tests.acceptance.commands import copy_starter, environment, run, wrong
from tests.support import initiative, write

pytestmark = pytest.mark.slow


def other_locale() -> str:
    """Return a locale with other names of months, another comma and another order of letters, where there is one."""
    listed = (
        subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False)
        if shutil.which("locale")
        else None
    )
    there = listed.stdout.split() if listed else []
    return next((name for name in there if name.startswith(("de_DE.", "fr_FR.", "sv_SE."))), "C.UTF-8")


def test_mkdocs_builds_the_public_site_where_its_configuration_asks_for_it(public_site: Path, tmp_path: Path) -> None:
    root = copy_starter(tmp_path / "handbook")
    config = root / "mkdocs.yml"
    written = config.read_text(encoding="utf-8")
    assert written.count("  - opsbook:\n") == 1
    config.write_text(written.replace("  - opsbook:\n", "  - opsbook:\n      audience: public\n"), encoding="utf-8")
    done = run("mkdocs", "build", "--strict", cwd=root)
    assert done.returncode == 0, wrong(done)
    assert not (root / "site").exists()
    assert differences(public_site, root / "site-public") == []


def test_properdocs_builds_the_same_site_whatever_the_order_of_plugins(site: Path, tmp_path: Path) -> None:
    root = copy_starter(tmp_path / "handbook")
    config = root / "mkdocs.yml"
    before, plugin = config.read_text(encoding="utf-8").split("plugins:\n  - search\n")
    end = plugin.index("\n\n")
    config.write_text(f"{before}plugins:\n{plugin[:end]}\n  - search{plugin[end:]}", encoding="utf-8")
    call = ("build", "--strict", "-f", "mkdocs.yml", "-d", tmp_path / "site")
    done = run("properdocs", *call, cwd=root)
    assert done.returncode == 0, wrong(done)
    assert differences(site, tmp_path / "site") == []


def test_pages_filled_into_shells_are_those_that_the_theme_renders(handbook: Path, site: Path, tmp_path: Path) -> None:
    build(handbook / "mkdocs.yml", tmp_path / "site", Request(shells=False))
    assert differences(site, tmp_path / "site") == []


def test_mkdocs_does_too_whatever_the_time_zone_locale_hash_seed_and_place(site: Path, tmp_path: Path) -> None:
    root = copy_starter(tmp_path / "a longer/path with spaces/ü", backwards=True)
    there = environment(TZ="Pacific/Kiritimati", LC_ALL=other_locale(), PYTHONHASHSEED="4242")
    done = run("mkdocs", "build", "--strict", "-d", tmp_path / "site", cwd=root, env=there)
    assert done.returncode == 0, wrong(done)
    assert differences(site, tmp_path / "site") == []


def test_the_day_of_the_build_is_the_day_that_was_asked_for(tmp_path: Path) -> None:
    root = write(tmp_path, {"roadmap/initiatives/checkout.yml": initiative(target="2027-Q1")})
    done = run("opsbook", "build", "--as-of", "2026-11-30", "--site-dir", tmp_path / "asked", cwd=root)
    assert done.returncode == 0, wrong(done)
    by_epoch = environment(SOURCE_DATE_EPOCH="1795996800")
    done = run("opsbook", "build", "--site-dir", tmp_path / "epoch", cwd=root, env=by_epoch)
    assert done.returncode == 0, wrong(done)
    assert differences(tmp_path / "asked", tmp_path / "epoch") == []
    index = json.loads((tmp_path / "asked/api/v1/index.json").read_text(encoding="utf-8"))
    assert index["as_of"] == "2026-11-30"
    assert '<time datetime="2026-11-30">' in (tmp_path / "asked/index.html").read_text(encoding="utf-8")
