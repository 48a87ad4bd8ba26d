"""A real browser, and the starter's site served on this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.acceptance.starter import starter_handbook, starter_site
from tests.browser.serving import served
from tests.browser.visit import Visit, Visits


@pytest.fixture(scope="session")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return starter_handbook(tmp_path_factory)


@pytest.fixture(scope="session")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return starter_site(tmp_path_factory)


@pytest.fixture(scope="session")
def visits(browser: Browser, site: Path) -> Iterator[dict[bool, Visits]]:
    """What opens pages of the site, by whether its search finds anything."""
    with served(site, index=False) as quick, served(site) as whole:
        made = {False: Visits(browser, quick), True: Visits(browser, whole)}
        yield made
        for each in made.values():
            each.close()


@pytest.fixture
def visit(visits: dict[bool, Visits]) -> Iterator[Callable[..., Visit]]:
    """Open pages of the site, closed at the end of the test. Without ``search`` nothing is found; pages load faster."""

    def visit_page(
        path: str, *, width: int = 1280, scheme: str = "light", scripts: bool = True, search: bool = False
    ) -> Visit:
        return visits[search].open(path, width=width, scheme=scheme, scripts=scripts)

    yield visit_page
    for each in visits.values():
        each.end()
