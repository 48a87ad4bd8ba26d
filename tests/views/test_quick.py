"""Parts are made quickly, and are frozen values all the same."""

from __future__ import annotations

import inspect
from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from site_builder.model.quick import quick
from site_builder.views.cells import Link
from site_builder.views.tabular import Column, Row, Table


@dataclass(frozen=True, slots=True)
class Slow:
    """Has the fields of a link."""

    text: str
    url: str
    title: str = ""


def test_a_quick_value_has_the_parameters_of_a_slow_one() -> None:
    assert inspect.signature(Link) == inspect.signature(Slow)


def test_it_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Link("a", "b/").text = "c"  # type: ignore[misc]


def test_it_is_equal_to_one_of_the_same_content() -> None:
    assert Link("a", "b/") == Link("a", url="b/", title="") != Link("a", "c/")
    assert hash(Link("a", "b/")) == hash(Link("a", "b/"))
    assert replace(Link("a", "b/"), title="t") == Link("a", "b/", "t")
    assert repr(Link("a", "b/")) == "Link(text='a', url='b/', title='')"


def test_it_is_checked_when_it_is_made() -> None:
    with pytest.raises(ValueError, match="every row needs 1 cells"):
        Table((Column("A"),), (Row(("a", "b")),), "Caption", "table")


def test_defaults_that_are_made_anew_are_left_to_dataclasses() -> None:
    @quick
    @dataclass(frozen=True, slots=True)
    class Held:
        items: list[str] = field(default_factory=list)

    Held().items.append("a")
    assert Held().items == []
