"""The plugin: MkDocs' events, each handed to what it concerns."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as ThemePage
from mkdocs.utils.templates import TemplateContext

from mkdocs_opsbook import request
from mkdocs_opsbook.build import Build
from mkdocs_opsbook.build_date import BuildDate
from mkdocs_opsbook.collector import Collector
from mkdocs_opsbook.config import OpsbookConfig, prepare
from mkdocs_opsbook.findings import report, stop_at_errors
from mkdocs_opsbook.handbook import open_handbook
from mkdocs_opsbook.live_reload import reload_by_file

if TYPE_CHECKING:
    # A server of HTTP, which a build has no use for.
    from mkdocs.livereload import LiveReloadServer


class OpsbookPlugin(BasePlugin[OpsbookConfig]):  # type: ignore[no-untyped-call]
    """Puts the pages of a handbook into a MkDocs site."""

    def __init__(self) -> None:
        self._request = request.asked()
        self._date = BuildDate()
        self._collector = Collector()
        self._build: Build | None = None

    @property
    def build(self) -> Build:
        """The build under way. Raises RuntimeError where none is."""
        if self._build is None:
            raise RuntimeError("the event before a build has not come")
        return self._build

    @property
    def _is_public(self) -> bool:
        return request.audience(self._request, self.config) == "public"

    @event_priority(50)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add assets, Markdown extensions and template overrides; hand the date over to MkDocs."""
        as_of = request.as_of(self._request, self.config)
        self._date.hand_over(as_of)
        prepare(config, as_of, is_public=self._is_public)
        return config

    @event_priority(100)
    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Read and check the handbook. With errors the build ends here, before MkDocs cleans the old site."""
        self._collector.slow_down()
        asked = self._request
        site = asked.site
        if site is None:
            audience = request.audience(asked, self.config)
            file, target = Path(config.config_file_path).absolute(), Path(config.site_dir)
            site = open_handbook(file, request.as_of(asked, self.config), audience, target)
            report(site.diagnostics)
        if not asked.allow_errors:
            stop_at_errors(site.diagnostics)
        self._build = Build(
            site, config, shells=asked.shells, is_public=self._is_public, pause=asked.pause, part=asked.part
        )

    @event_priority(-50)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Put the handbook's files among those of MkDocs, and the sections into the navigation."""
        return self.build.arrange(files)

    @event_priority(-50)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Hang pages that the navigation does not name below their sections."""
        return self.build.place(nav)

    @event_priority(50)
    def on_page_markdown(self, markdown: str, *, page: ThemePage, config: MkDocsConfig, files: Files) -> str:
        """Fill in the live parts and mentions of a hand-written page."""
        return self.build.markdown(markdown, page)

    @event_priority(100)
    def on_page_content(self, html: str, *, page: ThemePage, config: MkDocsConfig, files: Files) -> str:
        """Sanitise a hand-written page; put a generated page in its place."""
        return self.build.content(html, page)

    @event_priority(-100)
    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Keep the theme's templates, as all plugins have left them."""
        self.build.use_templates(env)
        return env

    @event_priority(-100)
    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """List the pages of records in the site map."""
        if template_name == "sitemap.xml":
            context["pages"] = self.build.listed(context["pages"])  # type: ignore[typeddict-item]
        return context

    @event_priority(100)
    def on_page_context(
        self, context: TemplateContext, *, page: ThemePage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Fill in the drawings of a page, before the search reads it."""
        self.build.complete(page)
        return context

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: ThemePage, config: MkDocsConfig) -> str:
        """Draw the frame of a page close, and say in it what it may load and run."""
        return self.build.finished(output, page.content or "")

    @event_priority(-100)
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Say the same in a page that is a template of its own, such as the one for what is not found."""
        return self.build.finished(output_content) if template_name.endswith(".html") else output_content

    @event_priority(100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the pages of records, the machine outputs and the assets; before the search writes its index."""
        self.build.write()
        self._date.take_back()
        self._collector.put_back()

    def on_build_error(self, *, error: Exception) -> None:
        """Stop what was begun, and forget the date that MkDocs was handed."""
        if self._build is not None:
            self._build.abandon()
        self._date.take_back()
        self._collector.put_back()

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watch the folders of records, and let pages be reloaded in spite of their content policy."""
        for path in self.build.watched():
            server.watch(str(path))
        if self.build.has_policy:
            reload_by_file(server)
        return server


def our_plugin(config: MkDocsConfig) -> OpsbookPlugin:
    """Return the plugin of a configuration. Raises PluginError where there is none: without it no page is ours."""
    for plugin in config.plugins.values():
        if isinstance(plugin, OpsbookPlugin):
            return plugin
    raise PluginError("mkdocs.yml does not name opsbook among its plugins, or switches it off; add a line - opsbook")
