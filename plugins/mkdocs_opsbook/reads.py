"""What a build reads besides the handbook itself."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from mkdocs.config.defaults import MkDocsConfig

_PLUGINS: Final = frozenset({"opsbook", "search", "material/search"})
_EXTENSIONS: Final = frozenset(
    """
    abbr admonition attr_list codehilite def_list extra fenced_code footnotes legacy_em md_in_html meta nl2br sane_lists
    smarty tables toc wikilinks
    pymdownx.arithmatex pymdownx.betterem pymdownx.caret pymdownx.critic pymdownx.details pymdownx.extra
    pymdownx.highlight pymdownx.inlinehilite pymdownx.keys pymdownx.magiclink pymdownx.mark pymdownx.progressbar
    pymdownx.saneheaders pymdownx.smartsymbols pymdownx.striphtml pymdownx.superfences pymdownx.tabbed
    pymdownx.tasklist pymdownx.tilde
    """.split()
)
"""Extensions of Markdown that read no file and ask nobody."""


def folders_read(config: MkDocsConfig, root: Path) -> tuple[str, ...] | None:
    """Return the folders below ``root`` of which a build reads every file, as POSIX paths.

    None where it may depend on more: on what a plugin, a hook or an extension does that is not known, on variables of
    the environment, or on files elsewhere.
    """
    custom = config.theme.custom_dir
    folders = [Path(config.docs_dir), *([Path(custom)] if custom else [])]
    if not _is_known(config) or not all(folder.is_relative_to(root) for folder in folders):
        return None
    return tuple(folder.relative_to(root).as_posix() for folder in folders)


def _is_known(config: MkDocsConfig) -> bool:
    """Return whether everything that takes part in the build depends on nothing but what it is given."""
    extensions = (name.removeprefix("markdown.extensions.") for name in config.markdown_extensions)
    if config.hooks or not _PLUGINS.issuperset(config.plugins) or not _EXTENSIONS.issuperset(extensions):
        return False
    # A file that is inherited may name variables, too, and lie anywhere.
    text = Path(config.config_file_path).read_bytes()
    return b"!ENV" not in text and b"INHERIT" not in text
