import pytest

from site_builder.model.durations import duration_words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 min"),
        (0.2, "under 1 min"),
        (42, "42 min"),
        (200, "3 h 20 min"),
        (120, "2 h"),
        (2879, "47 h 59 min"),
        (2880, "2 d"),
        (3120, "2 d 4 h"),
        (14 * 1440 + 23 * 60, "15 d"),
        (14 * 1440 + 11 * 60, "14 d"),
        (14 * 1440 - 10, "14 d"),
        (13 * 1440, "13 d"),
        (43_200, "30 d"),
        (2_000_000, "1,389 d"),
        (-90, "−1 h 30 min"),
        (1181.5, "19 h 42 min"),
        (1492.5, "24 h 53 min"),
        (0.5, "1 min"),
    ],
)
def test_spans_of_time(minutes: float, words: str) -> None:
    assert duration_words(minutes) == words
