"""The theme: renders a page just as MkDocs does."""

from __future__ import annotations

from collections.abc import Mapping

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page as ThemePage

from mkdocs_opsbook.content_policy import ContentPolicy, with_policy
from mkdocs_opsbook.frame import framed_closely
from mkdocs_opsbook.pages import parent_in_navigation


class Theme:
    """The theme's templates with what every page of a build shares. ``above`` is as for ``parent_in_navigation``."""

    def __init__(
        self,
        env: jinja2.Environment,
        nav: Navigation,
        files: Files,
        config: MkDocsConfig,
        policy: ContentPolicy | None,
        above: Mapping[str, str],
    ) -> None:
        self.nav = nav
        self.config = config
        self._env = env
        self._policy = policy
        self._above = above
        self._pages = files.documentation_pages()

    def parent_of(self, section: str) -> Section | None:
        """Return where the records of a section hang in the navigation; None where they hang in nothing."""
        return parent_in_navigation(self.nav, section, self._above)

    def render(self, page: ThemePage) -> str:
        """Return the page as MkDocs writes it, without the events of other plugins."""
        rendered = self._rendered(page)
        return rendered if self._policy is None else self._policy.applied(rendered)

    def specimen(self, page: ThemePage) -> str:
        """Return the same of a page that is no page of the site."""
        rendered = self._rendered(page)
        return rendered if self._policy is None else with_policy(rendered)

    def _rendered(self, page: ThemePage) -> str:
        config = self.config
        config._current_page = page
        page.active = True
        try:
            context = get_context(self.nav, self._pages, config, page)
            rendered = self._env.get_template(page.meta.get("template", "main.html")).render(context)
            return framed_closely(rendered, page.content or "")
        finally:
            page.active = False
            config._current_page = None
