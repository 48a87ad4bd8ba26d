import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.measure.statistics.percentile import median, percentile

ascending = st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=50).map(sorted)


def test_known_answers() -> None:
    assert median([1, 2, 3, 4]) == 2.5
    assert median([7]) == 7
    assert percentile([1, 2, 3, 4], 0.85) == pytest.approx(3.55)
    assert percentile([10, 20], 0) == 10
    assert percentile([10, 20], 1) == 20


@given(ascending, st.floats(0, 1))
def test_numpy_finds_the_same(values: list[float], share: float) -> None:
    assert percentile(values, share) == pytest.approx(numpy.percentile(values, 100 * share), rel=1e-9, abs=1e-5)


@given(ascending, st.floats(0, 1))
def test_it_lies_between_the_ends(values: list[float], share: float) -> None:
    assert values[0] <= percentile(values, share) <= values[-1]


def test_what_has_no_percentile() -> None:
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)
    with pytest.raises(ValueError, match="between 0 and 1"):
        percentile([1], 1.1)
