"""What needs attention, in which order, since when, and in which words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from site_builder.views.attention import finding_badge, finding_words, most_urgent, needs_attention, past_policy
from site_builder.views.parts import Link, Phrase
from site_builder.views.plain import plain_text
from tests.support import CONFIG
from tests.views.reading import context_of, escalation, record

POLICY = CONFIG.replace("opsbook\n", "opsbook: {policies: {response: {high: {acknowledge: 1h, resolve: 1d}}}}\n")
ASSET = {"type": "battlecard", "audience": "sales"}
TOOL = {"category": "work", "status": "adopt", "data_classification": "internal"}


def attention(root: Path, files: Mapping[str, str]) -> list[tuple[str, str, date | None]]:
    """Return code, title and since of each."""
    found = needs_attention(context_of(root, {"mkdocs.yml": POLICY, **files}))
    return [(item.finding.code, item.record.title, item.since) for item in found]


def test_each_finding_is_since_the_day_that_has_passed(tmp_path: Path) -> None:
    files = {
        "feedback/escalations/a.yml": escalation(
            "Action",
            severity="low",
            actions="[{title: Done, due: 2026-10-01, done_on: 2026-10-01}, {title: X, due: 2026-10-02}]",
        ),
        "feedback/escalations/b.yml": escalation(
            "Breach", detected_at="2026-10-28T23:00:00Z", acknowledged_at="2026-10-28T23:01:00Z"
        ),
        "feedback/escalations/c.yml": escalation("Critical", severity="critical", detected_at="2026-10-03T00:00:00Z"),
        "roadmap/initiatives/a.yml": record("Target", status="planned", target="2026-Q3"),
        "roadmap/initiatives/b.yml": record(
            "Step", status="planned", milestones="[{name: A, target: 2026-12-01}, {name: B, target: 2026-10-05}]"
        ),
        "roadmap/updates/a.yml": record(
            "Update", subject="initiative:a", date="2026-10-01", health="on_track", next_due="2026-10-06"
        ),
        "content/tools/a.yml": record("Review", review_by="2026-10-07", **TOOL),
        "content/tools/b.yml": record("Notice", renewal_on="2026-11-10", notice_days=30, **TOOL),
        "content/enablement/a.yml": record("Asset", verified_on="2026-07-11", **ASSET),
        "content/enablement/b.yml": record("Own window", verified_on="2026-10-11", verify_every=1, **ASSET),
    }
    assert attention(tmp_path, files) == [
        ("critical-without-cause", "Critical", date(2026, 10, 3)),
        ("action-overdue", "Action", date(2026, 10, 2)),
        ("policy-breach", "Breach", date(2026, 10, 28)),
        ("target-past", "Target", date(2026, 9, 30)),
        ("target-past", "Step", date(2026, 10, 5)),
        ("update-overdue", "Update", date(2026, 10, 6)),
        ("review-overdue", "Review", date(2026, 10, 7)),
        ("verification-overdue", "Asset", date(2026, 10, 9)),
        ("verification-overdue", "Own window", date(2026, 10, 12)),
        ("notice-due", "Notice", date(2026, 10, 11)),
    ]


def test_errors_lead_and_what_is_over_comes_last(tmp_path: Path) -> None:
    files = {
        "roadmap/initiatives/a.yml": record("Overdue", status="planned", target="2026-Q3"),
        "roadmap/initiatives/b.yml": record("Dangling", status="planned", depends_on="[gone]"),
        "roadmap/initiatives/c.yml": record("Backwards", status="planned", start="2027-02-01", target="2027-01-01"),
        "feedback/escalations/c.yml": escalation("Long over", severity="critical", status="closed"),
    }
    assert attention(tmp_path, files) == [
        ("dangling-reference", "Dangling", None),
        ("start-after-target", "Backwards", None),
        ("target-past", "Overdue", date(2026, 9, 30)),
        ("critical-without-cause", "Long over", date(2026, 10, 20)),
    ]


def test_what_nobody_can_act_on_any_more_is_history(tmp_path: Path) -> None:
    over = escalation("Over", status="resolved", resolved_at="2026-10-25T00:00:00Z")
    files = {
        "feedback/escalations/a.yml": over,
        "roadmap/releases/1.0.yml": record(date="2026-01-01", status="released"),
    }
    assert attention(tmp_path, files) == []


def test_an_action_that_is_due_counts_although_its_escalation_is_closed(tmp_path: Path) -> None:
    text = escalation("Over", severity="low", status="closed", actions="[{title: X, due: 2026-10-02}]")
    assert attention(tmp_path, {"feedback/escalations/a.yml": text}) == [("action-overdue", "Over", date(2026, 10, 2))]


def test_who_an_action_waits_for_is_named_by_the_title_of_the_role(tmp_path: Path) -> None:
    files = {
        "content/team/pm.yml": record("Product manager", owner="pm"),
        "feedback/escalations/a.yml": escalation(
            "Over", severity="low", status="closed", actions="[{title: X, due: 2026-10-02, owner: pm}]"
        ),
    }
    context = context_of(tmp_path, files)
    (item,) = needs_attention(context)
    words = finding_words(context.handbook, item.finding)
    assert plain_text(words) == "Action 'X' was due on 2026-10-02 by Product manager"


def test_findings_outside_of_records_are_left_to_the_report(tmp_path: Path) -> None:
    assert attention(tmp_path, {"content/index.md": "See [[initiative:gone]].\n"}) == []


def test_the_most_urgent_are_of_different_sorts(tmp_path: Path) -> None:
    late = ", ".join(f"{{title: A{number}, due: 2026-10-0{number}}}" for number in range(1, 6))
    files = {"feedback/escalations/a.yml": escalation("Many", severity="low", actions=f"[{late}]")}
    files |= {f"roadmap/initiatives/i{n}.yml": record(f"I{n}", status="planned", target="2026-Q3") for n in range(5)}
    files["content/tools/a.yml"] = record("Tool", review_by="2026-10-07", **TOOL)
    found = needs_attention(context_of(tmp_path, files))
    assert len(found) == 11
    assert [item.record.title for item in most_urgent(found, 6)] == ["Many", "Many", "I0", "I1", "I2", "Tool"]
    assert [item.record.title for item in most_urgent(found, 8)] == ["Many"] * 4 + ["I0", "I1", "I2", "Tool"]
    assert most_urgent(found, 20) == found


def test_records_that_a_message_names_become_links(tmp_path: Path) -> None:
    files = {
        "roadmap/initiatives/a.yml": record("Single sign-on", status="planned"),
        "roadmap/updates/a.yml": record(
            "Update", subject="initiative:a", date="2026-10-01", health="on_track", next_due="2026-10-06"
        ),
    }
    context = context_of(tmp_path, files)
    (item,) = needs_attention(context)
    words = finding_words(context.handbook, item.finding)
    assert isinstance(words, Phrase)
    assert plain_text(words) == "The next update on Single sign-on was due on 2026-10-06"
    assert words.pieces[1] == Link("Single sign-on", "roadmap/initiatives/a/")


def test_a_name_that_is_no_record_stays_text(tmp_path: Path) -> None:
    files = {"roadmap/initiatives/a.yml": record("A", status="planned", links="[initiative:gone]")}
    context = context_of(tmp_path, files)
    (item,) = needs_attention(context)
    assert finding_words(context.handbook, item.finding) == "There is no initiative 'gone'"


def test_past_policy_names_open_escalations_only(tmp_path: Path) -> None:
    files = {
        "mkdocs.yml": POLICY,
        "feedback/escalations/a.yml": escalation("Open"),
        "feedback/escalations/b.yml": escalation("Over", status="resolved", resolved_at="2026-10-25T00:00:00Z"),
    }
    assert past_policy(context_of(tmp_path, files)) == {
        "feedback/escalations/a.yml": "not resolved within 24 h of its detection"
    }


def test_a_broken_promise_is_red_and_what_is_due_is_amber(tmp_path: Path) -> None:
    files = {
        "mkdocs.yml": POLICY,
        "feedback/escalations/b.yml": escalation("Breach"),
        "roadmap/initiatives/a.yml": record("Target", status="planned", target="2026-Q3"),
        "content/tools/a.yml": record("Review", review_by="2026-10-07", **TOOL),
    }
    found = needs_attention(context_of(tmp_path, files))
    tones = {item.finding.code: finding_badge(item.finding).tone for item in found}
    assert tones == {"policy-breach": "danger", "target-past": "danger", "review-overdue": "attention"}


def test_a_badge_says_what_the_finding_may_say(tmp_path: Path) -> None:
    files = {"feedback/escalations/a.yml": escalation("Down", severity="critical", cause="{category: config-change}")}
    context = context_of(tmp_path, files)
    (item,) = needs_attention(context)
    assert finding_words(context.handbook, item.finding) == "Is critical, but has no actions"
    assert finding_badge(item.finding).text == "Cause or actions missing"


def test_moments_and_limits_of_a_policy_are_written_as_durations_are(tmp_path: Path) -> None:
    policy = POLICY.replace("1h", "15m").replace("1d", "7d")
    files = {
        "mkdocs.yml": policy,
        "feedback/escalations/a.yml": escalation(
            "A", detected_at="2026-10-10T00:00:00Z", acknowledged_at="2026-10-10T00:31:00Z"
        ),
    }
    messages = [item.finding.message for item in needs_attention(context_of(tmp_path, files))]
    assert messages == [
        "not resolved within 7 d of its detection",
        "acknowledged 31 min after its detection; the policy allows 15 min",
    ]
