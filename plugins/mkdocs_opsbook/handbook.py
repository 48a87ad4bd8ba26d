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
from site_builder.pipeline.inputs import folders_needed
from site_builder.pipeline.make_site import build_site
from site_builder.publish.place import UnfitPlace, check_apart


def open_handbook(config_file: Path, as_of: date, audience: Audience, target: Path) -> HandbookSite:
    """Return the site for an audience of the handbook whose ``mkdocs.yml`` this is, read and checked.

    Raises PluginError, which MkDocs shows without a traceback, where it cannot be read, a pack cannot be used, or the
    site would go to ``target`` in the handbook's own folders: MkDocs removes first what is there.
    """
    root = config_file.parent
    try:
        inputs = inputs_for(
            open_work_tree(config_file, lambda _: as_of, cache=cache_folder(root, os.environ)), audience
        )
        check_apart(target, root, folders_needed(root, inputs.configuration))
        return build_site(inputs)
    except UnfitPlace as problem:
        raise PluginError(f"{problem}; let site_dir name another folder, nothing was written") from problem
    except (SourceError, PackFault) as fault:
        raise PluginError(str(fault)) from fault
