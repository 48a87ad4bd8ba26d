"""The fields that every record has."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from site_builder.model.fields import (
    PUBLIC,
    Allowances,
    Day,
    EarlierId,
    Fields,
    LinkTarget,
    Markdown,
    OwnerName,
    Text,
    TitleText,
)
from site_builder.model.reference import Reference

Area = Literal[
    "tools",
    "escalations",
    "feedback",
    "communication",
    "experimentation",
    "enablement",
    "workflows",
    "best-practices",
    "analytics",
    "tech-stack",
    "roadmap",
    "launches",
    "releases",
    "documentation",
]

COMMON_LAST = ("tags", "visibility", "review_by", "reviewed_on", "links", "formerly", "allow", "custom", "body")
"""Common fields that are read after a kind's own ones."""


class RecordFields(Fields):
    """Fields common to all kinds."""

    title: Annotated[TitleText, PUBLIC]
    """What it is called, in a few words."""
    owner: OwnerName
    """Who answers for it: the id of a role, or a handle such as `@checkout-team`."""
    summary: Annotated[Markdown, PUBLIC] | None = None
    """One or two sentences that lead the page."""
    tags: Annotated[tuple[Text, ...], PUBLIC] = ()
    """Words to find it by, such as `mobile`."""
    visibility: Literal["internal", "public"] = "internal"
    """Who may read it: `internal` unless marked `public`."""
    review_by: Day | None = None
    """The day by which it must be looked at again."""
    reviewed_on: Day | None = None
    """The day it was last reviewed."""
    links: tuple[LinkTarget, ...] = ()
    """URLs such as `https://example.com/page`, paths in the repository, or references to records (`kind:id`)."""
    formerly: tuple[EarlierId, ...] = ()
    """Earlier ids, such as `old-name`: history and old addresses follow."""
    allow: Allowances = Field(default_factory=dict)
    """Rules that do not apply to this record, each with the reason, such as `{unlinked: Nothing refers to it yet}`."""
    custom: dict[str, Any] = Field(default_factory=dict)
    """The organisation's own fields, typed in mkdocs.yml."""
    body: Markdown | None = None
    """The narrative. In a Markdown file it is what follows the front matter."""

    @property
    def is_public(self) -> bool:
        """Whether the record is marked for the public audience."""
        return self.visibility == "public"

    @property
    def related(self) -> tuple[Reference, ...]:
        """The references among the links."""
        return tuple(link for link in self.links if isinstance(link, Reference))
