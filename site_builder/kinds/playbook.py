"""Playbooks: what to do when something happens."""

from __future__ import annotations

from typing import Annotated, Literal

from site_builder.model.common import Area, RecordFields
from site_builder.model.either import OneOrMany
from site_builder.model.fields import Text, refers
from site_builder.model.kind import Kind
from site_builder.model.reference import Reference


class Playbook(RecordFields):
    """Steps that a team follows when something happens."""

    area: Area
    """The area of product operations it belongs to."""
    status: Literal["draft", "active", "retired"] = "active"
    """`draft`, `active` or `retired`."""
    roles: tuple[Annotated[Reference, refers("role")], ...] = ()
    """The roles that take part."""
    trigger: Text | None = None
    """What starts it, such as `A critical escalation is opened`."""
    supersedes: Annotated[tuple[Annotated[Reference, refers("playbook")], ...], OneOrMany()] = ()
    """Earlier playbooks that it takes the place of."""


PLAYBOOK = Kind(
    name="playbook",
    fields=Playbook,
    folder="content/playbooks",
    url="playbooks",
    label="Playbook",
    plural="Playbooks",
    area="workflows",
    purpose="What to do when something happens, step by step, so that a good result does not depend on who is on duty.",
    narrative="""\
What this playbook achieves, and for whom.

## Before you start

- [ ] What must be at hand, and who must know.

## Steps

1. The first step, with who does it and what it leads to.
2. The next step.

## Decision points

When to stop, when to ask, and whom.

## What good looks like

How one sees that it was done well.

## Common mistakes

What has gone wrong before, and how to avoid it.
""",
)
