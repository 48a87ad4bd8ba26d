"""What of MkDocs' configuration the public site takes over, and where it is built."""

from __future__ import annotations

from collections.abc import MutableMapping
from pathlib import Path
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files

from mkdocs_opsbook.files import HandbookFiles, RecordFile
from mkdocs_opsbook.findings import log
from site_builder.load.settings import PUBLIC_SITE_DIR, load_settings
from site_builder.load.work_tree import WorkTree

_EXTRA: Final = ("alternate", "version")
"""Options below ``extra`` that are about the site itself. Others, such as links to chats, are for colleagues."""
_SITES_OF_THEIR_OWN: Final = frozenset({"material.plugins.blog.plugin", "material.plugins.projects.plugin"})
"""Plugins that build pages of sources they look for themselves, and past the files of MkDocs."""
_FRONT_MATTER: Final = ("title", "description", "tags", "hide", "search", "icon", "template")


def prepare(config: MkDocsConfig) -> None:
    """Take out of the configuration what would tell of the inside: the repository, authors, the navigation, ``extra``.

    The name of the site and its description are public unless there are others for the public; so are its address, the
    copyright notice and the theme. The site goes to ``site-public``, unless the command line names a folder: that of
    ``mkdocs.yml`` is the internal one.

    Raises PluginError where a plugin would build pages of what nobody has marked public.
    """
    _refuse_other_sites(config)
    config.repo_url = config.repo_name = config.edit_uri = config.edit_uri_template = None
    config.site_author = None
    config.nav = None
    for name in [name for name in config.extra if name not in _EXTRA]:
        del config.extra[name]
    file = Path(config.config_file_path).absolute()
    configuration = load_settings(WorkTree(file.parent), file.name)
    config.site_name = configuration.settings.public_name or config.site_name
    config.site_description = configuration.settings.public_description or config.site_description
    if Path(config.site_dir) == file.parent / configuration.site_dir:
        config.site_dir = str(file.parent / PUBLIC_SITE_DIR)


def _refuse_other_sites(config: MkDocsConfig) -> None:
    for name, plugin in config.plugins.items():
        if type(plugin).__module__ in _SITES_OF_THEIR_OWN and plugin.config.get("enabled", True):
            raise PluginError(
                f"the plugin {name} builds pages of sources that are not marked public; for the public site, "
                "switch it off with enabled: false"
            )


def remove_other_pages(files: Files, arranged: HandbookFiles) -> None:
    """Take out pages that are of neither the handbook nor a hand-written page that is public, and warn of them.

    Another plugin has made them, of what nobody knows.
    """
    for file in [file for file in files if file.is_documentation_page()]:
        ours = isinstance(file, RecordFile) or file.src_uri in arranged.theme_pages or file.src_uri in arranged.prose
        if not ours:
            maker = file.generated_by or "another plugin"
            log.warning("%s: %s has made this page; it is left out of the public site", file.src_uri, maker)
            files.remove(file)


def keep_public(meta: MutableMapping[str, Any]) -> None:
    """Take out of a page's front matter what neither readers nor the theme need: owners, authors, notes."""
    for name in [name for name in meta if name not in _FRONT_MATTER]:
        del meta[name]
