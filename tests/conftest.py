"""What all tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator
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

_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


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
