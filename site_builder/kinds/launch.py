"""Launches: bringing something new to the market."""

from __future__ import annotations

from typing import Annotated, Literal

from site_builder.model.common import RecordFields
from site_builder.model.fields import Day, Fields, Markdown, OwnerName, Planned, Text, one_number_of, refers
from site_builder.model.kind import Kind
from site_builder.model.reference import Reference


class Gate(Fields):
    """Something that must be ready before the launch."""

    name: Text
    """What must be ready, such as `support`. The gates that a tier needs are in mkdocs.yml."""
    owner: OwnerName | None = None
    """Who sees to it."""
    due: Day | None = None
    """The day by which it must be ready."""
    status: Literal["todo", "done", "waived", "blocked"] = "todo"
    """`todo`, `done`, `waived` when it was decided to go without, or `blocked`."""
    evidence: Markdown | None = None
    """What shows that it is ready: a link, or a sentence."""


class GoNoGo(Fields):
    """The decision to launch."""

    decision: Literal["go", "no_go"]
    """`go` or `no_go`."""
    by: OwnerName | None = None
    """Who decided."""
    on: Day | None = None
    """The day of the decision."""


class Launch(RecordFields):
    """The preparation and the day of a launch, with its gates."""

    tier: Annotated[int, one_number_of(1, 2, 3)]
    """How big it is: `1` the whole market hears of it, `2` all customers, `3` those who use the part."""
    date: Planned
    """The day of the launch; while it is far off, a month or a quarter will do."""
    initiatives: tuple[Annotated[Reference, refers("initiative")], ...] = ()
    """The initiatives that are launched."""
    release: Annotated[Reference, refers("release")] | None = None
    """The release that carries them. Put a version in quotes."""
    gates: tuple[Gate, ...] = ()
    """What must be ready, with owner, due day and status."""
    go_no_go: GoNoGo | None = None
    """The decision to launch: what, by whom, on which day."""
    rollback: Text | None = None
    """How the launch is taken back if it goes wrong."""
    retro: Markdown | None = None
    """What went well and what did not, after the launch."""


LAUNCH = Kind(
    name="launch",
    fields=Launch,
    folder="roadmap/launches",
    url="launches",
    label="Launch",
    plural="Launches",
    area="launches",
    purpose="What must be ready before something new goes to customers, so that nobody is surprised on the day.",
    status_field="",
    date_fields=("date",),
)
