import random
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from site_builder.measure.statistics.fisher import fisher

cells = st.integers(0, 400)


def test_the_lady_tasting_tea() -> None:
    assert fisher(3, 1, 1, 3) == pytest.approx(34 / 70)
    assert fisher(4, 0, 0, 4) == pytest.approx(2 / 70)


@settings(max_examples=200)
@given(st.integers(0, 6), cells, cells, cells)
def test_scipy_finds_the_same(a: int, b: int, c: int, d: int) -> None:
    assert fisher(a, b, c, d) == pytest.approx(fisher_exact(np.array([[a, b], [c, d]]))[1], rel=1e-9, abs=1e-12)


@given(st.integers(0, 6), cells, cells, cells)
def test_turning_the_table_changes_nothing(a: int, b: int, c: int, d: int) -> None:
    p = fisher(a, b, c, d)
    assert 0 <= p <= 1
    for turned in ((c, d, a, b), (b, a, d, c), (a, c, b, d)):
        assert fisher(*turned) == pytest.approx(p, rel=1e-9)


def test_an_empty_margin_says_nothing() -> None:
    assert fisher(0, 10, 0, 20) == fisher(0, 0, 0, 0) == 1


def test_large_tables_are_not_walked_from_end_to_end() -> None:
    many = 10**15
    assert fisher(3, many, many // 2, many) == 0
    assert fisher(0, many, 10, many) == pytest.approx(2 / 2**10, rel=1e-9)
    assert 0 < fisher(4, many, 700, many) < 1e-190


def test_shuffling_the_labels_gives_the_same() -> None:
    """Of all ways to deal the conversions to the two arms, the share that is no likelier than what was seen."""
    source = random.Random(7)
    units, seen = [1] * 9 + [0] * 51, 2
    dealt = Counter(sum(source.sample(units, 25)) for _ in range(20_000))
    no_likelier = sum(count for count in dealt.values() if count <= dealt[seen])
    assert fisher(seen, 23, 7, 28) == pytest.approx(no_likelier / 20_000, abs=0.02)
