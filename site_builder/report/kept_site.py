"""The site of the last build, left as it is where nothing has changed on which it depends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import Any, Final

from site_builder.load.folder_state import folder_state
from site_builder.render.drawing_key import drawing_key
from site_builder.report.kept_findings import KeptFindings, Recorder, kept_findings, record
from site_builder.report.outcome import Outcome

_PACKAGES: Final = ("site_builder", "mkdocs_opsbook")


@dataclass(frozen=True, slots=True)
class Known:
    """What a build would come to again: its findings, its warnings, and a site of so many pages, which is there."""

    outcome: Outcome
    pages: int
    warnings: tuple[str, ...]


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

    def keep(
        self,
        outcome: Outcome,
        configured: date | None,
        built: Path,
        target: Path,
        pages: int,
        warnings: Sequence[str],
    ) -> None:
        """Keep that this build came to the site in ``built``, which is to be moved to ``target``, and what it told."""
        if self.is_whole and self.templates == _templates():
            result = {
                "asked": list(self.asked),
                "target": str(target),
                "site": folder_state(built),
                "pages": pages,
                "warnings": list(warnings),
                "templates": self.templates,
            }
            self.recorder.keep(outcome, configured, result)


@dataclass(frozen=True, slots=True)
class KeptSite:
    """The site of the last build, with all that it depends on."""

    findings: KeptFindings

    def known(self, asked: Sequence[str], choose: Callable[[date | None], date]) -> Known | None:
        """Return what a build would come to again; None where it has to be run to know.

        ``choose`` chooses the day, as for a check.
        """
        result: Any = self.findings.content.get("result")
        try:
            if result["asked"] != list(asked) or result["templates"] != _templates():
                return None
            outcome = self.findings.outcome(choose)
            if outcome is None or folder_state(Path(result["target"])) != result["site"]:
                return None
            return Known(outcome, int(result["pages"]), tuple(map(str, result["warnings"])))
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
