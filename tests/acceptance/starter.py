"""The starter handbook, copied and built once for all tests that look at its site."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.acceptance.commands import copy_starter, opsbook, wrong
from tests.acceptance.once import made_once


def starter_handbook(factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the starter handbook. Tests that change it make one of their own."""
    return made_once(factory, "starter", lambda folder: (copy_starter(folder), None)[1])


def starter_site(factory: pytest.TempPathFactory) -> Path:
    """Return the site of the starter handbook as ``opsbook build`` makes it."""
    handbook = starter_handbook(factory)

    def build(folder: Path) -> None:
        done = opsbook("build", "--site-dir", folder, cwd=handbook)
        assert done.returncode == 0, wrong(done)

    return made_once(factory, "starter-site", build)


def starter_public_site(factory: pytest.TempPathFactory) -> Path:
    """Return the public site of the starter handbook."""
    handbook = starter_handbook(factory)

    def build(folder: Path) -> None:
        done = opsbook("build", "--audience", "public", "--site-dir", folder, cwd=handbook)
        assert done.returncode == 0, wrong(done)

    return made_once(factory, "starter-public-site", build)
