"""``opsbook build --audience public``: where it goes, what is asked before."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from site_builder.cli.main import group
from tests.support import CONFIG, write

CHANGE = """\
title: Swaps are faster
owner: '@team'
type: changed
release: "1.0"
visibility: public
body: Swaps take a second now.
"""
FILES = {
    "roadmap/releases/1.0.yml": "title: One\nowner: '@team'\ndate: 2026-10-01\nstatus: released\nvisibility: public\n",
    "roadmap/changes/fast.yml": CHANGE,
}


def build(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(group, ["build", "-f", str(root / "mkdocs.yml"), "--as-of", "2026-10-31", *arguments])


def test_it_is_built_beside_the_internal_site(tmp_path: Path) -> None:
    done = build(write(tmp_path, FILES), "--audience", "public")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "site-public/releases/1.0/index.html").is_file()
    assert not (tmp_path / "site").exists()


def test_the_option_of_mkdocs_yml_asks_for_it_as_well(tmp_path: Path) -> None:
    config = CONFIG.replace("  - opsbook\n", "  - opsbook:\n      audience: public\n")
    assert build(write(tmp_path, {**FILES, "mkdocs.yml": config})).exit_code == 0
    assert (tmp_path / "site-public/changes/fast/index.html").is_file()
    assert not (tmp_path / "site").exists()


def test_an_error_in_an_internal_record_stops_it(tmp_path: Path) -> None:
    done = build(write(tmp_path, {**FILES, "roadmap/initiatives/a.yml": "title: A\n"}), "--audience", "public")
    assert done.exit_code == 1
    assert "roadmap/initiatives/a.yml" in done.output
    assert not (tmp_path / "site-public").exists()


@pytest.mark.parametrize(
    "page",
    [
        "See [[initiative:falcon]].",
        "See [it](../roadmap/initiatives/falcon.yml).",
        "```opsbook\nmetric: nps\n```",
        "```opsbook\ntable: initiative\nfields: [team]\n```",
    ],
)
def test_a_public_page_that_tells_of_something_internal_stops_it(page: str, tmp_path: Path) -> None:
    hidden = {"roadmap/initiatives/falcon.yml": "title: Falcon\nowner: '@team'\nstatus: idea\n"}
    guide = {"content/guide.md": f"---\nvisibility: public\n---\n\n# Guide\n\n{page}\n"}
    done = build(write(tmp_path, {**FILES, **hidden, **guide}), "--audience", "public")
    assert done.exit_code == 1
    assert "public-names-internal" in done.output


def test_a_draft_is_never_public(tmp_path: Path) -> None:
    done = build(write(tmp_path, FILES), "--audience", "public", "--allow-errors")
    assert done.exit_code == 2
    assert "never public" in done.output
