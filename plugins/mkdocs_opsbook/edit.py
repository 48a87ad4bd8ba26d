"""Links to the source of a page, for files inside and outside MkDocs' documentation folder."""

from __future__ import annotations

import posixpath
import re
from functools import cache
from urllib.parse import quote, urljoin

from mkdocs.config.config_options import EditURITemplate
from mkdocs.config.defaults import MkDocsConfig

from site_builder.model.quick import dataclass

_PLAIN = re.compile(r"[a-z0-9][a-z0-9.-]*")
_STEM = "opsbook-stem-of-a-file"


@dataclass(frozen=True, slots=True)
class EditLinks:
    """Where sources are edited.

    ``documentation`` is the documentation folder, relative to the root of the handbook. MkDocs' ``edit_uri`` names that
    folder in the repository; a source elsewhere in the handbook is found from there.
    """

    documentation: str
    repository: str = ""
    folder: str = ""
    template: str = ""

    def url(self, path: str) -> str | None:
        """Return the link that opens the file at ``path`` (from the root) for editing; None where there is none."""
        if not path or not (self.folder or self.template):
            return None
        folder, slash, name = path.rpartition("/")
        stem, dot, extension = name.rpartition(".")
        if not dot or _PLAIN.fullmatch(stem) is None:
            return self._url(quote(path, safe="/@:+~,"))
        return stem.join(_around(self, folder + slash, dot + extension))

    def _url(self, path: str) -> str:
        if self.template:
            link = self._from_template(path)
        elif self.folder.endswith(f"/{self.documentation}/") or self.folder == f"{self.documentation}/":
            link = self.folder.removesuffix(f"{self.documentation}/") + path
        else:
            link = self.folder + posixpath.relpath(path, self.documentation)
        repository = self.repository
        if repository and not link.startswith(("?", "#")) and not repository.endswith("/"):
            repository += "/"
        return urljoin(repository, link)

    def _from_template(self, path: str) -> str:
        template = self.template
        whole = template.replace(f"{self.documentation}/{{path", "{path")
        if whole == template:
            path = posixpath.relpath(path, self.documentation)
        parts = {"path": path, "path_noext": posixpath.splitext(path)[0]}
        return str(EditURITemplate.Formatter().format(whole, **parts))


@cache
def _around(links: EditLinks, folder: str, extension: str) -> tuple[str, ...]:
    """Return the link to files of a folder, cut where the stem of a file's name stands."""
    return tuple(links._url(quote(folder + _STEM + extension, safe="/@:+~,")).split(_STEM))


def edit_links(config: MkDocsConfig, documentation: str) -> EditLinks:
    """Return where the sources of this site are edited."""
    return EditLinks(documentation, config.repo_url or "", config.edit_uri or "", str(config.edit_uri_template or ""))
