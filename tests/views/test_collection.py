"""A section over one collection: sentence, table, empty state; and the pages of a kind that no view shows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from site_builder.kinds import all_kinds
from site_builder.kinds.initiative import INITIATIVE
from site_builder.kinds.practice import PRACTICE
from site_builder.kinds.tool import TOOL
from site_builder.model.prose import Prose
from site_builder.views.base import registered_views
from site_builder.views.collection import collection_sentence, collection_table, empty_state, section_page
from site_builder.views.generic import generic_views, kind_pages
from site_builder.views.parts import EmptyState, Link, Markup, Subsection, Table
from tests.support import check_files, public_view_context
from tests.views.reading import blocks, column, context_of, heads, parts, record, rows


def tool(title: str, status: str = "adopt", **fields: Any) -> str:
    return record(title, category="work", status=status, data_classification="internal", **fields)


def test_the_sentence_counts_by_status(tmp_path: Path) -> None:
    files = {
        f"content/tools/t{number}.yml": tool("T", status) for number, status in enumerate(["adopt", "hold", "adopt"])
    }
    context = context_of(tmp_path, files)
    assert collection_sentence(context, TOOL) == "3 tools: 2 adopt, 1 hold."
    assert collection_sentence(context, PRACTICE) == "0 best practices."


def test_the_table_shows_status_short_fields_dates_and_owner(tmp_path: Path) -> None:
    context = context_of(tmp_path, {"content/tools/t.yml": tool("Desk", renewal_on="2027-01-01")})
    found = collection_table(context, TOOL)
    assert heads(found) == ["Tool", "Status", "Category", "Data classification", "Renewal on", "Owner"]
    assert rows(found) == [["Desk", "adopt", "work", "internal", "2027-01-01", "@team"]]
    assert [column.type for column in found.columns] == ["link", "status", "text", "text", "date", "text"]
    assert (found.filters, found.total, found.more) == (("Status",), None, None)


def test_a_table_that_is_cut_says_how_many_there_are_and_where_the_rest_is(tmp_path: Path) -> None:
    context = context_of(tmp_path, {f"content/tools/t{number}.yml": tool(f"T{number}") for number in range(4)})
    more = Link("all", "tools/")
    cut = collection_table(context, TOOL, most=3, more=more)
    assert (len(cut.rows), cut.total, cut.more) == (3, 4, more)
    whole = collection_table(context, TOOL, most=4, more=more)
    assert (len(whole.rows), whole.total, whole.more) == (4, None, None)


def test_a_page_without_headings_keeps_no_room_for_a_table_of_contents(tmp_path: Path) -> None:
    context = context_of(tmp_path, {})
    one, two = (Subsection(title, ()) for title in ("One", "Two"))
    assert section_page(context, "tools", "Tools", None, (one,)).hides == ("toc",)
    assert section_page(context, "tools", "Tools", None, (one, two)).hides == ()
    words = "Words.\n\n## One\n\n## Two\n"
    introduced = replace(context, prose={"tools": Prose("content/tools/index.md", words, {}, words)})
    assert section_page(introduced, "tools", "Tools", None, ()).hides == ()


def test_a_column_that_no_record_fills_is_left_out_with_its_filter(tmp_path: Path) -> None:
    context = context_of(tmp_path, {"roadmap/initiatives/a.yml": record(status="idea", team="sync")})
    found = collection_table(context, INITIATIVE, fields=("team", "component"), filters=("Team", "Component"))
    assert heads(found) == ["Initiative", "Status", "Team", "Owner"]
    assert found.filters == ("Team",)


def test_markdown_in_a_row_is_one_line(tmp_path: Path) -> None:
    practice = record("Review", status="accepted", area="releases", statement="'Two **pairs** of eyes.'")
    context = context_of(tmp_path, {"content/best-practices/p.yml": practice})
    (row,) = collection_table(context, PRACTICE, fields=("statement",)).rows
    assert row.cells[2] == Markup("Two **pairs** of eyes.", "content/best-practices/p.yml", inline=True)


def test_an_empty_collection_says_what_belongs_there_and_how_to_begin(tmp_path: Path) -> None:
    context = context_of(tmp_path, {})
    role = all_kinds()["role"]
    assert empty_state(context, role) == EmptyState("No roles yet.", role.purpose, "opsbook new role my-first-role")


def test_the_public_audience_is_given_no_command(tmp_path: Path) -> None:
    context = public_view_context(check_files(tmp_path, {}))
    found = empty_state(context, INITIATIVE)
    assert (found.what, found.command) == ("No initiatives have been published yet.", "")


def test_a_kind_without_a_view_has_a_section_and_a_page_for_each_record(tmp_path: Path) -> None:
    segment = all_kinds()["segment"]
    files = {f"feedback/segments/{name}.yml": record(name.title(), plans="[Growth]") for name in ("shops", "clinics")}
    section, *pages = kind_pages(context_of(tmp_path, files), segment)
    assert (section.url, section.title, section.content.lead) == ("segments/", "Segments", "2 segments.")
    assert column(parts(section, Table)[0], "Segment") == ["Clinics", "Shops"]
    assert [page.url for page in pages] == ["segments/clinics/", "segments/shops/"]


def test_a_kind_without_records_has_a_section_with_its_empty_state(tmp_path: Path) -> None:
    (section,) = kind_pages(context_of(tmp_path, {}), all_kinds()["segment"])
    assert [type(block) for block in blocks(section)] == [EmptyState]
    assert section.content.lead is None
    assert section.description == all_kinds()["segment"].purpose


def test_kinds_of_third_parties_get_a_plain_view_in_the_navigation() -> None:
    known = all_kinds()["segment"]
    foreign = replace(known, name="contract", url="contracts", plural="Contracts", area="elsewhere", status_field="")
    plain = {view.section: view for view in generic_views([*all_kinds().values(), foreign], registered_views())}
    assert (plain["contracts"].group, plain["contracts"].order) == ("More", 900)
    assert plain["contracts"].kinds == ("contract",)
    shown = {kind for view in registered_views() for kind in view.kinds}
    assert not shown & {kind for view in plain.values() for kind in view.kinds}
    assert shown | {kind for view in plain.values() for kind in view.kinds} == {*all_kinds(), "contract"}


def test_the_hand_written_page_of_a_section_follows_the_records(tmp_path: Path) -> None:
    context = context_of(tmp_path, {"content/tools/index.md": "How we choose.\n", "content/tools/t.yml": tool("Desk")})
    section = next(iter(kind_pages(context, TOOL)))
    assert section.content.prose.text.strip() == "How we choose."
    assert section.source_path == "content/tools/index.md"
