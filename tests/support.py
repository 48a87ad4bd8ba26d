"""Small handbooks for tests, written as files and read by the real stages."""

from __future__ import annotations

import signal
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from site_builder.kinds import all_kinds
from site_builder.link.projection import PublicPolicy, project_public
from site_builder.measure.base import MeasureContext, Measures
from site_builder.model.diagnostic import Diagnostic
from site_builder.model.page import Page
from site_builder.pipeline import Checked, Inputs, check, open_work_tree
from site_builder.pipeline.page_reads import PageReads
from site_builder.pipeline.site_pages import SitePages
from site_builder.views.base import View, ViewContext, offered, registered_views
from site_builder.views.generic import generic_views
from site_builder.views.prose import section_prose

PATIENCE = 60
"""Seconds of the processor: what is read once takes a fraction of one, what is read again and again takes hours."""

AS_OF = date(2026, 10, 31)
CONFIG = """\
site_name: Test handbook
docs_dir: content
theme:
  name: material
  font: false
plugins:
  - search
  - opsbook
"""


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a root; a configuration and an empty home page are added where they are missing."""
    for path, text in {"mkdocs.yml": CONFIG, "content/index.md": "# Home\n", **files}.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def inputs_of(root: Path, as_of: date = AS_OF) -> Inputs:
    """Return the pipeline's inputs of a handbook on disk."""
    return open_work_tree(root / "mkdocs.yml", lambda _: as_of)


def check_files(root: Path, files: Mapping[str, str | bytes], as_of: date = AS_OF) -> Checked:
    """Write a handbook and check it."""
    return check(inputs_of(write(root, files), as_of))


def all_pages(views: Iterable[View], context: ViewContext) -> tuple[Page, ...]:
    """Return the pages that a build would make of these views, as far as the audience is offered them."""
    shown = tuple(offered(views, context.handbook))
    return SitePages(shown, context, (), PageReads(context.handbook, has_threads=False)).whole


def codes(diagnostics: tuple[Diagnostic, ...]) -> list[tuple[str, str]]:
    """Return code and place of each diagnostic, as ``path:line:column``."""
    return [(diagnostic.code, str(diagnostic.span)) for diagnostic in diagnostics]


def initiative(title: str = "Faster checkout", status: str = "planned", **fields: str) -> str:
    """Return the text of an initiative; further fields are YAML."""
    lines = [
        f"title: {title}",
        "owner: '@team'",
        f"status: {status}",
        *(f"{key}: {value}" for key, value in fields.items()),
    ]
    return "\n".join(lines) + "\n"


def view_context(checked: Checked) -> ViewContext:
    """Return what views see of a checked handbook, its section prose included."""
    measured = checked.measures.context
    views = (*registered_views(), *generic_views(all_kinds().values(), registered_views()))
    return ViewContext(
        checked.handbook,
        checked.measures,
        measured.as_of,
        measured.settings,
        "Test handbook",
        checked.diagnostics,
        checked.suppressed,
        section_prose(checked.handbook.prose, views, "content"),
    )


def public_view_context(checked: Checked) -> ViewContext:
    """Return what views see of the public part of a checked handbook."""
    measured = checked.measures.context
    policy = PublicPolicy(measured.as_of, measured.settings.policies.show_unreleased)
    handbook = project_public(checked.handbook, policy)
    measures = Measures(MeasureContext(handbook, measured.as_of, measured.settings))
    return ViewContext(handbook, measures, measured.as_of, measured.settings, "Test handbook")


@contextmanager
def ends() -> Iterator[None]:
    """Fail where the block does not come to an end; how long it may take is for the benchmarks to say."""

    def give_up(*_: object) -> None:
        raise AssertionError(f"not done after {PATIENCE} seconds of the processor")

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
