from __future__ import annotations

import pytest

from site_builder.load.patterns import fixed_folder, is_pattern, matching

PATHS = ["a.csv", "b/a.csv", "b/c/a.csv", "b/c/d/x.tsv", "b/.h/a.csv", "b/.h.csv"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.csv", ["a.csv"]),
        ("**/*.csv", ["a.csv", "b/a.csv", "b/c/a.csv"]),
        ("b/**", ["b/a.csv", "b/c/a.csv", "b/c/d/x.tsv"]),
        ("b/**/d/*", ["b/c/d/x.tsv"]),
        ("**/c/**/?.tsv", ["b/c/d/x.tsv"]),
        ("b/[ac].csv", ["b/a.csv"]),
        ("b/.h/*", ["b/.h/a.csv"]),
        ("b/.*", ["b/.h.csv"]),
        ("b/c", []),
    ],
)
def test_wildcards_stay_within_a_folder_but_for_the_double_star(pattern: str, expected: list[str]) -> None:
    assert matching(pattern, PATHS) == expected


def test_the_folder_before_the_first_wildcard() -> None:
    assert [fixed_folder(pattern) for pattern in ("a/b/*.csv", "a/*/b.csv", "*.csv", "a/b.csv")] == [
        "a/b",
        "a",
        "",
        "a",
    ]
    assert [is_pattern(path) for path in ("a/b.csv", "a/*.csv", "a/?.csv", "[a].csv")] == [False, True, True, True]


def test_many_double_stars_come_to_an_end() -> None:
    assert matching("/".join(["**", "a"] * 30 + ["b"]), ["/".join("a" * 200)]) == []
