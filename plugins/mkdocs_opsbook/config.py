"""The plugin's options, and what it changes in the configuration of MkDocs."""

from __future__ import annotations

import html
from datetime import date
from typing import Any

from mkdocs.config.base import Config, ConfigErrors, ConfigWarnings
from mkdocs.config.defaults import MkDocsConfig

from mkdocs_opsbook import material, public

STYLE_SHEET = "assets/opsbook/opsbook.css"
SCRIPTS = ("assets/opsbook/opsbook.js", "assets/opsbook/releases.js")
"""The second one uses what the first one offers."""

_BUILT_IN_EXTENSIONS = ["toc", "tables", "fenced_code"]
_EXTENSIONS: dict[str, dict[str, Any]] = {
    "toc": {"permalink": True},
    "tables": {},
    "admonition": {},
    "attr_list": {},
    "def_list": {},
    "footnotes": {},
    "md_in_html": {},
    "pymdownx.details": {},
    "pymdownx.highlight": {},
    "pymdownx.inlinehilite": {},
    "pymdownx.superfences": {},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tasklist": {"custom_checkbox": True},
}
"""What a handbook's prose may use when ``mkdocs.yml`` says nothing. None of them reads files or opens connections."""


class OpsbookConfig(Config):  # type: ignore[no-untyped-call]
    """The options as MkDocs read them.

    Any option is accepted: the stage that reads ``mkdocs.yml`` itself checks them and says line and column.
    """

    def validate(self) -> tuple[ConfigErrors, ConfigWarnings]:
        """Return no errors and no warnings."""
        return [], []


def prepare(config: MkDocsConfig, as_of: date, *, is_public: bool = False) -> None:
    """Change the configuration of MkDocs: assets, Markdown, theme, and the date in the footer.

    A public site takes over only what is meant for it; see ``public.prepare``.
    """
    if is_public:
        public.prepare(config)
    if STYLE_SHEET not in config.extra_css:
        config.extra_css.insert(0, STYLE_SHEET)
    config.extra_javascript = [*SCRIPTS, *(script for script in config.extra_javascript if script not in SCRIPTS)]
    _prepare_markdown(config)
    if config.theme.name == "material":
        material.prepare(config)
    # Every theme prints the copyright notice, so the date needs no template of its own.
    day = html.escape(as_of.isoformat())
    notice = f'As of <time datetime="{day}">{day}</time>'
    config.copyright = f"{config.copyright} · {notice}" if config.copyright else notice


def _prepare_markdown(config: MkDocsConfig) -> None:
    if config.markdown_extensions == _BUILT_IN_EXTENSIONS and not config.mdx_configs:
        config.markdown_extensions = list(_EXTENSIONS)
        config.mdx_configs.update({name: dict(options) for name, options in _EXTENSIONS.items() if options})
    # Aligned cells would carry a style attribute, which a strict content security policy refuses.
    config.mdx_configs.setdefault("tables", {}).setdefault("use_align_attribute", True)
