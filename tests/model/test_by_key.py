from __future__ import annotations

import pytest

from site_builder.model.discovery import by_key
from site_builder.model.faults import PackFault


def test_members_are_in_the_order_of_their_keys() -> None:
    assert list(by_key(["swap", "Export"], str.lower, "words are")) == ["export", "swap"]


def test_two_members_never_have_the_same_key() -> None:
    with pytest.raises(PackFault, match="two rules have the code swap"):
        by_key(["Swap", "swap"], str.lower, "rules have the code")
