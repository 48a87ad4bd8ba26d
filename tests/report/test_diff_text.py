"""A diff in words, in the order in which a reviewer must decide."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from site_builder.report.diff_text import diff_text
from tests.report.diffs import Files, diff_of
from tests.support import initiative

CHECKOUT = "roadmap/initiatives/checkout.yml"
BASKET = "roadmap/initiatives/basket.yml"


def lines(root: Path, before: Files, after: Files, *, verbose: bool = False, **slips: int) -> list[str]:
    by_reference = {f"initiative:{name}": count for name, count in slips.items()}
    return list(diff_text(replace(diff_of(root, before, after), slips=by_reference), verbose=verbose))


def section(found: list[str], heading: str) -> list[str]:
    """Return the lines of a section, without its heading and without indentation of entries."""
    start = next(number for number, line in enumerate(found) if line.startswith(f"{heading} ("))
    end = next((number for number in range(start, len(found)) if not found[number]), len(found))
    return [line.removeprefix("  ") for line in found[start + 1 : end]]


def headings(found: list[str]) -> list[str]:
    return [line.rpartition(" (")[0] for before, line in pairwise(found) if not before]


def opening(found: list[str]) -> list[str]:
    """Return what came of it all, in sentences."""
    return found[2 : found.index("")]


def test_without_a_change_it_says_so(tmp_path: Path) -> None:
    assert lines(tmp_path, {CHECKOUT: initiative()}, {CHECKOUT: initiative()}) == [
        "main (1111111111) → feature (2222222222), as of 2026-10-31",
        "no record changed",
    ]


def test_it_opens_with_what_came_of_the_roadmap(tmp_path: Path) -> None:
    def file(name: str) -> str:
        return f"roadmap/initiatives/{name}.yml"

    before = {
        file("late"): initiative(target="2026-Q3"),
        file("later"): initiative(target="2026-10"),
        file("ready"): initiative(status="in_progress"),
        file("away"): initiative(visibility="public"),
        file("no"): initiative(),
    }
    after = {
        file("late"): initiative(target="2026-Q4"),
        file("later"): initiative(target="2026-11"),
        file("ready"): initiative(status="released", released_on="2026-10-01", visibility="public"),
        file("at-once"): initiative(status="released", released_on="2026-10-01", visibility="public"),
        file("no"): initiative(status="dropped", reason="No."),
        file("idea"): initiative(status="idea"),
    }
    roadmap, public = opening(lines(tmp_path, before, after))
    assert roadmap == (
        "Of the initiatives 2 shipped (1 of them new), 2 open targets moved later (the furthest by 92 days), "
        "1 was dropped, 1 is new and open and 1 removed."
    )
    assert public == "Of the public records 2 appear and 1 disappears."


def test_what_is_under_embargo_is_not_public_yet(tmp_path: Path) -> None:
    words = {"type": "added", "owner": "me", "visibility": "public", "publish_on": "2027-05-01"}
    change = "".join(f"{key}: {word}\n" for key, word in {"title": "Faster", **words}.items())
    said = lines(tmp_path, {}, {"roadmap/changes/fast.yml": change})
    assert not any("public" in line for line in said if "publish_on" not in line), said


def test_one_of_each_is_said_as_one(tmp_path: Path) -> None:
    path = "roadmap/initiatives/a.yml"
    moved = lines(tmp_path / "1", {path: initiative(target="2026-Q3")}, {path: initiative(target="2026-Q4")})
    assert opening(moved) == ["Of the initiatives 1 open target moved later (by 92 days)."]
    new = lines(tmp_path / "2", {}, {path: initiative(status="dropped", reason="No.")})
    assert opening(new) == ["Of the initiatives 1 was dropped (new)."]


def test_a_release_is_held_against_the_target_before_and_says_that_it_moved(tmp_path: Path) -> None:
    path = "roadmap/initiatives/a.yml"
    before = {path: initiative(target="2026-09-30")}
    after = {path: initiative(status="released", target="2026-Q4", released_on="2026-10-02")}
    [line] = section(lines(tmp_path, before, after), "Status and health")
    assert line.endswith("on 2026-10-02, 2 days after its target 2026-09-30, which moved to 2026-Q4")


def test_a_slip_says_how_far_how_often_and_what_it_breaks(tmp_path: Path) -> None:
    waiting = {
        f"roadmap/initiatives/{name}.yml": initiative(name.upper(), start="2026-10-01", depends_on="[checkout]")
        for name in ("a", "b")
    }
    before, after = initiative(target="2026-Q3"), initiative(target="2026-Q4")
    files = ({CHECKOUT: before, **waiting}, {CHECKOUT: after, **waiting})
    moved = "initiative checkout (Faster checkout): target moved from 2026-Q3 to 2026-Q4: 92 days later"
    breaks = "; 2 dependants now start before it ends: a, b"
    assert section(lines(tmp_path / "1", *files), "Dates") == [moved + breaks]
    assert section(lines(tmp_path / "2", *files, checkout=2), "Dates") == [f"{moved}, the third slip{breaks}"]


def test_longest_delays_come_first_and_pull_ins_after_them(tmp_path: Path) -> None:
    names = {"a": "2026-11-01", "b": "2027-06-30", "c": "2026-09-01", "d": "2026-10-01"}
    before = {f"roadmap/initiatives/{name}.yml": initiative(name, target="2026-10-01") for name in names}
    after = {f"roadmap/initiatives/{name}.yml": initiative(name, target=day) for name, day in names.items()}
    assert [line.rpartition(": ")[2] for line in section(lines(tmp_path, before, after), "Dates")] == [
        "272 days later",
        "31 days later",
        "30 days earlier",
    ]


def test_promises_are_set_and_taken_out(tmp_path: Path) -> None:
    before = {CHECKOUT: initiative(target="2026-Q3"), BASKET: initiative("Basket")}
    after = {CHECKOUT: initiative(), BASKET: initiative("Basket", target="2026-12-01")}
    assert section(lines(tmp_path, before, after), "Dates") == [
        "initiative checkout (Faster checkout): target 2026-Q3 taken out",
        "initiative basket (Basket): target set to 2026-12-01",
    ]


def test_milestones_slip_too(tmp_path: Path) -> None:
    before = initiative(milestones="[{name: Pilot, target: 2026-11-01}, {name: Beta, target: 2026-12-01}]")
    after = initiative(milestones="[{name: Pilot, target: 2026-11-03}, {name: All, target: 2026-12-01}]")
    found = lines(tmp_path, {CHECKOUT: before}, {CHECKOUT: after})
    assert section(found, "Dates") == [
        "initiative checkout (Faster checkout): target of “Pilot” moved from 2026-11-01 to 2026-11-03: 2 days later"
    ]
    assert section(found, "Other fields")[1].strip() == "milestones: added All; removed Beta"


def test_a_new_dependency_on_something_later_is_told_too(tmp_path: Path) -> None:
    before = {CHECKOUT: initiative(start="2026-11-02"), BASKET: initiative("Basket", target="2026-Q4")}
    after = {**before, CHECKOUT: initiative(start="2026-11-02", depends_on="[basket]")}
    assert section(lines(tmp_path, before, after), "Dates") == [
        (
            "initiative checkout (Faster checkout) now starts on 2026-11-02, before initiative basket (Basket) "
            "ends on 2026-12-31"
        )
    ]


def test_what_shipped_comes_before_what_was_dropped_and_other_moves(tmp_path: Path) -> None:
    before = {
        "roadmap/initiatives/a.yml": initiative("A", "planned"),
        "roadmap/initiatives/b.yml": initiative("B", "planned"),
        "roadmap/initiatives/c.yml": initiative("C", "in_progress", target="2026-09-30"),
    }
    after = {
        "roadmap/initiatives/a.yml": initiative("A", "in_progress"),
        "roadmap/initiatives/b.yml": initiative("B", "dropped", reason="Nobody asked."),
        "roadmap/initiatives/c.yml": initiative("C", "released", target="2026-09-30", released_on="2026-10-02"),
        "roadmap/updates/1.yml": "title: U\nowner: '@team'\nsubject: initiative:a\ndate: 2026-10-01\nhealth: at_risk\n",
    }
    found = lines(tmp_path, before, after)
    assert section(found, "Status and health") == [
        (
            "initiative c (C): shipped: status moved from in_progress to released on 2026-10-02, "
            "2 days after its target 2026-09-30"
        ),
        "initiative b (B): status moved from planned to dropped; reason: “Nobody asked.”",
        "health of initiative a (A) is now at_risk (update 1)",
        "initiative a (A): status moved from planned to in_progress",
    ]
    assert "Dates" not in headings(found)
    assert "Other fields" not in headings(found)


def test_public_text_shows_the_old_and_the_new_sentence(tmp_path: Path) -> None:
    before = initiative(visibility="public", summary="It is fast. You will like it.")
    after = initiative(visibility="public", summary="It is slow. You will like it.", target="2026-Q4")
    found = lines(tmp_path, {CHECKOUT: before}, {CHECKOUT: after})
    assert section(found, "Public text") == [
        "public initiative checkout (Faster checkout)",
        "  - summary: It is fast.",
        "  + summary: It is slow.",
    ]
    assert section(found, "Dates") == ["public initiative checkout (Faster checkout): target set to 2026-Q4"]
    assert "Other fields" not in headings(found)


def test_a_record_becomes_public(tmp_path: Path) -> None:
    before, after = initiative(summary="One. Two."), initiative(summary="One. Two.", visibility="public")
    assert section(lines(tmp_path, {CHECKOUT: before}, {CHECKOUT: after}), "Public text") == [
        "initiative checkout (Faster checkout) becomes public",
        "  + title: Faster checkout",
        "  + summary: One.",
    ]


def test_removed_renamed_and_lost(tmp_path: Path) -> None:
    before = {
        CHECKOUT: initiative(target="2026-Q3"),
        BASKET: initiative("Basket", depends_on="[till]"),
        "roadmap/initiatives/till.yml": initiative("Till"),
        "roadmap/initiatives/card.yml": initiative("Card"),
    }
    after = {
        BASKET: initiative("Basket"),
        "roadmap/initiatives/till.yml": initiative("Till", status="finished"),
        "roadmap/initiatives/visa.yml": initiative("Visa", formerly="[card]"),
    }
    found = lines(tmp_path, before, after)
    assert section(found, "Removed, renamed and lost links") == [
        "initiative checkout (Faster checkout) was removed; it was planned, target 2026-Q3",
        "initiative till (Till) has errors now, and is left out of everything",
        "initiative visa (Visa) was called card before",
    ]


def test_a_new_record_with_errors_is_told_as_such(tmp_path: Path) -> None:
    found = lines(tmp_path, {}, {CHECKOUT: initiative(status="finished")})
    assert section(found, "Added") == ["initiative checkout has errors, and is left out of everything"]
    assert "Removed, renamed and lost links" not in headings(found)


def test_long_texts_are_compared_by_their_sentences_in_any_order(tmp_path: Path) -> None:
    sentences = [f"Sentence {number}." for number in range(300)]
    before = initiative(visibility="public", body=" ".join(["'Old.", *sentences, "'"]))
    after = initiative(visibility="public", body=" ".join(["'", *reversed(sentences), "New.'"]))
    assert section(lines(tmp_path, {CHECKOUT: before}, {CHECKOUT: after}), "Public text")[1:] == [
        "  - body: Old.",
        "  + body: New.",
    ]


def test_a_lost_link_is_told_once(tmp_path: Path) -> None:
    before = {
        CHECKOUT: initiative(depends_on="[basket]", release="'1.0'"),
        BASKET: initiative("Basket"),
        "roadmap/releases/1.0.yml": "title: One\nowner: '@team'\ndate: 2026-12-01\nstatus: planned\n",
        "roadmap/releases/1.1.yml": "title: Two\nowner: '@team'\ndate: 2026-12-02\nstatus: planned\n",
    }
    after = {**before, CHECKOUT: initiative(release="'1.1'")}
    found = lines(tmp_path, before, after)
    assert section(found, "Removed, renamed and lost links") == [
        "initiative checkout (Faster checkout) no longer refers to initiative basket (Basket) in depends_on"
    ]
    assert "release from 1.0 to 1.1" in " ".join(found)


def test_errors_come_first_and_metrics_and_what_was_fixed_last(tmp_path: Path) -> None:
    before = {CHECKOUT: initiative(visibility="public"), BASKET: initiative("Basket", depends_on="[missing]")}
    after = {
        CHECKOUT: initiative("Quick checkout", "in_progress", visibility="public", target="2027-Q1", tags="[a]"),
        BASKET: initiative("Basket"),
        "roadmap/initiatives/new.yml": initiative("New", target="2027-Q1", depends_on="[absent]"),
    }
    found = lines(tmp_path, before, after)
    assert found[1] == "2 records changed, 1 added; 1 new error; 1 finding fixed"
    assert headings(found) == [
        "New errors",
        "Public text",
        "Dates",
        "Status and health",
        "Added",
        "Other fields",
        "Metrics",
        "Fixed findings",
    ]
    assert section(found, "New errors")[0] == (
        "roadmap/initiatives/new.yml:5:14 dangling-reference: there is no initiative 'absent'"
    )
    assert section(found, "Added") == ["initiative new (New): planned, target 2027-Q1"]
    assert "initiatives: 2 → 3 (up)" in section(found, "Metrics")


def test_a_long_section_is_cut_unless_all_is_asked_for(tmp_path: Path) -> None:
    added = {f"roadmap/initiatives/i{number:02}.yml": initiative(f"Number {number}") for number in range(25)}
    short = section(lines(tmp_path / "1", {}, added), "Added")
    assert (len(short), short[-1]) == (11, "… and 15 more (--verbose shows all)")
    assert len(section(lines(tmp_path / "2", {}, added, verbose=True), "Added")) == 25


def test_findings_that_say_the_same_are_told_as_one(tmp_path: Path) -> None:
    names = ("a", "b", "c")
    added = {f"roadmap/initiatives/{name}.yml": initiative(name, target="2026-Q1") for name in names}
    [told] = section(lines(tmp_path / "1", {}, added), "New notes")
    assert told.startswith("target-past: target 2026-Q1 has passed, and it is not released, in 3 places: roadmap/")
    assert sum("target-past" in line for line in lines(tmp_path / "2", {}, added, verbose=True)) == 3


def test_references_that_only_follow_a_rename_are_not_told(tmp_path: Path) -> None:
    before = {CHECKOUT: initiative(), BASKET: initiative("Basket", depends_on="[checkout]")}
    after = {
        "roadmap/initiatives/payment.yml": initiative(formerly="[checkout]"),
        BASKET: initiative("Basket", depends_on="[payment]"),
    }
    found = lines(tmp_path, before, after)
    assert headings(found) == ["Removed, renamed and lost links"]
    assert section(found, "Removed, renamed and lost links") == [
        "initiative payment (Faster checkout) was called checkout before; 1 record refers to it"
    ]


def test_no_record_can_give_orders_to_a_terminal(tmp_path: Path) -> None:
    title = '"red\\u202e \\u200bx"'
    found = lines(tmp_path, {}, {CHECKOUT: initiative(title, target="2027-Q1")})
    mark = "\N{REPLACEMENT CHARACTER}"
    assert section(found, "Added") == [f"initiative checkout (red{mark} {mark}x): planned, target 2027-Q1"]
