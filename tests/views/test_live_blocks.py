"""Live blocks of hand-written pages: what they may say, and where a mistake is reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.kinds import all_kinds
from site_builder.model.prose import Prose
from site_builder.views.live_blocks import block_diagnostics, find_blocks
from site_builder.views.live_fences import opsbook_fences
from tests.support import check_files, codes


def prose(body: str) -> Prose:
    return Prose("content/index.md", body, {}, body)


def mistakes(block: str) -> list[tuple[str, str, str]]:
    """Return code, place and message of what is wrong with a block that begins in line 3."""
    page = prose(f"# Home\n\n```opsbook\n{block}\n```\n")
    return [
        (found.code, f"{found.span.line}:{found.span.column}", found.message)
        for found in block_diagnostics([page], all_kinds())
    ]


@pytest.mark.parametrize(
    "block",
    [
        "metric: nps",
        "metric: nps\nwhere: {survey: q3}\nlimit: 2",
        "table: initiative",
        "table: initiative\nwhere: {status: [planned, in_progress], team: sync}\nfields: [target, team]\nlimit: 5",
        "table: change\nwhere: {breaking: true}",
        "table: initiative\nwhere: {release: null}",
        "chart: nps-trend",
    ],
)
def test_valid_blocks(block: str) -> None:
    assert mistakes(block) == []


@pytest.mark.parametrize(
    ("block", "is_public"),
    [
        ("table: initiative\nwhere: {status: planned}\nfields: [target]", True),
        ("table: initiative\nfields: [team]", False),
        ("table: initiative\nwhere: {team: sync}", False),
        ("table: escalation", False),
        ("metric: nps", False),
        ("chart: nps-trend", False),
    ],
)
def test_a_public_page_shows_public_fields_of_public_kinds_only(block: str, is_public: bool) -> None:
    body = f"# Home\n\n```opsbook\n{block}\n```\n"
    page = Prose("content/index.md", body, {"visibility": "public"}, body)
    found = [(each.code, each.span.line) for each in block_diagnostics([page], all_kinds())]
    assert found == ([] if is_public else [("public-names-internal", 3)])


@pytest.mark.parametrize(
    ("block", "code", "place", "message"),
    [
        ("metric: [", "yaml-syntax", "4:10", ""),
        ("- metric", "invalid-value", "3:1", "an opsbook block must be a mapping"),
        ("", "invalid-value", "3:1", "an opsbook block must be a mapping"),
        ("metrics: nps", "unknown-key", "4:1", "unknown key 'metrics' in an opsbook block"),
        ("metric: 3", "invalid-value", "4:9", "metric must be text"),
        ("table: initiative\nlimit: 0", "invalid-value", "5:8", "limit must be more than 0"),
        ("table: initiative\nwhere: planned", "invalid-value", "5:8", "where must be a mapping"),
        ("where: {a: b}", "invalid-value", "3:1", "exactly one of metric, table and chart"),
        ("metric: nps\nchart: nps-trend", "invalid-value", "3:1", "exactly one of metric, table and chart"),
        ("metric: npss", "invalid-value", "4:9", "there is no metric 'npss'"),
        ("table: initiatives", "invalid-value", "4:8", "there is no kind 'initiatives'"),
        ("chart: pie", "invalid-value", "4:8", "there is no chart 'pie'"),
        ("chart: nps-trend\nlimit: 3", "unknown-key", "5:1", "a chart takes no limit"),
        ("metric: nps\nfields: [a]", "unknown-key", "5:1", "a metric takes no fields"),
        ("table: initiative\nwhere: {stat: x}", "unknown-key", "5:9", "initiative has no field 'stat'"),
        ("table: initiative\nfields: [team, staus]", "invalid-value", "5:16", "initiative has no field 'staus'"),
        ("table: initiative\nwhere: {status: done}", "invalid-value", "5:17", "status is never 'done'"),
        ("table: initiative\nwhere: {status: [idea, done]}", "invalid-value", "5:24", "status is never 'done'"),
    ],
)
def test_each_mistake_is_reported_where_it_stands(block: str, code: str, place: str, message: str) -> None:
    ((found_code, found_place, found_message),) = mistakes(block)
    assert (found_code, found_place) == (code, place)
    assert message in found_message


@pytest.mark.parametrize(
    ("block", "hint"),
    [
        ("metrics: nps", "did you mean 'metric'?"),
        ("colour: nps", "keys are metric, table, chart, where, fields, limit"),
        ("table: initiatives", "did you mean 'initiative'?"),
        ("chart: pie", "there are nps-trend, nps-histogram, escalation-causes, time-to-resolve"),
        ("chart: nps-trend\nlimit: 3", "take it out; limit goes with metric or table"),
        ("table: initiative\nwhere: {status: planed}", "did you mean 'planned'?"),
        ("table: initiative\nwhere: {horizon: soon}", "choose now, next or later"),
    ],
)
def test_a_mistake_comes_with_a_way_out(block: str, hint: str) -> None:
    (found,) = block_diagnostics([prose(f"```opsbook\n{block}\n```\n")], all_kinds())
    assert found.hint == hint


def test_two_mistakes_are_reported_together() -> None:
    assert [place for _, place, _ in mistakes("table: initiative\nwhere: {stat: x}\nfields: [tem]")] == ["5:9", "6:10"]


def test_the_check_reports_blocks_below_their_front_matter(tmp_path: Path) -> None:
    page = "---\ntitle: Home\n---\n\n# Home\n\n~~~ opsbook\nmetric: npss\n~~~\n"
    checked = check_files(tmp_path, {"content/index.md": page})
    assert codes(checked.diagnostics) == [("invalid-value", "content/index.md:8:9")]


def test_a_block_that_is_never_closed_is_a_mistake() -> None:
    (found,) = find_blocks(prose("Text\n\n```opsbook\nmetric: nps\n"), all_kinds())
    assert found.block is None
    assert [(str(item.span), item.message) for item in found.diagnostics] == [
        ("content/index.md:3:1", "this opsbook block is never closed")
    ]


def texts(markdown: str) -> list[str]:
    return [markdown[fence.text_start : fence.text_end] for fence in opsbook_fences(markdown)]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("```opsbook\na: b\n```\n", ["a: b\n"]),
        ("~~~~ opsbook \na: b\n~~~~\nText", ["a: b\n"]),
        ("   ```opsbook\n   a: b\n   ```", ["   a: b\n"]),
        ("```opsbook\na\n```\n\n```opsbook\nb\n```\n", ["a\n", "b\n"]),
        ("```opsbook\na\n`````\n", ["a\n"]),
        ("```opsbook\na\n~~~\n```\n", ["a\n~~~\n"]),
        ("```opsbook\n```", [""]),
        ("```opsbook", [""]),
        ("    ```opsbook\n    a: b\n    ```\n", []),
        ("```yaml\na: b\n```\n", []),
        ("```opsbook extra\na\n```\n", []),
        ("```opsbook `x`\n", []),
        ("Text ```opsbook\n", []),
    ],
)
def test_what_a_block_is(markdown: str, expected: list[str]) -> None:
    assert texts(markdown) == expected


@pytest.mark.parametrize(
    "shown",
    [
        "````markdown\n```opsbook\nmetric: nps\n```\n````\n",
        "~~~markdown\n```opsbook\nmetric: nps\n```\n~~~\n",
        "```\n~~~opsbook\nmetric: nps\n~~~\n```\n",
    ],
)
def test_a_block_that_is_only_shown_is_not_run(shown: str) -> None:
    assert texts(shown) == []
    assert texts(f"{shown}\n```opsbook\na: b\n```\n") == ["a: b\n"]


def test_the_place_of_a_block_is_the_whole_fence() -> None:
    markdown = "Before\n\n```opsbook\nmetric: nps\n```\n\nAfter"
    (found,) = find_blocks(prose(markdown), all_kinds())
    assert markdown[: found.start] + markdown[found.end :] == "Before\n\n\n\nAfter"
    assert found.block is not None
    assert found.block.metric == "nps"


def test_a_page_without_the_word_is_not_read() -> None:
    assert find_blocks(prose("```\nmetric: nps\n```\n"), all_kinds()) == []
