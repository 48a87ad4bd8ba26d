"""``opsbook check --base`` demands a change where a policy names what was touched."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from site_builder.cli.main import group
from tests.acceptance.commands import commit, git
from tests.cli.releases import change
from tests.support import CONFIG, write

POLICY = "{paths: ['src/**', 'app/**'], exempt: ['**/tests/**']}"


def config(policy: str = POLICY, rules: str = "{}") -> str:
    return CONFIG.replace(
        "  - opsbook\n", f"  - opsbook:\n      policies: {{change_required: {policy}}}\n      rules: {rules}\n"
    )


@pytest.fixture
def product(tmp_path: Path) -> Path:
    """A repository of a product, with its handbook at the top."""
    write(tmp_path, {"mkdocs.yml": config(), "src/run.py": "1\n", "roadmap/changes/old.yml": change("Old")})
    commit(tmp_path, "Begin", day="2026-10-01")
    return tmp_path


def put(root: Path, files: Mapping[str, str]) -> None:
    """Write files and leave all others as they are."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)


def check(root: Path, *options: str) -> Result:
    return CliRunner().invoke(group, ["check", "-q", "-f", str(root / "mkdocs.yml"), "--as-of", "2026-10-31", *options])


def found(root: Path, base: str = "main") -> list[tuple[str, str]]:
    """Return severity and path of each finding of the rule."""
    findings = json.loads(check(root, "--base", base, "--format", "json").stdout)
    return [(each["severity"], each["path"]) for each in findings if each["code"] == "change-missing"]


def test_code_without_a_change_fails_and_says_how_to_write_one(product: Path) -> None:
    put(product, {"src/run.py": "2\n", "src/new.py": "1\n"})
    done = check(product, "--base", "main")
    assert done.exit_code == 1
    assert (
        "src/new.py:1:1: error[change-missing] src/new.py and 1 more file changed, and no change tells customers of it"
        in done.output
    )
    assert "opsbook new change ID" in done.output


def test_a_new_change_or_an_edited_one_will_do(product: Path) -> None:
    put(product, {"src/run.py": "2\n", "roadmap/changes/new.yml": change("New")})
    assert found(product) == []
    (product / "roadmap/changes/new.yml").unlink()
    assert found(product) == [("error", "src/run.py")]
    put(product, {"roadmap/changes/old.yml": change("Old and more")})
    assert found(product) == []


def test_a_change_that_is_taken_away_tells_nobody(product: Path) -> None:
    put(product, {"src/run.py": "2\n"})
    (product / "roadmap/changes/old.yml").unlink()
    assert found(product) == [("error", "src/run.py")]


def test_commits_since_the_base_count_as_well(product: Path) -> None:
    git(product, "switch", "--quiet", "--create", "work")
    put(product, {"src/run.py": "2\n"})
    commit(product, "Work", day="2026-10-02")
    assert found(product) == [("error", "src/run.py")]
    put(product, {"roadmap/changes/new.yml": change("New")})
    commit(product, "Tell", day="2026-10-03")
    assert found(product) == []


def test_what_others_did_at_the_base_meanwhile_does_not_count(product: Path) -> None:
    git(product, "switch", "--quiet", "--create", "work")
    git(product, "switch", "--quiet", "main")
    put(product, {"src/run.py": "3\n"})
    commit(product, "Others", day="2026-10-02")
    git(product, "switch", "--quiet", "work")
    assert found(product) == []


def test_nothing_is_demanded_without_a_base(product: Path) -> None:
    put(product, {"src/run.py": "2\n"})
    assert check(product).exit_code == 0


def test_what_is_exempt_or_named_by_no_pattern_needs_none(product: Path) -> None:
    put(product, {"src/tests/test_run.py": "1\n", "tools/make.py": "1\n"})
    assert found(product) == []


@pytest.mark.parametrize(("setting", "expected"), [("warning", [("warning", "src/run.py")]), ("off", [])])
def test_its_severity_can_be_set(setting: str, expected: list[tuple[str, str]], product: Path) -> None:
    put(product, {"mkdocs.yml": config(rules=f"{{change-missing: {setting}}}"), "src/run.py": "2\n"})
    assert found(product) == expected


def test_code_outside_a_handbook_that_is_a_folder_of_the_repository(tmp_path: Path) -> None:
    root = write(tmp_path / "handbook", {"mkdocs.yml": config()})
    put(tmp_path, {"src/run.py": "1\n"})
    commit(tmp_path, "Begin", day="2026-10-01")
    put(tmp_path, {"src/run.py": "2\n"})
    assert found(root) == [("error", "mkdocs.yml")]
    put(root, {"roadmap/changes/new.yml": change("New")})
    assert found(root) == []


def test_a_policy_that_is_wrong_is_said_at_its_line(product: Path) -> None:
    put(product, {"mkdocs.yml": config("{path: [src]}")})
    done = check(product)
    assert (done.exit_code, "there is no option policies.change_required.path" in done.output) == (1, True)


def test_an_unknown_base_is_said_as_ever(product: Path) -> None:
    done = check(product, "--base", "--all")
    assert (done.exit_code, "name of a revision" in done.output) == (2, True)
