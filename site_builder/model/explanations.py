"""The explanations of fields: the docstrings under them, read from the source only when somebody asks."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from types import MappingProxyType

from site_builder.model.fields import Fields


@cache
def explanations(model: type[Fields]) -> Mapping[str, str]:
    """Return the explanation of each field of a model by the field's name; nothing for one that has none.

    Pydantic can collect them while the classes are made; that would cost every command as much time as all the rest of
    making the models, and few commands explain anything.
    """
    found: dict[str, str] = {}
    for owner in reversed(model.__mro__):
        if issubclass(owner, Fields) and owner is not Fields:
            found.update(_written(owner))
    return MappingProxyType(found)


def _written(owner: type[Fields]) -> Mapping[str, str]:
    return _of_module(owner.__module__).get(owner.__name__, {})


@cache
def _of_module(name: str) -> Mapping[str, Mapping[str, str]]:
    try:
        source = inspect.getsource(sys.modules[name])
    except OSError:  # a model that was made at run time, or whose source is not installed
        return {}
    return {node.name: dict(_of_class(node)) for node in ast.parse(source).body if isinstance(node, ast.ClassDef)}


def _of_class(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, below in pairwise(node.body):
        if not (isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)):
            continue
        if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant) and isinstance(below.value.value, str):
            yield field.target.id, inspect.cleandoc(below.value.value)
