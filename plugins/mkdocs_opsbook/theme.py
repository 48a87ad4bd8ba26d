"""The theme: renders a page just as MkDocs does."""

from __future__ import annotations

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as ThemePage


class Theme:
    """The theme's templates with what every page of a build shares."""

    def __init__(self, env: jinja2.Environment, nav: Navigation, files: Files, config: MkDocsConfig) -> None:
        self.nav = nav
        self.config = config
        self._env = env
        self._pages = files.documentation_pages()

    def render(self, page: ThemePage) -> str:
        """Return the page as MkDocs writes it, without the events of plugins."""
        config = self.config
        config._current_page = page
        page.active = True
        try:
            context = get_context(self.nav, self._pages, config, page)
            return self._env.get_template("main.html").render(context)
        finally:
            page.active = False
            config._current_page = None
