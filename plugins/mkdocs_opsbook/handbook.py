"""The handbook of a configuration file, ready to be rendered."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from mkdocs.exceptions import PluginError

from mkdocs_opsbook.contract import HandbookSite
from site_builder.load.source import SourceError
from site_builder.model.faults import PackFault
from site_builder.model.settings import Audience
from site_builder.pipeline import cache_folder, open_work_tree
from site_builder.pipeline.audience import inputs_for
from site_builder.pipeline.make_site import build_site


def open_handbook(config_file: Path, as_of: date, audience: Audience) -> HandbookSite:
    """Return the site for an audience of the handbook whose ``mkdocs.yml`` this is, read and checked.

    Raises PluginError, which MkDocs shows without a traceback, where it cannot be read or a pack cannot be used.
    """
    try:
        cache = cache_folder(config_file.parent, os.environ)
        return build_site(inputs_for(open_work_tree(config_file, lambda _: as_of, cache=cache), audience))
    except (SourceError, PackFault) as fault:
        raise PluginError(str(fault)) from fault
