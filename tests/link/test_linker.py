"""References, backlinks and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

from site_builder.model.reference import Reference
from tests.support import check_files, codes, initiative


def test_a_reference_has_its_backlink(tmp_path: Path) -> None:
    handbook = check_files(
        tmp_path,
        {
            "roadmap/initiatives/wallet.yml": initiative(depends_on="[checkout]"),
            "roadmap/initiatives/checkout.yml": initiative(),
        },
    ).handbook
    wallet, checkout = Reference("initiative", "wallet"), Reference("initiative", "checkout")
    [link] = handbook.references[wallet]
    assert (link.field, link.target, link.path) == ("depends_on", checkout, ("depends_on", 0))
    assert handbook.backlinks[checkout] == (link,)
    assert handbook.url(checkout) == "roadmap/initiatives/checkout/"


def test_a_dangling_reference_says_where_and_what_was_meant(tmp_path: Path) -> None:
    checked = check_files(
        tmp_path,
        {
            "roadmap/initiatives/wallet.yml": initiative(depends_on="[chekout]"),
            "roadmap/initiatives/checkout.yml": initiative(),
        },
    )
    [finding] = [item for item in checked.diagnostics if item.code == "dangling-reference"]
    assert str(finding.span) == "roadmap/initiatives/wallet.yml:4:14"
    assert "did you mean 'checkout'?" in finding.hint
    assert "opsbook new initiative chekout" in finding.hint


def test_an_earlier_id_is_that_of_one_record(tmp_path: Path) -> None:
    checked = check_files(
        tmp_path,
        {
            "roadmap/initiatives/a.yml": initiative(formerly="[old, present]"),
            "roadmap/initiatives/b.yml": initiative(formerly="[old]"),
            "roadmap/initiatives/own.yml": initiative(formerly="[own]"),
            "roadmap/initiatives/present.yml": initiative(depends_on="[old]"),
        },
    )
    disputed = [finding for finding in checked.diagnostics if finding.code == "duplicate-id"]
    assert [(str(finding.span), finding.message) for finding in disputed] == [
        ("roadmap/initiatives/a.yml:4:17", "there is another initiative 'present'"),
        ("roadmap/initiatives/b.yml:4:12", "two records say that they were the initiative 'old'"),
        ("roadmap/initiatives/own.yml:4:12", "'own' is the id that the initiative has now"),
    ]
    assert [str(related.span) for finding in disputed for related in finding.related] == [
        "roadmap/initiatives/present.yml:1:1",
        "roadmap/initiatives/a.yml:4:12",
    ]
    [dangling] = [finding for finding in checked.diagnostics if finding.code == "dangling-reference"]
    assert dangling.message == "there is no initiative 'old' any more: it is now 'a'"


def test_a_reference_to_a_record_with_errors_does_not_dangle(tmp_path: Path) -> None:
    checked = check_files(
        tmp_path,
        {
            "roadmap/initiatives/wallet.yml": initiative(depends_on="[checkout]"),
            "roadmap/initiatives/checkout.yml": initiative(status="finished"),
        },
    )
    assert codes(checked.diagnostics) == [("invalid-value", "roadmap/initiatives/checkout.yml:3:9")]


def test_one_mistake_in_a_record_does_not_hide_where_its_references_lead(tmp_path: Path) -> None:
    record = initiative(
        status="finished", depends_on="[gone, checkout]", outcome='"See [[release:9]]."', objectives="no"
    )
    checked = check_files(
        tmp_path,
        {
            "roadmap/initiatives/wallet.yml": record + "rice: {reach: many}\nmilestons: []\n",
            "roadmap/initiatives/checkout.yml": initiative(),
            "feedback/requests/wish.md": "---\ntitle: A wish\nowner: nobody\n---\n\nLike [[initiative:late]].\n",
        },
    )
    lines = dict(enumerate(record.splitlines(), start=1))
    dangling = [finding for finding in checked.diagnostics if finding.code == "dangling-reference"]
    assert [(finding.span.path, finding.message) for finding in dangling] == [
        ("feedback/requests/wish.md", "there is no role 'nobody'"),
        ("feedback/requests/wish.md", "there is no initiative 'late'"),
        ("roadmap/initiatives/wallet.yml", "there is no initiative 'gone'"),
        ("roadmap/initiatives/wallet.yml", "there is no release '9'"),
    ]
    assert [lines[finding.span.line][finding.span.column - 1 :][:4] for finding in dangling[2:]] == ["gone", "[[re"]
    assert {finding.code for finding in checked.diagnostics} == {
        "dangling-reference", "invalid-value", "missing-field", "unknown-key",
    }  # fmt: skip
    assert [str(record.reference) for record in checked.handbook] == ["initiative:checkout"]


def test_a_former_id_is_named_as_such(tmp_path: Path) -> None:
    checked = check_files(
        tmp_path,
        {
            "roadmap/initiatives/wallet.yml": initiative(depends_on="[basket]"),
            "roadmap/initiatives/checkout.yml": initiative(formerly="[basket]"),
        },
    )
    [finding] = [item for item in checked.diagnostics if item.code == "dangling-reference"]
    assert "it is now 'checkout'" in finding.message


def test_mentions_in_text_are_references_and_point_to_their_place(tmp_path: Path) -> None:
    checked = check_files(
        tmp_path,
        {
            "roadmap/initiatives/wallet.md": "---\n"
            + initiative()
            + "---\n\nFirst line.\n\nAfter [[initiative:checkout]] comes [[initiative:nowhere]] and [[thing:x]].\n"
            "`[[initiative:code]]` is code.\n",
            "roadmap/initiatives/checkout.yml": initiative(),
            "content/index.md": "# Home\n\nSee [[initiative:gone]].\n",
        },
    )
    dangling = [finding for finding in codes(checked.diagnostics) if finding[0] == "dangling-reference"]
    assert dangling == [
        ("dangling-reference", "content/index.md:3:5"),
        ("dangling-reference", "roadmap/initiatives/wallet.md:9:37"),
        ("dangling-reference", "roadmap/initiatives/wallet.md:9:64"),
    ]
    [link] = checked.handbook.backlinks[Reference("initiative", "checkout")]
    assert link.in_text
    assert link.field == "body"


def test_the_same_dangling_mention_twice_is_found_at_both_places(tmp_path: Path) -> None:
    text = f"---\n{initiative()}---\n\n[[initiative:no]], then [[initiative:no]].\n"
    checked = check_files(tmp_path, {"roadmap/initiatives/a.md": text})
    spans = [str(item.span) for item in checked.diagnostics if item.code == "dangling-reference"]
    assert spans == ["roadmap/initiatives/a.md:7:1", "roadmap/initiatives/a.md:7:25"]


def test_each_member_of_a_circle_is_reported_at_its_reference(tmp_path: Path) -> None:
    checked = check_files(
        tmp_path,
        {
            "roadmap/initiatives/a.yml": initiative(depends_on="[b]"),
            "roadmap/initiatives/b.yml": initiative(depends_on="[c, a]"),
            "roadmap/initiatives/c.yml": initiative(),
            "roadmap/initiatives/d.yml": initiative(depends_on="[d]"),
        },
    )
    assert [finding for finding in codes(checked.diagnostics) if finding[0] == "dependency-cycle"] == [
        ("dependency-cycle", "roadmap/initiatives/a.yml:4:14"),
        ("dependency-cycle", "roadmap/initiatives/b.yml:4:17"),
        ("dependency-cycle", "roadmap/initiatives/d.yml:4:14"),
    ]
