"""The features that customers see: what the product can do, in which plan, and a page for each."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.kinds.feature import FEATURE
from site_builder.model.page import Page
from site_builder.views.base import View, ViewContext
from site_builder.views.collection import empty_page, section_page
from site_builder.views.features import SECTION, feature_cards, features_by_plan
from site_builder.views.parts import Block
from site_builder.views.record import record_page
from site_builder.views.relevance import by_relevance
from site_builder.views.words import counted


def pages(context: ViewContext) -> Iterator[Page]:
    """Return the section's page and one for each feature."""
    features = by_relevance(context.handbook, context.handbook.records(FEATURE), context.as_of)
    if not features:
        yield empty_page(context, FEATURE)
        return
    blocks: tuple[Block, ...] = (feature_cards(context, features), *features_by_plan(context, features))
    sentence = f"{counted(FEATURE, len(features))} in the product."
    yield section_page(context, SECTION, "Features", sentence, blocks, hides=("navigation", "toc"))
    for feature in features:
        yield record_page(context, feature)


VIEW = View(SECTION, "Features", "", 640, pages, ("feature",), public=True)
