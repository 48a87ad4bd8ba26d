"""The wheel holds the product and nothing else, and works where only the wheel and its dependencies are."""

from __future__ import annotations

import tomllib
from email.parser import HeaderParser
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.packaging.conftest import ROOT, install, run

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def names(wheel: Path) -> list[str]:
    return ZipFile(wheel).namelist()


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of scripts of a new environment that has the wheel."""
    return install(tmp_path_factory.mktemp("installed"), wheel)


def test_it_holds_every_module_of_both_packages(names: list[str]) -> None:
    expected = {path.relative_to(ROOT).as_posix() for path in (ROOT / "site_builder").rglob("*.py")}
    expected |= {path.relative_to(ROOT / "plugins").as_posix() for path in (ROOT / "plugins").rglob("*.py")}
    assert expected - set(names) == set()


def test_it_holds_every_template_and_asset(names: list[str]) -> None:
    assets = [path for path in (ROOT / "site_builder").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert {path.relative_to(ROOT).as_posix() for path in assets if path.suffix != ".pyc"} - set(names) == set()


def test_it_holds_the_starter_handbook(names: list[str]) -> None:
    starter = {name.removeprefix("site_builder/starter/") for name in names if name.startswith("site_builder/starter/")}
    assert "mkdocs.yml" in starter
    for folder in ("content", "roadmap", "feedback"):
        assert {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*.*") if path.is_file()} <= starter


def test_it_holds_nothing_else(names: list[str]) -> None:
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"site_builder", "mkdocs_opsbook"}
    assert [name for name in names if "/tests/" in name or name.endswith(".pyc") or "/." in name] == []


def test_its_metadata_says_what_it_is(wheel: Path, names: list[str]) -> None:
    (metadata,) = (name for name in names if name.endswith(".dist-info/METADATA"))
    headers = HeaderParser().parsestr(ZipFile(wheel).read(metadata).decode())
    assert (headers["Name"], headers["License-Expression"], headers["Requires-Python"]) == ("opsbook", "MIT", ">=3.11")
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_the_command_runs_from_it(installed: Path, tmp_path: Path) -> None:
    place = "import site_builder, mkdocs_opsbook; print(site_builder.__file__, mkdocs_opsbook.__file__)"
    for file in run(installed / "python", "-c", place, cwd=tmp_path).split():
        assert Path(file).is_relative_to(installed.parent)
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert version in run(installed / "opsbook", "--version", cwd=tmp_path)


def test_mkdocs_finds_the_plugin_in_it(installed: Path, tmp_path: Path) -> None:
    ask = "from mkdocs.plugins import get_plugins; print(get_plugins()['opsbook'].load().__module__)"
    assert run(installed / "python", "-c", ask, cwd=tmp_path).strip() == "mkdocs_opsbook.plugin"
