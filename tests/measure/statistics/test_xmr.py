import random

import pytest

from site_builder.measure.statistics.xmr import is_beyond_routine, limits


def test_worked_by_hand() -> None:
    # Moving ranges 3, 5, 1, 4, 0 and 2; the mean of the values is 11.
    found = limits([10, 13, 8, 9, 13, 13, 11])
    assert found is not None
    assert found.mean == 11
    assert found.moving_range == pytest.approx(15 / 6)
    assert (found.lower, found.upper) == pytest.approx((11 - 2.66 * 2.5, 11 + 2.66 * 2.5))
    assert found.signals == ()


def test_a_value_outside_the_limits_is_a_signal() -> None:
    found = limits([5, 6, 5, 6, 5, 6, 30, 5, 6, 5, 6, 5, 6], floor=0)
    assert found is not None
    assert found.signals == (6,)
    assert found.lower == 0


@pytest.mark.parametrize("values", [[], [4]])
def test_one_value_has_no_limits(values: list[float]) -> None:
    assert limits(values) is None


def test_hardly_a_value_of_a_steady_process_is_a_signal() -> None:
    source = random.Random(5)
    found = limits([source.gauss(50, 5) for _ in range(2000)])
    assert found is not None
    assert (found.lower, found.upper) == pytest.approx((35, 65), abs=1)
    assert len(found.signals) < 20


def test_a_change_is_routine_up_to_the_limit_of_the_ranges_before_it() -> None:
    # Six ranges, their mean is 2.
    values = [10, 12, 10, 12, 10, 12, 10]
    assert [is_beyond_routine(change, values) for change in (6.53, -6.54, 6.54)] == [False, True, True]
    assert is_beyond_routine(99, values[1:]) is None
    assert is_beyond_routine(0, [10] * 7) is False
