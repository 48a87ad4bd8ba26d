"""The version that comes next, for SemVer and for the calendars that people use."""

from __future__ import annotations

from datetime import date

import pytest

from site_builder.kinds.change import Change
from site_builder.views.next_version import PastRelease, next_version


def changes(*types: str) -> list[Change]:
    """Return changes of these types; one that is breaking is written ``changed!``."""
    return [
        Change.model_validate(
            {"title": "It", "owner": "@team", "type": each.rstrip("!"), "breaking": each.endswith("!")}
        )
        for each in types
    ]


def suggested(past: dict[str, str], *types: str, on: str = "2026-10-31") -> str:
    releases = [PastRelease(version, date.fromisoformat(day)) for version, day in past.items()]
    return next_version(releases, changes(*types), date.fromisoformat(on)).version


@pytest.mark.parametrize(
    ("latest", "types", "version"),
    [
        ("1.4.2", ["fixed", "security"], "1.4.3"),
        ("1.4.2", ["fixed", "added"], "1.5.0"),
        ("1.4.2", ["changed"], "1.5.0"),
        ("1.4.2", ["deprecated"], "1.5.0"),
        ("1.4.2", ["removed"], "2.0.0"),
        ("1.4.2", ["added", "fixed!"], "2.0.0"),
        ("0.4.2", ["changed!"], "0.5.0"),
        ("0.4.2", ["added"], "0.5.0"),
        ("0.4.2", ["fixed"], "0.4.3"),
        ("v1.4.2", ["added"], "v1.5.0"),
        ("1.4", ["added"], "1.5"),
        ("1.4", ["fixed"], "1.4.1"),
        ("7", ["changed!"], "8"),
        ("2.0.0-rc.1", ["fixed"], "2.0.0"),
        ("1.4.2.1", ["fixed"], "1.4.3.0"),
    ],
)
def test_semantic_versions_follow_the_gravest_change(latest: str, types: list[str], version: str) -> None:
    assert suggested({"0.1.0": "2020-05-01", latest: "2026-05-01"}, *types) == version


@pytest.mark.parametrize(
    ("past", "version"),
    [
        ({"2026.1": "2026-02-17", "2026.2": "2026-06-16", "2026.3": "2026-10-13"}, "2026.4"),
        ({"2025.3": "2025-11-04"}, "2026.1"),
        ({"2025.0": "2025-02-04", "2025.1": "2025-11-04"}, "2026.0"),
        ({"2026.2.0": "2026-06-16"}, "2026.3.0"),
        ({"2026.08": "2026-08-01", "2026.09": "2026-09-01"}, "2026.10"),
        ({"2025.08": "2025-08-01"}, "2026.10"),
        ({"2026.10": "2026-10-01"}, "2026.10.1"),
        ({"2026.9.0": "2026-09-01", "2026.10.0": "2026-10-01"}, "2026.10.1"),
        ({"2026.8.1": "2026-08-01", "2026.9.1": "2026-09-01", "2026.9.2": "2026-09-09"}, "2026.10.1"),
        ({"24.04": "2024-04-25", "26.04": "2026-04-25"}, "26.10"),
        ({"2026.12": "2026-12-24", "2026.11": "2026-11-24"}, "2026.13"),
        ({"2025": "2025-06-01"}, "2026"),
        ({"2026": "2026-06-01"}, "2026.1"),
    ],
)
def test_versions_by_calendar_keep_their_form(past: dict[str, str], version: str) -> None:
    assert suggested(past, "added") == version


def test_by_calendar_only_fixes_count_the_last_number() -> None:
    assert suggested({"2026.2.0": "2026-06-16"}, "fixed") == "2026.2.1"


def test_the_highest_version_counts_whatever_the_order() -> None:
    assert suggested({"1.10.0": "2026-05-01", "1.9.0": "2026-04-01"}, "added") == "1.11.0"


def test_the_first_release_has_a_suggestion_and_names_have_none() -> None:
    assert suggested({}, "added") == "0.1.0"
    assert suggested({"spring": "2026-04-01"}, "added") == ""
