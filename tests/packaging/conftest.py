"""Distributions built from this checkout, and environments that have them."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def call(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Return what became of a command, which finds no package of the checkout by way of the test run's environment."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def run(*command: str | Path, cwd: Path) -> str:
    """Return what the command printed; where it fails, so does the test, with all of its output."""
    result = call(*command, cwd=cwd)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def build_wheel(project: Path, folder: Path) -> Path:
    """Return the wheel of a project, built in the folder without a network."""
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, project, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


def install(folder: Path, *wheels: Path) -> Path:
    """Return the folder of scripts of a new environment that has the wheels, and sees the dependencies of this one."""
    venv.create(folder, with_pip=False, symlinks=True)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    arguments = ["--no-deps", "--no-index", "--disable-pip-version-check", "-q"]
    run(sys.executable, "-m", "pip", "--python", scripts / "python", "install", *arguments, *wheels, cwd=folder)
    site_packages = Path(
        run(scripts / "python", "-c", "import site; print(site.getsitepackages()[0])", cwd=folder).strip()
    )
    # A line in a .pth file adds a folder, and reads no .pth file of that folder: the editable install stays out.
    (site_packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return scripts


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    return build_wheel(ROOT, tmp_path_factory.mktemp("wheel"))
