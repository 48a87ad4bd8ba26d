"""Dataclasses of our own are made quickly, and are those of the standard library in all else."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, field, fields, replace
from functools import cached_property
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
    """All classes of the project whose constructor was copied: its surroundings are not those of a module."""
    found = {value for module in modules() for value in vars(module).values() if isinstance(value, type)}
    quick: list[Any] = [
        cls for cls in found if dataclasses.is_dataclass(cls) and "__file__" not in cls.__init__.__globals__
    ]
    return sorted(quick, key=lambda cls: (cls.__module__, cls.__qualname__))


def slow_one(cls: Any) -> Any:
    """The class that the standard library makes of the same fields."""
    described = [
        (
            each.name,
            each.type,
            field(default_factory=each.default_factory, repr=each.repr, compare=each.compare)
            if each.default_factory is not dataclasses.MISSING
            else field(default=each.default, repr=each.repr, compare=each.compare),
        )
        for each in fields(cls)
    ]
    asked = cls.__dataclass_params__
    return dataclasses.make_dataclass(
        cls.__name__,
        described,
        frozen=asked.frozen,
        slots=not has_dictionary(cls),
        eq=asked.eq,
        order=asked.order,
        namespace={"__doc__": ""},
    )


def compares_itself(cls: Any) -> bool:
    """Whether a class has written a method of comparison itself."""
    return any("__file__" in getattr(vars(cls).get(name), "__globals__", ()) for name in ("__eq__", "__hash__"))


def has_dictionary(cls: Any) -> bool:
    return bool(cls.__dictoffset__)


def with_values(cls: Any) -> Any:
    """A value of a class whose fields hold their own names, whatever it checks when it is made."""
    made = cls.__new__(cls)
    for each in fields(cls):
        object.__setattr__(made, each.name, each.name)
    return made


def hashed(value: Any) -> Any:
    """Return the hash of a value, None where it has none; that of one which is equal to itself alone is its own."""
    try:
        return hash(value)
    except TypeError:
        return None


def test_every_class_of_the_project_is_as_the_standard_library_makes_it() -> None:
    classes = quick_classes()

    assert len(classes) > 400
    for cls in classes:
        slow = slow_one(cls)
        value, other = with_values(cls), with_values(slow)
        assert list(inspect.signature(cls).parameters) == list(inspect.signature(slow).parameters), cls
        assert [repr(each.default) for each in inspect.signature(cls).parameters.values()] == [
            repr(each.default) for each in inspect.signature(slow).parameters.values()
        ], cls
        assert cls.__match_args__ == slow.__match_args__, cls
        assert repr(value).partition("(")[2] == repr(other).partition("(")[2], cls
        assert value != other, cls
        for each in () if compares_itself(cls) else fields(cls):
            assert_compared_alike(cls, slow, each.name)
        assert_frozen_alike(cls, value)
        assert hasattr(value, "__dict__") is hasattr(other, "__dict__"), cls


def assert_compared_alike(cls: Any, slow: Any, name: str) -> None:
    """Two values that differ in one field compare, order and hash as those of the standard library do."""
    found = []
    for made in (cls, slow):
        value, changed, same = with_values(made), with_values(made), with_values(made)
        object.__setattr__(changed, name, f"{name} 2")
        asked = made.__dataclass_params__
        orders = (value < changed, value <= changed, value > changed, value >= changed) if asked.order else ()
        hashes = (hashed(value) == hashed(same), hashed(value) == hashed(changed), hashed(value) is None)
        found.append((value == same, value == changed, hashes, orders))
    assert found[0] == found[1], (cls, name)


def assert_frozen_alike(cls: Any, value: Any) -> None:
    if not cls.__dataclass_params__.frozen:
        setattr(value, fields(cls)[0].name, 1)
        assert getattr(value, fields(cls)[0].name) == 1
        return
    for name in (*(each.name for each in fields(cls)), "unknown"):
        with pytest.raises((FrozenInstanceError, AttributeError)):
            setattr(value, name, 1)
        with pytest.raises((FrozenInstanceError, AttributeError)):
            delattr(value, name)


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


def test_what_is_not_frozen_can_be_changed_and_not_be_hashed() -> None:
    @dataclass(slots=True)
    class Changing:
        text: str

    changing = Changing("a")
    changing.text = "b"
    assert (changing, changing == Changing("a")) == (Changing("b"), False)
    with pytest.raises(TypeError, match="unhashable"):
        hash(changing)


def test_what_builds_on_another_is_left_to_dataclasses() -> None:
    @dataclass(frozen=True, slots=True)
    class Longer(Link):
        more: str = ""

    assert Longer("a", "b/", more="m") == Longer("a", "b/", "", "m")


class Items:
    """The fields of a class whose defaults are made anew."""

    name: str
    items: list[str] = field(default_factory=list)
    others: dict[str, int] = field(default_factory=lambda: {"a": 1}, compare=False, repr=False)


KEPT = ("__annotations__", "__module__", "items", "others")


@pytest.mark.parametrize("options", [{"slots": True}, {"frozen": True}, {"slots": True, "frozen": True}, {}])
def test_defaults_are_made_anew_for_each_and_not_where_there_is_a_value(options: dict[str, bool]) -> None:
    held: Any = dataclass(**options)(
        type("Held", (), {name: each for name, each in vars(Items).items() if name in KEPT})
    )

    held("x").items.append("a")
    assert held("x").items == []
    mine: list[str] = ["b"]
    one = held("x", mine)
    assert one.items is mine
    assert one.others == {"a": 1}
    assert one == held("x", ["b"], {})
    assert repr(one) == "Held(name='x', items=['b'])"
    assert copy.copy(one) == replace(one, others={}) == one


def test_defaults_are_there_when_it_is_checked() -> None:
    seen = []

    @dataclass(frozen=True)
    class Checked:
        items: list[str] = field(default_factory=list)

        def __post_init__(self) -> None:
            seen.append(self.items)

    assert Checked().items is seen[0]


def test_one_with_a_dictionary_keeps_what_it_has_worked_out() -> None:
    @dataclass(frozen=True)
    class Number:
        value: int

        @cached_property
        def double(self) -> int:
            return 2 * self.value

    number = Number(2)
    assert (number.double, vars(number)) == (4, {"value": 2, "double": 4})
    with pytest.raises(FrozenInstanceError):
        number.value = 3  # type: ignore[misc]


def test_it_is_in_order_where_it_says_so() -> None:
    @dataclass(frozen=True, slots=True, order=True)
    class Version:
        major: int
        minor: int
        name: str = field(default="", compare=False)

    assert sorted([Version(2, 0), Version(1, 10), Version(1, 9, "z")]) == [Version(1, 9), Version(1, 10), Version(2, 0)]
    assert Version(1, 0) <= Version(1, 0, "b") >= Version(1, 0)
    with pytest.raises(TypeError, match="not supported between"):
        _ = Version(1, 0) < 3  # type: ignore[operator]


def test_a_default_that_all_would_share_is_refused() -> None:
    with pytest.raises(ValueError, match="mutable default"):

        @dataclass(frozen=True, slots=True)
        class Shared:
            items: list[str] = []  # noqa: RUF012


def test_a_field_without_a_default_comes_first() -> None:
    with pytest.raises(TypeError, match="without a default follows one that has one"):

        @dataclass(frozen=True, slots=True)
        class Wrong:
            text: str = ""
            url: str  # type: ignore[misc]
