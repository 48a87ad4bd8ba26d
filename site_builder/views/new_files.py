"""Where the files of new records go: the folder of each kind, and the page on which the host takes a new file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from typing import Any, Final
from urllib.parse import quote, unquote, urljoin

from site_builder.model.kind import Kind
from site_builder.model.quick import dataclass
from site_builder.views.forms import NewFile

_EDIT: Final = (
    r"(?P<repository>https?://(?P<host>[^/?#]+)/(?:[^?#]+/)?)(?P<edit>-/edit|(?<!-/)edit|_edit)/(?P<branch>[^/?#]+)/"
    r"(?P<top>(?:[^?#]+/)?){folder}/?\Z"
)
"""Where GitHub and its kin, GitLab (``-/edit``) and Gitea (``_edit``) let files of a folder be edited.

The last such place counts: an owner or a repository may be called so as well.
"""
_NEW: Final = {"-/edit": ("-/new", "file_name"), "_edit": ("_new", "filename"), "edit": ("new", "filename")}
_GITLAB: Final = "-/edit"
"""GitLab takes the name of a new file from an address, and not its text."""


@dataclass(frozen=True, slots=True)
class NewFiles:
    """The folders of kinds by their names; of others it is the default one. ``host`` is None where it is not known."""

    folders: Mapping[str, str] = field(default_factory=dict)
    host: NewFile | None = None

    def folder_of(self, kind: Kind[Any]) -> str:
        """Return the folder that records of a kind lie in, from the root of the handbook."""
        return self.folders.get(kind.name, kind.folder).strip("/")


def new_file_at(repo_url: str, edit_uri: str, docs_dir: str) -> NewFile | None:
    """Return where a new file is written, by what ``mkdocs.yml`` says of editing files; None where that is not told.

    ``edit_uri`` leads to the documentation folder, by itself or from ``repo_url`` on. Of hosts that are not known, and
    of a folder that is called otherwise, nothing is guessed.
    """
    # As MkDocs joins them.
    base = repo_url if not repo_url or edit_uri.startswith(("?", "#")) or repo_url.endswith("/") else f"{repo_url}/"
    found = re.match(_EDIT.format(folder=re.escape(docs_dir)), unquote(urljoin(base, edit_uri)))
    if found is None:
        return None
    # MkDocs' own default for GitLab is the address of its older releases.
    edit = _GITLAB if "gitlab" in found["host"] else found["edit"]
    new, parameter = _NEW[edit]
    top = quote(found["top"], safe="/")
    return NewFile(f"{found['repository']}{new}/{found['branch']}?{parameter}={top}", takes_text=edit != _GITLAB)
