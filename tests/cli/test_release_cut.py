"""``opsbook release cut``: what it writes, and nothing else."""

from __future__ import annotations

import subprocess
from pathlib import Path

from click.testing import CliRunner

from site_builder.cli.main import group
from tests.acceptance.commands import commit, git, tree
from tests.cli.releases import AS_OF, call, change, handbook, release

NEW = "roadmap/releases/2026.4.yml"


def lines_changed(root: Path) -> list[str]:
    """Return the lines that git says were added and removed, with the new file counted in."""
    git(root, "add", "--intent-to-add", "--all")
    diff = git(root, "diff", "--unified=0", "--no-color").splitlines()
    return [line.rstrip("\r") for line in diff if line[:1] in "+-" and not line.startswith(("+++", "---"))]


def test_only_the_lines_that_are_meant_change_and_comments_stay(tmp_path: Path) -> None:
    root = handbook(tmp_path)
    done = call(root, "cut", "2026.4", "--date", "2026-10-30", "--highlight", "swaps")
    assert done.exit_code == 0, done.output
    assert lines_changed(root) == [
        "+release: '2026.4'",
        "+release: '2026.4'",
        "-status: in_progress",
        "+status: released",
        "+released_on: 2026-10-30",
        "+release: '2026.4'",
        "+title: Rotawell 2026.4",
        "+owner: release-manager",
        "+visibility: public",
        "+status: released",
        "+date: 2026-10-30",
        "+highlights: [swaps]",
    ]
    swaps = (root / "roadmap/changes/swaps.yml").read_text()
    assert swaps.startswith("# Agreed with support.\n")
    assert "initiative: swaps # the whole of it\n" in swaps
    assert (root / "roadmap/changes/columns.yml").read_bytes().count(b"\r\n") == 8


def test_it_says_what_it_did_and_what_stays_behind(tmp_path: Path) -> None:
    done = call(handbook(tmp_path), "cut", "2026.4", "--date", "2026-10-30")
    assert done.output.splitlines() == [
        "released 2026.4 on 2026-10-30: 2 changes",
        f"  {NEW}",
        "  roadmap/changes/columns.yml",
        "  roadmap/changes/swaps.yml",
        "  roadmap/initiatives/swaps.yml",
        "initiative swaps: in_progress → released",
        "change links stays unreleased: it is under embargo until 2026-11-17",
    ]


def test_the_handbook_has_no_error_afterwards(tmp_path: Path) -> None:
    root = handbook(tmp_path)
    assert call(root, "cut", "2026.4").exit_code == 0
    checked = CliRunner().invoke(group, ["check", "-q", "-f", str(root / "mkdocs.yml"), "--as-of", AS_OF])
    assert checked.exit_code == 0, checked.output


def test_a_dry_run_prints_a_diff_that_git_applies_to_the_same_end(tmp_path: Path) -> None:
    root, other = handbook(tmp_path / "one"), handbook(tmp_path / "two")
    arguments = ("cut", "2026.4", "--date", "2026-10-30", "--highlight", "swaps")
    before = tree(root)
    shown = call(root, *arguments, "--dry-run")
    assert (shown.exit_code, tree(root)) == (0, before)
    subprocess.run(["git", "-C", str(root), "apply", "-"], input=shown.stdout_bytes, check=True)
    assert call(other, *arguments).exit_code == 0
    assert lines_changed(root) == lines_changed(other)


def test_an_older_version_is_released_out_of_order(tmp_path: Path) -> None:
    root = handbook(tmp_path)
    done = call(root, "cut", "2026.2.1", "--date", "2026-10-01", "--out-of-order", "--keep-initiatives")
    assert done.exit_code == 0, done.output
    assert (root / "roadmap/releases/2026.2.1.yml").read_text().startswith("title: Rotawell 2026.2.1\n")
    assert "status: in_progress" in (root / "roadmap/initiatives/swaps.yml").read_text()


def test_semantic_versions_are_ordered_by_their_numbers(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "mkdocs.yml": "site_name: x\ndocs_dir: content\nplugins: [opsbook]\n",
        "roadmap/releases/1.9.0.yml": release("1.9.0", "2026-05-01"),
        "roadmap/releases/1.10.0.yml": release("1.10.0", "2026-06-01"),
        "roadmap/changes/a.yml": change("A"),
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(text.encode() if isinstance(text, str) else text)
    (tmp_path / "content/team").mkdir(parents=True)
    (tmp_path / "content/team/release-manager.md").write_text("---\ntitle: R\nowner: '@team'\n---\n")
    assert "1.9.5 is lower than 1.10.0" in call(tmp_path, "cut", "1.9.5").output
    assert call(tmp_path, "cut", "1.11.0-rc.1").exit_code == 0
    (tmp_path / "roadmap/changes/b.yml").write_text(change("B"))
    assert call(tmp_path, "cut", "1.11.0").exit_code == 0
    assert "release: 1.11.0\n" in (tmp_path / "roadmap/changes/b.yml").read_text()


def test_a_planned_release_becomes_the_released_one(tmp_path: Path) -> None:
    planned = "# In February.\n" + release("2027.1", "2027-Q1 # at the latest", "planned") + "summary: Soon.\n"
    root = handbook(
        tmp_path,
        {
            "roadmap/releases/2027.1.yml": planned,
            "roadmap/changes/early.yml": change("Early", "added", "release: '2027.1'", "initiative: other"),
        },
    )
    done = call(root, "cut", "2027.1", "--date", "2026-10-30", "--highlight", "early")
    assert done.output.startswith("released 2027.1 on 2026-10-30: 3 changes\n"), done.output
    text = planned.replace("2027-Q1", "2026-10-30").replace("status: planned", "status: released")
    assert (root / "roadmap/releases/2027.1.yml").read_text() == text + "highlights: [early]\n"
    assert "initiative other: in_progress → released" in done.output


def test_a_planned_release_can_get_another_title_on_the_way(tmp_path: Path) -> None:
    planned = release("2026.4", "2026-11", "planned").replace("owner: release-manager", "owner: role:release-manager")
    root = handbook(tmp_path, {NEW: planned})
    done = call(root, "cut", "2026.4", "--date", "2026-10-30", "--title", "The autumn")
    assert done.exit_code == 0, done.output
    text = planned.replace("Rotawell 2026.4", "The autumn").replace("2026-11", "2026-10-30")
    assert (root / NEW).read_text() == text.replace("status: planned", "status: released")


def test_changes_under_embargo_come_in_where_they_are_asked_for(tmp_path: Path) -> None:
    root = handbook(tmp_path)
    assert call(root, "cut", "2026.4", "--include-embargoed").exit_code == 0
    assert "release: '2026.4'\n" in (root / "roadmap/changes/links.md").read_text()


def test_an_initiative_stays_while_a_change_of_it_stays_behind(tmp_path: Path) -> None:
    later = change("Swap more", "added", "initiative: swaps", "publish_on: 2026-12-01")
    root = handbook(tmp_path, {"roadmap/changes/later.yml": later})
    done = call(root, "cut", "2026.4")
    assert "initiative swaps stays as it is: its change later stays unreleased\n" in done.output
    assert "status: in_progress" in (root / "roadmap/initiatives/swaps.yml").read_text()


def test_initiatives_can_be_chosen(tmp_path: Path) -> None:
    root = handbook(tmp_path)
    done = call(root, "cut", "2026.4", "--initiative", "other")
    assert "initiative other: in_progress → released" in done.output
    assert "status: in_progress" in (root / "roadmap/initiatives/swaps.yml").read_text()


def test_a_release_of_internal_changes_is_internal(tmp_path: Path) -> None:
    internal = {
        path: change(path, "added").replace("visibility: public\n", "")
        for path in ("roadmap/changes/swaps.yml", "roadmap/changes/columns.yml")
    }
    root = handbook(tmp_path, dict(internal))
    assert call(root, "cut", "2026.4").exit_code == 0
    assert "visibility" not in (root / NEW).read_text()


def test_a_first_release_takes_its_owner_from_its_changes(tmp_path: Path) -> None:
    root = handbook(tmp_path)
    for path in ("releases/2026.2.yml", "releases/2026.3.yml", "changes/old.yml"):
        (root / "roadmap" / path).unlink()
    commit(root, "Without releases", day="2026-10-21")
    assert call(root, "cut", "2026.4").exit_code == 0
    assert (root / NEW).read_text().startswith("title: '2026.4'\nowner: '@team'\n")


def test_a_release_that_is_committed_a_day_later_edits_no_change(tmp_path: Path) -> None:
    root = handbook(tmp_path)
    assert call(root, "cut", "2026.4", "--date", "2026-10-29").exit_code == 0
    commit(root, "Release", day="2026-10-30")
    check = ["check", "-f", str(root / "mkdocs.yml"), "--as-of", "2026-10-31"]
    assert "edited-after-release" not in CliRunner().invoke(group, check).output
    swaps = root / "roadmap/changes/swaps.yml"
    swaps.write_text(swaps.read_text() + "  And more.\n")
    commit(root, "Edit", day="2026-10-31")
    assert "was edited on 2026-10-31, after its release 2026.4 of 2026-10-29" in CliRunner().invoke(group, check).output
