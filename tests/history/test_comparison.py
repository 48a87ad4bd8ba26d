"""Two states of a handbook compared, each a few files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from site_builder.history.comparison import HandbookChange, compare_handbooks
from site_builder.history.consequences import HealthMove, LostLink, Overlap
from site_builder.link.projection import PublicPolicy
from site_builder.model.reference import Reference
from tests.support import AS_OF, check_files, initiative

CHECKOUT = "roadmap/initiatives/checkout.yml"
BASKET = "roadmap/initiatives/basket.yml"
Files = Mapping[str, str | bytes]


def compare(root: Path, before: Files, after: Files) -> HandbookChange:
    """Write both states, check them and compare their handbooks."""
    old, new = check_files(root / "before", before), check_files(root / "after", after)
    policy = PublicPolicy(AS_OF)
    return compare_handbooks(old.handbook, new.handbook, policy, invalid_before=old.invalid, invalid_after=new.invalid)


def record(change: HandbookChange) -> tuple[str, str | None, list[tuple[str, Any, Any, int | None]]]:
    """Return the one record that changed: how, its earlier id, and its fields."""
    [found] = change.records
    return found.change, found.formerly, [(each.field, each.old, each.new, each.days) for each in found.fields]


def initiative_named(record_id: str) -> Reference:
    return Reference("initiative", record_id)


def update(health: str, day: str, subject: str = "checkout") -> str:
    return f"title: Report\nowner: '@team'\nsubject: initiative:{subject}\ndate: {day}\nhealth: {health}\n"


def test_nothing_changed(tmp_path: Path) -> None:
    assert compare(tmp_path, {CHECKOUT: initiative()}, {CHECKOUT: initiative()}) == HandbookChange()


def test_a_planned_date_moves_by_its_last_day(tmp_path: Path) -> None:
    before, after = initiative(target="2026-Q3"), initiative(target="2026-Q4")
    assert record(compare(tmp_path, {CHECKOUT: before}, {CHECKOUT: after})) == (
        "changed", None, [("target", "2026-Q3", "2026-Q4", 92)]
    )  # fmt: skip


def test_each_field_is_compared_by_what_it_means(tmp_path: Path) -> None:
    before = initiative(target="2026-09-30", tags="[a, b]", rice="{reach: 4, impact: 1, confidence: 80, effort: 2}")
    after = initiative(
        "Quicker checkout",
        start="2026-02-01",
        target="2026-Q3",
        tags="[b]",
        rice="{reach: 5, impact: 1.0, confidence: 80, effort: 2}",
    )
    _, _, fields = record(compare(tmp_path, {CHECKOUT: before}, {CHECKOUT: after}))
    assert fields == [
        ("title", "Faster checkout", "Quicker checkout", None),
        ("start", None, "2026-02-01", None),
        ("target", "2026-09-30", "2026-Q3", 0),
        (
            "rice",
            {"reach": 4, "impact": 1, "confidence": 80, "effort": 2},
            {"reach": 5, "impact": 1.0, "confidence": 80, "effort": 2},
            None,
        ),
        ("tags", ["a", "b"], ["b"], None),
    ]


def test_another_way_of_writing_the_same_is_no_change(tmp_path: Path) -> None:
    before = initiative(depends_on="[basket]", body="|\n  One.\n  Two.")
    after = "# A remark.\r\n" + initiative(
        depends_on="['initiative:basket']", visibility="internal", tags="[]", body="|\n  One.\n  Two."
    ).replace("\n", "\r\n")
    assert compare(
        tmp_path, {CHECKOUT: before, BASKET: initiative()}, {CHECKOUT: after.encode(), BASKET: initiative()}
    ) == HandbookChange()  # fmt: skip


def test_a_moved_file_is_the_same_record(tmp_path: Path) -> None:
    moved = "roadmap/initiatives/2026/checkout.md"
    change = compare(tmp_path, {CHECKOUT: initiative()}, {moved: f"---\n{initiative()}---\n"})
    assert change == HandbookChange(renamed_paths=((CHECKOUT, moved),))


def test_the_narrative_is_a_field(tmp_path: Path) -> None:
    path = "roadmap/initiatives/checkout.md"
    change = compare(tmp_path, {path: f"---\n{initiative()}---\nOld.\n"}, {path: f"---\n{initiative()}---\nNew.\n"})
    assert record(change)[2] == [("body", "Old.\n", "New.\n", None)]


def test_a_title_that_is_taken_from_the_narrative_is_no_field_of_its_own(tmp_path: Path) -> None:
    path = "roadmap/changes/faster.yml"
    before, after = (f"owner: '@team'\ntype: added\nbody: {text}\n" for text in ("Slow.", "Fast."))
    assert record(compare(tmp_path, {path: before}, {path: after}))[2] == [("body", "Slow.", "Fast.", None)]


def test_records_come_and_go_with_all_their_fields(tmp_path: Path) -> None:
    change = compare(tmp_path, {CHECKOUT: initiative(target="2026-Q3")}, {BASKET: initiative("Basket")})
    assert [(each.change, each.reference.id) for each in change.records] == [
        ("added", "basket"),
        ("removed", "checkout"),
    ]
    added, removed = change.records
    assert [(each.field, each.old, each.new) for each in added.fields] == [
        ("title", None, "Basket"),
        ("owner", None, "@team"),
        ("status", None, "planned"),
    ]
    assert ("target", "2026-Q3", None) in [(each.field, each.old, each.new) for each in removed.fields]


def test_a_rename_with_an_edit_is_followed_by_formerly(tmp_path: Path) -> None:
    other = {BASKET: initiative("Basket", depends_on="[checkout]")}
    after = {
        "roadmap/initiatives/payment.yml": initiative(target="2026-Q4", formerly="[till, checkout]"),
        BASKET: initiative("Basket", depends_on="[payment]"),
    }
    change = compare(tmp_path, {CHECKOUT: initiative(target="2026-Q3"), **other}, after)
    basket, payment = change.records
    assert (payment.change, payment.reference.id, payment.formerly) == ("renamed", "payment", "checkout")
    assert [each.field for each in payment.fields] == ["target", "formerly"]
    assert [(each.field, each.follows_rename) for each in basket.fields] == [("depends_on", True)]
    assert change.lost_links == ()
    assert change.renamed_paths == ((CHECKOUT, "roadmap/initiatives/payment.yml"),)


def test_a_rename_that_brings_an_error_is_a_rename(tmp_path: Path) -> None:
    after = {"roadmap/initiatives/payment.yml": initiative(status="finished", formerly="[checkout]")}
    change = compare(tmp_path, {CHECKOUT: initiative()}, after)
    assert record(change)[:2] == ("renamed", "checkout")
    assert change.renamed_paths == ((CHECKOUT, "roadmap/initiatives/payment.yml"),)


def test_likeness_is_no_rename(tmp_path: Path) -> None:
    change = compare(tmp_path, {CHECKOUT: initiative()}, {"roadmap/initiatives/payment.yml": initiative()})
    assert [each.change for each in change.records] == ["removed", "added"]


def test_a_former_id_that_two_records_claim_is_nobodys(tmp_path: Path) -> None:
    after = {f"roadmap/initiatives/{name}.yml": initiative(formerly="[checkout]") for name in ("card", "cash")}
    change = compare(tmp_path, {CHECKOUT: initiative()}, after)
    assert [(each.change, each.reference.id) for each in change.records] == [
        ("added", "card"), ("added", "cash"), ("removed", "checkout")
    ]  # fmt: skip


def test_a_former_id_that_is_still_there_is_no_rename(tmp_path: Path) -> None:
    copy = {"roadmap/initiatives/copy.yml": initiative(formerly="[checkout]")}
    change = compare(tmp_path, {CHECKOUT: initiative()}, {CHECKOUT: initiative(), **copy})
    assert [(each.change, each.reference.id) for each in change.records] == [("added", "copy")]


def test_a_file_that_was_invalid_is_compared_as_it_was_written(tmp_path: Path) -> None:
    before, after = initiative(status="finished", target="2026-Q3"), initiative(status="released", target="2026-Q3")
    change = compare(tmp_path, {CHECKOUT: before}, {CHECKOUT: after})
    assert record(change) == ("changed", None, [("status", "finished", "released", None)])
    assert (change.records[0].was_broken, change.records[0].is_broken) == (True, False)


def test_a_file_that_cannot_be_read_is_there_all_the_same(tmp_path: Path) -> None:
    change = compare(tmp_path, {CHECKOUT: initiative()}, {CHECKOUT: "title: [\n"})
    assert record(change) == ("changed", None, [])
    assert change.records[0].is_broken


def test_a_lost_link_is_one_whose_ends_are_both_still_there(tmp_path: Path) -> None:
    other = {BASKET: initiative("Basket"), "roadmap/initiatives/old.yml": initiative("Old")}
    before = {CHECKOUT: initiative(depends_on="[basket, old]", body="'See [[initiative:basket]].'"), **other}
    after = {CHECKOUT: initiative(), BASKET: initiative("Basket")}
    checkout, basket = initiative_named("checkout"), initiative_named("basket")
    assert compare(tmp_path, before, after).lost_links == (
        LostLink(checkout, "depends_on", basket),
        LostLink(checkout, "body", basket),
    )


def test_a_mention_that_became_a_field_is_not_lost(tmp_path: Path) -> None:
    before = {CHECKOUT: initiative(body="'See [[initiative:basket]].'"), BASKET: initiative("Basket")}
    after = {CHECKOUT: initiative(depends_on="[basket]"), BASKET: initiative("Basket")}
    assert compare(tmp_path, before, after).lost_links == ()


def test_dependants_that_now_start_before_the_moved_record_ends(tmp_path: Path) -> None:
    launch = "title: L\nowner: '@team'\ntier: 3\ndate: 2026-11-15\ninitiatives: [checkout]\n"
    waiting = {
        "roadmap/initiatives/a.yml": initiative("A", start="2026-10-01", depends_on="[checkout]"),
        "roadmap/initiatives/b.yml": initiative("B", target="2026-11-30", depends_on="[checkout]"),
        "roadmap/initiatives/c.yml": initiative("C", start="2027-01-01", depends_on="[checkout]"),
        "roadmap/initiatives/d.yml": initiative("D", start="2026-08-01", depends_on="[checkout]"),
        "roadmap/launches/big.yml": launch,
    }
    before = {CHECKOUT: initiative(target="2026-Q3"), **waiting}
    after = {CHECKOUT: initiative(target="2026-Q4"), **waiting}
    ends, checkout = date(2026, 12, 31), initiative_named("checkout")
    assert compare(tmp_path, before, after).overlaps == (
        Overlap(initiative_named("a"), checkout, "start", date(2026, 10, 1), ends),
        Overlap(initiative_named("b"), checkout, "target", date(2026, 11, 30), ends),
        Overlap(Reference("launch", "big"), checkout, "launch", date(2026, 11, 15), ends),
    )


def test_health_moves_by_the_latest_update(tmp_path: Path) -> None:
    before = {
        CHECKOUT: initiative(),
        BASKET: initiative("Basket"),
        "roadmap/updates/1.yml": update("on_track", "2026-09-01"),
        "roadmap/updates/2.yml": update("at_risk", "2026-08-01"),
    }
    after = {
        **before,
        "roadmap/updates/3.yml": update("at_risk", "2026-10-01"),
        "roadmap/updates/4.yml": update("off_track", "2026-10-01", "basket"),
    }
    assert compare(tmp_path, before, after).health == (
        HealthMove(initiative_named("basket"), None, "off_track", Reference("update", "4")),
        HealthMove(initiative_named("checkout"), "on_track", "at_risk", Reference("update", "3")),
    )


def public_of(change: HandbookChange) -> list[tuple[str, str, Any, Any]]:
    return [(each.standing, each.field, each.old, each.new) for each in change.public]


def test_the_public_sees_only_public_fields_of_public_records(tmp_path: Path) -> None:
    before = initiative(visibility="public", summary="Old words.", outcome="Secret.")
    after = initiative(visibility="public", summary="New words.", outcome="Other.", depends_on="[basket]")
    files = {BASKET: initiative("Basket")}
    change = compare(tmp_path, {CHECKOUT: before, **files}, {CHECKOUT: after, BASKET: initiative("Bag")})
    assert public_of(change) == [("changes", "summary", "Old words.", "New words.")]


def test_a_record_becomes_public_or_is_no_longer(tmp_path: Path) -> None:
    shown, hidden = initiative(visibility="public"), initiative()
    fields = [("title", "Faster checkout"), ("status", "planned")]
    appears = compare(tmp_path / "a", {CHECKOUT: hidden}, {CHECKOUT: shown})
    assert public_of(appears) == [("appears", name, None, text) for name, text in fields]
    vanishes = compare(tmp_path / "b", {CHECKOUT: shown}, {CHECKOUT: hidden})
    assert public_of(vanishes) == [("vanishes", name, text, None) for name, text in fields]
    removed = compare(tmp_path / "c", {CHECKOUT: shown}, {})
    assert public_of(removed) == public_of(vanishes)


def test_a_change_under_embargo_is_not_public_yet(tmp_path: Path) -> None:
    release = {"roadmap/releases/1.0.yml": "title: One\nowner: '@team'\ndate: 2026-10-01\nstatus: released\n"}
    text = "title: Fast\nowner: '@team'\ntype: added\nvisibility: public\nrelease: '1.0'\npublish_on: {}\n"
    path = "roadmap/changes/fast.yml"
    change = compare(
        tmp_path,
        {path: text.format("2026-11-01"), **release},
        {path: text.format("2026-10-31"), **release},
    )
    assert ("appears", "title", None, "Fast") in public_of(change)


def test_a_public_record_that_is_renamed_still_shows_the_same(tmp_path: Path) -> None:
    after = {"roadmap/initiatives/payment.yml": initiative(visibility="public", formerly="[checkout]")}
    assert compare(tmp_path, {CHECKOUT: initiative(visibility="public")}, after).public == ()


def test_a_reference_to_an_internal_record_is_nothing_that_the_public_sees(tmp_path: Path) -> None:
    release = "title: One\nowner: '@team'\ndate: 2026-10-01\nstatus: released\n"
    before = {CHECKOUT: initiative(visibility="public"), "roadmap/releases/1.0.yml": release}
    after = {**before, CHECKOUT: initiative(visibility="public", release="'1.0'")}
    change = compare(tmp_path, before, after)
    assert [each.field for each in change.records[0].fields] == ["release"]
    assert change.public == ()
