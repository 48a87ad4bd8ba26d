"""Dataclasses of our own are made quickly, and are those of the standard library in all else."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, field, fields, replace
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType
from typing import Any

import pytest

import mkdocs_opsbook
import site_builder
from site_builder.model.quick import dataclass
from site_builder.views.cells import Link
from site_builder.views.tabular import Column, Row, Table


@dataclasses.dataclass(frozen=True, slots=True)
class Slow:
    """Has the fields of a link."""

    text: str
    url: str
    title: str = ""


def modules() -> Iterator[ModuleType]:
    for package in (site_builder, mkdocs_opsbook):
        for found in walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.endswith("__main__"):
                yield import_module(found.name)


def quick_classes() -> list[Any]:
    """All classes of the project whose constructor was copied, and is no text that ``dataclasses`` has written."""
    found = {value for module in modules() for value in vars(module).values() if isinstance(value, type)}
    quick: list[Any] = [cls for cls in found if dataclasses.is_dataclass(cls) and "set_0" in cls.__init__.__globals__]
    return sorted(quick, key=lambda cls: (cls.__module__, cls.__qualname__))


def slow_one(cls: Any) -> Any:
    """The class that the standard library makes of the same fields."""
    described = [(each.name, each.type, field(default=each.default)) for each in fields(cls)]
    return dataclasses.make_dataclass(
        cls.__name__, described, frozen=True, slots=True, eq=cls.__dataclass_params__.eq, namespace={"__doc__": ""}
    )


def with_values(cls: Any) -> Any:
    """A value of a class whose fields hold their own names, whatever it checks when it is made."""
    made = cls.__new__(cls)
    for each in fields(cls):
        object.__setattr__(made, each.name, each.name)
    return made


def test_every_class_of_the_project_is_as_the_standard_library_makes_it() -> None:
    classes = quick_classes()

    assert len(classes) > 300
    for cls in classes:
        slow = slow_one(cls)
        value, other = with_values(cls), with_values(slow)
        changed = with_values(cls)
        object.__setattr__(changed, fields(cls)[-1].name, "another")
        assert list(inspect.signature(cls).parameters) == list(inspect.signature(slow).parameters), cls
        assert [each.default for each in inspect.signature(cls).parameters.values()] == [
            each.default for each in inspect.signature(slow).parameters.values()
        ], cls
        assert cls.__match_args__ == slow.__match_args__, cls
        assert repr(value).partition("(")[2] == repr(other).partition("(")[2], cls
        assert (value == with_values(cls)) is (other == with_values(slow)), cls
        assert value != changed, cls
        assert value != other, cls
        assert (hash(value) == hash(with_values(cls))) is (hash(other) == hash(with_values(slow))), cls
        for name in (fields(cls)[0].name, "unknown"):
            with pytest.raises((FrozenInstanceError, AttributeError)):
                setattr(value, name, 1)
            with pytest.raises((FrozenInstanceError, AttributeError)):
                delattr(value, name)
        assert not hasattr(value, "__dict__"), cls


def test_it_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'text'"):
        Link("a", "b/").text = "c"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'text'"):
        del Link("a", "b/").text


def test_it_is_equal_to_one_of_the_same_content() -> None:
    assert Link("a", "b/") == Link("a", url="b/", title="") != Link("a", "c/")
    assert hash(Link("a", "b/")) == hash(Link("a", "b/")) != hash(Link("a", "c/"))
    assert Link("a", "b/") != Slow("a", "b/")  # type: ignore[comparison-overlap]
    assert repr(Link("a", "b/")) == "Link(text='a', url='b/', title='')"
    assert inspect.signature(Link) == inspect.signature(Slow)


def test_it_is_copied_replaced_and_pickled() -> None:
    link = Link("a", "b/", "t")

    assert replace(link, title="u") == Link("a", "b/", "u")
    assert copy.copy(link) == copy.deepcopy(link) == pickle.loads(pickle.dumps(link)) == link
    assert dataclasses.asdict(link) == {"text": "a", "url": "b/", "title": "t"}


def test_it_is_checked_when_it_is_made() -> None:
    with pytest.raises(ValueError, match="every row needs 1 cells"):
        Table((Column("A"),), (Row(("a", "b")),), "Caption", "table")
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'url'"):
        Link("a")  # type: ignore[call-arg]


def test_what_a_class_says_itself_stays() -> None:
    @dataclass(frozen=True, slots=True)
    class Own:
        text: str

        def __repr__(self) -> str:
            return "own"

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Own)

        def __hash__(self) -> int:
            return 1

    assert (repr(Own("a")), Own("a") == Own("b"), hash(Own("a"))) == ("own", True, 1)


def test_one_without_equality_is_equal_to_itself_alone() -> None:
    @dataclass(frozen=True, slots=True, eq=False)
    class Alone:
        text: str

    one = Alone("a")
    assert one == one
    assert one != Alone("a")
    assert len({one, Alone("a")}) == 2


def test_a_class_without_fields_has_all_the_same() -> None:
    @dataclass(frozen=True, slots=True)
    class Empty:
        """Nothing."""

    assert Empty() == Empty()
    assert (repr(Empty()).rpartition(".")[2], len({Empty(), Empty()})) == ("Empty()", 1)


def test_what_is_not_frozen_or_builds_on_another_is_left_to_dataclasses() -> None:
    @dataclass(slots=True)
    class Changing:
        text: str

    @dataclass(frozen=True, slots=True)
    class Longer(Link):
        more: str = ""

    changing = Changing("a")
    changing.text = "b"
    assert changing.text == "b"
    assert Longer("a", "b/", more="m") == Longer("a", "b/", "", "m")


def test_defaults_that_are_made_anew_are_left_to_dataclasses() -> None:
    @dataclass(frozen=True, slots=True)
    class Held:
        items: list[str] = field(default_factory=list)

    Held().items.append("a")
    assert Held().items == []


def test_a_field_without_a_default_comes_first() -> None:
    with pytest.raises(TypeError, match="without a default follows one that has one"):

        @dataclass(frozen=True, slots=True)
        class Wrong:
            text: str = ""
            url: str  # type: ignore[misc]
