"""The kinds against the design of the record format: every field, what is required, what the public sees."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

import pytest

from site_builder.kinds import all_kinds, by_name
from site_builder.kinds.role import ROLE
from site_builder.model.common import RecordFields
from site_builder.model.faults import PackFault
from site_builder.model.kind import Kind

# kind: folder, address: fields (* required, ° public)
CONTRACT = """
objective: roadmap/objectives, roadmap/objectives: statement* period* parent key_results status*
initiative: roadmap/initiatives, roadmap/initiatives: status*° horizon° start target° milestones° released_on° \
release° team component° outcome objectives metrics depends_on supersedes requests rice reason body°
release: roadmap/releases, releases: date*° status*° highlights° upgrade_notes° body°
change: roadmap/changes, changes: type*° release° initiative requests escalations component° plans° breaking° \
removal_on° docs° image° publish_on audience_note body°
launch: roadmap/launches, launches: tier* date* initiatives release gates go_no_go rollback retro
experiment: roadmap/experiments, experiments: hypothesis* status* initiative metric* guardrails plan started_on \
ended_on variants results decision learning cleanup_by
decision: roadmap/decisions, decisions: status* decided_on deciders consulted informed subject supersedes revisit_on
update: roadmap/updates, updates: subject* date* health* blockers next_due
survey: feedback/surveys, feedback/surveys: type* question population invited channel opened_on closed_on responses* \
columns dimensions scale
request: feedback/requests, feedback/requests: source* submitted_on* status* customer segment component importance \
initiatives quote reason
segment: feedback/segments, segments: plans regions size jobs pains match
escalation: feedback/escalations, escalations: severity* status* source* detected_at* acknowledged_at mitigated_at \
resolved_at closed_at planned customers cause contributing actions timeline initiatives requests practices
playbook: content/playbooks, playbooks: area* status roles trigger supersedes
practice: content/best-practices, best-practices: status* area* statement* evidence metric applies_to \
adopted_by supersedes
feature: content/features, features: lifecycle*° since° component° use_cases° plans° metrics initiatives body°
asset: content/enablement, enablement: type* audience* stage launch feature verified_on* verify_every url
role: content/team, team: holders team responsibilities areas tools backup
tool: content/tools, tools: category* status* data_classification* vendor business_owner technical_owner \
integrates_with replaces cost seats renewal_on notice_days
workflow: content/workflows, workflows: stages* items from collection
channel: content/communication, communication: audience* medium* cadence* purpose next_on raci
metric: content/metrics, metrics: definition* unit direction* target baseline source dimensions parent annotations
"""
COMMON = {"title*°", "owner*", "summary°", "tags°"} | {
    "visibility",
    "review_by",
    "reviewed_on",
    "links",
    "formerly",
    "allow",
    "custom",
    "body",
}
ENTRIES = [tuple(map(str.strip, line.split(":"))) for line in CONTRACT.strip().splitlines()]


def marked(kind: Kind[Any], name: str) -> str:
    field = kind.field(name)
    star = "*" if field.is_required() else ""
    ring = "°" if name in kind.public_fields else ""
    return f"{field.alias or name}{star}{ring}"


def test_kinds_are_these_in_this_order() -> None:
    assert list(all_kinds()) == [name for name, _, _ in ENTRIES]


@pytest.mark.parametrize(("name", "places", "fields"), ENTRIES, ids=lambda value: value.split()[0])
def test_kind_has_exactly_the_fields_of_the_design(name: str, places: str, fields: str) -> None:
    kind = all_kinds()[name]
    assert f"{kind.folder}, {kind.url}" == places
    own = set(fields.split())
    common = COMMON - ({"body"} if "body°" in own else set())
    if not kind.may_be_public:
        common = {field.replace("°", "") for field in common}
    assert {marked(kind, field) for field in kind.fields.model_fields} == own | common


@pytest.mark.parametrize("kind", all_kinds().values(), ids=lambda kind: kind.name)
def test_kind_describes_itself(kind: Kind[Any]) -> None:
    assert kind.may_be_public == (kind.name in ("initiative", "release", "change", "feature"))
    assert kind.collection == kind.folder.split("/")[-1]
    assert re.fullmatch(r"[A-Z].{30,110}\.", kind.purpose)
    assert set(kind.expects_backlinks_from) <= set(all_kinds())
    assert set(kind.date_fields) <= set(kind.fields.model_fields)
    assert not kind.status_field or kind.status_field in kind.fields.model_fields
    assert kind.reading_order[:3] == ("title", "owner", "summary")
    assert sorted(kind.reading_order) == sorted(kind.fields.model_fields)
    assert (kind.fields.__doc__ or "").strip()


@pytest.mark.parametrize("kind", all_kinds().values(), ids=lambda kind: kind.name)
def test_every_field_is_explained_in_a_sentence(kind: Kind[Any]) -> None:
    for name in kind.fields.model_fields:
        explained = kind.explanation(name)
        assert re.match(r"[A-Z`]", explained), f"{name}: {explained}"
        assert explained.endswith("."), f"{name}: {explained}"


def test_two_kinds_of_one_name_are_a_fault() -> None:
    with pytest.raises(PackFault, match="two kinds are called 'role'"):
        by_name([ROLE, dataclasses.replace(ROLE, label="Other")])


@pytest.mark.parametrize(
    ("what", "other"),
    [
        ("folder", {"url": "crew"}),
        ("collection", {"folder": "roadmap/team", "url": "crew"}),
        ("url", {"folder": "content/crew"}),
    ],
)
def test_two_kinds_in_one_place_are_a_fault(what: str, other: dict[str, str]) -> None:
    crew = dataclasses.replace(ROLE, name="crew", **other)  # type: ignore[arg-type]
    with pytest.raises(PackFault, match=f"the kinds 'role' and 'crew' have the same {what}"):
        by_name([ROLE, crew])


def test_kinds_of_others_come_after_the_built_in_ones() -> None:
    others = [
        dataclasses.replace(ROLE, name=name, folder=f"content/{name}s", url=f"{name}s") for name in ("vendor", "audit")
    ]
    assert list(by_name([*others, *all_kinds().values()]))[-3:] == ["metric", "audit", "vendor"]


def test_kind_without_public_records_shows_nothing() -> None:
    private = dataclasses.replace(all_kinds()["initiative"], may_be_public=False)
    assert private.public_fields == frozenset()
    assert issubclass(private.fields, RecordFields)
