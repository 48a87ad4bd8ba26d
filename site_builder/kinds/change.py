"""Changes: fragments of the release notes, written with the work itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import model_validator

from site_builder.model.common import RecordFields
from site_builder.model.either import DateOrRelease
from site_builder.model.fields import PUBLIC, Day, Fields, Markdown, RepositoryPath, Text, Truth, Url, refers
from site_builder.model.kind import Kind
from site_builder.model.plain_markdown import plain_line
from site_builder.model.reference import Reference

_TITLE_LENGTH = 120
_SENTENCE = re.compile(r".*?[.!?][\"')\]]*(?=\s+[^\s\da-z])")


class Image(Fields):
    """A picture that shows the change."""

    path: RepositoryPath
    """Where the picture is in the repository, such as `roadmap/images/swap.png`."""
    alt: Text
    """What it shows, for those who cannot see it."""


class Change(RecordFields):
    """One thing that is different for customers.

    The title may be left out: then it is the first sentence of the body.
    """

    type: Annotated[Literal["added", "changed", "deprecated", "removed", "fixed", "security"], PUBLIC]
    """What sort of change it is, in the words of Keep a Changelog."""
    release: Annotated[Reference, refers("release"), PUBLIC] | None = None
    """The release that brought it, such as `2026.2`; left out while it is unreleased. Put a version in quotes."""
    initiative: Annotated[Reference, refers("initiative")] | None = None
    """The initiative it belongs to."""
    requests: tuple[Annotated[Reference, refers("request")], ...] = ()
    """Requests of customers that it answers."""
    escalations: tuple[Annotated[Reference, refers("escalation")], ...] = ()
    """Escalations that it mends."""
    component: Annotated[Text, PUBLIC] | None = None
    """The part of the product that changed, such as `payroll-export`."""
    plans: Annotated[tuple[Text, ...], PUBLIC] = ()
    """The plans whose customers get it, such as `Growth`; left out when all do."""
    breaking: Annotated[Truth, PUBLIC] = False
    """`true` when customers must do something, or lose something they used."""
    removal_on: Annotated[DateOrRelease, PUBLIC] | None = None
    """When something deprecated goes away: a date such as `2027-03-31`, or a release."""
    docs: Annotated[Url, PUBLIC] | None = None
    """The page that explains it, such as `https://example.com/help/swaps`."""
    image: Annotated[Image, PUBLIC] | None = None
    """A picture that shows it."""
    publish_on: Day | None = None
    """An embargo: it is not public before that day."""
    audience_note: Markdown | None = None
    """What support and sales should know. Never public."""
    body: Annotated[Markdown, PUBLIC] | None = None
    """What is different, for whom, and what to do, in the words of a customer."""

    @model_validator(mode="before")
    @classmethod
    def _title_from_body(cls, values: Any) -> Any:
        if isinstance(values, Mapping) and values.get("title") is None and isinstance(values.get("body"), str):
            title = first_sentence(values["body"])
            return {**values, "title": title} if title else values
        return values


def first_sentence(text: str) -> str:
    """Return the first sentence of a Markdown text in plain words, on one line; at most 120 characters, cut at a word.

    The public reads it where it reads the text, so that nothing is in it which is not shown there.
    """
    sentence = whole_first_sentence(text)
    if len(sentence) <= _TITLE_LENGTH:
        return sentence
    cut = sentence[: _TITLE_LENGTH - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(",;:–—- ") + "…"


def whole_first_sentence(text: str) -> str:
    """Return the first sentence of a Markdown text in plain words, on one line, however long it is."""
    line = plain_line(text)
    match = _SENTENCE.match(line)
    return (match[0] if match else line).removesuffix(".")


CHANGE = Kind(
    name="change",
    fields=Change,
    folder="roadmap/changes",
    url="changes",
    label="Change",
    plural="Changes",
    area="releases",
    purpose="What is different for customers, written when the work is done, so that release notes write themselves.",
    may_be_public=True,
    status_field="",
    date_fields=("removal_on", "publish_on"),
    title_from="body",
)
