"""Building and serving with MkDocs, for the command line."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from mkdocs_opsbook.request import NeedsWholeBuild, Request, asking
from mkdocs_opsbook.warned import Warned, Warnings, in_order
from site_builder.model.quick import dataclass

_SILENCED = {"NO_MKDOCS_2_WARNING": "1"}
"""Material's notice about MkDocs 2 is for those who choose versions; here they are pinned."""


class BuildFailed(Exception):
    """MkDocs stopped: its configuration, a plugin or a strict warning. The message is for people."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build left beside its files: what was warned of, and what is to be removed from the rest of a site of
    which it was a part. ``comes_in_parts`` says that a part can be built after it.
    """

    warnings: tuple[Warned, ...]
    gone: tuple[str, ...]
    comes_in_parts: bool


def build(
    config_file: Path,
    site_dir: Path,
    request: Request,
    *,
    strict: bool = False,
    about_to_read: Callable[[Sequence[str] | None], None] | None = None,
    warned_before: Sequence[Warned] = (),
) -> Built:
    """Build the site into a folder, and print what was warned of; of the part that is asked for only where it is over.

    A part may still be given up by who asked for it, and then the whole site warns of the same: who takes it into the
    site prints what was warned of.

    Raises BuildFailed where MkDocs stops, or warns and ``strict`` is asked for, and NeedsWholeBuild. ``about_to_read``
    is told of what is going to be read besides the handbook; see ``folders_read``. What ``warned_before`` says of pages
    that are no part of the build is warned of again.
    """
    os.environ.update(_SILENCED)
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, MkDocsException

    from mkdocs_opsbook.plugin import our_plugin
    from mkdocs_opsbook.reads import folders_read

    logger, warnings = logging.getLogger("mkdocs"), Warnings()
    logger.addHandler(warnings)
    warned: tuple[Warned, ...] = ()
    is_told_later = False
    try:
        with asking(request):
            config = warnings.config = load_config(str(config_file), site_dir=str(site_dir), strict=strict)
            plugin = our_plugin(config)
            if about_to_read is not None:
                about_to_read(folders_read(config, config_file.parent))
            config.plugins.on_startup(command="build", dirty=False)
            try:
                # So MkDocs passes by what is no part of the build.
                mkdocs_build(config, dirty=request.part is not None)
            finally:
                config.plugins.on_shutdown()
        others = [each for each in warned_before if each.url not in plugin.build.made]
        warned = in_order((*others, *warnings.found), plugin.build.urls)
        is_told_later = request.part is not None and not (strict and warned)
    except NeedsWholeBuild:
        # The whole build is going to say it.
        warnings.found.clear()
        raise
    except (MkDocsException, Abort) as stop:
        raise BuildFailed(str(stop)) from stop
    finally:
        logger.removeHandler(warnings)
        if not is_told_later:
            tell(warned or warnings.found)
    if strict and warned:
        raise BuildFailed(f"{len(warned)} warnings in a strict build")
    return Built(warned, tuple(plugin.build.gone), plugin.build.comes_in_parts)


def tell(warned: Sequence[Warned]) -> None:
    """Print what was warned of."""
    for each in warned:
        sys.stderr.write(f"{each.line}\n")


def serve(config_file: Path, address: str | None, request: Request) -> None:
    """Serve the site and bring it up to date when its sources change. Raises BuildFailed where MkDocs stops."""
    os.environ.update(_SILENCED)
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, MkDocsException

    from mkdocs_opsbook.events import strangers
    from mkdocs_opsbook.serve import serve_as_mkdocs_does, serve_preview

    logger = logging.getLogger("mkdocs")
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(levelname)s - %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        with asking(request):
            config = load_config(str(config_file), **({"dev_addr": address} if address else {}))
            if strangers(config):
                serve_as_mkdocs_does(config_file, address)
            else:
                serve_preview(config, config_file, request, handler)
    except (MkDocsException, Abort) as stop:
        raise BuildFailed(str(stop)) from stop
    finally:
        logger.removeHandler(handler)
