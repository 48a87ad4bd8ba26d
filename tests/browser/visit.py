"""A page of the site in a browser, with what it said and asked for on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, cast

from playwright.sync_api import Browser, ConsoleMessage, Page

PAGES = {
    "dashboard": "",
    "roadmap": "roadmap/",
    "release": "releases/2026.3/",
    "escalation": "escalations/2026-01-payroll-rounding-dach/",
    "survey": "feedback/surveys/nps-2026-q3/",
}
"""The five pages that people look at most."""
HEIGHT = 900


@dataclass
class Visit:
    """An open page. ``complaints`` are errors and warnings of the console, ``foreign`` requests to other hosts."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Open another page of the site."""
        self.page.goto(self.address + path)


def open_visit(
    browser: Browser, address: str, path: str, *, width: int, scheme: str, scripts: bool = True, search: bool = False
) -> Visit:
    """Open a page of the site in a context of its own; without ``search``, nothing is found and pages load faster."""
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT},
        color_scheme=cast(Literal["light", "dark"], scheme),
        java_script_enabled=scripts,
        reduced_motion="reduce",
    )
    if not search:
        context.route("**/search_index.json", lambda route: route.fulfill(json={"config": {}, "docs": []}))
    visit = Visit(context.new_page(), address)

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            visit.complaints.append(f"{message.type}: {message.text}")

    def see(url: str) -> None:
        if not url.startswith((address, "data:", "blob:")):
            visit.foreign.append(url)

    visit.page.on("console", hear)
    visit.page.on("pageerror", lambda error: visit.complaints.append(f"uncaught: {error}"))
    visit.page.on("requestfailed", lambda request: visit.complaints.append(f"failed: {request.url}"))
    visit.page.on("request", lambda request: see(request.url))
    visit.page.on("websocket", lambda socket: see(socket.url))
    visit.go(path)
    return visit
