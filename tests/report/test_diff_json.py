"""A diff as other programs read it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from site_builder.report.diff_json import diff_json
from tests.report.diffs import Files, diff_of
from tests.support import initiative

CHECKOUT = "roadmap/initiatives/checkout.yml"
BASKET = "roadmap/initiatives/basket.yml"


def read(root: Path, before: Files, after: Files) -> Any:
    return json.loads(diff_json(diff_of(root, before, after)))


def test_records_have_the_shape_of_the_contract(tmp_path: Path) -> None:
    found = read(
        tmp_path, {CHECKOUT: initiative(target="2026-Q3")}, {CHECKOUT: initiative(target="2026-Q4", tags="[a]")}
    )
    assert (found["base"], found["head"]) == ("1" * 40, "2" * 40)
    assert found["records"] == [
        {
            "kind": "initiative",
            "id": "checkout",
            "change": "changed",
            "formerly": None,
            "fields": [
                {"field": "target", "old": "2026-Q3", "new": "2026-Q4", "days": 92},
                {"field": "tags", "old": None, "new": ["a"], "days": None},
            ],
        }
    ]


def test_metrics_carry_both_results_and_a_verdict(tmp_path: Path) -> None:
    found = read(tmp_path, {CHECKOUT: initiative()}, {CHECKOUT: initiative(), BASKET: initiative("Basket")})
    [overall] = [each for each in found["metrics"] if each["name"] == "initiatives" and not each["dimensions"]]
    assert set(overall) == {"name", "dimensions", "before", "after", "verdict"}
    assert (overall["before"]["value"], overall["after"]["value"], overall["verdict"]) == (1, 2, "up")
    assert overall["after"]["method"]


def test_findings_are_as_check_gives_them(tmp_path: Path) -> None:
    found = read(tmp_path, {CHECKOUT: initiative(depends_on="[x]")}, {CHECKOUT: initiative(depends_on="[y]")})
    [introduced], [fixed] = found["findings"]["introduced"], found["findings"]["fixed"]
    assert (introduced["code"], introduced["path"], introduced["line"]) == ("dangling-reference", CHECKOUT, 4)
    assert (introduced["message"], fixed["message"]) == ("there is no initiative 'y'", "there is no initiative 'x'")


def test_public_text_and_what_follows_from_the_change(tmp_path: Path) -> None:
    before = {
        CHECKOUT: initiative(visibility="public", target="2026-Q3", depends_on="[basket]"),
        BASKET: initiative("Basket", start="2026-10-05", depends_on="[checkout]"),
    }
    after = {
        CHECKOUT: initiative("Quick", visibility="public", target="2026-Q4"),
        BASKET: initiative("Basket", start="2026-10-05", depends_on="[checkout]"),
        "roadmap/updates/1.yml": "title: U\nowner: '@team'\nsubject: initiative:basket\ndate: 2026-10-01\n"
        "health: at_risk\n",
    }
    found = read(tmp_path, before, after)
    checkout, basket = ({"kind": "initiative", "id": name} for name in ("checkout", "basket"))
    assert found["public"] == [
        {**checkout, "field": "title", "old": "Faster checkout", "new": "Quick"},
        {**checkout, "field": "target", "old": "2026-Q3", "new": "2026-Q4"},
    ]
    assert found["lost_links"] == [{**checkout, "field": "depends_on", "target": basket}]
    assert found["overlaps"] == [
        {**basket, "by": "start", "begins": "2026-10-05", "dependency": checkout, "ends": "2026-12-31"}
    ]
    assert found["health"] == [{**basket, "old": None, "new": "at_risk", "update": "1"}]


def test_whatever_an_invalid_file_holds_is_json(tmp_path: Path) -> None:
    before = initiative(rice=".nan", tags="[.inf, true, {a: 1}]")
    found = read(tmp_path, {CHECKOUT: before}, {CHECKOUT: initiative()})
    [record] = found["records"]
    assert {each["field"]: each["old"] for each in record["fields"]} == {
        "rice": None,
        "tags": [None, True, {"a": 1}],
    }
