"""A build of what has been built already: the site stays as it is, unless anything has changed that it depends on."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from site_builder.cli.main import group
from tests.support import CONFIG, initiative, write

FILES = {
    "roadmap/initiatives/checkout.yml": initiative(),
    "content/logo.svg": "<svg/>",
    "overrides/main.html": '{% extends "base.html" %}',
    "mkdocs.yml": CONFIG.replace("font: false", "font: false\n  custom_dir: overrides"),
}
TOLD = "nothing has changed"


@pytest.fixture(autouse=True)
def _allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Allow the cache, which ``--no-cache`` forbids for the rest of a process."""
    monkeypatch.delenv("OPSBOOK_NO_CACHE", raising=False)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a handbook that was built; each test leaves its site as it should be."""
    os.environ.pop("OPSBOOK_NO_CACHE", None)
    root = write(tmp_path_factory.mktemp("handbook"), FILES)
    assert build(root).exit_code == 0
    return root


def build(root: Path, *options: str, as_of: str = "2026-10-31") -> Result:
    return CliRunner().invoke(group, ["build", "-f", str(root / "mkdocs.yml"), "--as-of", as_of, *options])


def test_nothing_is_written_where_nothing_has_changed(built: Path) -> None:
    build(built)
    page = built / "site/index.html"
    before = page.stat().st_ino
    again = build(built)
    assert TOLD in again.output
    assert page.stat().st_ino == before


def test_a_file_that_was_only_touched_has_not_changed(built: Path) -> None:
    build(built)
    (built / "roadmap/initiatives/checkout.yml").touch()
    assert TOLD in build(built).output


def rewrite(path: str, text: str) -> Callable[[Path], None]:
    def act(root: Path) -> None:
        (root / path).write_text(text, encoding="utf-8")

    return act


def remove(path: str) -> Callable[[Path], None]:
    def act(root: Path) -> None:
        (root / path).unlink()

    return act


@pytest.mark.parametrize(
    "change",
    [
        rewrite("roadmap/initiatives/checkout.yml", initiative("Slower checkout")),
        rewrite("roadmap/initiatives/second.yml", initiative("Second")),
        rewrite("content/logo.svg", "<svg></svg>"),
        rewrite("content/more.css", "p{}"),
        rewrite("content/index.md", "# Welcome\n"),
        rewrite("overrides/main.html", '{% extends "base.html" %}{% block footer %}{% endblock %}'),
        rewrite("mkdocs.yml", FILES["mkdocs.yml"].replace("Test handbook", "Another")),
        rewrite("site/index.html", "edited by hand"),
        rewrite("site/strange.html", "put there by hand"),
        remove("site/index.html"),
    ],
    ids=["record", "new record", "picture", "style", "page", "theme", "settings", "site edited", "site added", "site"],
)
@pytest.mark.slow
def test_a_change_is_built(built: Path, change: Callable[[Path], None]) -> None:
    build(built)
    change(built)
    result = build(built)
    assert result.exit_code == 0
    assert TOLD not in result.output
    assert "by hand" not in (built / "site/index.html").read_text(encoding="utf-8")
    assert not (built / "site/strange.html").exists()


@pytest.mark.slow
def test_another_question_is_answered_anew(built: Path) -> None:
    build(built)
    assert TOLD not in build(built, as_of="2026-11-01").output
    assert TOLD not in build(built, "--audience", "public").output
    assert TOLD not in build(built, "--site-dir", str(built / "elsewhere")).output


@pytest.mark.slow
def test_warnings_of_mkdocs_are_told_each_time(built: Path) -> None:
    # A check does not follow targets with blanks.
    (built / "content/links.md").write_text("[nowhere](not here.md)\n", encoding="utf-8")
    first, again = build(built), build(built)
    (built / "content/links.md").unlink()
    assert TOLD not in first.output
    assert TOLD in again.output
    for result in (first, again):
        assert result.output.count("WARNING - Doc file 'links.md' contains a link 'not here.md'") == 1


@pytest.mark.slow
@pytest.mark.parametrize("setting", ["site_author: !ENV [AUTHOR, nobody]\n", "hooks: [hook.py]\n"])
def test_what_may_depend_on_more_is_built_each_time(tmp_path: Path, setting: str) -> None:
    write(tmp_path, {**FILES, "mkdocs.yml": CONFIG + setting, "hook.py": ""})
    build(tmp_path)
    assert TOLD not in build(tmp_path).output


@pytest.mark.slow
def test_a_baseline_is_looked_up_each_time(built: Path) -> None:
    results = build(built, "--baseline", "2026-Q3"), build(built, "--baseline", "2026-Q3")
    assert all(result.exit_code == 0 and TOLD not in result.output for result in results)


def test_a_baseline_that_no_commit_tells_of_is_said_to_be_missing(built: Path) -> None:
    done = build(built, "--baseline", "2026-Q3")
    assert done.exit_code == 0
    assert "opsbook: the roadmap has no baseline 2026-Q3: not available: " in done.stderr
    assert "promised at 2026-Q3" not in (built / "site/roadmap/index.html").read_text(encoding="utf-8")


def test_a_baseline_that_is_still_to_come_is_a_usage_error(built: Path) -> None:
    done = build(built, "--baseline", "2027-Q1")
    assert done.exit_code == 2
    assert "--baseline 2027-Q1 begins after 2026-10-31" in done.stderr
