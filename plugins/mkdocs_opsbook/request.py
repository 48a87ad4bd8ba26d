"""What a build is asked for beyond what ``mkdocs.yml`` says."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from typing import Any

from mkdocs_opsbook.contract import HandbookSite
from site_builder.model.quick import dataclass
from site_builder.model.settings import Audience
from site_builder.pipeline.part import Part


class NeedsWholeBuild(Exception):
    """A part of the site is not enough: what an edit touches cannot be told, or put where it belongs."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line asks for. MkDocs' own commands ask for nothing.

    ``allow_errors`` builds a draft of a handbook with errors. Without ``shells`` every record's page takes MkDocs' own
    way through the theme, which is what a filled shell is compared with. ``site`` is a handbook that has been read, and
    whose findings have been told, already. ``pause`` is called between two pages: a build beside other work may wait
    there, or raise to be given up. Where only a ``part`` is to be built, what is not among it is left out.
    """

    as_of: date | None = None
    audience: Audience | None = None
    allow_errors: bool = False
    shells: bool = True
    site: HandbookSite | None = None
    pause: Callable[[], None] = lambda: None
    part: Part | None = None


_REQUEST: ContextVar[Request] = ContextVar("request", default=Request())  # noqa: B039


@contextmanager
def asking(request: Request) -> Iterator[None]:
    """Make this what builds ask for: MkDocs makes the plugin anew for each build and cannot hand it anything."""
    token = _REQUEST.set(request)
    try:
        yield
    finally:
        _REQUEST.reset(token)


def asked() -> Request:
    """Return what the build is asked for."""
    return _REQUEST.get()


def as_of(request: Request, options: Mapping[str, Any]) -> date:
    """Return the date that "today" means: asked for, ``SOURCE_DATE_EPOCH``, the option, or today in UTC."""
    if request.as_of is not None:
        return request.as_of
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit() and len(epoch) < 12:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    option = options.get("as_of")
    if isinstance(option, datetime):
        return option.date()
    if isinstance(option, date):
        return option
    try:
        # A value that is no date is reported by the stage that reads the options, with its line and column.
        return date.fromisoformat(str(option))
    except ValueError:
        return datetime.now(UTC).date()


def audience(request: Request, options: Mapping[str, Any]) -> Audience:
    """Return who the site is for: asked for, or the option, or ``internal``."""
    return request.audience or ("public" if options.get("audience") == "public" else "internal")
