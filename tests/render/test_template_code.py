"""What Jinja compiles of a package's templates is kept, and known again by all that decides what is made of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, FileSystemLoader
from jinja2.bccache import Bucket

from site_builder.render import template_code
from site_builder.render.template_code import TemplateCode


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package with a template; bytecode is written, and goes into a folder of the test's own."""
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "page.html").write_text("Hello {{ name }}", encoding="utf-8")
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    monkeypatch.setattr(template_code, "__file__", str(tmp_path / "code" / "template_code.py"))
    yield tmp_path / "package"


def _kept(package: Path) -> list[Path]:
    return sorted((package.parent / "code" / "__pycache__").glob("*"))


def _bucket(package: Path, **options: bool) -> Bucket:
    environment = Environment(loader=FileSystemLoader(package), autoescape=True, **options)  # type: ignore[arg-type]
    text, file, _ = FileSystemLoader(package).get_source(environment, "page.html")
    return TemplateCode([package]).get_bucket(environment, "page.html", file, text)


def _page(package: Path, folders: list[Path]) -> str:
    environment = Environment(
        loader=FileSystemLoader(package), autoescape=True, bytecode_cache=TemplateCode(folders), auto_reload=False
    )
    return environment.get_template("page.html").render(name="you")


def test_code_is_kept_and_found_again(package: Path) -> None:
    assert _bucket(package).code is None
    assert _page(package, [package]) == "Hello you"
    assert _bucket(package).code is not None
    assert _page(package, [package]) == "Hello you"


def test_another_text_is_compiled_and_takes_the_place_of_the_old(package: Path) -> None:
    _page(package, [package])
    (package / "page.html").write_text("Goodbye {{ name }}", encoding="utf-8")
    assert _page(package, [package]) == "Goodbye you"
    assert len(_kept(package)) == 1


def test_another_environment_makes_something_else_of_it(package: Path) -> None:
    _page(package, [package])
    assert _bucket(package, trim_blocks=True).code is None


@pytest.mark.parametrize("damage", [b"", b"x" * 200])
def test_what_is_damaged_is_made_anew(package: Path, damage: bytes) -> None:
    _page(package, [package])
    (file,) = _kept(package)
    file.write_bytes(file.read_bytes()[:-1] + damage)
    assert _bucket(package).code is None
    assert _page(package, [package]) == "Hello you"
    assert _bucket(package).code is not None


def test_nothing_is_kept_of_a_template_that_is_not_of_the_package(package: Path) -> None:
    assert _page(package, [package.parent / "other"]) == "Hello you"
    text = Environment(loader=DictLoader({"a": "A"}), bytecode_cache=TemplateCode([package]), autoescape=True)
    assert text.get_template("a").render() == "A"
    assert _kept(package) == []


def test_nothing_is_written_where_python_writes_no_bytecode(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    assert _page(package, [package]) == "Hello you"
    assert _kept(package) == []


def test_a_folder_that_cannot_be_written_costs_time_alone(package: Path) -> None:
    (package.parent / "code").write_text("in the way", encoding="utf-8")
    assert _page(package, [package]) == "Hello you"
