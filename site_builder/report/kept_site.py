"""The site of the last build, left as it is where nothing has changed on which it depends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import field
from datetime import date
from hashlib import blake2b
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import Any, Final

from site_builder.load.folder_ahead import FolderAhead
from site_builder.load.folder_state import FolderState, folder_state
from site_builder.load.traced import Trace
from site_builder.model.quick import dataclass
from site_builder.render.drawing_key import drawing_key
from site_builder.report.kept_findings import KeptFindings, Recorder, kept_findings, record
from site_builder.report.outcome import Outcome

_PACKAGES: Final = ("site_builder", "mkdocs_opsbook")


@dataclass(frozen=True, slots=True)
class Known:
    """What a build would come to again: its findings, and a site of so many pages, which is there."""

    outcome: Outcome
    pages: int


@dataclass(frozen=True, slots=True)
class SiteSince:
    """What is known of the last build, whose site is at ``site``.

    Where nothing has changed, ``known`` is what a build would come to; else the content of some files is another than
    the ``trace`` says, and nothing else. ``warnings`` are lines in which was warned, each with the address of the page
    that it is about, if that is known. ``left`` is a digest of the state in which the build left the site, which is
    being ``found`` out again.
    """

    trace: Trace
    known: Known | None
    site: Path
    warnings: tuple[tuple[str | None, str], ...]
    left: str
    found: FolderAhead

    @property
    def is_clear(self) -> bool:
        """Whether it is known of each warning which page it is about."""
        return all(url is not None for url, _ in self.warnings)

    def state(self) -> FolderState | None:
        """Return the state of the site, once; None where it is not there, or not as the build left it."""
        try:
            state = self.found.state()
        except OSError:
            return None
        return state if state.digest == self.left else None


@dataclass(slots=True)
class SiteRecorder:
    """Records what a build depends on while it runs, to leave its site as it is the next time.

    ``asked`` is what the command line asked for.
    """

    recorder: Recorder
    asked: Sequence[str]
    templates: str
    is_whole: bool = field(default=True)

    def read_all(self, folders: Sequence[str] | None) -> None:
        """Read what MkDocs is going to read below these folders; None says that nobody knows what else it reads."""
        if folders is None:
            self.is_whole = False
            return
        for folder in folders:
            self.recorder.read_all(folder)

    def changed_since(self, before: Trace) -> frozenset[str] | None:
        """Return the paths of files that held something else in an earlier build, as far as they have been read.

        None where one was not read then.
        """
        return self.recorder.source.trace.changed_since(before)

    def keep(
        self,
        outcome: Outcome,
        configured: date | None,
        state: FolderState,
        target: Path,
        pages: int,
        warnings: Sequence[tuple[str | None, str]],
    ) -> bool:
        """Keep that this build came to a site in this state, which is at ``target`` or will be, and what it told.

        Return whether that is kept.
        """
        if not self.is_whole or self.templates != _templates():
            return False
        result = {
            "asked": list(self.asked),
            "target": str(target),
            "site": state.digest,
            "pages": pages,
            "warnings": list(warnings),
            "templates": self.templates,
        }
        return self.recorder.keep(outcome, configured, result)


@dataclass(frozen=True, slots=True)
class KeptSite:
    """The site of the last build, with all that it depends on."""

    findings: KeptFindings

    @property
    def site(self) -> Path | None:
        """Where the site is; None where that is not known."""
        result: Any = self.findings.content.get("result")
        return Path(result["target"]) if isinstance(result, dict) and isinstance(result.get("target"), str) else None

    def since(self, asked: Sequence[str], choose: Callable[[date | None], date]) -> SiteSince | None:
        """Return what is known of the last build; None where more has changed since than the content of files.

        ``choose`` chooses the day, as for a check.
        """
        result: Any = self.findings.content.get("result")
        try:
            target, warnings = Path(result["target"]), tuple((url, str(line)) for url, line in result["warnings"])
            if result["asked"] != list(asked):
                return None
            found = FolderAhead(target)
            since = self.findings.since(choose) if result["templates"] == _templates() else None
            if since is None:
                found.stop()
                return None
            known = None if since.outcome is None else Known(since.outcome, int(result["pages"]))
            about = SiteSince(since.trace, known, target, warnings, str(result["site"]), found)
            # Where the site is to stay, its state is known now; else it is asked for when it is needed.
            return about if known is None or about.state() is not None else None
        except (OSError, KeyError, TypeError, ValueError):
            return None


def record_site(config_file: Path, file: Path, asked: Sequence[str]) -> SiteRecorder | None:
    """Return what records a build; None where nothing can be kept in the folder of the cache."""
    recorder = record(config_file, file)
    return None if recorder is None else SiteRecorder(recorder, asked, _templates())


def kept_site(config_file: Path, file: Path) -> KeptSite | None:
    """Return what a file of the cache has of the last build of this handbook; None where there is nothing."""
    findings = kept_findings(config_file, file)
    return None if findings is None else KeptSite(findings)


def _templates() -> str:
    """The state of the templates, style sheets and scripts of opsbook itself, which are not among its modules.

    What charts are drawn with is part of it.
    """
    digest = blake2b(drawing_key().encode("ascii"), digest_size=16)
    for place in chain.from_iterable(map(_places, _PACKAGES)):
        for folder in sorted(path for path in place.rglob("*") if path.name in ("templates", "assets")):
            digest.update(folder_state(folder).encode("ascii"))
    return digest.hexdigest()


def _places(package: str) -> Iterator[Path]:
    """Yield where a package lies; nothing where it is not installed."""
    with suppress(ImportError):
        found = find_spec(package)
        yield from map(Path, (found and found.submodule_search_locations) or ())
