"""``opsbook import`` of release notes: what is written is a handbook without errors, and written once."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from site_builder.cli.main import group
from tests.support import write

CHANGELOG = """\
# Changelog

## [Unreleased]

### Fixed

- Print the rota. One page a week, as [said][]

## [1.10] - 2026-03-31

Swaps for all.

### Added

- Swap shifts
- **Breaking:** Keys have rights.

  ```
  - no entry
  ```

## [1.9] - 2026-01-02 [YANKED]

[said]: https://example.com
"""
NOTE = """\
features:
  - |
    [`bug 1 <https://example.com/1>`_] Tokens can be listed. Call::

        curl /v3/tokens
upgrade:
  - The ``uuid`` provider was removed.
"""
PRINTS = "roadmap/changes/print-the-rota.yml"
NOTES = {
    "changelog": ("CHANGELOG.md", CHANGELOG, "CHANGELOG.md", "read: 2 releases and 3 changes, 1 of them unreleased", 5),
    "reno": (
        "releasenotes/notes/tokens-0123456789abcdef.yaml",
        NOTE,
        "releasenotes",
        "read: 1 note with 2 changes: features as added (1), upgrade as removed (1)",
        2,
    ),
}


def run(root: Path, *arguments: str) -> Result:
    command, *others = arguments
    return CliRunner().invoke(
        group, [command, "-f", str(root / "mkdocs.yml"), "--as-of", "2026-10-31", *others], catch_exceptions=False
    )


def records(root: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in root.glob("roadmap/*/*.*")}


@pytest.mark.parametrize("form", NOTES)
def test_notes_become_a_handbook_and_change_nothing_the_second_time(tmp_path: Path, form: str) -> None:
    path, text, named, read, count = NOTES[form]
    root = write(tmp_path, {path: text})
    asked = ("import", form, str(root / named), "--set", "owner=@team", "--set", "visibility=public")
    done = run(root, *asked)
    assert done.exit_code == 0
    assert done.stderr == f"opsbook: {read}\nopsbook: {count} new, 0 updated, 0 unchanged\n"
    assert run(root, "check").exit_code == 0
    before = records(root)
    assert len(before) == count
    again = run(root, *asked)
    assert (again.exit_code, again.stdout) == (0, "")
    assert again.stderr.endswith(f"opsbook: 0 new, 0 updated, {count} unchanged\n")
    assert records(root) == before


def test_records_are_written_as_a_person_would_write_them(tmp_path: Path) -> None:
    root = write(tmp_path, {"CHANGELOG.md": CHANGELOG})
    run(root, "import", "changelog", str(root / "CHANGELOG.md"), "--set", "owner=@team")
    assert records(root) == {
        "print-the-rota.yml": "owner: '@team'\ntype: fixed\n"
        "body: Print the rota. One page a week, as [said](https://example.com)\n",
        "1.10.md": "---\ntitle: '1.10'\nowner: '@team'\ndate: 2026-03-31\nstatus: released\n---\n\nSwaps for all.\n",
        "swap-shifts.yml": "title: Swap shifts\nowner: '@team'\ntype: added\nrelease: '1.10'\n",
        "keys-have-rights.md": "---\nowner: '@team'\ntype: added\nrelease: '1.10'\nbreaking: true\n---\n\n"
        "Keys have rights.\n\n```\n- no entry\n```\n",
        "1.9.md": "---\ntitle: '1.9'\nowner: '@team'\ndate: 2026-01-02\nstatus: withdrawn\n---\n",
    }


def test_what_is_released_later_is_the_same_record(tmp_path: Path) -> None:
    root = write(tmp_path, {"CHANGELOG.md": CHANGELOG})
    asked = ("import", "changelog", str(root / "CHANGELOG.md"), "--set", "owner=@team")
    run(root, *asked)
    (root / "CHANGELOG.md").write_text(CHANGELOG.replace("[Unreleased]", "[1.11] - 2026-05-01"))
    done = run(root, *asked, "--update", "release")
    assert sorted(done.stdout.splitlines()) == [PRINTS, "roadmap/releases/1.11.md"]
    assert "release: '1.11'\n" in (root / PRINTS).read_text()
    assert len(records(root)) == 6


def test_what_is_not_understood_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    root = write(tmp_path, {"CHANGELOG.md": CHANGELOG.replace("### Fixed", "### Docs").replace(" - 2026-01-02", "")})
    path = root / "CHANGELOG.md"
    done = run(root, "import", "changelog", str(path), "--set", "owner=@team")
    assert done.exit_code == 1
    assert records(root) == {}
    assert done.stderr.splitlines()[1:] == [
        f"{path.as_posix()}:5:1: error[invalid-value] the section 'Docs' is not known",
        "    5 │ ### Docs",
        "      │ ^",
        "  hint: say what it stands for: --value 'type:Docs=changed'; or leave it out: --value 'type:Docs='",
        "",
        f"{path.as_posix()}:22:1: error[missing-field] the version 1.9 has no day",
        "   22 │ ## [1.9] [YANKED]",
        "      │ ^",
        "  hint: write the day behind the version: ## [1.9] - 2026-03-31; or Unreleased where it is not out",
        "",
        "opsbook: nothing was written",
    ]
    path.write_text(path.read_text().replace("[1.9]", "1.9 (2 January 2026)"))
    done = run(root, "import", "changelog", str(path), "--set", "owner=@team", "--value", "type:docs=")
    assert (done.exit_code, len(records(root))) == (0, 4)
    assert "opsbook: left out: the section Docs, line 5\n" in done.stderr
