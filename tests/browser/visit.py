"""A page of the site in a browser, with what it said and asked for on the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

PAGES = {
    "dashboard": "",
    "roadmap": "roadmap/",
    "release": "releases/2026.3/",
    "escalation": "escalations/2026-01-payroll-rounding-dach/",
    "survey": "feedback/surveys/nps-2026-q3/",
}
"""The five pages that people look at most."""
HEIGHT = 900
PATIENCE = 120_000
"""Milliseconds. A busy machine must not fail a test."""
_Reader = tuple[str, bool]
"""The scheme of colours, and whether scripts run."""
_GIVEN_UP = "net::ERR_ABORTED"
_FORGET = "() => { localStorage.clear(); sessionStorage.clear(); }"


@dataclass
class Visit:
    """An open page. ``complaints`` are errors and warnings of the console, ``foreign`` requests to other hosts."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    _heard: list[tuple[Any, Callable[..., None]]] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Open another page of the site."""
        self.page.goto(self.address + path)

    def listen(self) -> None:
        """Begin to note what the page says and asks for."""
        self._hear("console", self._note_message)
        self._hear("pageerror", lambda error: self.complaints.append(f"uncaught: {error}"))
        self._hear("requestfailed", self._note_failure)
        self._hear("request", lambda request: self._note_address(request.url))
        self._hear("websocket", lambda socket: self._note_address(socket.url))

    def stop_listening(self) -> None:
        """Note no more."""
        while self._heard:
            self.page.remove_listener(*self._heard.pop())

    def _hear(self, event: Any, note: Callable[..., None]) -> None:
        self.page.on(event, note)
        self._heard.append((event, note))

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text}")

    def _note_failure(self, request: Request) -> None:
        # What a browser has not loaded when it leaves a page, such as the icon, it gives up: that is no fault.
        if request.failure != _GIVEN_UP:
            self.complaints.append(f"failed: {request.url}")

    def _note_address(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:")):
            self.foreign.append(url)


class Visits:
    """Opens the pages of one site. A page that is closed is opened again by the next: a new one costs most of a second.

    Nothing stays of the visit before but what the browser has cached.
    """

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser = browser
        self._address = address
        self._contexts: dict[_Reader, BrowserContext] = {}
        self._free: dict[_Reader, list[Page]] = defaultdict(list)
        self._open: list[tuple[Visit, _Reader]] = []

    def open(self, path: str, *, width: int = 1280, scheme: str = "light", scripts: bool = True) -> Visit:
        """Open a page of the site, that wide in pixels, in a scheme of colours, with or without its scripts."""
        reader = (scheme, scripts)
        page = self._free[reader].pop() if self._free[reader] else self._context(reader).new_page()
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(media="screen")
        visit = Visit(page, self._address)
        self._open.append((visit, reader))
        visit.listen()
        visit.go(path)
        return visit

    def end(self) -> None:
        """Close what is open."""
        while self._open:
            visit, reader = self._open.pop()
            visit.stop_listening()
            visit.page.evaluate(_FORGET)
            visit.page.goto("about:blank")
            self._free[reader].append(visit.page)

    def close(self) -> None:
        """Close everything."""
        for context in self._contexts.values():
            context.close()

    def _context(self, reader: _Reader) -> BrowserContext:
        # Material remembers the scheme for all pages of a context.
        if reader not in self._contexts:
            scheme, scripts = reader
            context = self._browser.new_context(
                color_scheme=cast(Literal["light", "dark"], scheme),
                java_script_enabled=scripts,
                reduced_motion="reduce",
            )
            context.set_default_timeout(PATIENCE)
            self._contexts[reader] = context
        return self._contexts[reader]


def wait_for_search(page: Page) -> None:
    """Wait until the search has its index, which is the last thing that a page loads."""
    # Until the worker has answered for the first time, it says "Initializing search".
    expect(page.locator(".md-search-result__meta")).to_have_text("Type to start searching")


def search(page: Page, words: str) -> None:
    """Search for words as who pastes them: they are there at once, and a key comes up; wait for what is found.

    Material reads the field when it gets the focus, when its index is there, and when a key comes up. Words that are
    put in by no key are lost if they come later than the first two.
    """
    wait_for_search(page)
    field_ = page.locator("[data-md-component=search-query]")
    field_.fill(words)
    field_.press("End")
    page.locator(".md-search-result__item").first.wait_for()
