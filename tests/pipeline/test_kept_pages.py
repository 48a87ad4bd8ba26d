"""Which pages an edit touches: known answers over a small handbook."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from site_builder.pipeline.kept_pages import KeptPages
from site_builder.pipeline.make_site import begin_site, build_site
from site_builder.pipeline.page_reads import Reading
from site_builder.pipeline.part import Part
from site_builder.pipeline.site import Site
from site_builder.pipeline.site_outputs import OUTPUTS
from site_builder.render.markdown import render_markdown
from site_builder.render.prose import FinishedProse
from tests.support import initiative, inputs_of, write

pytestmark = pytest.mark.slow

SURVEY = "title: NPS\nowner: '@team'\ntype: nps\nresponses: feedback/responses/nps.csv\n"
ROWS = "id,date,score\n" + "".join(f"r{number},2026-09-01,{number % 11}\n" for number in range(30))
FILES = {
    "content/team/team.yml": "title: Team\nowner: '@team'\n",
    "roadmap/initiatives/checkout.yml": initiative(depends_on="[search]"),
    "roadmap/initiatives/search.yml": initiative("Quicker search"),
    "roadmap/initiatives/alone.yml": initiative("Stands alone"),
    "roadmap/changes/box.yml": "title: A search box\nowner: '@team'\ntype: added\ninitiative: search\n",
    "roadmap/changes/other.yml": "title: Other\nowner: '@team'\ntype: fixed\nsummary: See [[change:box]].\n",
    "feedback/surveys/nps.yml": SURVEY,
    "feedback/responses/nps.csv": ROWS,
    "feedback/requests/find.yml": (
        "title: Find things\nowner: '@team'\nstatus: new\nsource: support\n"
        "submitted_on: 2026-09-01\ninitiatives: [search]\n"
    ),
}
CHECKOUT, SEARCH, ALONE = (f"roadmap/initiatives/{name}/" for name in ("checkout", "search", "alone"))


def content_markdown(path: str, markdown: str) -> FinishedProse:
    return FinishedProse(render_markdown(markdown, path=path, resolve_link=lambda _, target: target).html, ())


def made(root: Path) -> tuple[Site, KeptPages]:
    """Make every page and output, and return what is to be kept of them, as it comes out of a file."""
    site = build_site(inputs_of(root))
    for page in site.pages:
        site.render(page, content_markdown)
    write(root, dict(site.files()))
    kept = KeptPages.of(site, site.give_reading())
    assert kept is not None
    return site, KeptPages.from_plain(json.loads(json.dumps(kept.plain())))


def touched(root: Path, before: KeptPages, edit: Mapping[str, str]) -> Part | None:
    """Return what is touched by an edit."""
    write(root, edit)
    site = begin_site(inputs_of(root))
    found = before.touched(site, frozenset(edit), root / "site")
    return None if found is None else found[0]


@pytest.fixture
def kept(tmp_path: Path) -> KeptPages:
    return made(write(tmp_path, FILES))[1]


def test_nothing_is_touched_where_nothing_has_changed(kept: KeptPages, tmp_path: Path) -> None:
    assert touched(tmp_path, kept, {}) == Part(frozenset(), frozenset(), tmp_path / "site")


def test_a_title_touches_the_pages_that_show_it(kept: KeptPages, tmp_path: Path) -> None:
    part = touched(tmp_path, kept, {"roadmap/initiatives/search.yml": initiative("Best search")})
    assert part is not None
    assert {SEARCH, CHECKOUT, "roadmap/", "changes/box/", "feedback/requests/find/"} <= part.pages
    assert part.pages.isdisjoint({ALONE, "changes/other/", "feedback/surveys/nps/", "tools/"})
    assert {record.id for record in part.records} == {"search"}


def test_a_reference_touches_the_page_of_what_is_referred_to(kept: KeptPages, tmp_path: Path) -> None:
    part = touched(tmp_path, kept, {"roadmap/initiatives/checkout.yml": initiative(depends_on="[alone]")})
    assert part is not None
    assert {CHECKOUT, SEARCH, ALONE} <= part.pages
    assert {record.id for record in part.records} == {"checkout", "search", "alone"}
    assert "changes/box/" not in part.pages


def test_a_mention_in_a_text_is_read_while_it_is_rendered(kept: KeptPages, tmp_path: Path) -> None:
    renamed = FILES["roadmap/changes/box.yml"].replace("A search box", "A box to search in")
    part = touched(tmp_path, kept, {"roadmap/changes/box.yml": renamed})
    assert part is not None
    assert "changes/other/" in part.pages


def test_what_a_view_has_worked_out_for_a_page_counts(kept: KeptPages, tmp_path: Path) -> None:
    more = FILES["feedback/requests/find.yml"] + "importance: 3\n"
    part = touched(tmp_path, kept, {"feedback/requests/find.yml": more})
    assert part is not None
    assert {"feedback/requests/find/", "feedback/requests/"} <= part.pages
    assert CHECKOUT not in part.pages


def test_rows_touch_what_is_counted_from_them(kept: KeptPages, tmp_path: Path) -> None:
    part = touched(tmp_path, kept, {"feedback/responses/nps.csv": ROWS + "r99,2026-09-02,10\n"})
    assert part is not None
    assert {"feedback/surveys/nps/", "feedback/"} <= part.pages
    assert part.pages.isdisjoint({SEARCH, CHECKOUT, ALONE, "changes/box/"})


def test_outputs_are_touched_like_pages(kept: KeptPages, tmp_path: Path) -> None:
    part = touched(tmp_path, kept, {"roadmap/initiatives/alone.yml": initiative("Alone", target="2026-12-01")})
    assert part is not None
    assert part.pages.intersection(OUTPUTS) == {"/overview", "/calendar", "/former-addresses"}


@pytest.mark.parametrize(
    "edit",
    [
        {"roadmap/initiatives/new.yml": initiative()},
        {"roadmap/initiatives/search.yml": initiative("Best search", formerly="[find]")},
        {"roadmap/initiatives/search.yml": initiative(status="no such status")},
        {"content/index.md": "# Another home\n"},
        {"content/logo.svg": "<svg/>"},
    ],
    ids=["another record", "a former name", "an error", "a hand-written page", "a picture"],
)
def test_other_edits_may_touch_all_pages(edit: Mapping[str, str], kept: KeptPages, tmp_path: Path) -> None:
    assert touched(tmp_path, kept, edit) is None


def test_a_page_of_which_nobody_noted_what_was_read_is_touched(kept: KeptPages, tmp_path: Path) -> None:
    reading = Reading(kept.reading.notes, {url: read for url, read in kept.reading.pages.items() if url != ALONE})
    part = touched(tmp_path, replace(kept, reading=reading), {})
    assert part is not None
    assert part.pages == {ALONE}


def test_after_a_part_was_made_the_rest_is_known_as_before(kept: KeptPages, tmp_path: Path) -> None:
    write(tmp_path, {"roadmap/initiatives/search.yml": initiative("Best search")})
    site = begin_site(inputs_of(tmp_path))
    found = kept.touched(site, {"roadmap/initiatives/search.yml"}, tmp_path)
    assert found is not None
    part, now = found
    for page in site.pages:
        if page.url in part.pages:
            site.render(page, content_markdown)
    for make in site.outputs(part):
        assert list(make()) is not None
    # As a whole build would know it: all pages are touched by the same.
    after, whole = now.after(kept, part, site.give_reading()), made(tmp_path)[1]
    back = {"roadmap/initiatives/search.yml": FILES["roadmap/initiatives/search.yml"]}
    first, second = touched(tmp_path, after, back), touched(tmp_path, whole, back)
    assert first is not None
    assert second is not None
    assert first.pages == second.pages


def test_a_view_that_has_read_nothing_of_it_is_not_asked(kept: KeptPages, tmp_path: Path) -> None:
    write(tmp_path, {"feedback/responses/nps.csv": ROWS + "r99,2026-09-02,10\n"})
    site = begin_site(inputs_of(tmp_path))
    assert kept.touched(site, {"feedback/responses/nps.csv"}, tmp_path) is not None
    contents = {page.url: page.content for page in site.pages if not page.is_record}
    assert contents["roadmap/"] is None
    assert contents["reference/"] is None
    assert contents["feedback/"] is not None


def test_of_the_public_site_nothing_is_kept(tmp_path: Path) -> None:
    config = "site_name: Public\nplugins:\n  - opsbook:\n      audience: public\n"
    site = build_site(inputs_of(write(tmp_path, {**FILES, "mkdocs.yml": config})))
    assert KeptPages.of(site, Reading()) is None
