"""A record's page: header, lead, fields, narrative, references and backlinks."""

from __future__ import annotations

from pathlib import Path

from site_builder.model.page import Page
from site_builder.views.parts import Badge, Fact, Link, Markup, Narrative, ReferenceEntry
from site_builder.views.record import record_page, status_of
from tests.support import check_files, public_view_context
from tests.views.reading import context_of, escalation, facts, header, record

FILES = {
    "content/team/pm.yml": record("Product manager", owner="pm"),
    "roadmap/objectives/grow.yml": record("Grow", owner="pm", statement="x", period="2026", status="active"),
    "roadmap/releases/2026.1.md": record(
        "Spring",
        owner="pm",
        date="2026-02-01",
        status="released",
        highlights="[faster]",
        narrative="About [[initiative:fast]].",
    ),
    "roadmap/initiatives/fast.md": record(
        "Fast",
        owner="pm",
        status="in_progress",
        target="2026-Q3",
        start="2026-01-01",
        component="sync",
        visibility="public",
        summary="It is *quick*.",
        objectives="[grow]",
        release="'2026.1'",
        depends_on="[base]",
        tags="[speed]",
        narrative="See [[objective:grow]].",
    ),
    "roadmap/initiatives/base.yml": record("Base", owner="pm", status="released", released_on="2026-01-10"),
    "roadmap/changes/faster.yml": record("Faster", owner="pm", type="added", initiative="fast", release="'2026.1'"),
    "roadmap/updates/u1.yml": record(
        "Slow", owner="pm", subject="initiative:fast", date="2026-10-01", health="at_risk"
    ),
}


def page(root: Path, kind: str, record_id: str) -> Page:
    context = context_of(root, FILES)
    return record_page(context, next(item for item in context.handbook.collections[kind] if item.id == record_id))


def test_the_reader_learns_status_owner_dates_and_component_first(tmp_path: Path) -> None:
    found = page(tmp_path, "initiative", "fast")
    assert header(found) == {
        "": "public",
        "Owner": "Product manager",
        "Target": "2026-Q3",
        "Start": "2026-01-01",
        "Component": "sync",
    }
    assert found.content.header.status == Badge("in progress", "info", order=0.0)
    assert found.content.header.facts[0] == Fact("Owner", Link("Product manager", "team/pm/"))


def test_a_target_that_has_passed_is_marked_while_the_record_is_open(tmp_path: Path) -> None:
    (target,) = (
        fact.value for fact in page(tmp_path, "initiative", "fast").content.header.facts if fact.label == "Target"
    )
    assert (target.tone, target.note) == ("danger", "past")
    (day,) = (fact.value for fact in page(tmp_path, "release", "2026.1").content.header.facts if fact.label == "Date")
    assert (day.tone, day.note) == ("neutral", "")


def test_fields_stand_in_reading_order_without_what_the_header_has(tmp_path: Path) -> None:
    assert list(facts(page(tmp_path, "initiative", "fast"))) == ["Release", "Objectives", "Depends on", "Tags"]


def test_summary_and_narrative_come_from_the_record_s_file(tmp_path: Path) -> None:
    found = page(tmp_path, "initiative", "fast")
    assert found.content.lead == Markup("It is *quick*.", "roadmap/initiatives/fast.md")
    assert found.content.narrative == Narrative("See [[objective:grow]].\n", "roadmap/initiatives/fast.md")
    assert (found.description, found.tags, found.is_record) == ("It is quick.", ("speed",), True)
    assert (found.url, found.section) == ("roadmap/initiatives/fast/", "roadmap/initiatives")


def test_references_are_grouped_by_kind_each_record_once_with_its_roles(tmp_path: Path) -> None:
    groups = page(tmp_path, "initiative", "fast").content.references
    assert [(group.label, len(group.entries)) for group in groups] == [
        ("Objectives", 1),
        ("Initiatives", 1),
        ("Releases", 1),
    ]
    objective = groups[0].entries[0]
    assert objective.role == ""
    assert (objective.link, objective.status) == (Link("Grow", "roadmap/objectives/grow/"), Badge("active", "info"))
    base = groups[1].entries[0]
    assert (base.role, str(base.day)) == ("depends on", "2026-01-10")


def test_a_survey_was_opened_before_it_was_closed(tmp_path: Path) -> None:
    survey = record(
        type="nps",
        responses="feedback/responses/a.csv",
        question="Why?",
        opened_on="2026-09-01",
        closed_on="2026-09-14",
    )
    context = context_of(tmp_path, {"feedback/surveys/a.yml": survey, "feedback/responses/a.csv": "score\n9\n"})
    (found,) = context.handbook.collections["survey"]
    assert list(header(record_page(context, found))) == ["Owner", "Opened on", "Closed on"]


def test_a_missed_target_is_not_shown_as_the_day_of_the_release(tmp_path: Path) -> None:
    files = {
        "roadmap/initiatives/late.yml": record(
            "Late", status="released", target="2026-08-31", released_on="2026-09-29"
        ),
        "roadmap/initiatives/next.yml": record("Next", status="planned", depends_on="[late]"),
    }
    context = context_of(tmp_path, files)
    (found,) = (each for each in context.handbook.collections["initiative"] if each.id == "next")
    (group,) = record_page(context, found).content.references
    assert [(str(entry.day), entry.day_text) for entry in group.entries] == [("2026-09-29", "")]


def test_backlinks_are_counted_and_have_status_and_date(tmp_path: Path) -> None:
    groups = page(tmp_path, "initiative", "fast").content.backlinks
    assert [(group.label, [entry.role for entry in group.entries]) for group in groups] == [
        ("Releases", [""]),
        ("Changes", ["initiative"]),
        ("Updates", ["subject"]),
    ]
    update = groups[2].entries[0]
    assert isinstance(update, ReferenceEntry)
    assert (update.status and update.status.text, str(update.day)) == ("at risk", "2026-10-01")


def test_the_owner_is_in_the_header_and_not_among_the_references(tmp_path: Path) -> None:
    assert page(tmp_path, "objective", "grow").content.references == ()


def test_a_quarter_stays_a_quarter_in_a_reference(tmp_path: Path) -> None:
    files = {
        "roadmap/initiatives/a.yml": record(status="planned", target="2027-Q1"),
        "roadmap/initiatives/b.yml": record(status="planned", depends_on="[a]"),
    }
    context = context_of(tmp_path, files)
    (entry,) = record_page(context, context.handbook.collections["initiative"][1]).content.references[0].entries
    assert (str(entry.day), entry.day_text) == ("2027-03-31", "2027-Q1")


def test_without_a_summary_the_narrative_or_the_purpose_of_the_kind_describes_the_page(tmp_path: Path) -> None:
    files = {
        "roadmap/initiatives/a.md": record(status="idea", narrative="## Why\n\nBecause."),
        "roadmap/initiatives/b.md": record(status="idea", narrative="## Only a heading"),
    }
    context = context_of(tmp_path, files)
    first, second = (record_page(context, item) for item in context.handbook.collections["initiative"])
    assert first.description == "Because."
    assert second.description == context.handbook.kinds["initiative"].purpose


def test_the_public_page_has_public_references_only(tmp_path: Path) -> None:
    context = public_view_context(check_files(tmp_path, FILES))
    (item,) = context.handbook.collections["initiative"]
    found = record_page(context, item)
    assert header(found) == {"": "in progress", "Target": "Q3 2026", "Component": "sync"}
    assert found.content.references == found.content.backlinks == ()
    assert facts(found) == {"Tags": "speed"}


def test_a_kind_without_a_status_has_no_badge(tmp_path: Path) -> None:
    context = context_of(tmp_path, {**FILES, "feedback/escalations/e.yml": escalation()})
    (role,) = context.handbook.collections["role"]
    (problem,) = context.handbook.collections["escalation"]
    assert status_of(context.handbook, role) is None
    assert status_of(context.handbook, problem) == Badge("open", "danger", order=0.0)
