"""Roles: who answers for what."""

from __future__ import annotations

from typing import Annotated

from site_builder.model.common import Area, RecordFields
from site_builder.model.fields import Text, refers
from site_builder.model.kind import Kind
from site_builder.model.reference import Reference


class Role(RecordFields):
    """A role that people hold; records are owned by roles, so that they outlast a change of staff."""

    holders: tuple[Text, ...] = ()
    """Who holds it now: handles, such as `'@team-scheduling'`. A handle needs quotes."""
    team: Text | None = None
    """The team it belongs to."""
    responsibilities: tuple[Text, ...] = ()
    """What it answers for."""
    areas: tuple[Area, ...] = ()
    """The areas of product operations it looks after."""
    tools: tuple[Annotated[Reference, refers("tool")], ...] = ()
    """The tools it works with."""
    backup: Annotated[Reference, refers("role")] | None = None
    """The role that stands in for it."""


ROLE = Kind(
    name="role",
    fields=Role,
    folder="content/team",
    url="team",
    label="Role",
    plural="Team",
    area="workflows",
    purpose="Who answers for what and who stands in, so that every record has an owner who can be found.",
    status_field="",
)
