"""The stages, composed: source → load → validate → link → measure → check → view → render.

Nothing here knows how a stage works. Each stage is a function of values; what it must report comes back as diagnostics.
``site_builder.pipeline.make_site`` goes on to pages; it is imported on its own, because checking needs none of that.
"""

from site_builder.load.kept_file import cache_folder
from site_builder.pipeline.check import Checked, check
from site_builder.pipeline.inputs import Inputs, kind_folders, open_revision, open_work_tree

__all__ = ["Checked", "Inputs", "cache_folder", "check", "kind_folders", "open_revision", "open_work_tree"]
