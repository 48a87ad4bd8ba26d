"""The state of a handbook as far as its pages depend on it, in digests."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from hashlib import blake2b
from itertools import chain
from typing import Final

from site_builder.link.handbook import Handbook
from site_builder.link.reads import EVERYTHING, FINDINGS, ROWS
from site_builder.link.references import FieldReference
from site_builder.model.data_source import DataSource
from site_builder.model.diagnostic import Diagnostic
from site_builder.model.page import Page
from site_builder.model.quick import dataclass
from site_builder.pipeline.page_reads import Changes
from site_builder.pipeline.site import Site
from site_builder.render.charts import key_of
from site_builder.views.within import charts_of

_WITH_ROWS: Final = ("survey", "metric", "workflow")


@dataclass(frozen=True, slots=True)
class PageState:
    """What pages may show of a handbook, beside the content of its records.

    ``frame`` is what has to be as it was for any page to be; ``backlinks`` are those of each record, ``findings`` those
    of each file that has any.
    """

    frame: str
    backlinks: list[str]
    findings: dict[str, str]
    all_findings: str

    @classmethod
    def of(cls, site: Site) -> PageState:
        """Return the state of a site's handbook."""
        handbook = site.shown.handbook
        former = {record.path: record.fields.formerly for record in handbook if record.fields.formerly}
        found: dict[str, list[Diagnostic]] = {}
        for finding in site.diagnostics:
            found.setdefault(finding.span.path, []).append(finding)
        findings = {path: _digest(repr(listed)) for path, listed in found.items()}
        return cls(
            _digest(repr((dict(site.record_urls), site.prose, site.navigation, former))),
            [_linked(handbook.backlinks.get(record.reference, ())) for record in handbook],
            findings,
            # Findings are in the order of files, so that these say it all.
            _digest(repr((findings, site.shown.suppressed))),
        )

    def changes(self, now: PageState, handbook: Handbook, files: Collection[str]) -> Changes | None:
        """Return what of the handbook is another ``now``; None where that is more than the content of some files.

        ``files`` are those that were written to in between, by their paths from the root.
        """
        by_path = {record.path: (number, record.kind) for number, record in enumerate(handbook)}
        tables = _tables(handbook)
        if self.frame != now.frame or not all(path in by_path or path in tables for path in files):
            return None
        told = {path for path, found in now.findings.items() if self.findings.get(path) != found}
        told |= self.findings.keys() - now.findings.keys()
        records = {by_path[path] for path in chain(files, told) if path in by_path}
        backlinks = zip(self.backlinks, now.backlinks, strict=True)
        wholes = {kind for _, kind in records}
        if self.all_findings != now.all_findings:
            wholes.add(FINDINGS)
        if any(path in tables for path in files):
            wholes.add(ROWS)
        linked = frozenset(number for number, (before, after) in enumerate(backlinks) if before != after)
        if wholes or linked:
            wholes.add(EVERYTHING)
        return Changes(frozenset(number for number, _ in records), linked, frozenset(wholes))


def shown_on(page: Page) -> str:
    """Return a digest of what a page has to show, or of what it was given, where it is made later."""
    if page.maker is not None:
        return _digest(page.given) if page.given else ""
    drawings = chain.from_iterable(chart.drawings for chart in charts_of(page.content))
    return _digest(" ".join((repr(page), *map(key_of, drawings))))


def _linked(links: Sequence[FieldReference]) -> str:
    said = [f"{link.source} {link.path} {link.in_text} {link.number}" for link in links]
    return _digest(" ".join(said)) if said else ""


def _tables(handbook: Handbook) -> frozenset[str]:
    """Return the paths of files of rows that records name, each by its path and not by a pattern."""
    values = chain.from_iterable(vars(record.fields).values() for record in handbook if record.kind in _WITH_ROWS)
    return frozenset(value.files for value in values if isinstance(value, DataSource) and not value.named)


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
