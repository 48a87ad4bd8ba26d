"""Reloading in a browser while serving: by a script in a file, as pages run none that stands in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, Final

_SCRIPT: Final = re.compile(r"/livereload/script/([0-9]+)\.js")
_INLINE: Final = re.compile(rb"\s*<script>(.*)</script>\s*", re.DOTALL)


def reload_by_file(server: Any) -> None:
    """Let pages of MkDocs' server load the script that reloads them from a file.

    MkDocs writes that script into each page that it serves, and the content policy of the page forbids it.
    """
    inject, app = server._inject_js_into_html, server.get_app()

    def refer(content: bytes, epoch: int) -> bytes:
        before, end, after = content.rpartition(b"</body>")
        script = b'<script src="/livereload/script/%d.js"></script>' % epoch
        return before + script + end + after if end else content + script

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        asked = _SCRIPT.fullmatch(environ["PATH_INFO"])
        script = _INLINE.fullmatch(inject(b"", int(asked[1]))) if asked else None
        if script is None:
            answered: Iterable[bytes] = app(environ, start_response)
            return answered
        start_response("200 OK", [("Content-Type", "text/javascript"), ("Cache-Control", "no-store")])
        return [script[1]]

    server._inject_js_into_html = refer
    server.set_app(answer)
