"""A kind: the type of a record. Its model is the single source of validation, schema, scaffold, form and projection."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Generic, TypeVar

from pydantic.fields import FieldInfo

from site_builder.model.common import COMMON_LAST, RecordFields
from site_builder.model.explanations import explanations
from site_builder.model.fields import PUBLIC
from site_builder.model.quick import dataclass
from site_builder.model.record import Record

F = TypeVar("F", bound=RecordFields, covariant=True)


@dataclass(frozen=True)
class Kind(Generic[F]):
    """What makes a kind: its name, its model, its default folder, its address and its words.

    ``folder`` is relative to the root; its last part names the collection. ``url`` is the section's address without
    slashes at the ends. ``purpose`` is one sentence that says what belongs here and why it helps. ``status_field`` is
    empty where the kind has none. ``narrative`` is the skeleton of a new record's narrative, in Markdown; a kind that
    has one is written as a Markdown file. ``title_from`` names the field that the title is taken from where it is left
    out. ``has_dated_ids`` says that ids begin with a day, which a new record gets where it is left out.
    """

    name: str
    fields: type[F]
    folder: str
    url: str
    label: str
    plural: str
    area: str
    purpose: str
    may_be_public: bool = False
    expects_backlinks_from: tuple[str, ...] = ()
    status_field: str = "status"
    date_fields: tuple[str, ...] = ()
    narrative: str = ""
    title_from: str = ""
    has_dated_ids: bool = False

    def __hash__(self) -> int:
        # Much is kept by kind: a name is hashed once, all of the fields each time.
        return hash(self.name)

    @property
    def collection(self) -> str:
        """The collection's name: the last part of the default folder."""
        return self.folder.rpartition("/")[2]

    @cached_property
    def reading_order(self) -> tuple[str, ...]:
        """Names of the fields as a person reads them: title, owner, summary, the kind's own, then the rest."""
        names = list(self.fields.model_fields)
        own = [name for name in names if name not in RecordFields.model_fields]
        first = [name for name in RecordFields.model_fields if name not in COMMON_LAST]
        return (*first, *own, *COMMON_LAST)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """What files call the fields, in reading order: one whose name is a word of Python has another in its model."""
        return tuple(self.field(name).alias or name for name in self.reading_order)

    @cached_property
    def required(self) -> tuple[str, ...]:
        """Names of the fields that must be there, in reading order."""
        return tuple(name for name in self.reading_order if self.field(name).is_required())

    @cached_property
    def public_fields(self) -> frozenset[str]:
        """Names of the fields that the public audience sees when the record is public."""
        if not self.may_be_public:
            return frozenset()
        return frozenset(name for name in self.fields.model_fields if has_marker(self.field(name), PUBLIC))

    def field(self, name: str) -> FieldInfo:
        """Return pydantic's description of a field."""
        return self.fields.model_fields[name]

    def explanation(self, name: str) -> str:
        """Return what a field is for, in words for those who write records."""
        return explanations(self.fields).get(name, "")

    def url_of(self, record: Record[Any]) -> str:
        """Return the address of a record's page, relative to the site's root, with a slash at the end."""
        return f"{self.url}/{record.id}/"


def has_marker(field: FieldInfo, marker: object) -> bool:
    """Return whether a marker stands anywhere in a field's annotation."""
    return marker in field.metadata or _inside(field.annotation, marker)


def _inside(annotation: Any, marker: object) -> bool:
    if marker in getattr(annotation, "__metadata__", ()):
        return True
    return any(_inside(argument, marker) for argument in getattr(annotation, "__args__", ()))
