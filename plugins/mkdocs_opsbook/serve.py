"""Serving a handbook on this machine while it is edited."""

from __future__ import annotations

import logging
import os
import signal
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config.defaults import MkDocsConfig

from mkdocs_opsbook import request as requests
from mkdocs_opsbook.findings import log
from mkdocs_opsbook.preview import BACKGROUND, Preview
from mkdocs_opsbook.preview_server import PreviewServer
from mkdocs_opsbook.request import Request
from site_builder.pipeline import cache_folder
from site_builder.pipeline.live import LiveHandbook

_ENDINGS: Final = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


def serve_as_mkdocs_does(config_file: Path, address: str | None) -> None:
    """Serve with MkDocs' own command: the whole site is built after each edit."""
    mkdocs_serve(str(config_file), dev_addr=address)


def serve_preview(config: MkDocsConfig, config_file: Path, request: Request, told: logging.Handler) -> None:
    """Serve a preview until it is interrupted; of what is built in the background, ``told`` hears warnings only."""
    told.addFilter(lambda record: record.threadName != BACKGROUND or record.levelno > logging.INFO)
    host, port = config.dev_addr
    site_url = f"http://{host}:{port}{_mount_path(config)}"
    live = LiveHandbook(
        config_file,
        lambda loaded: requests.as_of(request, {"as_of": loaded.settings.as_of}),
        request.audience,
        cache_folder(config_file.parent, os.environ),
    )
    config.plugins.on_startup(command="serve", dirty=False)
    preview = Preview(config_file, live.site, request, site_url)
    # Ended by a service or a closed terminal, too, it removes what it built.
    for number in _ENDINGS:
        signal.signal(number, signal.default_int_handler)
    try:
        built = preview.begin()
        server = PreviewServer(preview, config_file.parent, host, port, site_url)
        for watched in (built.docs_dir, built.config_file_path):
            server.watch(watched)
        built.plugins.on_serve(server, config=built, builder=server.builder)
        for watched in built.watch:
            server.watch(watched)
        try:
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            log.info("Shutting down...")
        finally:
            server.shutdown()
    finally:
        preview.end()
        config.plugins.on_shutdown()


def _mount_path(config: MkDocsConfig) -> str:
    """Return the path below which the site is served, between slashes."""
    return ("/" + urlsplit(config.site_url or "/").path.lstrip("/")).rstrip("/") + "/"
