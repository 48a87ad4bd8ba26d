"""The form of a kind: what the file of a new record needs, in the order in which it is asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from site_builder.model.common import COMMON_LAST
from site_builder.model.kind import Kind
from site_builder.validate.schema import schema_of
from site_builder.views.base import ViewContext
from site_builder.views.form_fields import form_fields
from site_builder.views.forms import RecordForm

_BODY: Final = "body"
"""What every record may have, and asks for the most room: it comes with what is the kind's own."""

_NEVER_ASKED: Final = frozenset(("allow", "custom", "formerly", "visibility"))
"""Fields that nobody misses in a form which does not have them."""


def record_form(context: ViewContext, kind: Kind[Any]) -> RecordForm:
    """Return the form that writes the file of a new record."""
    schema = schema_of(kind, context.settings.custom.get(kind.name))
    fields = form_fields(kind, schema)
    components = context.settings.components
    if components and "component" in fields:
        choices = tuple((name, name) for name in components)
        fields["component"] = replace(fields["component"], control="choice", choices=choices, pattern="")
    first = [key for key, field in fields.items() if field.required]
    last = [key for key in COMMON_LAST if key != _BODY]
    own = [key for key in fields if key not in first and key not in last]
    return RecordForm(
        kind=kind.name,
        label=kind.label,
        folder=context.new_files.folder_of(kind),
        suffix=".md" if kind.narrative else ".yml",
        has_dated_ids=kind.has_dated_ids,
        first=tuple(fields[key] for key in first),
        others=tuple(fields[key] for key in own),
        rest=tuple(fields[key] for key in last if key in fields and key not in first),
        left_out=tuple(key for key in schema["properties"] if key not in fields and key not in _NEVER_ASKED),
        new_file=context.new_files.host,
        collections={other.name: other.collection for other in context.handbook.kinds.values()},
    )
