"""Making a site: from the inputs to its pages, and its charts drawn meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain

from site_builder.export.releases.pictures import pictures_of_changes
from site_builder.load.records import Loaded
from site_builder.model.page import Page
from site_builder.model.timings import Timings
from site_builder.pipeline.audience import settings_shown, shown_to_audience
from site_builder.pipeline.changelog import read_changelog
from site_builder.pipeline.check import check
from site_builder.pipeline.inputs import Inputs, kind_folders
from site_builder.pipeline.page_reads import PageReads
from site_builder.pipeline.shared import Shared
from site_builder.pipeline.site import Site
from site_builder.pipeline.site_pages import SitePages
from site_builder.render.drawing_ahead import DrawingAhead
from site_builder.render.texts_ahead import TextsAhead, render_ahead
from site_builder.views.base import ViewContext, offered, registered_views
from site_builder.views.generic import generic_views
from site_builder.views.new_files import NewFiles, new_file_at
from site_builder.views.prose import section_prose
from site_builder.views.within import charts_of


def build_site(inputs: Inputs, timings: Timings | None = None, ahead: DrawingAhead | None = None) -> Site:
    """Return the site of a handbook: checked, with the pages of every view, not yet rendered.

    Charts are drawn meanwhile, where that can be done: by ``ahead``, if it has begun already.
    """
    timings = timings or Timings()
    site = replace(begin_site(inputs, timings, renders_all=True), ahead=ahead)
    order_charts(site, timings)
    return site


def order_charts(site: Site, timings: Timings) -> None:
    """Make the pages of a site, and have their charts drawn meanwhile."""
    with timings.stage("view"):
        for view in site.views:
            # As soon as they are known: they take as long as all that comes before they are asked for.
            order_charts_of(site, site.by_view.of(view))
        _ = site.pages


def order_charts_of(site: Site, pages: Iterable[Page]) -> None:
    """Have the charts of pages drawn while this process does something else; those of pages made later it draws."""
    charts = chain.from_iterable(charts_of(page.content) for page in pages if page.maker is None)
    site.charts.order(chain.from_iterable(chart.drawings for chart in charts))


def begin_site(
    inputs: Inputs, timings: Timings | None = None, shared: Shared | None = None, *, renders_all: bool = False
) -> Site:
    """Return the site of a checked handbook, its pages still to be made.

    ``shared`` is as in ``check``: of a handbook that is read again and again several threads may make pages. Where all
    pages are going to be rendered, their texts are rendered while the handbook is checked.

    The whole handbook is checked whoever the site is for; everything after that sees only what its audience is given.
    """
    timings = timings or Timings()
    texts: list[TextsAhead] = []

    def on_loaded(loaded: Loaded) -> None:
        if renders_all and (begun := render_ahead(list(_narratives(inputs, loaded)))) is not None:
            texts.append(begun)

    checked = check(inputs, timings, shared, on_loaded)
    with timings.stage("view"):
        shown = shown_to_audience(checked, inputs)
        registered = registered_views()
        every = (*registered, *generic_views(shown.handbook.kinds.values(), registered))
        views = offered(every, shown.handbook)
        context = ViewContext(
            shown.handbook,
            shown.measures,
            inputs.as_of,
            settings_shown(inputs),
            inputs.configuration.shown_name,
            shown.diagnostics,
            shown.suppressed,
            section_prose(shown.handbook.prose, views, inputs.configuration.docs_dir),
            images=pictures_of_changes(shown.handbook, inputs.source),
            read_changelog=partial(read_changelog, inputs, checked),
            new_files=_new_files(inputs),
        )
        reads = PageReads(shown.handbook, has_threads=shared is not None)
        pages = SitePages(views, context, shown.diagnostics, reads)
        return Site(inputs, checked, shown, views, context, pages, reads, texts=next(iter(texts), None))


def _new_files(inputs: Inputs) -> NewFiles:
    configuration = inputs.configuration
    host = new_file_at(configuration.repo_url, configuration.edit_uri, configuration.docs_dir)
    return NewFiles(kind_folders(configuration), host)


def _narratives(inputs: Inputs, loaded: Loaded) -> Iterator[str]:
    """Yield the narratives that are not rendered as hand-written pages are."""
    below = f"{inputs.configuration.docs_dir}/"
    for record in loaded.records:
        # Not every Markdown file has one, and whether what a YAML file has is text is not known yet.
        narrative = record.values.get("body")
        if isinstance(narrative, str) and not record.path.startswith(below):
            yield narrative
