"""The quick encoder writes what Python's own would."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from site_builder.export.json_text import json_bytes

_NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.floats(-0.001, 0.001) | st.integers()
_VALUES = st.recursive(
    st.none() | st.booleans() | _NUMBERS | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(_VALUES)
@example([1e-5, 1.5e-7, -0.0, 5e-324, 1e16, 1.5e22, 0.0001])
@example({"id": "phase-1e-2", "title": 'NaN 0.0000\x00\u2028é😀"\\/'})
def test_any_data_is_written_as_python_writes_it(value: Any) -> None:
    expected = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    assert json_bytes(value).decode() == expected


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_json_has_no_number_for_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        json_bytes({"value": [value]})
