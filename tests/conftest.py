"""What all tests share."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# A busy machine must not fail a test: time is measured by the benchmarks. Nor may chance: the examples are always the
# same, unless OPSBOOK_EXPLORE asks for others.
settings.register_profile(
    "steady",
    deadline=None,
    derandomize="OPSBOOK_EXPLORE" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")

_HERE = Path(__file__).parent
_WHOLE_COMMANDS = frozenset(("acceptance", "adapter", "cli", "integrations", "leaks", "packaging", "warm"))
"""Folders of tests that build sites or run commands: each takes as long as dozens of others."""

_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Do not even read the tests of whole commands where slow tests are not wanted, as in ``make check``."""
    is_whole = collection_path.parent == _HERE and collection_path.name in _WHOLE_COMMANDS
    return True if is_whole and "not slow" in config.getoption("markexpr") else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of whole commands as slow."""
    for item in items:
        if item.path.is_relative_to(_HERE) and item.path.relative_to(_HERE).parts[0] in _WHOLE_COMMANDS:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(autouse=True)
def _hooks_are_forgotten() -> Iterator[None]:
    """Forget the hooks that MkDocs has loaded: code that was written a moment ago keeps the next build from the cache.

    MkDocs names their modules as its configuration does.
    """
    yield
    for name in [name for name in sys.modules if name.endswith(".py")]:
        del sys.modules[name]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one browser of a test process: Playwright cannot be started twice in it."""
    program = os.environ.get("OPSBOOK_BROWSER", "").strip()
    if not program:
        pytest.skip("NO BROWSER: OPSBOOK_BROWSER names none (scripts/browser.sh finds or installs one)")
    from playwright.sync_api import expect, sync_playwright

    from tests.browser.visit import PATIENCE

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=_ARGUMENTS)
        yield started
        started.close()
