"""What the annotation of a field says about the values that the field may have."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from types import NoneType
from typing import Any, Final, Literal, get_args, get_origin

from site_builder.model.dates import Period, PlannedDate
from site_builder.model.fields import Fields
from site_builder.model.reference import Handle, Reference

_LEAVES: Final[frozenset[Any]] = frozenset(
    (str, int, float, bool, NoneType, date, datetime, timedelta, PlannedDate, Period, Handle, Reference, Ellipsis)
)
"""Types whose values hold no others."""


def may_hold(annotation: Any, wanted: type) -> bool:
    """Return whether a value of this annotation may be one of ``wanted``, or hold one; true where that is unknown."""
    if isinstance(annotation, type) and issubclass(annotation, Fields):
        return issubclass(annotation, wanted) or any(
            may_hold(field.annotation, wanted) for field in annotation.model_fields.values()
        )
    if annotation is wanted:
        return True
    if annotation in _LEAVES or get_origin(annotation) is Literal:
        return False
    arguments = (getattr(annotation, "__metadata__", ()) and get_args(annotation)[:1]) or get_args(annotation)
    return not arguments or any(may_hold(argument, wanted) for argument in arguments)
