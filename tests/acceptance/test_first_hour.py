"""A newcomer's first hour, as the README of a new handbook says: init, git init, edit, diff, check --base, build."""

from __future__ import annotations

import json
import re
import textwrap
from pathlib import Path

import pytest

from tests.acceptance.commands import ROOT, opsbook, wrong
from tests.history.repository import Repository

pytestmark = pytest.mark.slow

RECORD = "roadmap/initiatives/faster-invoices.yml"


@pytest.fixture(params=["example", "empty"])
def handbook(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    root = tmp_path / "handbook"
    done = opsbook("init", *(["--empty"] if request.param == "empty" else []), root, cwd=tmp_path)
    assert done.returncode == 0, wrong(done)
    return root


@pytest.mark.parametrize("handbook", ["empty"], indirect=True)
def test_the_first_hour(handbook: Path, tmp_path: Path) -> None:
    def run(*arguments: str | Path, code: int = 0) -> str:
        done = opsbook(*arguments, cwd=handbook)
        assert done.returncode == code, wrong(done)
        assert "Traceback" not in done.stderr
        return done.stdout

    repository = Repository(handbook)
    repository.commit("2026-10-01T09:00:00Z", {})

    run("new", "initiative", "faster-invoices")
    # The scaffold says what is missing, at its line, until it is filled in.
    assert (handbook / RECORD).is_file()
    text = (handbook / RECORD).read_text(encoding="utf-8")
    filled = re.sub(r"(?m)^title: .*$", "title: Faster invoices", text)
    filled = re.sub(r"(?m)^owner: .*$", "owner: '@team-billing'", filled)
    filled = re.sub(r"(?m)^status: .*$", "status: planned", filled)
    (handbook / RECORD).write_text(filled, encoding="utf-8")
    run("set", "initiative", "faster-invoices", "target=2027-Q1")
    run("check", "--base", "HEAD", "--fail-on", "warning")
    repository.commit("2026-10-05T09:00:00Z", {})

    # A mistake is found at its line, and only what the change brought is told.
    before = (handbook / RECORD).read_text(encoding="utf-8")
    (handbook / RECORD).write_text(before.replace("status: planned", "status: planed"), encoding="utf-8")
    [found] = json.loads(run("check", "--base", "HEAD", "--format", "json", code=1))
    assert (found["code"], found["path"]) == ("invalid-value", RECORD)
    assert "planned" in found["hint"]
    (handbook / RECORD).write_text(before, encoding="utf-8")

    run("set", "initiative", "faster-invoices", "target=2027-Q2")
    assert "target moved from 2027-Q1 to 2027-Q2: 91 days later, the first slip" in run("diff", "HEAD")
    assert "target" in run("diff", "HEAD", "--format", "markdown")
    run("check", "--base", "HEAD", "--fail-on", "warning")
    repository.commit("2026-10-12T09:00:00Z", {})

    run("build", "--site-dir", tmp_path / "site")
    page = (tmp_path / "site/roadmap/initiatives/faster-invoices/index.html").read_text(encoding="utf-8")
    assert "Promised 2027-Q1, then 2027-Q2: 1 slip, 91 days later in all." in page


def test_the_readme_names_commands_and_files_that_exist(handbook: Path) -> None:
    readme = (handbook / "README.md").read_text(encoding="utf-8")
    help_text = opsbook("--help", cwd=handbook).stdout
    named = set(re.findall(r"(?m)(?:^|`)opsbook ([a-z]+)", readme))
    assert named >= {"new", "set", "rename", "diff", "check", "build", "serve", "metrics", "schema", "owners"}
    assert {name for name in named if f"  {name} " not in help_text} == set()
    for path in re.findall(r"^\| (.*?) \|", readme, re.MULTILINE):
        for file in re.findall(r"`([^`]+)`", path):
            assert (handbook / file).exists(), file


def test_what_the_readme_tells_to_change_is_in_the_configuration(
    handbook: Path, request: pytest.FixtureRequest
) -> None:
    readme = (handbook / "README.md").read_text(encoding="utf-8")
    [paragraph] = re.findall(r"(?s)\*\*Make it yours\*\* in `mkdocs.yml`: (.*?)\n\n", readme)
    named = re.findall(r"`([a-z_]+)`", paragraph)
    assert named == ["site_name", "site_description", "edit_uri", "components", "policies", "as_of"]
    config = (handbook / "mkdocs.yml").read_text(encoding="utf-8")
    missing = [name for name in named if not re.search(rf"(?m)^[ #]*{name}:", config)]
    assert missing == (["as_of"] if request.node.callspec.params["handbook"] == "empty" else [])


def test_what_waits_in_the_configuration_of_an_empty_handbook_works(tmp_path: Path) -> None:
    handbook = tmp_path / "handbook"
    opsbook("init", "--empty", handbook, cwd=tmp_path)
    config = handbook / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    text = text.replace("  - opsbook\n", "  - opsbook:\n").replace(
        '  # With options, "- opsbook:" and these below it:\n', ""
    )
    config.write_text(re.sub(r"(?m)^( *)# (?=site_description| |edit_uri)", r"\1", text), encoding="utf-8")
    done = opsbook("check", "--fail-on", "warning", cwd=handbook)
    assert done.returncode == 0, wrong(done)


def test_the_record_of_the_front_page_is_one_of_the_example(tmp_path: Path) -> None:
    handbook = tmp_path / "handbook"
    opsbook("init", handbook, cwd=tmp_path)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    [record] = re.findall(r"(?s)```yaml\n# (?:roadmap/\S+)\n(.*?)```", readme)
    path = handbook / "roadmap/initiatives/shift-swaps.yml"
    path.write_text(record, encoding="utf-8")
    assert opsbook("check", "--fail-on", "warning", cwd=handbook).returncode == 0
    [(line, told)] = re.findall(r"(?m)^    (roadmap/initiatives/shift-swaps\.yml:(?:.*\n)+?)(      hint: .*)", readme)
    path.write_text(record.replace("[shift-templates]  ", "[shift-template]   "), encoding="utf-8")
    said = opsbook("check", cwd=handbook).stdout
    assert f"{textwrap.dedent('    ' + line)}{told[4:]}" in said
