"""Parts of forms: a record to be filled in, field by field. Pure data, no HTML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import ClassVar, Literal, TypeAlias

from site_builder.model.quick import dataclass
from site_builder.views.cells import Markup

Control: TypeAlias = Literal["text", "lines", "choice", "date", "moment", "number", "flag", "reference", "group"]
"""How a value is asked for: ``lines`` are a text of several lines, ``group`` fields that belong together."""


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of a form: what a file calls it, how it is asked for, and what may stand there.

    ``repeated`` says that it may have several values. ``choices`` are values and the words for them. ``pattern`` is a
    regular expression that the whole value must match. ``refers`` names the kind of the records that a reference is to;
    empty where it is written as ``kind:id``. ``low`` and ``high`` bound a number, ``above`` and ``below`` are bounds
    that it does not reach; ``is_whole`` says that it has no fraction, ``is_exact`` that a choice is a number or true.
    ``value`` is what the field begins with.
    """

    key: str
    label: str
    control: Control
    help: Markup | None = None
    required: bool = False
    repeated: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    pattern: str = ""
    example: str = ""
    refers: str = ""
    low: str = ""
    high: str = ""
    above: str = ""
    below: str = ""
    is_whole: bool = False
    is_exact: bool = False
    value: str = ""
    fields: tuple[FormField, ...] = ()


@dataclass(frozen=True, slots=True)
class NewFile:
    """Where the repository's host lets a new file be written: ``url`` is its page, up to the path of the file.

    ``takes_text`` says that the text of the file may follow as the parameter ``value``; else it is to be pasted.
    """

    url: str
    takes_text: bool


@dataclass(frozen=True, slots=True)
class RecordForm:
    """A form that writes the file of a new record of a kind.

    ``folder`` and ``suffix`` make the file's path with the id between them. ``first`` are the fields without which
    there is no record, ``others`` those that are its own, ``rest`` those that all records may have. ``left_out`` names
    the fields that are written in the file alone. ``collections`` are those of all kinds, by kind: records to refer to
    are looked up in them.
    """

    part: ClassVar[str] = "record_form"
    api: ClassVar[str] = "api/v1/"
    kind: str
    label: str
    folder: str
    suffix: str
    has_dated_ids: bool
    first: tuple[FormField, ...]
    others: tuple[FormField, ...]
    rest: tuple[FormField, ...]
    left_out: tuple[str, ...] = ()
    new_file: NewFile | None = None
    collections: Mapping[str, str] = field(default_factory=dict)
