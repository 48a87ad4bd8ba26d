"""The starter handbook, its site, and what is on the pages of that."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.acceptance.pages import BuiltPage, read_pages
from tests.acceptance.starter import starter_handbook, starter_public_site, starter_site


@pytest.fixture(scope="session")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return starter_handbook(tmp_path_factory)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return starter_site(tmp_path_factory)


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, BuiltPage]:
    return read_pages(site)


@pytest.fixture(scope="session")
def public_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return starter_public_site(tmp_path_factory)
