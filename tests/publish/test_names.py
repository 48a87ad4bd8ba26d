"""What a version or an alias may be called."""

from __future__ import annotations

import pytest

from site_builder.publish.names import UnfitName, check_distinct, check_name


@pytest.mark.parametrize("name", ["2026.4", "1.0.0-rc.1", "v2", "latest", "1.0+build.5", "a" * 64, "console", "com10"])
def test_these_are_names(name: str) -> None:
    assert check_name(name) == name


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "...", ".git", "a/b", "a\\b", "../a", "/a", "a b", "é", "-x", "a" * 65, "1.", "a\n", "a\0", "%2e"],
)
def test_these_are_no_folders_of_a_site(name: str) -> None:
    with pytest.raises(UnfitName, match="no name of a version"):
        check_name(name)


@pytest.mark.parametrize("name", ["con", "NUL", "aux.1", "com1", "LPT9.txt"])
def test_windows_takes_these_for_devices(name: str) -> None:
    with pytest.raises(UnfitName, match="Windows"):
        check_name(name)


@pytest.mark.parametrize("name", ["index.html", "versions.json", "CNAME", "404.html"])
def test_the_tree_has_files_of_these_names(name: str) -> None:
    with pytest.raises(UnfitName, match="a file of that name"):
        check_name(name)


def test_two_names_differ_in_more_than_the_case_of_letters() -> None:
    check_distinct("v1", ["v1", "v2"])
    with pytest.raises(UnfitName, match="'V1' and 'v1'"):
        check_distinct("V1", ["v1", "v2"])
