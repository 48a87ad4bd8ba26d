"""The changelog: what changed from version to version, read from a repository with tags."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.model.page import Page
from site_builder.model.reference import Reference
from site_builder.pipeline.make_site import build_site
from site_builder.pipeline.site import Site
from site_builder.views.base import offered
from site_builder.views.changelog import VIEW
from site_builder.views.parts import EmptyState, Notice, Table
from site_builder.views.plain import plain_text
from site_builder.views.record_history import record_history
from tests.acceptance.commands import commit, git
from tests.support import check_files, initiative, inputs_of, public_view_context, write
from tests.views.reading import by_url, headings, parts, rows

CHECKOUT = "roadmap/initiatives/checkout.yml"
BASKET = "roadmap/initiatives/basket.yml"


def site(root: Path) -> Site:
    return build_site(inputs_of(root))


def changelog(root: Path) -> Page:
    return by_url(site(root).by_view.whole)["changelog/"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Three versions: one initiative, a second one and a later target, the first one gone; then a new title."""
    write(tmp_path, {CHECKOUT: initiative(target="2026-Q3")})
    commit(tmp_path, "Begin", day="2026-01-10")
    git(tmp_path, "tag", "2026.1")
    write(tmp_path, {CHECKOUT: initiative(status="in_progress", target="2026-Q4"), BASKET: initiative("Basket")})
    commit(tmp_path, "Plan", day="2026-02-10")
    git(tmp_path, "tag", "2026.2")
    write(tmp_path, {BASKET: initiative("The basket", summary="Fewer abandoned baskets.")})
    commit(tmp_path, "Write", day="2026-03-10")
    (tmp_path / CHECKOUT).unlink()
    commit(tmp_path, "Drop", day="2026-03-11")
    git(tmp_path, "tag", "2026.3")
    return tmp_path


def test_versions_come_newest_first_down_to_the_first(root: Path) -> None:
    page = changelog(root)
    assert headings(page) == ["2026.3", "2026.2", "2026.1"]
    assert plain_text(page.content.lead) == (
        "The last version is 2026.3, with 1 record removed and 1 changed since 2026.2; nothing changed after it."
    )


def test_a_version_says_what_was_added_removed_and_changed_field_by_field(root: Path) -> None:
    third, second = parts(changelog(root), Table)
    assert rows(third) == [
        [
            "The basket",
            "Initiatives",
            "changed",
            "Title from “Basket” to “The basket”, Summary: written: “Fewer abandoned baskets.”",
        ],
        ["Faster checkout", "Initiatives", "removed", "in progress, target 2026-Q4"],
    ]
    assert rows(second) == [
        ["The basket", "Initiatives", "added", "planned"],
        [
            "Faster checkout",
            "Initiatives",
            "changed",
            "Status from planned to in progress, Target from 2026-Q3 to 2026-Q4",
        ],
    ]


def test_what_is_not_tagged_yet_comes_first(root: Path) -> None:
    write(root, {BASKET: initiative("Baskets", summary="Fewer abandoned baskets.")})
    page = changelog(root)
    assert headings(page)[:2] == ["Since 2026.3", "2026.3"]
    assert page.content.lead == "Since 2026.3, the last version: 1 record changed."
    assert rows(parts(page, Table)[0])[0][3] == "Title from “The basket” to “Baskets”"


def test_a_record_says_in_which_version_it_changed(root: Path) -> None:
    write(root, {BASKET: initiative("Baskets", summary="Fewer abandoned baskets.")})
    commit(root, "Rename", day="2026-04-10")
    found = site(root)
    basket = found.context.handbook.get(Reference("initiative", "basket"))
    assert basket is not None
    told = record_history(found.context, basket)
    assert told is not None
    assert [plain_text(entry.text) for entry in told.entries] == [
        "renamed from “The basket”",
        "renamed from “Basket”, in 2026.3",
        "created as planned, in 2026.2",
    ]


def test_only_the_latest_versions_are_told_of(root: Path) -> None:
    for number in range(4, 20):
        write(root, {BASKET: initiative(f"Basket {number}")})
        commit(root, f"Number {number}", day="2026-05-10")
        git(root, "tag", f"2026.{number}")
    titles = headings(changelog(root))
    assert titles == [f"2026.{number}" for number in range(19, 6, -1)]
    assert len(titles) == 13


def test_without_a_tag_the_page_says_how_to_begin(tmp_path: Path) -> None:
    write(tmp_path, {CHECKOUT: initiative()})
    commit(tmp_path, "Begin", day="2026-01-10")
    assert [part.command for part in parts(changelog(tmp_path), EmptyState)] == ["git tag 2026.4"]


def test_without_a_repository_the_page_says_why_it_is_empty(tmp_path: Path) -> None:
    write(tmp_path, {CHECKOUT: initiative()})
    (notice,) = parts(changelog(tmp_path), Notice)
    assert notice.title == "The handbook is in no git repository."
    assert plain_text(notice.text).startswith(
        "A version is a git tag, and what changed is read from the commits between two of them."
    )
    assert plain_text(notice.items[0]).startswith("Begin one: git init")
    assert "Found" not in plain_text(notice.text)


def test_a_version_whose_records_have_errors_is_told_of_all_the_same(root: Path) -> None:
    write(root, {BASKET: initiative(status="finished")})
    commit(root, "Break", day="2026-04-10")
    git(root, "tag", "2026.4")
    write(root, {BASKET: initiative("The basket", summary="Fewer abandoned baskets.")})
    first, second, *_ = parts(changelog(root), Table)
    assert "Had errors, and was left out" in rows(first)[0][3]
    assert "Has errors, and is left out" in rows(second)[0][3]


def test_the_public_has_no_changelog(tmp_path: Path) -> None:
    context = public_view_context(check_files(tmp_path, {CHECKOUT: initiative()}))
    assert offered((VIEW,), context.handbook) == ()
