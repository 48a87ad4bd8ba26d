"""Releases: the versions that customers get."""

from __future__ import annotations

from typing import Annotated, Literal

from site_builder.model.common import RecordFields
from site_builder.model.fields import COARSE, PUBLIC, Markdown, Planned, refers
from site_builder.model.kind import Kind
from site_builder.model.reference import Reference


class Release(RecordFields):
    """A version of the product. Its id is the version."""

    date: Annotated[Planned, PUBLIC, COARSE]
    """The day it came out, such as `2026-06-17`; while it is planned, a month or a quarter will do."""
    status: Annotated[Literal["planned", "released", "withdrawn"], PUBLIC]
    """`planned`, `released`, or `withdrawn` when it was taken back."""
    highlights: Annotated[tuple[Annotated[Reference, refers("change")], ...], PUBLIC] = ()
    """The few changes that lead the release notes."""
    upgrade_notes: Annotated[Markdown, PUBLIC] | None = None
    """What customers must do when they upgrade."""
    body: Annotated[Markdown, PUBLIC] | None = None
    """The introduction to the release notes. Readers of a public record see it."""


RELEASE = Kind(
    name="release",
    fields=Release,
    folder="roadmap/releases",
    url="releases",
    label="Release",
    plural="Releases",
    area="releases",
    purpose="The versions that customers get, so that every change has a day and an address.",
    may_be_public=True,
    expects_backlinks_from=("change",),
    date_fields=("date",),
    narrative="""\
What this release is about, in two or three sentences that a customer understands.

## What to do

What an administrator should check or set up, if anything.
""",
)
