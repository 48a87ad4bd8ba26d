"""What is wrong with mkdocs.yml is said where it is, and hides nothing: by ``check``, and by what builds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from site_builder.cli.main import group
from tests.support import CONFIG, initiative, write

FILES = {
    "roadmap/initiatives/checkout.yml": initiative(target="2027-Q1"),
}


def run(root: Path, command: str, *arguments: str) -> Result:
    return CliRunner().invoke(group, [command, "-f", str(root / "mkdocs.yml"), "--as-of", "2026-10-31", *arguments])


def findings(root: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(root, "check", "--format", "json").stdout)
    return found


def found_in(tmp_path: Path, config: str, more: dict[str, str] | None = None) -> list[tuple[str, str, int, int, str]]:
    root = write(tmp_path, FILES | (more or {}) | {"mkdocs.yml": config})
    return [(each["code"], each["severity"], each["line"], each["column"], each["hint"]) for each in findings(root)]


@pytest.mark.parametrize("broken", ["theme: [\n", "\tsite_name: x\n", "", "- site_name\n"])
def test_what_cannot_be_read_is_reported_alone(tmp_path: Path, broken: str) -> None:
    root = write(tmp_path, FILES | {"mkdocs.yml": broken})
    assert {each["path"] for each in findings(root)} == {"mkdocs.yml"}
    assert len(findings(root)) == 1


def test_a_misspelt_name_of_the_plugin_is_an_error(tmp_path: Path) -> None:
    config = CONFIG.replace("- opsbook", "- opsbok:\n      audience: internal")
    assert found_in(tmp_path, config) == [("unknown-key", "error", 8, 5, "did you mean 'opsbook'?")]


def test_so_is_one_in_a_mapping_of_plugins(tmp_path: Path) -> None:
    config = f"{CONFIG.partition('plugins')[0]}plugins:\n  search: {{}}\n  opsbok: {{}}\n"
    assert found_in(tmp_path, config) == [("unknown-key", "error", 8, 3, "did you mean 'opsbook'?")]


def test_other_plugins_are_nobodys_business(tmp_path: Path) -> None:
    assert found_in(tmp_path, CONFIG.replace("- opsbook", "- tags")) == []
    assert found_in(tmp_path, CONFIG + "  - opsbox\n") == []


def test_the_plugin_may_stand_there_once(tmp_path: Path) -> None:
    config = CONFIG.replace("- opsbook", "- opsbook\n  - opsbook:\n      audience: internal")
    assert found_in(tmp_path, config) == [("duplicate-key", "error", 9, 5, "leave one of them")]


@pytest.mark.parametrize("plugins", ["", "  - opsbook:\n      enabled: false\n"])
def test_without_the_plugin_nothing_is_built(tmp_path: Path, plugins: str) -> None:
    root = write(tmp_path, FILES | {"mkdocs.yml": CONFIG.replace("  - opsbook\n", plugins)})
    done = run(root, "build")
    assert done.exit_code == 1
    assert "mkdocs.yml does not name opsbook among its plugins, or switches it off" in done.stderr
    assert not (root / "site").exists()


@pytest.mark.parametrize(
    ("options", "finding"),
    [
        ("rules: {taget-past: error}", ("unknown-key", "error", 9, 15, "did you mean 'target-past'?")),
        ("rules: {nonsense: off}", ("unknown-key", "error", 9, 15, "/reference/ of the site lists all rules")),
        (
            "policies: {verify_every: {battlecrd: 90}}",
            ("invalid-value", "error", 9, 33, "did you mean 'battlecard'?"),
        ),
    ],
)
def test_a_name_that_nothing_has_is_an_error(
    tmp_path: Path, options: str, finding: tuple[str, str, int, int, str]
) -> None:
    assert found_in(tmp_path, CONFIG.replace("- opsbook", f"- opsbook:\n      {options}")) == [finding]


@pytest.mark.parametrize("code", ["personal-data", "unknown-key"])
def test_what_cannot_be_changed_is_said_to_be_so(tmp_path: Path, code: str) -> None:
    config = CONFIG.replace("- opsbook", f"- opsbook:\n      rules: {{{code}: off}}")
    [(found, severity, line, column, _)] = found_in(tmp_path, config)
    assert (found, severity, line, column) == ("invalid-value", "warning", 9, 15)


def test_rules_that_are_there_may_be_set_and_allowed(tmp_path: Path) -> None:
    config = CONFIG.replace("- opsbook", "- opsbook:\n      rules: {target-past: error, title-internal: off}")
    allowed = FILES["roadmap/initiatives/checkout.yml"] + "allow: {unlinked: It stands alone}\n"
    assert found_in(tmp_path, config, {"roadmap/initiatives/checkout.yml": allowed}) == []


def test_what_a_record_allows_must_be_a_rule(tmp_path: Path) -> None:
    allowed = FILES["roadmap/initiatives/checkout.yml"] + "allow: {target-passt: It does not matter}\n"
    root = write(tmp_path, FILES | {"roadmap/initiatives/checkout.yml": allowed})
    [found] = findings(root)
    assert found["path"] == "roadmap/initiatives/checkout.yml"
    assert (found["code"], found["column"], found["hint"]) == ("unknown-key", 9, "did you mean 'target-past'?")
    assert allowed.splitlines()[found["line"] - 1].startswith("allow")


def test_a_configuration_that_is_a_link_is_named_as_one(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    (root / "mkdocs.yml").rename(root / "real.yml")
    (root / "mkdocs.yml").symlink_to("real.yml")
    said = "mkdocs.yml is a symbolic link, and such are never followed; put the file itself there"
    assert [str(run(root, *call).exception) for call in (("check",), ("set", "initiative", "checkout", "a=b"))] == [
        said,
        said,
    ]


@pytest.mark.parametrize(
    ("config", "said"),
    [
        (CONFIG.replace("site_name:", "site_name: x:"), "error[yaml-syntax]"),
        (CONFIG.replace("- opsbook", "- opsbook:\n      folder: {initiative: plans}"), "did you mean 'folders'?"),
    ],
)
@pytest.mark.parametrize(
    "call",
    [("new", "initiative", "next"), ("set", "initiative", "checkout", "title=x"), ("rename", "initiative", "a", "b")],
)
def test_nothing_is_written_where_it_does_not_say_what_belongs_where(
    config: str, said: str, call: tuple[str, ...], tmp_path: Path
) -> None:
    root = write(tmp_path, FILES | {"mkdocs.yml": config})
    done = run(root, call[0], *call[1:])
    assert (done.exit_code, said in done.output, "nothing was written" in done.output) == (1, True, True), done.output
    assert [path.name for path in (root / "roadmap").rglob("*.yml")] == ["checkout.yml"]
