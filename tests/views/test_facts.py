"""Every type of a field as a fact on its record's page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from site_builder.kinds import all_kinds
from site_builder.model.page import Page
from site_builder.views.base import ViewContext
from site_builder.views.facts import choices_of, facts_of
from site_builder.views.parts import (
    Badge,
    Chips,
    Code,
    DayCell,
    Fact,
    ItemList,
    Label,
    Link,
    Markup,
    MomentCell,
    NumberCell,
    Phrase,
)
from site_builder.views.plain import plain_text
from site_builder.views.record import record_page
from tests.support import CONFIG, public_view_context
from tests.support import check_files as checked_files
from tests.views.reading import context_of, facts, header, heads, record, rows, table

CUSTOM = CONFIG.replace(
    "opsbook\n", "opsbook: {custom: {role: {floor: number, badge_id: text, since: date, remote: truth, desks: list}}}\n"
)


def page_of(context: ViewContext, kind: str, record_id: str) -> Page:
    return record_page(context, next(item for item in context.handbook.collections[kind] if item.id == record_id))


def found(context: ViewContext, kind: str, record_id: str, name: str) -> Any:
    item = next(item for item in context.handbook.collections[kind] if item.id == record_id)
    (fact,) = facts_of(context.handbook, item, (name,))
    return fact.value


@pytest.fixture
def context(tmp_path: Path) -> ViewContext:
    files = {
        "mkdocs.yml": CUSTOM,
        "content/team/pm.yml": record(
            "Product manager",
            owner="pm",
            holders="['@pm_one', '@two']",
            areas="[best-practices, roadmap]",
            responsibilities="[Decides what the team builds next and explains it, Answers]",
            custom="{floor: 3, badge_id: b_12, since: 2026-01-05, remote: true, desks: [left, right]}",
        ),
        "content/tools/flags.yml": record(
            "Flags",
            owner="pm",
            category="release_tools",
            status="adopt",
            data_classification="internal",
            business_owner="pm",
            technical_owner="'@ops'",
            integrates_with="[desk_app]",
            cost="{amount: 4800.5, currency: EUR, per: year}",
            renewal_on="2026-12-01",
            notice_days=30,
            tags="[a, b]",
            links="[https://example.com/x/, content/index.md, role:pm, 'mailto:a@example.com']",
            formerly="[switches]",
        ),
        "roadmap/initiatives/sso.yml": record(
            "Single sign-on",
            owner="pm",
            status="in_progress",
            target="2026-Q4",
            outcome="'**Fewer** passwords'",
            milestones="[{name: Pilot, target: 2026-11}, {name: All, released_on: 2026-10-01}]",
            rice="{reach: 10, impact: 0.25, confidence: 80, effort: 2}",
        ),
        "roadmap/changes/sso.yml": record("Sign in once", type="added", removal_on="2027-03", breaking="false"),
        "roadmap/experiments/e.yml": record(
            "Try",
            hypothesis="It helps",
            status="stopped",
            metric="signups",
            decision="ship",
            variants="[{key: a, control: true, weight: 0.5}, {key: b, weight: 0.5}]",
            results="{signups: {a: {units: 10, conversions: 2}, b: {units: 12, conversions: 5}}}",
            plan="{baseline: 0.19, mde: 0.01}",
        ),
        "content/metrics/signups.yml": record("Sign-ups", definition="Accounts", direction="up", source="m.csv"),
        "feedback/escalations/e1.yml": record(
            "Down", severity="high", status="open", source="customer", detected_at="2026-10-20T09:00:00+02:00"
        ),
    }
    return context_of(tmp_path, files)


def test_references_lead_to_their_record(context: ViewContext) -> None:
    assert found(context, "tool", "flags", "business_owner") == Link("Product manager", "team/pm/")
    assert found(context, "tool", "flags", "technical_owner") == "@ops"


def test_choices_are_words_and_free_text_stays_as_it_was_written(context: ViewContext) -> None:
    assert found(context, "role", "pm", "areas") == Chips((Label("best practices"), Label("roadmap")))
    assert found(context, "tool", "flags", "category") == "release_tools"
    assert found(context, "tool", "flags", "integrates_with") == Chips((Label("desk_app"),))
    assert found(context, "experiment", "e", "decision") == Badge("ship")


def test_short_texts_are_chips_and_long_ones_a_list(context: ViewContext) -> None:
    assert found(context, "role", "pm", "holders") == Chips((Label("@pm_one"), Label("@two")))
    assert isinstance(found(context, "role", "pm", "responsibilities"), ItemList)
    assert found(context, "tool", "flags", "tags") == Chips((Label("a"), Label("b")))
    assert found(context, "tool", "flags", "formerly") == ItemList(("switches",))


def test_links_are_urls_paths_and_records(context: ViewContext) -> None:
    assert found(context, "tool", "flags", "links") == ItemList(
        (
            Link("example.com/x", "https://example.com/x/"),
            Code("content/index.md"),
            Link("Product manager", "team/pm/"),
            Link("a@example.com", "mailto:a@example.com"),
        )
    )
    assert found(context, "metric", "signups", "source") == Code("m.csv")


def test_days_moments_and_planned_dates(context: ViewContext) -> None:
    day = found(context, "tool", "flags", "renewal_on")
    assert isinstance(day, DayCell)
    assert (plain_text(day), day.text) == ("2026-12-01", "")
    assert found(context, "initiative", "sso", "target").text == "2026-Q4"
    assert found(context, "change", "sso", "removal_on").text == "2027-03"
    moment = found(context, "escalation", "e1", "detected_at")
    assert isinstance(moment, MomentCell)
    assert plain_text(moment) == "2026-10-20 07:00 UTC"


def test_numbers_keep_the_decimals_they_were_given(context: ViewContext) -> None:
    assert found(context, "tool", "flags", "notice_days") == NumberCell(30)
    assert plain_text(found(context, "tool", "flags", "cost")) == "Amount: 4,800.5, Currency: EUR, Per: year"
    assert plain_text(found(context, "initiative", "sso", "rice")).startswith("Reach: 10, Impact: 0.25, ")


def test_markdown_is_rendered_from_its_own_file(context: ViewContext) -> None:
    assert found(context, "initiative", "sso", "outcome") == Markup(
        "**Fewer** passwords", "roadmap/initiatives/sso.yml"
    )


def test_a_group_of_groups_is_a_list_of_phrases(context: ViewContext) -> None:
    value = found(context, "experiment", "e", "results")
    assert isinstance(value, ItemList)
    assert plain_text(value).startswith("signups: a: Units: 10, Conversions: 2")
    assert plain_text(found(context, "experiment", "e", "plan")).startswith("Baseline: 0.19, Minimum detectable effect")


def test_a_list_of_groups_is_a_table_without_empty_columns(context: ViewContext) -> None:
    page = page_of(context, "initiative", "sso")
    milestones = table(page, "milestones-table")
    assert heads(milestones) == ["Name", "Target", "Released on"]
    assert [column.type for column in milestones.columns] == ["text", "date", "date"]
    assert rows(milestones) == [["Pilot", "2026-11", ""], ["All", "", "2026-10-01"]]
    variants = table(page_of(context, "experiment", "e"), "variants-table")
    assert dict(zip(heads(variants), rows(variants)[0], strict=True)) == {"Key": "a", "Control": "yes", "Weight": "0.5"}


def test_an_organisation_s_own_fields_are_facts_of_their_own(context: ViewContext) -> None:
    own = facts(page_of(context, "role", "pm"))
    assert own["Floor"] == "3"
    assert own["Badge id"] == "b_12"
    assert own["Since"] == "2026-01-05"
    assert own["Remote"] == "yes"
    assert own["Desks"] == "left, right"
    assert "Custom" not in own


def test_what_is_not_said_and_what_is_not_so_is_left_out(context: ViewContext) -> None:
    page = page_of(context, "change", "sso")
    assert "Breaking" not in facts(page)
    assert "Release" not in facts(page)
    assert header(page)["Removal on"] == "2027-03"


def test_nobody_is_named_in_public(tmp_path: Path) -> None:
    files = {"roadmap/initiatives/a.yml": record(status="planned", visibility="public", component="clock")}
    context = public_view_context(checked_files(tmp_path, files))
    page = page_of(context, "initiative", "a")
    assert header(page) == {"": "planned", "Component": "clock"}
    assert page.source_path == ""


def test_a_reference_to_a_record_that_is_not_there_is_its_name(tmp_path: Path) -> None:
    files = {"roadmap/initiatives/a.yml": record(status="planned", owner="nobody", objectives="[gone]")}
    page = page_of(context_of(tmp_path, files), "initiative", "a")
    assert header(page)["Owner"] == "role:nobody"
    assert page.content.fields.facts == (Fact("Objectives", ItemList((Code("objective:gone"),))),)


def test_choices_are_found_inside_lists_and_optional_types() -> None:
    kinds = all_kinds()
    assert "roadmap" in choices_of(kinds["role"].fields, "areas")
    assert choices_of(kinds["initiative"].fields, "horizon") == ("now", "next", "later")
    assert choices_of(kinds["initiative"].fields, "team") == ()


def test_phrases_join_their_pieces() -> None:
    assert plain_text(Phrase(("a: ", NumberCell(3)))) == "a: 3"
