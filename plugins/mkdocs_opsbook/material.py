"""The Material theme: what is mended in its templates and styles, and what is left out of its files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import jinja2
from mkdocs.config.defaults import MkDocsConfig

from mkdocs_opsbook.findings import log
from site_builder.render.template_code import TemplateCode

STYLE_SHEET = "assets/opsbook/material.css"
_SOURCE = Path(__file__).parent / "assets" / "material.css"
_TEMPLATES = Path(__file__).parent / "overrides"
_OUTDATED = "{% block outdated %}"
SEARCH_WORKER: Final = "opsbook_search_worker"
"""The global of templates that names the script of the search box, where it is not that of Material."""
_SEARCHES = '"search": "assets/javascripts/workers/'
_LOST = """<h1>This page does not exist</h1>
  <p>It was renamed or taken away, or its address was mistyped. Begin at
  <a href="{{ base_url.rstrip("/") }}/">the home page</a>, or search for its title.</p>"""
_MENDED = {
    "base.html": (
        # Before the block that a template of the user's own may fill.
        ("{% block extrahead %}", '{% include "partials/opsbook/head.html" %}\n    {% block extrahead %}'),
        # What a template of the user's own puts into the block takes the place of this.
        (_OUTDATED, _OUTDATED + '{% include "partials/opsbook/outdated.html" %}'),
        # The script that searches: the adapter's own where it sets this name.
        (_SEARCHES, f'"search": ({SEARCH_WORKER} | url) if {SEARCH_WORKER} else {_SEARCHES.partition(": ")[2]}'),
    ),
    # A relative address alone is no URL, and would stop the script.
    "partials/javascripts/outdated.html": (('new URL("{{ base_url }}")', 'new URL("{{ base_url }}",location)'),),
    # A dialog needs a name.
    "partials/search.html": ((' role="dialog"', ' role="dialog" aria-label="{{ lang.t(\'search\') }}"'),),
    # Two landmarks of one kind need two names.
    "partials/path.html": (("aria-label=\"{{ lang.t('nav') }}\"", 'aria-label="Breadcrumb"'),),
    # A reader who is lost is told where to go.
    "404.html": (("<h1>404 - Not found</h1>", _LOST),),
    # The mark of a component that asks the code host for stars and forks: a page opens no connection.
    "partials/source.html": ((' data-md-component="source"', ""),),
}
"""Pieces of templates and what stands there instead. A release of Material that mends one itself is left alone."""


class MaterialLoader(jinja2.FileSystemLoader):
    """Loads the theme's templates, mended. A template of the user's own is mended where it holds the same piece."""

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return a template's text, its file, and whether it is up to date."""
        text, file, is_current = super().get_source(environment, template)
        for piece, instead in _MENDED.get(template, ()):
            text = text.replace(piece, instead)
        return text, file, is_current

    def list_templates(self) -> list[str]:
        """Return the names of templates, hidden folders left out: MkDocs drops those, and 14,000 icons lie there."""
        return sorted({name for folder in self.searchpath for name in _visible(folder)})


def _visible(top: str) -> Iterator[str]:
    for folder, folders, names in os.walk(top):
        folders[:] = [name for name in folders if not name.startswith(".")]
        inside = folder[len(top) :].strip(os.sep).replace(os.sep, "/")
        yield from (f"{inside}/{name}" if inside else name for name in names)


def prepare(config: MkDocsConfig) -> None:
    """Mend the theme of a site, and keep it from loading anything from another host."""
    if STYLE_SHEET not in config.extra_css:
        config.extra_css.insert(0, STYLE_SHEET)
    if config.theme.get("font") is not False and "material/privacy" not in config.plugins:
        config.theme["font"] = False
        log.info("opsbook: theme.font is off, because its fonts come from another host; the system's fonts are used")
    config.extra.setdefault("generator", False)
    get_env = config.theme.get_env

    def mended() -> jinja2.Environment:
        env = get_env()
        if type(env.loader) is jinja2.FileSystemLoader:
            # The package's own templates come last, so that everything else wins.
            packages = [Path(folder) for folder in config.theme.dirs if folder != config.theme.custom_dir]
            env.loader = MaterialLoader([*env.loader.searchpath, str(_TEMPLATES)])
            env.bytecode_cache = TemplateCode([*packages, _TEMPLATES])
        return env

    config.theme.get_env = mended  # type: ignore[method-assign]


def lets_search(config: MkDocsConfig) -> bool:
    """Return whether pages of the theme, as its templates are mended, take another script for their search box."""
    if config.theme.name != "material":
        return False
    env = config.theme.get_env()
    loader = env.loader
    if loader is None or SEARCH_WORKER not in loader.get_source(env, "base.html")[0]:
        return False
    # A template of the user's own may say everything that scripts are told.
    return "config" not in env.get_template("main.html").blocks


def assets(config: MkDocsConfig) -> Iterator[tuple[str, bytes]]:
    """Return the style sheet that goes with the theme, by its path in the site."""
    if config.theme.name == "material":
        yield STYLE_SHEET, _SOURCE.read_bytes()
