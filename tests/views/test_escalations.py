"""The section of escalations and the page of each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from site_builder.model.page import Page
from site_builder.views.escalations import pages
from site_builder.views.parts import Badge, ChartFigure, Chips, DayCell, EmptyState, KpiGrid
from site_builder.views.plain import plain_text
from tests.support import CONFIG
from tests.views.reading import (
    by_url,
    column,
    context_of,
    escalation,
    facts,
    header,
    headings,
    heads,
    parts,
    record,
    rows,
    table,
)

POLICY = CONFIG.replace(
    "opsbook\n", "opsbook: {policies: {response: {critical: {resolve: 4h}, high: {resolve: 1d}}}}\n"
)


def section(root: Path, escalations: Mapping[str, str], config: str = CONFIG) -> dict[str, Page]:
    files = {f"feedback/escalations/{name}.yml": text for name, text in escalations.items()}
    return by_url(pages(context_of(root, {"mkdocs.yml": config, **files})))


def cards(page: Page) -> dict[str, tuple[str, str]]:
    (grid,) = parts(page, KpiGrid)
    return {card.label: (plain_text(card.value), card.url) for card in grid.cards}


def resolved(title: str, minutes: int, **fields: object) -> str:
    times = {"status": "resolved", "resolved_at": f"2026-10-20T{9 + minutes // 60:02}:{minutes % 60:02}:00Z"}
    return escalation(title, **(times | fields))


def test_one_that_was_opened_again_has_no_time_to_resolve(tmp_path: Path) -> None:
    again = escalation("Again", status="mitigated", resolved_at="2026-10-20T12:00:00Z")
    found = section(tmp_path, {"a": again, "b": resolved("Mended", 30)})
    every = table(found["escalations/"], "escalations")
    times = dict(zip(column(every, "Escalation"), column(every, "To resolve"), strict=True))
    assert times == {"Again": "", "Mended": "30 min"}
    assert "after" not in facts(found["escalations/a/"])["Resolved"]


def test_the_section_knows_what_was_known_on_the_day(tmp_path: Path) -> None:
    later = escalation("Resolved later", status="resolved", resolved_at="2026-11-02T12:00:00Z")
    tomorrow = escalation("Detected tomorrow", detected_at="2026-11-01T09:00:00Z")
    found = section(tmp_path, {"a": later, "b": tomorrow})
    page = found["escalations/"]
    assert column(table(page, "open-escalations"), "Escalation") == ["Resolved later"]
    assert column(table(page, "open-escalations"), "Status") == ["open"]
    assert column(table(page, "escalations"), "Escalation") == ["Resolved later"]
    assert "To resolve" not in heads(table(page, "escalations"))
    assert found["escalations/b/"].title == "Detected tomorrow"


def test_without_escalations_the_section_says_what_belongs_here(tmp_path: Path) -> None:
    found = section(tmp_path, {})
    assert list(found) == ["escalations/"]
    assert [empty.what for empty in parts(found["escalations/"], EmptyState)] == ["No escalations yet."]


def test_the_sentence_of_open_ones_past_the_policy(tmp_path: Path) -> None:
    escalations = {
        "a": escalation("A", severity="critical", status="mitigated"),
        "b": escalation("B", detected_at="2026-10-30T12:00:00Z"),
        "c": resolved("C", 40),
        "d": resolved("D", 200),
        "e": resolved("E", 360),
    }
    page = section(tmp_path, escalations, POLICY)["escalations/"]
    assert page.content.lead == "2 open escalations, 1 past policy; median 3 h 20 min to resolve, n 3."


def test_the_sentence_where_nothing_is_open(tmp_path: Path) -> None:
    page = section(tmp_path, {"a": resolved("A", 30)})["escalations/"]
    assert page.content.lead == "No escalation is open; median 30 min to resolve, n 1."
    assert cards(page)["Open escalations"] == ("0", "")
    assert "Open now" not in headings(page)


def test_the_sentence_where_no_time_is_known(tmp_path: Path) -> None:
    page = section(tmp_path, {"a": escalation("A")})["escalations/"]
    assert page.content.lead == "1 open escalation; none says yet how long it took to resolve."
    assert headings(page) == ["Open now", "Why they happen", "All escalations"]
    assert cards(page) == {"Open escalations": ("1", "#open-now")}


def test_open_ones_stand_by_gravity_and_age_with_policy_and_actions(tmp_path: Path) -> None:
    actions = "[{title: One}, {title: Two, done_on: 2026-10-21}, {title: Three}]"
    escalations = {
        "a": escalation("Young high", detected_at="2026-10-30T12:00:00Z"),
        "b": escalation("Old high", detected_at="2026-10-20T00:00:00Z", actions=actions),
        "c": escalation("Low", severity="low", status="mitigated", detected_at="2026-01-01T00:00:00Z"),
        "d": escalation("Critical", severity="critical", detected_at="2026-10-30T23:00:00Z"),
        "e": resolved("Over", 30),
    }
    found = table(section(tmp_path, escalations, POLICY)["escalations/"], "open-escalations")
    assert heads(found) == ["Escalation", "Severity", "Status", "Age", "Policy", "Open actions", "Owner"]
    assert rows(found) == [
        ["Critical", "critical", "open", "1 h", "", "0", "@team"],
        ["Old high", "high", "open", "11 d", "past policy", "2", "@team"],
        ["Young high", "high", "open", "12 h", "", "0", "@team"],
        ["Low", "low", "mitigated", "303 d", "", "0", "@team"],
    ]
    breach = found.rows[1].cells[4]
    assert isinstance(breach, Badge)
    assert breach.title == "not resolved within 24 h of its detection"


def test_without_a_policy_no_column_speaks_of_one(tmp_path: Path) -> None:
    found = table(section(tmp_path, {"a": escalation("A")})["escalations/"], "open-escalations")
    assert "Policy" not in heads(found)


def test_times_are_grouped_by_source_cause_and_quarter_the_newest_quarter_first(tmp_path: Path) -> None:
    escalations = {
        "a": resolved("A", 40, cause="{category: config_change}"),
        "b": resolved("B", 60, source="monitoring"),
        "c": escalation("C", status="closed", detected_at="2026-02-01T00:00:00Z", resolved_at="2026-02-01T02:00:00Z"),
        "d": escalation("D", source="team", detected_at="2025-02-01T00:00:00Z"),
    }
    page = section(tmp_path, escalations)["escalations/"]
    assert rows(table(page, "times-by-group")) == [
        ["Source", "customer", "2", "1 h 20 min", "1 h 48 min"],
        ["Source", "monitoring", "1", "1 h", "1 h"],
        ["Cause", "config change", "1", "40 min", "40 min"],
        ["Cause", "not given", "2", "1 h 30 min", "1 h 51 min"],
        ["Quarter", "2026-Q4", "2", "50 min", "57 min"],
        ["Quarter", "2026-Q1", "1", "2 h", "2 h"],
    ]
    assert cards(page)["Median time to resolve"] == ("1 h", "#times")


def test_the_charts_say_what_they_found(tmp_path: Path) -> None:
    escalations = {
        "a": resolved("A", 40, cause="{category: config_change}"),
        "b": resolved("B", 60, cause="{category: config_change}"),
        "c": resolved("C", 90, cause="{category: capacity}"),
    }
    titles = [chart.title for chart in parts(section(tmp_path, escalations)["escalations/"], ChartFigure)]
    assert titles == ["Half of the escalations were resolved within 1 h", "Config change is behind 67% of escalations"]


def test_where_no_cause_is_named_the_chart_says_so(tmp_path: Path) -> None:
    (chart,) = parts(section(tmp_path, {"a": escalation("A")})["escalations/"], ChartFigure)
    assert chart.title == "No escalation names its cause"
    assert rows(chart.table)[0][:2] == ["not given", "1"]


def test_maintenance_has_no_times_and_no_causes(tmp_path: Path) -> None:
    planned = resolved("Upgrade", 60, planned="true", acknowledged_at="2026-10-20T09:00:00Z")
    found = section(tmp_path, {"a": planned})
    assert headings(found["escalations/"]) == ["All escalations"]
    assert facts(found["escalations/a/"])["Resolved"] == "2026-10-20 10:00 UTC"


def test_all_escalations_the_newest_first(tmp_path: Path) -> None:
    escalations = {
        "a": resolved("A", 40, cause="{category: capacity}"),
        "b": escalation("B", detected_at="2026-10-22T00:00:00Z"),
        "c": escalation("C", status="resolved", resolved_at="2026-10-19T00:00:00Z"),
    }
    found = table(section(tmp_path, escalations)["escalations/"], "escalations")
    assert rows(found) == [
        ["B", "high", "open", "2026-10-22", "", "", "customer", "@team"],
        ["C", "high", "resolved", "2026-10-20", "", "", "customer", "@team"],
        ["A", "high", "resolved", "2026-10-20", "40 min", "capacity", "customer", "@team"],
    ]
    assert found.filters == ("Severity", "Status", "Cause", "Source")


def test_the_page_has_each_moment_with_the_time_it_took(tmp_path: Path) -> None:
    text = escalation(
        "A",
        status="closed",
        acknowledged_at="2026-10-20T09:12:00Z",
        mitigated_at="2026-10-20T10:00:00Z",
        resolved_at="2026-10-20T12:20:00Z",
        closed_at="2026-10-23T09:00:00Z",
    )
    page = section(tmp_path, {"a": text})["escalations/a/"]
    assert facts(page) == {
        "Severity": "high",
        "Acknowledged": "2026-10-20 09:12 UTC, after 12 min",
        "Mitigated": "2026-10-20 10:00 UTC, after 1 h",
        "Resolved": "2026-10-20 12:20 UTC, after 3 h 20 min",
        "Closed": "2026-10-23 09:00 UTC, after 3 d",
        "Source": "customer",
    }
    assert header(page)["Detected at"] == "2026-10-20 09:00 UTC"


def test_a_moment_before_the_detection_takes_no_time(tmp_path: Path) -> None:
    page = section(tmp_path, {"a": escalation("A", acknowledged_at="2026-10-20T08:00:00Z")})["escalations/a/"]
    assert facts(page)["Acknowledged"] == "2026-10-20 08:00 UTC"


def test_the_page_has_the_timeline_and_the_actions_with_their_state(tmp_path: Path) -> None:
    actions = (
        "[{title: Kept, due: 2026-10-25, done_on: 2026-10-25, type: corrective}, "
        "{title: Late, due: 2026-10-25, done_on: 2026-10-26}, {title: Overdue, due: 2026-10-30, owner: pm}, "
        "{title: Today, due: 2026-10-31}, {title: Some day, owner: '@ops'}]"
    )
    files = {
        "feedback/escalations/a.yml": escalation(
            "A", actions=actions, timeline="[{at: '2026-10-20T09:00:00Z', event: Alarm}]"
        ),
        "content/team/pm.yml": record("Product manager", owner="pm"),
    }
    page = by_url(pages(context_of(tmp_path, files)))["escalations/a/"]
    assert rows(table(page, "timeline-table")) == [["2026-10-20 09:00 UTC", "Alarm"]]
    found = table(page, "actions-table")
    assert rows(found) == [
        ["Kept", "corrective", "", "2026-10-25", "done, 2026-10-25"],
        ["Late", "", "", "2026-10-25", "done, 2026-10-26"],
        ["Overdue", "", "Product manager", "2026-10-30", "overdue"],
        ["Today", "", "", "2026-10-31", "todo"],
        ["Some day", "", "@ops", "", "todo"],
    ]
    notes = [
        cell.items[1].note
        for cell in (row.cells[4] for row in found.rows)
        if isinstance(cell, Chips) and isinstance(cell.items[1], DayCell)
    ]
    assert notes == ["", "late"]


def test_a_short_record_has_no_sections(tmp_path: Path) -> None:
    page = section(tmp_path, {"a": escalation("A")})["escalations/a/"]
    assert headings(page) == []


def test_actions_that_are_not_done_stand_together_the_first_due_on_top(tmp_path: Path) -> None:
    actions = (
        "[{title: Test it, type: preventive, due: 2026-11-30}, {title: Done, type: corrective, done_on: 2026-10-21}]"
    )
    late = "[{title: Mend it, type: corrective, owner: '@mender', due: 2026-10-25}]"
    escalations = {"a": escalation("Slow", actions=actions), "b": escalation("Down", actions=late)}
    page = section(tmp_path, escalations)["escalations/"]
    assert rows(table(page, "open-actions")) == [
        ["Down", "Mend it", "corrective", "2026-10-25", "overdue", "@mender"],
        ["Slow", "Test it", "preventive", "2026-11-30", "todo", "@team"],
    ]


def test_promises_of_the_policy_are_counted_by_severity(tmp_path: Path) -> None:
    escalations = {"a": escalation("Slow"), "b": resolved("Down", 30, severity="high")}
    found = rows(table(section(tmp_path, escalations, POLICY)["escalations/"], "policy-table"))
    assert found == [["high", "resolve", "24 h", "1", "0", "50%", "2"]]


def test_updates_are_promised_while_an_escalation_is_open(tmp_path: Path) -> None:
    cadence = POLICY.replace("{resolve: 1d}", "{update: 4h}")
    told = "[{at: 2026-10-30T20:00:00Z, event: Told.}]"
    escalations = {
        "a": escalation("Slow", severity="high", timeline=told),
        "b": escalation("Down", severity="high", timeline=told.replace("20:00:00", "19:59:59")),
    }
    pages = section(tmp_path, escalations, cadence)
    found = rows(table(pages["escalations/"], "policy-table"))
    assert found == [["high", "update", "4 h", "1", "1", "100%", "1"]]
    assert pages["escalations/a/"].content.notices == ()
    (notice,) = pages["escalations/b/"].content.notices
    assert notice.items == ("Not updated within 4 h of 2026-10-30 19:59 UTC",)


def test_the_page_says_what_the_policy_holds_against_it(tmp_path: Path) -> None:
    pages = section(tmp_path, {"a": escalation("Slow"), "b": resolved("Down", 30)}, POLICY)
    (notice,) = pages["escalations/a/"].content.notices
    assert (notice.tone, notice.title) == ("danger", "Past the response policy")
    assert pages["escalations/b/"].content.notices == ()
