"""Views as a whole: every page once, the navigation, what the public is offered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from site_builder.kinds import all_kinds
from site_builder.views.base import View, ViewContext, navigation, offered, registered_views
from site_builder.views.generic import generic_views
from site_builder.views.parts import ChartFigure, RecordContent, ReleaseEntry, SectionContent, Subsection, Table
from tests.support import all_pages, check_files, public_view_context
from tests.views.reading import context_of, escalation, parts, record


def everything() -> tuple[View, ...]:
    return (*registered_views(), *generic_views(all_kinds().values(), registered_views()))


def test_an_empty_handbook_has_a_page_for_every_section(tmp_path: Path) -> None:
    context = context_of(tmp_path, {})
    found = {page.url for page in all_pages(everything(), context)}
    assert {f"{view.section}/" if view.section else "" for view in everything()} <= found


def test_what_a_context_is_asked_for_once_is_made_once_and_not_for_another(tmp_path: Path) -> None:
    context = context_of(tmp_path, {"roadmap/initiatives/a.yml": record(status="idea")})
    asked: list[ViewContext] = []

    def titles(each: ViewContext) -> list[str]:
        asked.append(each)
        return [item.title for item in each.handbook]

    assert context.once(titles) is context.once(titles)
    other = replace(context, site_name="Another")
    assert other.once(titles) == context.once(titles)
    assert [each is other for each in asked] == [False, True]


def test_every_record_has_its_page_at_the_address_of_its_kind(tmp_path: Path) -> None:
    files = {
        "content/team/pm.yml": record(owner="pm"),
        "content/tools/t.yml": record(category="x", status="adopt", data_classification="public"),
        "feedback/escalations/sub/e.yml": escalation(),
        "roadmap/initiatives/a.yml": record(status="idea"),
        "roadmap/changes/a.yml": record(type="added"),
    }
    context = context_of(tmp_path, files)
    found = {page.url for page in all_pages(everything(), context) if page.is_record}
    assert found == {context.handbook.url_of(item) for item in context.handbook}


def test_ids_on_a_page_are_given_once(tmp_path: Path) -> None:
    text = record(type="nps", responses="s.csv", question="Would you?", dimensions="[plan]", closed_on="2026-{:02}-01")
    files = {
        "s.csv": "score,plan\n" + "10,Growth\n" * 9,
        "feedback/surveys/a.yml": text.format(3),
        "feedback/surveys/b.yml": text.format(6),
        "feedback/requests/a.yml": record(source="sales", status="new", submitted_on="2026-01-01"),
        "feedback/escalations/a.yml": escalation(actions="[{title: X, due: 2026-10-21}]"),
        "feedback/escalations/b.yml": escalation(status="resolved", resolved_at="2026-10-20T10:00:00Z"),
        "content/team/pm.yml": record(owner="pm", areas="[roadmap]"),
        "content/playbooks/a.yml": record(area="roadmap"),
        "content/best-practices/a.yml": record(status="accepted", area="roadmap", statement="x"),
        "roadmap/initiatives/a.yml": record(status="in_progress", target="2026-12", depends_on="[b]"),
        "roadmap/initiatives/b.yml": record(status="released", released_on="2026-10-28", milestones="[{name: x}]"),
        "roadmap/releases/1.0.yml": record(date="2026-10-28", status="released"),
        "roadmap/releases/2.0.yml": record(date="2026-12-28", status="planned"),
        "roadmap/changes/a.yml": record(type="added", release="'1.0'", initiative="a"),
        "roadmap/changes/b.yml": record(type="added"),
    }
    sections = {"", "roadmap", "releases", "feedback", "escalations", "playbooks", "best-practices"}
    views = [view for view in registered_views() if view.section in sections]
    for page in all_pages(views, context_of(tmp_path, files)):
        if isinstance(page.content, SectionContent | RecordContent):
            given = [*(section.anchor for section in parts(page, Subsection) if section.anchor)]
            given += [table.identifier for table in parts(page, Table)]
            given += [name for chart in parts(page, ChartFigure) for name in (chart.name, chart.table.identifier)]
            given += [entry.anchor for entry in parts(page, ReleaseEntry)]
            assert len(given) == len(set(given)), (page.url, sorted(given))


def test_two_pages_of_one_address_are_a_fault_of_a_view(tmp_path: Path) -> None:
    twice = next(view for view in registered_views() if view.section == "team")
    with pytest.raises(ValueError, match="two pages have the address /team/"):
        list(all_pages([twice, replace(twice, title="Other")], context_of(tmp_path, {})))


def test_the_navigation_is_in_order_and_home_has_the_empty_address() -> None:
    entries = navigation(view for view in everything() if not view.public)
    assert (entries[0].url, entries[0].title) == ("", "Home")
    assert [entry.order for entry in entries] == sorted(entry.order for entry in entries)
    assert all(entry.url.endswith("/") for entry in entries[1:])


def test_the_public_is_offered_only_sections_that_can_have_public_records(tmp_path: Path) -> None:
    context = public_view_context(check_files(tmp_path, {"feedback/escalations/e.yml": escalation()}))
    found = {view.section for view in offered(everything(), context.handbook)}
    assert found == {"", "roadmap", "releases", "features"}
    urls = {page.url for page in all_pages(everything(), context)}
    assert not [url for url in urls if url.startswith(("escalations", "feedback", "team", "playbooks"))]


def test_internally_every_section_is_offered(tmp_path: Path) -> None:
    views = everything()
    assert offered(views, context_of(tmp_path, {}).handbook) == tuple(view for view in views if not view.public)


def test_the_navigation_of_the_public_is_flat_and_has_its_words(tmp_path: Path) -> None:
    context = public_view_context(check_files(tmp_path, {}))
    entries = navigation(offered(everything(), context.handbook), "public")
    titles = [("", "Home"), ("", "Roadmap"), ("", "Release notes"), ("", "Features")]
    assert [(entry.group, entry.title) for entry in entries] == titles
