"""The search box in a real browser: how long the first result takes after the last key, and what is fetched for it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread
from typing import IO, Any

from playwright.sync_api import Browser, sync_playwright

from benchmarks.generate import write_handbook
from benchmarks.peers import OPSBOOK
from benchmarks.processes import CommandFailed, run

_BROWSER = "OPSBOOK_BROWSER"
_QUERIES = ("payroll", "initiative 217", "customer shift payroll", "requests", "quarter survey export clock", "pa")
_WITHOUT_SHARDS = "      separator: '[\\s\\-\\.]+'\n"
"""An option that asks for Material's own index."""
_KEYS_APART = 80
_FIRST_RESULT = """() => {
  const list = document.querySelector(".md-search-result__list");
  window.typed = window.shown = 0;
  addEventListener("keyup", () => { window.typed = performance.now(); window.shown = 0; }, true);
  new MutationObserver(() => {
    if (list.firstElementChild && !window.shown) window.shown = performance.now();
  }).observe(list, { childList: true });
}"""


@dataclass(frozen=True, slots=True)
class Answer:
    """How one query was answered: milliseconds from the last key to the first result, bytes fetched for it."""

    milliseconds: float
    fetched: int


class _Counting(SimpleHTTPRequestHandler):
    """Serves files uncompressed over connections that are kept, and counts the bytes."""

    protocol_version = "HTTP/1.1"
    # As servers for the web do. Else each body that follows its head would wait 40 ms for the browser to confirm that.
    disable_nagle_algorithm = True
    sent = 0

    def copyfile(self, source: Any, outputfile: IO[bytes]) -> None:  # type: ignore[override]
        _Counting.sent += os.fstat(source.fileno()).st_size
        super().copyfile(source, outputfile)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the name is the base class's)
        pass


def compare_searches(counts: list[int], runs: int, folder: Path | None) -> None:
    """Print for handbooks of these sizes what a query takes, as opsbook has it answered and by Material's own index.

    Each query comes from a browser that has nothing of the site but one page, at once and key by key. Material's index
    takes seconds before it answers, so it is asked less.
    """
    executable = os.environ.get(_BROWSER)
    if not executable:
        print(f"search: left out, {_BROWSER} names no browser\n")
        return
    figures = "".join(f" {name:>9} {'kB':>6}" for name in ("pasted ms", "typed ms"))
    head = f"{'records':>8}  {'search':<9} {'query':<28}{figures} {'ready ms':>9}"
    print(f"{head}\n{'-' * len(head)}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        for count in counts:
            for name, queries, times in (("opsbook", _QUERIES, max(5, runs)), ("Material", _QUERIES[:2], 1)):
                with tempfile.TemporaryDirectory(prefix="opsbook-bench-", dir=folder) as scratch:
                    _compare(browser, count, name, Path(scratch), queries, times)
        browser.close()
    print()


def _compare(browser: Browser, count: int, name: str, scratch: Path, queries: Sequence[str], runs: int) -> None:
    handbook = scratch / "handbook"
    handbook.mkdir()
    write_handbook(handbook, count)
    config = handbook / "mkdocs.yml"
    if name == "Material":
        text = config.read_text(encoding="utf-8")
        config.write_text(text.replace("  - search\n", f"  - search:\n{_WITHOUT_SHARDS}"), encoding="utf-8")
    done = run(OPSBOOK, handbook)
    if done.exit_code:
        raise CommandFailed(f"{' '.join(OPSBOOK)} exited with {done.exit_code}")
    with _served(handbook / "site") as address:
        for query in queries:
            pasted = [_ask(browser, address, query, 0) for _ in range(runs)]
            typed = [_ask(browser, address, query, _KEYS_APART) for _ in range(runs)]
            print(
                f"{count:>8}  {name:<9} {query:<28} {_row(pasted)} {_row(typed)} "
                f"{median(ready for _, ready in (*pasted, *typed)):>9.0f}",
                flush=True,
            )


def _row(answers: list[tuple[Answer, float]]) -> str:
    time, size = (median(getattr(answer, name) for answer, _ in answers) for name in ("milliseconds", "fetched"))
    return f"{time:>9.0f} {size / 1e3:>6.0f}"


def _ask(browser: Browser, address: str, query: str, pause: int) -> tuple[Answer, float]:
    """Return how a query is answered, and how many milliseconds the box needed before it could be asked."""
    # The policy of the pages would keep Playwright from waiting for what a script says.
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(address + "roadmap/")
    box = page.locator("[data-md-component=search-query]")
    box.click()
    # From here on the box is ready: it says so in place of a result.
    begun = page.evaluate("performance.now()")
    page.wait_for_function(
        "!/nitializ/.test(document.querySelector('.md-search-result__meta').textContent)", timeout=120_000
    )
    ready = page.evaluate("performance.now()") - begun
    page.evaluate(_FIRST_RESULT)
    before = _Counting.sent
    if pause:
        box.press_sequentially(query, delay=pause)
    else:
        box.fill(query[:-1])
        box.press(query[-1])
    page.wait_for_function("window.shown > window.typed", timeout=120_000)
    milliseconds = page.evaluate("window.shown - window.typed")
    page.wait_for_load_state("networkidle")
    fetched = _Counting.sent - before
    context.close()
    return Answer(milliseconds, fetched), ready


@contextmanager
def _served(site: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Counting, directory=str(site))) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
