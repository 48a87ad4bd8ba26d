"""Of a pull request from a fork only its records are taken; what is code stays that of the base."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.acceptance.commands import ROOT, commit, git
from tests.integrations.steps import run_step, script_of
from tests.support import initiative, write

PACKED = ROOT / "site_builder" / "integrations"
WORKFLOW = PACKED / "github" / "workflow.yml"
BASE = {
    "hooks/hook.py": "base",
    "requirements.txt": "base",
    "content/site.js": "base",
    "content/old.md": "# Old\n",
    "roadmap/initiatives/a.yml": initiative("A"),
    "roadmap/initiatives/gone.yml": initiative("Gone"),
}
CHANGE = {
    "mkdocs.yml": "fork",
    "hooks/hook.py": "fork",
    "hooks/another.py": "fork",
    "requirements.txt": "fork",
    "content/site.js": "fork",
    "content/Evil.PY": "fork",
    "content/new.md": "# New\n",
    "feedback/requests/r.yml": "title: R\n",
    "roadmap/initiatives/a.yml": initiative("A, changed"),
}


@pytest.fixture
def merged(tmp_path: Path) -> Path:
    """The checkout of a pull request: its merge into the base branch."""
    root = write(tmp_path / "checkout", BASE)
    commit(root, "Base", day="2026-10-01")
    git(root, "checkout", "--quiet", "-b", "change")
    write(root, CHANGE)
    (root / "content" / "secret.md").symlink_to("/etc/hostname")
    (root / "roadmap/initiatives/gone.yml").unlink()
    commit(root, "Change", day="2026-10-02")
    git(root, "checkout", "--quiet", "--detach", "main")
    git(root, "merge", "--quiet", "--no-ff", "--no-edit", "change")
    return root


def taken(root: Path) -> dict[str, str]:
    files = (path for path in root.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_text() for path in files}


def of_a_fork(root: Path) -> dict[str, str]:
    """Run the step of the workflow for a fork and return its outputs."""
    script = script_of(WORKFLOW, "Find the base of the change")
    code, outputs, said = run_step(script, root, {"FROM_FORK": "true", "RECORDS": "content roadmap feedback"})
    assert code == 0, said
    return outputs


def only_records_are_taken(root: Path) -> bool:
    files = taken(root)
    base = {name: text for name, text in BASE.items() if not name.endswith("gone.yml")}
    records = {name: text for name, text in CHANGE.items() if name.endswith((".md", ".yml")) and name != "mkdocs.yml"}
    expected = {**base, **records, "content/index.md": "# Home\n", "content/secret.md": "/etc/hostname"}
    return {name: text for name, text in files.items() if name != "mkdocs.yml"} == expected and (
        files["mkdocs.yml"] != "fork" and not (root / "content" / "secret.md").is_symlink()
    )


def test_a_workflow_takes_only_records_from_a_fork(merged: Path) -> None:
    base = git(merged, "rev-parse", "main")
    assert of_a_fork(merged) == {"base": base}
    assert only_records_are_taken(merged)


def test_a_change_of_this_repository_is_taken_whole(merged: Path) -> None:
    script = script_of(WORKFLOW, "Find the base of the change")
    before = taken(merged)
    code, outputs, _ = run_step(script, merged, {"FROM_FORK": "false", "RECORDS": "content roadmap feedback"})
    assert (code, outputs) == (0, {"base": git(merged, "rev-parse", "main")})
    assert taken(merged) == before


def test_a_pipeline_takes_only_records_from_a_fork(merged: Path) -> None:
    pipeline = yaml.safe_load((PACKED / "gitlab" / "ci.yml").read_text("utf-8"))
    script = pipeline["default"]["before_script"][0]
    git(merged, "checkout", "--quiet", "change")
    variables = {
        "RECORDS": pipeline["variables"]["RECORDS"],
        "CI_PROJECT_ID": "1",
        "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "2",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": git(merged, "rev-parse", "main"),
    }
    code, _, said = run_step(script, merged, variables)
    assert code == 0, said
    assert only_records_are_taken(merged)
