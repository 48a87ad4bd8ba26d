"""Dataclasses that cost little, to be defined and to be made: hundreds are defined at each start of a command.

``dataclass`` is that of the standard library to whoever uses it or checks types. That one writes half a dozen functions
for each class and compiles what it wrote, which takes half a millisecond. Here they are compiled once for all classes
with as many fields, and each class gets copies with the names of its own.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from functools import cache
from types import FunctionType
from typing import TYPE_CHECKING, Any, Final, NoReturn

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(cls: type | None = None, /, **options: Any) -> Any:
        """Return a dataclass, or what makes one; it costs little unless it or its fields have rare options."""

        def wrap(cls: type) -> type:
            if options.keys() <= _KNOWN and _is_plain(cls):
                return _quick(cls, **options)
            return dataclasses.dataclass(**options)(cls)

        return wrap if cls is None else wrap(cls)


_KNOWN: Final = frozenset(("frozen", "slots", "eq", "order"))


class _Factory:
    """Stands for the default of a field whose default is made anew for each instance."""

    def __repr__(self) -> str:
        return "<factory>"


_FACTORY: Final = _Factory()


def _is_plain(cls: type) -> bool:
    """Return whether a class builds on no other dataclass, and each of its fields is one of the constructor's."""
    if any(dataclasses.is_dataclass(base) for base in cls.__bases__):
        return False
    described = [value for value in vars(cls).values() if isinstance(value, Field)]
    return all(one.init and one.hash is None and one.kw_only is MISSING for one in described)


def _quick(cls: type, *, frozen: bool = False, slots: bool = False, eq: bool = True, order: bool = False) -> type:
    cls.__doc__ = cls.__doc__ or cls.__name__
    made: type = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(cls)
    described: tuple[Field[Any], ...] = fields(made)
    setters = {field.name: vars(made)[field.name].__set__ for field in described} if slots else {}
    methods: dict[str, Any] = {
        "__init__": _constructor(made, described, setters),
        "__repr__": _named("__repr__", (field.name for field in described if field.repr), made),
    }
    if eq:
        compared = [field.name for field in described if field.compare]
        names = ("__eq__", *(("__hash__",) if frozen else ()), *(_ORDER if order else ()))
        methods |= {name: _named(name, compared, made) for name in names}
    if frozen:
        methods |= {"__setattr__": _refuse_to_assign, "__delattr__": _refuse_to_delete}
    if frozen and slots:
        methods |= _as_state(setters)
    own = vars(cls)
    for name, method in methods.items():
        # What the class says itself stays. One with __eq__ has None for __hash__, where it says nothing.
        if own.get(name) is None:
            setattr(made, name, method)
    if eq and not frozen and "__hash__" not in own:
        made.__hash__ = None  # type: ignore[assignment]  # as the standard library has it
    parameters: Any = vars(made)["__dataclass_params__"]
    parameters.init, parameters.repr = True, True
    parameters.frozen, parameters.eq, parameters.order = frozen, eq, order
    return made


def _constructor(made: type, described: tuple[Field[Any], ...], setters: Mapping[str, Callable[..., None]]) -> Any:
    names = tuple(field.name for field in described)
    makers = {field.name: field.default_factory for field in described if field.default_factory is not MISSING}
    has_slots = len(setters) == len(names)
    written = _constructors(len(names), has_slots, bool(makers), hasattr(made, "__post_init__"))
    surroundings: dict[str, Any] = {f"set_{place}": put for place, put in enumerate(setters.values())}
    if makers:
        surroundings["fill"] = _filler(makers, {name: setters.get(name, _putter(name)) for name in makers})
    constructor = _copied(written, names, made, surroundings)
    constructor.__defaults__ = _defaults(made, described)
    constructor.__annotations__ = {field.name: field.type for field in described} | {"return": None}
    return constructor


def _putter(name: str) -> Callable[[Any, Any], None]:
    def put(self: Any, value: Any) -> None:
        vars(self)[name] = value

    return put


def _filler(makers: Mapping[str, Callable[[], Any]], putters: Mapping[str, Callable[..., None]]) -> Callable[..., None]:
    """Return what makes the defaults of an instance that are still to be made."""
    steps = [(name, putters[name], make) for name, make in makers.items()]

    def fill(self: Any) -> None:
        for name, put, make in steps:
            if getattr(self, name) is _FACTORY:
                put(self, make())

    return fill


def _as_state(setters: Mapping[str, Callable[..., None]]) -> dict[str, Any]:
    """Return how an instance without a dictionary, and that nobody may change, is taken apart and put together."""

    def state(self: Any) -> list[Any]:
        return [getattr(self, name) for name in setters]

    def restore(self: Any, values: list[Any]) -> None:
        for put, value in zip(setters.values(), values, strict=True):
            put(self, value)

    return {"__getstate__": state, "__setstate__": restore}


def _defaults(made: type, described: tuple[Field[Any], ...]) -> tuple[Any, ...]:
    """Return the defaults of the last fields. Raises TypeError where one without a default follows one that has one."""
    every = [_FACTORY if field.default_factory is not MISSING else field.default for field in described]
    defaults = tuple(default for default in every if default is not MISSING)
    if MISSING in every[len(every) - len(defaults) :]:
        raise TypeError(f"a field of {made.__qualname__} without a default follows one that has one")
    return defaults


def _named(method: str, names: Iterable[str], made: type) -> Any:
    """Return a method that looks at these fields of a class."""
    own = tuple(names)
    return _copied(_methods(len(own))[method], own, made, {})


def _copied(function: FunctionType, names: tuple[str, ...], made: type, surroundings: dict[str, Any]) -> FunctionType:
    """Return a template for a class: its names and texts in the place of those that stand for them."""
    code, known = function.__code__, _known_by(names)
    code = code.replace(
        co_names=tuple([known.get(name, name) for name in code.co_names]),
        co_varnames=tuple([known.get(name, name) for name in code.co_varnames]),
        co_consts=tuple([known.get(text, text) for text in code.co_consts]),
    )
    surroundings["__name__"] = made.__module__
    copied = FunctionType(code, surroundings, function.__name__)
    copied.__qualname__ = f"{made.__qualname__}.{function.__name__}"
    return copied


@cache
def _known_by(names: tuple[str, ...]) -> Mapping[Any, str]:
    """Return names, and the texts that they stand in, by what stands for them."""
    known = {f"field_{place}": name for place, name in enumerate(names)}
    for place, name in enumerate(names):
        before = ", " if place else "("
        known[f"{before}field_{place}="] = f"{before}{name}="
    return known


_ORDER: Final = {"__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="}


@cache
def _constructors(count: int, has_slots: bool, has_factories: bool, is_checked: bool) -> FunctionType:
    """Return the constructor of a class with so many fields, which have no names yet."""
    places = range(count)
    lines = [f"set_{place}(self, field_{place})" for place in places]
    if not has_slots:
        lines = ["own = self.__dict__", *(f"own['field_{place}'] = field_{place}" for place in places)]
    lines += ["fill(self)"] * has_factories + ["self.__post_init__()"] * is_checked
    parameters = "".join(f", field_{place}" for place in places)
    return _run(f"def __init__(self{parameters}):\n    {'; '.join(lines or ['pass'])}\n")["__init__"]


@cache
def _methods(count: int) -> dict[str, FunctionType]:
    """Return the other methods of a class that look at so many fields, which have no names yet."""
    places = range(count)
    mine, others = ("".join(f"{whose}.field_{place}, " for place in places) for whose in ("self", "other"))
    shown = ", ".join(f"field_{place}={{self.field_{place}!r}}" for place in places)
    compared = "".join(
        f"""
def {name}(self, other):
    return ({mine}) {sign} ({others}) if other.__class__ is self.__class__ else NotImplemented
"""
        for name, sign in {"__eq__": "==", **_ORDER}.items()
    )
    return _run(f"""{compared}
def __repr__(self):
    return f"{{self.__class__.__qualname__}}({shown})"
def __hash__(self):
    return hash(({mine}))
""")


def _run(written: str) -> dict[str, FunctionType]:
    found: dict[str, FunctionType] = {}
    # What is run is made of numbers alone.
    exec(written, {}, found)  # noqa: S102
    return found


def _refuse_to_assign(_: object, name: str, __: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")
