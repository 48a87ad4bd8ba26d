from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.measure.common.score_counts import count_pairs, count_scores
from site_builder.measure.statistics.score import ScoreCounts
from site_builder.model.responses import Responses

DAYS = (date(2026, 1, 31), date(2026, 2, 1), date(2025, 12, 31), None)
REGIONS = ("DACH", "UK", "", "null", "NA")
PLANS = ("free", "team")

rows = st.lists(
    st.tuples(st.integers(0, 10), st.sampled_from(DAYS), st.sampled_from(REGIONS), st.sampled_from(PLANS)), max_size=30
)
GROUPINGS = [((), False), ((), True), (("region",), False), (("region",), True), (("plan", "region"), True)]


def responses(given_rows: list[tuple[int, date | None, str, str]]) -> Responses:
    scores, days, regions, plans = zip(*given_rows, strict=True) if given_rows else ((), (), (), ())
    dimensions = {"region": regions, "plan": plans}
    return Responses("q", len(scores), scores=tuple(map(float, scores)), days=days, dimensions=dimensions)


EXAMPLE = responses(
    [
        (10, DAYS[0], "DACH", "team"),
        (10, DAYS[0], "DACH", "free"),
        (3, DAYS[1], "DACH", "free"),
        (7, DAYS[3], "", "free"),
        (0, DAYS[2], "NA", "free"),
    ]
)


def brute_force(answers: Responses, dimensions: tuple[str, ...], by_month: bool) -> dict[tuple[str, ...], ScoreCounts]:
    found: dict[tuple[str, ...], Counter[int]] = {}
    for row, (score, day) in enumerate(zip(answers.scores, answers.days, strict=True)):
        group = tuple(answers.dimensions[name][row] for name in dimensions)
        if by_month:
            group += (f"{day:%Y-%m}" if day else "",)
        found.setdefault(group, Counter())[int(score)] += 1
    return {group: ScoreCounts.of(counts) for group, counts in found.items()}


def test_groups_have_a_known_count() -> None:
    counts = count_scores(EXAMPLE, ("region",), by_month=True)
    assert list(counts) == [("", ""), ("DACH", "2026-01"), ("DACH", "2026-02"), ("NA", "2025-12")]
    assert counts["DACH", "2026-01"].histogram == (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2)
    assert count_scores(EXAMPLE)[()].n == 5


def test_nobody_answered() -> None:
    assert count_scores(responses([])) == {}


def test_a_dimension_the_responses_lack() -> None:
    with pytest.raises(KeyError):
        count_scores(EXAMPLE, ("country",))


def counted(answers: Responses) -> Responses:
    """Return responses as an engine gives them: those that say the same once, with their count."""
    columns = (answers.scores, answers.days, *answers.dimensions.values())
    found = Counter(zip(*columns, strict=True))
    names, rows = list(answers.dimensions), list(found)
    return Responses(
        "q",
        answers.rows,
        scores=tuple(row[0] for row in rows),
        days=tuple(row[1] for row in rows),
        dimensions={name: tuple(row[2 + number] for row in rows) for number, name in enumerate(names)},
        counts=tuple(found.values()),
    )


@pytest.mark.parametrize(("dimensions", "by_month"), GROUPINGS)
@settings(deadline=None, max_examples=30)
@given(given_rows=rows)
def test_rows_and_what_an_engine_has_counted_are_counted_the_same(
    given_rows: list[tuple[int, date | None, str, str]], dimensions: tuple[str, ...], by_month: bool
) -> None:
    answers = responses(given_rows)
    expected = brute_force(answers, dimensions, by_month)
    assert count_scores(answers, dimensions, by_month=by_month) == expected
    assert count_scores(counted(answers), dimensions, by_month=by_month) == expected
    assert counted(answers).n == answers.n == len(given_rows)


@given(rows)
def test_pairs_are_what_counting_by_both_dimensions_gives(given_rows: list[tuple[int, date | None, str, str]]) -> None:
    answers = responses(given_rows)
    [(pair, groups)] = count_pairs(answers, ("plan", "region"))
    assert pair == ("plan", "region")
    counted = {group: ScoreCounts.of({int(score): n for score, n in of.items()}) for group, of in groups.items()}
    assert counted == count_scores(answers, ("plan", "region"))
    assert list(groups) == sorted(groups)


def test_pairs_are_those_of_the_first_four_dimensions() -> None:
    names = ("e", "d", "c", "b", "a")
    answers = Responses("q", 1, scores=(9.0,), days=(None,), dimensions={name: (name.upper(),) for name in names})
    found = {pair: dict(groups) for pair, groups in count_pairs(answers, names)}
    assert list(found) == [("e", "d"), ("e", "c"), ("e", "b"), ("d", "c"), ("d", "b"), ("c", "b")]
    assert found["e", "b"] == {("E", "B"): {9.0: 1}}
    assert list(count_pairs(answers, ("a",))) == list(count_pairs(answers, ())) == []
