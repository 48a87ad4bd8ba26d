"""The wheel holds the product and nothing else, and works where only the wheel and its dependencies are."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tomllib
import venv
from email.parser import HeaderParser
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path) -> str:
    """Return what the command printed; where it fails, so does the test, with all of its output."""
    # The packages of the checkout must not be found by way of the environment of the test run.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    result = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> list[str]:
    return ZipFile(wheel).namelist()


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of scripts of a new environment that has the wheel, and sees the dependencies of this one."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False, symlinks=True)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    arguments = ["--no-deps", "--no-index", "--disable-pip-version-check", "-q"]
    run(sys.executable, "-m", "pip", "--python", scripts / "python", "install", *arguments, wheel, cwd=folder)
    site_packages = Path(
        run(scripts / "python", "-c", "import site; print(site.getsitepackages()[0])", cwd=folder).strip()
    )
    # A line in a .pth file adds a folder, and reads no .pth file of that folder: the editable install stays out.
    (site_packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return scripts


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
