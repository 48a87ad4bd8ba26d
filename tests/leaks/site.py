"""The public site of a handbook, built in this process."""

from __future__ import annotations

import logging
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from mkdocs_opsbook.request import Request, asking
from site_builder.pipeline.audience import inputs_for
from site_builder.pipeline.make_site import build_site
from tests.support import AS_OF, inputs_of


def _with_a_page_of_its_own(files: Files, config: MkDocsConfig) -> Files:
    """Do what a plugin does that makes a page of internal ones."""
    content = (Path(config.docs_dir) / "draft.md").read_text(encoding="utf-8")
    files.append(File.generated(config, "made.md", content=f"---\nvisibility: public\n---\n\n{content}"))
    return files


def public_site(root: Path) -> Path:
    """Build the public site, errors or not: what no rule has found must not leak either. Return its folder."""
    site = build_site(inputs_for(inputs_of(root), "public"))
    with asking(Request(AS_OF, "public", allow_errors=True, site=site)):
        config = load_config(str(root / "mkdocs.yml"))
        logger = logging.getLogger("mkdocs")
        before = logger.level
        logger.setLevel(logging.ERROR)
        try:
            config.plugins.events["files"].insert(0, _with_a_page_of_its_own)
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
            config.plugins.on_shutdown()
        finally:
            # Other tests of this process look at warnings.
            logger.setLevel(before)
    return root / "site-public"
