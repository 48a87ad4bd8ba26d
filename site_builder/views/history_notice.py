"""What a page says where the commits that it is made from cannot be read: why, and what to do."""

from __future__ import annotations

from collections.abc import Mapping

from site_builder.model.quick import dataclass
from site_builder.views.cells import Code, Inline, Phrase
from site_builder.views.parts import Notice

_PREFIX = "not available: "


@dataclass(frozen=True, slots=True)
class Cause:
    """A reason why the commits say nothing: what it is called, why no page reads them then, and what to do."""

    title: str
    why: str
    remedies: tuple[Inline, ...]


_SHALLOW = Cause(
    "This is a shallow clone",
    "The first promises are in commits that were not fetched. Every count would be too small and every first date too "
    "late, so no number is shown.",
    (
        Phrase(("Here: ", Code("git fetch --unshallow"))),
        Phrase(("In a GitHub workflow: ", Code("fetch-depth: 0"), " below the checkout action")),
        Phrase(("In a GitLab pipeline: ", Code('GIT_DEPTH: "0"'), " among the variables")),
    ),
)
_REWRITTEN = Cause(
    "The history was rewritten",
    "A rebase or a filter gave most commits a new date, so the days on which things were promised and released are "
    "lost. Numbers from these dates would look right and be wrong, so none is shown.",
    (
        "Build from the repository as it was before, if it still exists.",
        "Else leave it as it is: once most commits are newer than the rewriting, the figures return.",
    ),
)
_INCOMPLETE = Cause(
    "Parts of the history are missing",
    "The clone is partial or damaged: some versions of the files cannot be read. What was promised in them is not "
    "known, so no number is shown.",
    (
        Phrase(("A partial clone: clone again without ", Code("--filter"))),
        Phrase(("A damaged one: ", Code("git fsck"), " says what is missing")),
    ),
)
_NO_REPOSITORY = Cause(
    "The handbook is in no git repository",
    "Promises and their changes are read from commits. Without them there is nothing to count.",
    (
        Phrase(("Begin one: ", Code("git init"), ", then commit the handbook")),
        "In a container or an archive: build where the repository is, its .git folder included.",
    ),
)
_NO_COMMITS = Cause(
    "No commit holds the roadmap yet",
    "Promises and their changes are read from commits. What is only in the work tree was promised to nobody.",
    (Phrase(("Commit the roadmap: ", Code("git add roadmap && git commit"))),),
)
_LATER = Cause(
    "The history begins after the day of this build",
    "On the day that counts as today nothing had been committed, so there is nothing to count.",
    (
        Phrase(("Take ", Code("as_of"), " out of ", Code("mkdocs.yml"), ", or set a later day")),
        Phrase(("Or build for a later day once: ", Code("opsbook build --as-of DATE"))),
    ),
)
_UNKNOWN = Cause(
    "The history is not known",
    "These figures come from the commits of the handbook, and here there are none.",
    ("Build in a full clone of the repository.",),
)
_CAUSES: Mapping[str, Cause] = {
    "shallow clone": _SHALLOW,
    "rewritten history": _REWRITTEN,
    "partial clone": _INCOMPLETE,
    "no git repository": _NO_REPOSITORY,
    "no commit": _NO_COMMITS,
    "the history begins": _LATER,
}


def not_available(reason: str, needs: str = "") -> Notice:
    """Return the notice that says why the commits say nothing, why no number is shown, and what to do.

    ``needs`` says what a page reads from commits, where that is not the promises of the roadmap.
    """
    known = reason.removeprefix(_PREFIX)
    cause = next((cause for start, cause in _CAUSES.items() if known.startswith(start)), _UNKNOWN)
    facts = f" Found: {known}." if known not in (*_CAUSES, "no history") else ""
    return Notice("attention", f"{cause.title}.", f"{needs or cause.why}{facts}", cause.remedies)


def is_about_history(reason: str) -> bool:
    """Return whether what is not known is not known because of the commits."""
    return any(reason.startswith(f"{_PREFIX}{start}") for start in (*_CAUSES, "no history"))
