"""The architecture as contracts: import-linter's, and what must never stand in the repository."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from scripts.family_contract import members

ROOT = Path(__file__).parents[2]
LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")

# One forbidden import for each contract, in a package that has nothing else.
VIOLATIONS = {
    "site_builder/model/record.py": "import site_builder.load.source",
    "site_builder/load/source.py": "import click",
    "site_builder/kinds/feature.py": "from site_builder.kinds.tool import TOOL",
    "site_builder/kinds/tool.py": "import mkdocs; TOOL = Kind[Fields](1)",
    "site_builder/rules/first.py": "import site_builder.rules.shared",
    "site_builder/rules/shared.py": "import site_builder.rules.second",
    "site_builder/rules/second.py": "RULE: Rule = make()",
    "site_builder/measure/nps.py": "import site_builder.measure.slips",
    "site_builder/measure/slips.py": "METRIC = make()",
    "site_builder/importers/foreign.py": "import site_builder.importers.other",
    "site_builder/importers/other.py": "OTHER = Importer(1)",
    "mkdocs_opsbook/plugin.py": "import properdocs",
}


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the contracts of ``folder``'s pyproject.toml over the packages that are found from there."""
    command = [str(LINT_IMPORTS), "--no-logo", "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def contracts() -> list[dict[str, object]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found: list[dict[str, object]] = settings["tool"]["importlinter"]["contracts"]
    return found


def repository_files() -> list[Path]:
    """Return every file that git tracks or would add."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listing.returncode:
        pytest.skip("not a git checkout")
    return [path for name in listing.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def test_the_contracts_are_kept() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout


def test_each_contract_can_be_broken(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    for name, source in VIOLATIONS.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        for package in (path.parent, path.parent.parent):
            if package != tmp_path:
                (package / "__init__.py").touch()
        path.write_text(source, encoding="utf-8")
    output = lint_imports(tmp_path).stdout
    kept = [contract["name"] for contract in contracts() if f"{contract['name']} BROKEN" not in output]
    assert kept == [], output


@pytest.mark.parametrize("family", [contract for contract in contracts() if contract["type"] == "family"], ids=str)
def test_each_contract_of_a_family_holds_its_files(family: dict[str, str]) -> None:
    assert members(family["package"], family["member"])


def test_every_part_of_site_builder_stands_in_a_layer() -> None:
    layers = " ".join(str(layer) for layer in contracts()[0]["layers"])  # type: ignore[attr-defined]
    named = layers.replace("(", " ").replace(")", " ").split()
    parts = {path.parent.name for path in (ROOT / "site_builder").glob("*/__init__.py")}
    parts |= {path.stem for path in (ROOT / "site_builder").glob("*.py")} - {"__init__", "__main__"}
    assert sorted(part for part in parts if f"site_builder.{part}" not in named) == []


def test_no_file_names_a_machine_or_a_registry() -> None:
    # Put together here, so that this file does not hold them itself.
    forbidden = ["/" + "work/", "/" + "farm/", "/" + "root/", "../" + "shared"]
    forbidden += ["pypi" + ".org", "python" + "hosted.org", "registry." + "npmjs", "deb." + "debian.org"]
    found = [
        f"{path.relative_to(ROOT).as_posix()}: {text}"
        for path in repository_files()
        if (content := path.read_bytes())
        for text in forbidden
        if text.encode() in content
    ]
    assert found == []


@pytest.mark.parametrize("name", ["runtime.txt", "dev.txt", "engines.txt"])
def test_the_lock_pins_and_hashes_every_dependency_and_names_no_index(name: str) -> None:
    lock = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    assert "://" not in lock
    entries = [
        entry for entry in lock.replace("\\\n", " ").splitlines() if entry and not entry.lstrip().startswith("#")
    ]
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []
    pinned = {Requirement(entry.split("--hash")[0]).name for entry in entries}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {Requirement(dependency).name for dependency in project["dependencies"]}
    assert wanted <= pinned
