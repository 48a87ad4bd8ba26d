"""The order of versions, whatever people call a release."""

from __future__ import annotations

import pytest

from site_builder.views.versions import version_key


@pytest.mark.parametrize(
    "ordered",
    [
        pytest.param(("1.0.0-alpha.1", "1.0.0-rc.1", "1.0.0", "1.2.0", "1.10.0", "2.0.0"), id="semver"),
        pytest.param(("2025.4", "2026.1", "2026.2", "2026.10"), id="calver"),
        pytest.param(("26.04", "26.10", "27.04.1"), id="months"),
        pytest.param(("build-9", "build-12", "build-12b"), id="numbers in a name"),
        pytest.param(("spring", "1.0"), id="a name before any version"),
        pytest.param(("12-monkeys", "spring"), id="numbers and names"),
    ],
)
def test_versions_sort_by_their_numbers(ordered: tuple[str, ...]) -> None:
    assert sorted([*ordered[1:], ordered[0]], key=version_key) == list(ordered)


def test_two_ways_of_writing_a_version_are_the_same() -> None:
    assert version_key("1.0") == version_key("1.0.0")
