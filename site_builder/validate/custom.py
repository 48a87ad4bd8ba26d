"""An organisation's own fields: checked against the types that mkdocs.yml gives them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from pydantic import ValidationError, create_model

from site_builder.model.fields import Day, Fields, Number, Text, Truth
from site_builder.model.settings import CustomType
from site_builder.validate.messages import Problem, problem_of

_TYPES: Final[dict[CustomType, Any]] = {
    "number": Number,
    "text": Text,
    "date": Day,
    "truth": Truth,
    "list": tuple[Text, ...],
}


def custom_problems(custom: Mapping[str, Any], types: Mapping[str, CustomType]) -> Iterator[Problem]:
    """Yield what is wrong with the fields under ``custom``: not declared, or not of the declared type.

    A field without a value counts as left out.
    """
    model = custom_model(tuple(types.items()))
    values = {"custom": custom}
    try:
        model.model_validate(values)
    except ValidationError as found:
        for detail in found.errors(include_url=False):
            yield problem_of(detail, model, values)


@cache
def custom_model(types: tuple[tuple[str, CustomType], ...]) -> type[Fields]:
    """Return a model whose only field is ``custom``, a group of optional fields of these types."""
    fields: dict[str, Any] = {name: (_TYPES[custom_type] | None, None) for name, custom_type in types}
    group = create_model("Custom", __base__=Fields, **fields)
    return create_model("WithCustom", __base__=Fields, custom=(group, ...))
