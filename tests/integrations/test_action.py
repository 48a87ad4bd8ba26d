"""The steps of the action, run as a runner runs them: check, meaning, preview, and the verdict at the end."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.acceptance.commands import ROOT, commit
from tests.integrations.steps import run_step, script_of
from tests.support import initiative, write

ACTION = ROOT / "site_builder" / "integrations" / "github" / "action.yml"
OLD, NEW = "roadmap/initiatives/old.yml", "roadmap/initiatives/new.yml"
BROKEN = initiative(status="finished")
AT_MAIN = {"CONFIG": "mkdocs.yml", "BASE": "main", "FAIL_ON": "error"}
NO_BASE = {**AT_MAIN, "BASE": ""}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A handbook with an error that was there before."""
    root = write(tmp_path / "checkout", {OLD: BROKEN})
    commit(root, "Base", day="2026-10-01")
    return root


def step(name: str, root: Path, variables: dict[str, str]) -> tuple[int, dict[str, str], str]:
    return run_step(script_of(ACTION, name), root, variables)


def verdict(status: str, root: Path) -> int:
    return step("Fail where something was found", root, {"STATUS": status})[0]


def test_a_change_that_brings_no_finding_passes_though_there_are_older_ones(checkout: Path) -> None:
    code, outputs, _ = step("Check", checkout, AT_MAIN)
    assert (code, outputs) == (0, {"status": "0"})
    assert verdict(outputs["status"], checkout) == 0


def test_findings_are_annotated_and_fail_the_run_at_its_end(checkout: Path) -> None:
    write(checkout, {NEW: BROKEN})
    code, outputs, said = step("Check", checkout, AT_MAIN)
    assert (code, outputs) == (0, {"status": "1"})
    assert f"::error file={NEW},line=3,col=9," in said
    assert OLD not in said
    assert "| error |" in (checkout.parent / "runner" / "summary.md").read_text("utf-8")
    assert verdict(outputs["status"], checkout) == 1


def test_without_a_base_everything_counts(checkout: Path) -> None:
    assert step("Check", checkout, NO_BASE)[1] == {"status": "1"}


def test_what_is_no_finding_ends_the_run_at_once(checkout: Path) -> None:
    code, _, said = step("Check", checkout, {**AT_MAIN, "BASE": "nowhere"})
    assert code != 0
    assert "there is no revision 'nowhere'" in said


def test_what_the_change_means_is_kept_for_the_comment_and_in_the_summary(checkout: Path) -> None:
    write(checkout, {OLD: initiative("Faster checkout"), NEW: BROKEN})
    code, _, said = step("Say what the change means", checkout, AT_MAIN)
    assert code == 0, said
    text = (checkout.parent / "runner" / "opsbook-diff.md").read_text("utf-8")
    assert "new" in text
    assert (checkout.parent / "runner" / "summary.md").read_text("utf-8").endswith(text)


@pytest.mark.slow
def test_a_preview_is_a_draft_and_what_is_published_has_no_errors(checkout: Path) -> None:
    code, outputs, said = step("Build", checkout, AT_MAIN)
    assert code == 0, said
    site = Path(outputs["site"])
    assert "draft" in (site / "index.html").read_text("utf-8").lower()
    before = (site / "index.html").read_bytes()
    code, outputs, _ = step("Build", checkout, NO_BASE)
    assert (code, outputs) == (1, {})
    assert (site / "index.html").read_bytes() == before
