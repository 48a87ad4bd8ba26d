"""The files that services read keep to the services' own schemas, and ask for no more than they need."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from site_builder import __version__
from site_builder.cli.integrations import PLACES, REQUIREMENTS
from site_builder.cli.main import group
from tests.acceptance.commands import ROOT, run, wrong

PACKED = ROOT / "site_builder" / "integrations"
ACTION = PACKED / "github" / "action.yml"
WORKFLOW = PACKED / "github" / "workflow.yml"
OWN_WORKFLOW = ROOT / ".github" / "workflows" / "opsbook.yml"
_PIN = re.compile(r"\s*(?:- )?uses: [\w-]+/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new handbook."""
    root = tmp_path_factory.mktemp("laid") / "handbook"
    assert CliRunner().invoke(group, ["init", "--empty", str(root)]).exit_code == 0
    return root


@pytest.mark.slow
@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("vendor.github-workflows", WORKFLOW),
        ("custom.github-workflows-require-timeout", WORKFLOW),
        ("vendor.github-workflows", OWN_WORKFLOW),
        ("custom.github-workflows-require-timeout", OWN_WORKFLOW),
        ("vendor.github-actions", ACTION),
        ("vendor.gitlab-ci", PACKED / "gitlab" / "ci.yml"),
        ("vendor.gitlab-ci", ROOT / ".gitlab-ci.yml"),
    ],
)
def test_each_keeps_to_its_schema(schema: str, file: Path, tmp_path: Path) -> None:
    options = ["--data-transform", "gitlab-ci"] if schema == "vendor.gitlab-ci" else []
    done = run("check-jsonschema", "--builtin-schema", schema, *options, file, cwd=tmp_path)
    assert done.returncode == 0, wrong(done)


def test_zizmor_finds_nothing_to_object_to(laid: Path, tmp_path: Path) -> None:
    for inputs in ([laid], [ROOT / ".github", ACTION, WORKFLOW]):
        done = run("zizmor", "--offline", "--no-config", "--persona=auditor", *inputs, cwd=tmp_path)
        assert done.returncode == 0, wrong(done)
        assert "No findings to report" in done.stdout + done.stderr


def test_zizmor_would_object_to_a_workflow_that_runs_a_title(tmp_path: Path) -> None:
    careless = WORKFLOW.read_text("utf-8").replace("run: |\n", "run: |\n          ${{ github.event.issue.title }}\n", 1)
    (tmp_path / "workflow.yml").write_text(careless, encoding="utf-8")
    done = run("zizmor", "--offline", "--no-config", tmp_path / "workflow.yml", cwd=tmp_path)
    assert "template-injection" in done.stdout


@pytest.mark.parametrize("file", [ACTION, WORKFLOW, OWN_WORKFLOW])
def test_actions_are_pinned_by_commit_with_their_version(file: Path) -> None:
    for line in file.read_text("utf-8").splitlines():
        if "uses: " in line and "uses: ./" not in line:
            assert _PIN.fullmatch(line), line


def test_no_job_may_write_what_it_needs_not() -> None:
    for file in (WORKFLOW, OWN_WORKFLOW):
        workflow = yaml.safe_load(file.read_text("utf-8"))
        assert workflow["permissions"] == {}
        granted = {name: job["permissions"] for name, job in workflow["jobs"].items()}
        assert granted.pop("publish") == {"pages": "write", "id-token": "write"}
        assert granted.pop("handbook") == {"contents": "read", "pull-requests": "write"}
        assert all(permissions == {"contents": "read"} for permissions in granted.values())


def test_this_repository_takes_from_a_fork_what_a_handbook_takes() -> None:
    steps = [_step(file, "take only records from a fork") for file in (WORKFLOW, OWN_WORKFLOW)]
    assert steps[0] == steps[1]


def test_init_lays_them_as_they_are_packed(laid: Path) -> None:
    for name, place in PLACES.items():
        assert (laid / place).read_bytes() == (PACKED / name).read_bytes()
    packed = {path.relative_to(PACKED).as_posix() for path in PACKED.rglob("*.*") if path.is_file()}
    assert {name for name in packed if not name.endswith(".pyc")} == set(PLACES)
    assert (laid / REQUIREMENTS).read_text("utf-8").splitlines()[-1] == f"opsbook=={__version__}"


def test_the_workflow_calls_the_action_where_init_lays_it(laid: Path) -> None:
    workflow = yaml.safe_load((laid / PLACES["github/workflow.yml"]).read_text("utf-8"))
    local = [step["uses"] for step in workflow["jobs"]["handbook"]["steps"] if step.get("uses", "").startswith("./")]
    assert [(laid / path / "action.yml").is_file() for path in local] == [True]


def _step(file: Path, name: str) -> object:
    [step] = [
        step
        for job in yaml.safe_load(file.read_text("utf-8"))["jobs"].values()
        for step in job["steps"]
        if name in step.get("name", "")
    ]
    return step
