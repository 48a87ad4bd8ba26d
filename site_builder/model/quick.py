"""Dataclasses that cost little, to be defined and to be made: hundreds are defined at each start of a command.

``dataclass`` is that of the standard library to whoever uses it or checks types. That one writes half a dozen functions
for each frozen class and compiles what it wrote, which takes half a millisecond. Here they are compiled once for all
classes with as many fields, and each class gets copies with the names of its own.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from functools import cache
from types import FunctionType
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(cls: type | None = None, /, **options: Any) -> Any:
        """Return a dataclass, or what makes one; one that is frozen and has slots costs little."""

        def wrap(cls: type) -> type:
            is_quick = options.keys() <= _KNOWN and options.get("frozen") and options.get("slots")
            if not is_quick or not _is_plain(cls):
                return dataclasses.dataclass(**options)(cls)
            return _quick(cls, has_equality=options.get("eq", True))

        return wrap if cls is None else wrap(cls)


_KNOWN = frozenset(("frozen", "slots", "eq"))


def _is_plain(cls: type) -> bool:
    """Return whether a class builds on no other dataclass, and its fields have no more than names and defaults."""
    if any(dataclasses.is_dataclass(base) for base in cls.__bases__):
        return False
    return not any(isinstance(value, Field) for value in vars(cls).values())


def _quick(cls: type, *, has_equality: bool) -> type:
    cls.__doc__ = cls.__doc__ or cls.__name__
    made: type = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    described: tuple[Field[Any], ...] = fields(made)
    names = tuple(field.name for field in described)
    setters = [vars(made)[name].__set__ for name in names]

    def state(self: Any) -> list[Any]:
        return [getattr(self, name) for name in names]

    def restore(self: Any, values: list[Any]) -> None:
        for put, value in zip(setters, values, strict=True):
            put(self, value)

    templates = dict(_templates(len(names)))
    checking = templates.pop("__init_and_check__")
    if hasattr(made, "__post_init__"):
        templates["__init__"] = checking
    methods: dict[str, Any] = {name: _copied(one, made, names, setters) for name, one in templates.items()}
    methods |= {"__getstate__": state, "__setstate__": restore}
    methods |= {"__setattr__": _refuse_to_assign, "__delattr__": _refuse_to_delete}
    constructor = methods["__init__"]
    constructor.__defaults__ = _defaults(made, described)
    constructor.__annotations__ = {field.name: field.type for field in described} | {"return": None}
    constructor.__qualname__ = f"{made.__qualname__}.__init__"
    own = vars(cls)
    for name, method in methods.items():
        # What the class says itself stays. One with __eq__ has None for __hash__, where it says nothing.
        if own.get(name) is None and (has_equality or name not in ("__eq__", "__hash__")):
            setattr(made, name, method)
    parameters: Any = vars(made)["__dataclass_params__"]
    parameters.frozen, parameters.init, parameters.repr, parameters.eq = True, True, True, has_equality
    return made


def _defaults(made: type, described: tuple[Field[Any], ...]) -> tuple[Any, ...]:
    """Return the defaults of the last fields. Raises TypeError where one without a default follows one that has one."""
    defaults = tuple(field.default for field in described if field.default is not MISSING)
    if any(field.default is MISSING for field in described[len(described) - len(defaults) :]):
        raise TypeError(f"a field of {made.__qualname__} without a default follows one that has one")
    return defaults


def _copied(
    function: FunctionType, made: type, names: tuple[str, ...], setters: list[Callable[..., None]]
) -> FunctionType:
    """Return a template for a class: its names and texts in the place of those that stand for them."""
    code = function.__code__
    known: dict[Any, str] = {f"field_{place}": name for place, name in enumerate(names)}
    for place, name in enumerate(names):
        before = ", " if place else "("
        known[f"{before}field_{place}="] = f"{before}{name}="
    code = code.replace(
        co_names=tuple([known.get(name, name) for name in code.co_names]),
        co_varnames=tuple([known.get(name, name) for name in code.co_varnames]),
        co_consts=tuple([known.get(text, text) for text in code.co_consts]),
    )
    surroundings = {f"set_{place}": put for place, put in enumerate(setters)} | {"__name__": made.__module__}
    return FunctionType(code, surroundings, function.__name__)


@cache
def _templates(count: int) -> dict[str, FunctionType]:
    """Return the methods of a class with so many fields, which have no names yet; two constructors are among them."""
    places = range(count)
    parameters = "".join(f", field_{place}" for place in places)
    puts = "; ".join([f"set_{place}(self, field_{place})" for place in places] or ["pass"])
    mine, others = ("".join(f"{whose}.field_{place}, " for place in places) for whose in ("self", "other"))
    shown = ", ".join(f"field_{place}={{self.field_{place}!r}}" for place in places)
    written = f"""
def __init__(self{parameters}):
    {puts}
def __init_and_check__(self{parameters}):
    {puts}
    self.__post_init__()
def __repr__(self):
    return f"{{self.__class__.__qualname__}}({shown})"
def __eq__(self, other):
    return ({mine}) == ({others}) if other.__class__ is self.__class__ else NotImplemented
def __hash__(self):
    return hash(({mine}))
"""
    found: dict[str, FunctionType] = {}
    # What is run is made of numbers alone.
    exec(written, {}, found)  # noqa: S102
    return found


def _refuse_to_assign(_: object, name: str, __: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")
