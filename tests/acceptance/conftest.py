"""The starter handbook and its site."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.acceptance.starter import starter_handbook, starter_site


@pytest.fixture(scope="session")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return starter_handbook(tmp_path_factory)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return starter_site(tmp_path_factory)
