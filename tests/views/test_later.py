from __future__ import annotations

from functools import partial
from pathlib import Path

from site_builder.kinds.initiative import INITIATIVE
from site_builder.views.later import MANY_BACKLINKS, later
from site_builder.views.record import record_page
from tests.support import initiative
from tests.views.reading import context_of, facts

PATH = "roadmap/initiatives/"


def test_a_page_has_its_place_at_once_and_its_content_when_it_is_asked_for(tmp_path: Path) -> None:
    context = context_of(tmp_path, {f"{PATH}a.yml": initiative("A", team="core", tags="[new]")})
    [record] = context.handbook.records(INITIATIVE)
    page = later(context, record, partial(record_page, context, record))
    whole = page.made()
    assert page.content is None
    assert facts(whole)["Team"] == "core"
    assert (page.url, page.title, page.section, page.source_path, page.is_record, page.tags) == (
        whole.url,
        whole.title,
        whole.section,
        whole.source_path,
        whole.is_record,
        whole.tags,
    )
    assert whole.made() is whole


def test_a_page_whose_tables_may_be_cut_is_made_at_once(tmp_path: Path) -> None:
    others = {
        f"{PATH}b{number}.yml": initiative(f"B {number}", depends_on="[a]") for number in range(MANY_BACKLINKS + 1)
    }
    context = context_of(tmp_path, {f"{PATH}a.yml": initiative("A"), f"{PATH}c.yml": initiative("C"), **others})
    pages = {
        record.id: later(context, record, partial(record_page, context, record))
        for record in context.handbook.records(INITIATIVE)
    }
    assert pages["a"].content is not None
    assert pages["c"].content is None
