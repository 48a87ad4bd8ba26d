"""What of MkDocs' configuration the public site takes over, and where it is built."""

from __future__ import annotations

from collections.abc import MutableMapping
from pathlib import Path
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig

from site_builder.load.settings import PUBLIC_SITE_DIR, load_settings
from site_builder.load.work_tree import WorkTree

_EXTRA: Final = ("alternate", "version")
"""Options below ``extra`` that are about the site itself. Others, such as links to chats, are for colleagues."""
_FRONT_MATTER: Final = ("title", "description", "tags", "hide", "search", "icon", "template")


def prepare(config: MkDocsConfig) -> None:
    """Take out of the configuration what would tell of the inside: the repository, authors, the navigation, ``extra``.

    The name of the site and its description are public unless there are others for the public; so are its address, the
    copyright notice and the theme. The site goes to ``site-public``, unless the command line names a folder: that of
    ``mkdocs.yml`` is the internal one.
    """
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


def keep_public(meta: MutableMapping[str, Any]) -> None:
    """Take out of a page's front matter what neither readers nor the theme need: owners, authors, notes."""
    for name in [name for name in meta if name not in _FRONT_MATTER]:
        del meta[name]
