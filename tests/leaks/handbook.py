"""A handbook in which everything that is internal holds tokens, and what is public holds plain words."""

from __future__ import annotations

import base64
import os
import struct
import subprocess
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from site_builder.kinds import all_kinds
from site_builder.model.kind import Kind
from tests.leaks.tokens import PLANNED_DAYS, Tokens
from tests.leaks.values import Maker
from tests.support import write

_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABh6FO1AAAAABJRU5ErkJggg=="
)
_END = _PIXEL.rindex(b"IEND") - 4
_PUBLIC_WORDS = "Plain words for customers"
_STATUS = {"initiative": "released", "release": "released", "change": None, "feature": None}


@dataclass(frozen=True)
class Size:
    """How much there is: records of each kind that are internal, rows of each table."""

    records: int = 3
    rows: int = 40


def write_handbook(root: Path, tokens: Tokens, size: Size) -> Path:
    """Write the handbook, with a commit whose author and message are tokens."""
    files: dict[str, str | bytes] = {}
    names = {kind: tokens.new(f"id of {kind}") for kind in all_kinds()}
    for kind in all_kinds().values():
        files.update(_internal_records(kind, tokens, names, size))
        if kind.may_be_public:
            files.update(_public_records(kind, tokens, names))
    files.update(_pages(tokens, names))
    files.update(_media(tokens))
    files["mkdocs.yml"] = _configuration(tokens)
    write(root, files)
    _commit(root, tokens)
    return root


def _internal_records(
    kind: Kind[Any], tokens: Tokens, names: Mapping[str, str], size: Size
) -> Iterator[tuple[str, str | bytes]]:
    maker = Maker(tokens.new, names.__getitem__)
    for number in range(size.records):
        record_id = names[kind.name] if not number else tokens.new(f"id of another {kind.name}")
        if kind.has_dated_ids:
            record_id = f"2026-10-01-{record_id}" if number else record_id
        values = maker.record(
            kind, f"internal {kind.name} {number}", {"visibility": "internal", "custom": _custom(tokens)}
        )
        values["links"] = _links(tokens, "shown-initiative")
        values["body"] = _narrative(tokens, f"internal {kind.name} {number}.body")
        yield _record_file(kind, record_id, values, tokens)
        for path in _tables(values):
            yield path, _rows(tokens, path, size.rows)


def _public_records(kind: Kind[Any], tokens: Tokens, names: Mapping[str, str]) -> Iterator[tuple[str, str | bytes]]:
    """Yield a record that is shown, one that refers to what is internal, and changes that wait for their day."""
    public = {name: f"shown-{name}" for name in names}
    shown = _public_record(kind, tokens, public, names, "shown")
    folder = tokens.new(f"folder of public {kind.plural}")
    yield _record_file(kind, f"{folder}/shown-{kind.name}", shown, tokens)
    yield _record_file(kind, f"{folder}/other-{kind.name}", _public_record(kind, tokens, names, names, "other"), tokens)
    if kind.name in PLANNED_DAYS:
        yield _record_file(kind, f"planned-{kind.name}", _planned(kind, tokens), tokens)
    if kind.name == "change":
        body = f"<!-- {tokens.new('comment before the first sentence')} -->\n\n{shown['body']}"
        untitled = {**{key: value for key, value in shown.items() if key != "title"}, "body": body}
        yield _record_file(kind, "untitled-change", untitled, tokens)
        for name, more in (("embargoed", {"publish_on": "2026-11-15"}), ("unreleased", {"release": None})):
            hidden = Maker(tokens.new, public.__getitem__).record(kind, f"{name} change", {"custom": _custom(tokens)})
            hidden = {**hidden, "visibility": "public", "publish_on": "2026-01-01", **more}
            values = {key: value for key, value in hidden.items() if value is not None}
            yield _record_file(kind, tokens.new(f"id of {name} change"), values, tokens)


def _public_record(
    kind: Kind[Any], tokens: Tokens, shown: Mapping[str, str], hidden: Mapping[str, str], place: str
) -> dict[str, Any]:
    """Return a public record: its public fields in plain words, every other field with tokens.

    Its narrative has a comment, a mention of an internal record and a link to one. ``shown`` names the records that
    its public fields refer to.
    """
    internal = Maker(tokens.new, hidden.__getitem__).record(kind, f"{place} {kind.name}", {"custom": _custom(tokens)})
    plain = Maker(lambda _: _PUBLIC_WORDS, shown.__getitem__).record(kind, "", {"custom": {}})
    values = {key: plain[key] if _is_public(kind, key) else value for key, value in internal.items()}
    values["links"] = _links(tokens, hidden["initiative"])
    values |= {"title": f"{place.capitalize()} {kind.label.lower()}", "visibility": "public"}
    values |= {"publish_on": "2026-01-01"} if kind.name == "change" else {}
    if _STATUS.get(kind.name):
        values["status"] = _STATUS[kind.name]
    if "image" in values:
        values["image"] = {"path": f"roadmap/{tokens.new('path of a picture')}/shown.png", "alt": _PUBLIC_WORDS}
    values["body"] = (
        f"{_PUBLIC_WORDS}. <!-- {tokens.new(f'comment in {place} {kind.name}')} -->\n\n"
        f"- ```sh\n  make\n  ```\n\n<!-- {tokens.new(f'comment behind code in {place} {kind.name}')} -->\n\n"
        f"{_dead_links(tokens, place)}\n\n"
        f"It follows [[initiative:{hidden['initiative']}]], and [[escalation:{hidden['escalation']}|an incident]].\n\n"
        f"{_unseen(tokens, f'{place} {kind.name}')}"
    )
    return values


def _unseen(tokens: Tokens, where: str) -> str:
    """Return Markdown of which no reader sees a token."""
    return (
        f"<script>{tokens.new(f'script in {where}')}</script>\n\n"
        f'<b data-note="{tokens.new(f"attribute in {where}")}">B</b> <{tokens.new(f"tag in {where}")}>\n\n'
        f"```sh {tokens.new(f'words behind a language in {where}')}\nmake\n```\n\n"
        f"[//]: # ({tokens.new(f'definition in {where}')})\n\n[^9]: {tokens.new(f'footnote in {where}')}\n"
    )


def _dead_links(tokens: Tokens, place: str) -> str:
    """Return links to files that the public site has not, and definitions that nobody sees."""

    def path(suffix: str) -> str:
        return f"../../docs/{tokens.new(f'link in {place} to a file ({suffix})')}.{suffix}"

    sheet, title = path("xlsx"), tokens.new("title of a link")
    return (
        f'[the sheet]({sheet} "{title}"), [brief](../{path("docx")}), ![a]({path("png")}), [engine][code], [code] and '
        f"<a href='{path('txt')}'>notes</a>.[^1]\n\n"
        f'[code]: {path("py")}\n[unused]: {path("md")}\n   "{tokens.new("title on a line of its own")}"\n'
        f"[//]: # ({tokens.new('comment as a definition')})\n\n[^1]: See [it]({path('pdf')})."
    )


def _planned(kind: Kind[Any], tokens: Tokens) -> dict[str, Any]:
    """Return a public record of what is planned for a day."""
    day = "target" if kind.name == "initiative" else kind.date_fields[0]
    values = {"title": f"Planned {kind.label.lower()}", "owner": f"@{tokens.new('owner')}", "visibility": "public"}
    return {**values, kind.status_field: "planned", day: tokens.planned(kind.name), "body": _PUBLIC_WORDS}


def _is_public(kind: Kind[Any], key: str) -> bool:
    return next((name for name in kind.public_fields if (kind.field(name).alias or name) == key), "") != ""


def _record_file(kind: Kind[Any], record_id: str, values: Mapping[str, Any], tokens: Tokens) -> tuple[str, str]:
    comment = f"# {tokens.new(f'comment in the file of {kind.name}')}\n"
    if not kind.narrative:
        return f"{kind.folder}/{record_id}.yml", comment + yaml.safe_dump(dict(values), sort_keys=False)
    front = {key: value for key, value in values.items() if key != "body"}
    text = yaml.safe_dump(front, sort_keys=False)
    return f"{kind.folder}/{record_id}.md", f"---\n{comment}{text}---\n\n{values['body']}\n"


def _custom(tokens: Tokens) -> dict[str, Any]:
    return {"ticket": tokens.new("custom text"), "labels": [tokens.new("custom list")]}


def _links(tokens: Tokens, initiative: str) -> list[str]:
    return [
        f"initiative:{initiative}",
        f"https://{tokens.new('linked host')}.example/",
        f"notes/{tokens.new('linked file')}.txt",
    ]


def _narrative(tokens: Tokens, place: str) -> str:
    return (
        f"## {tokens.new(place)}\n\nWords {tokens.new(place)}. <!-- {tokens.new(place)} -->\n\n`{tokens.new(place)}`\n"
    )


def _tables(values: Mapping[str, Any]) -> Iterator[str]:
    for key in ("responses", "source", "items"):
        path = values.get(key)
        if isinstance(path, str) and path.endswith(".csv"):
            yield path


def _rows(tokens: Tokens, path: str, count: int) -> str:
    head = "id,score,responded_at,comment,item,stage,entered_at,date,value"
    rows = (
        f"{tokens.new('respondent')},9,2026-09-01,{tokens.new('comment of a response')},{tokens.new('item')},"
        f"{tokens.new('stage')},2026-09-01T09:00:00Z,2026-09-01,1"
        for _ in range(count)
    )
    return "\n".join([head, *rows, ""])


def _pages(tokens: Tokens, names: Mapping[str, str]) -> dict[str, str | bytes]:
    hidden = tokens.new("name of an internal page")
    guide = f"""\
---
title: Guide
visibility: public
author: {tokens.new("author of a public page")}
owner: {tokens.new("owner of a public page")}
subtitle: {tokens.new("subtitle of a public page")}
---

# Guide

How to begin. <!-- {tokens.new("comment in a public page")} -->

[unused]: ../notes/{tokens.new("definition in a public page")}.txt "{tokens.new("title of a definition")}"

The [brief](../docs/{tokens.new("linked document")}.docx) and [code](../src/{tokens.new("linked folder")}/).
![A secret drawing](../drawings/{tokens.new("drawing that is not there")}.png)

See [the plan]({hidden}.md), [the rows](data/{tokens.new("linked data")}.csv) and [[initiative:{names["initiative"]}]].
![A drawing](img/shown.png) What is new: [[release:shown-release]].

```opsbook
metric: nps
```

```opsbook
table: escalation
```
"""
    internal = f"---\nauthor: {tokens.new('author')}\n---\n\n# {tokens.new('heading')}\n\n{tokens.new('text')}\n"
    return {
        "content/index.md": internal.replace("# ", f"# {tokens.new('home page')} "),
        "content/guide.md": guide,
        f"content/{hidden}.md": f"---\nvisibility: internal\n---\n\n{internal}",
        f"content/{tokens.new('folder')}/plan.md": internal,
        "content/features/index.md": f"# {tokens.new('introduction of a section')}\n",
        "content/draft.md": f"---\nvisibility: Public\n---\n\n# {tokens.new('page whose mark is misspelt')}\n",
    }


def _media(tokens: Tokens) -> dict[str, str | bytes]:
    """Return pictures and files beside pages: only ``shown.png`` is on a public page."""
    text = b"tEXtAuthor\0" + tokens.new("metadata of a picture").encode()
    packed = b"zTXtNote\0\0" + zlib.compress(tokens.new("packed metadata of a picture").encode())
    pixel = _PIXEL[:_END] + _chunk(text) + _chunk(packed) + _PIXEL[_END:] + tokens.new("behind a picture").encode()
    return {
        "content/img/shown.png": pixel,
        f"content/img/{tokens.new('name of a picture')}.png": pixel,
        "content/img/hidden.svg": f"<svg xmlns='http://www.w3.org/2000/svg'><text>{tokens.new('drawing')}</text></svg>",
        "content/data/rows.csv": f"a,b\n1,{tokens.new('rows beside pages')}\n",
        "content/notes.txt": tokens.new("file beside pages"),
        "content/own.js.map": f'{{"sources": ["{tokens.new("source map")}"]}}',
    }


def _chunk(content: bytes) -> bytes:
    return struct.pack(">I", len(content) - 4) + content + struct.pack(">I", zlib.crc32(content))


def _configuration(tokens: Tokens) -> str:
    new = tokens.new
    host = f"https://{new('repository')}.example"
    custom = {"ticket": "text", "labels": "list"}
    options = {
        "custom": dict.fromkeys(all_kinds(), custom),
        "policies": {
            "launch_gates": {1: [new("gate")]},
            "single_tool_categories": [new("category")],
            "verify_every": {"demo": 30},
            "response": {"critical": {"resolve": "4h"}},
        },
        "rules": {"unlinked": {"severity": "off", "reason": new("reason for a rule")}},
        "sources": {new("source"): {"engine": "duckdb", "path": f"exports/{new('path of a source')}.parquet"}},
    }
    values = {
        "site_name": "Plain",
        "site_url": "https://example.org/",
        "site_author": new("author of the site"),
        "docs_dir": "content",
        "repo_url": f"{host}/{new('path of the repository')}",
        "repo_name": new("name of the repository"),
        "edit_uri": f"edit/{new('branch')}/content/",
        "remote_branch": new("branch of pages"),
        "nav": [{new("title in the navigation"): "guide.md"}],
        "extra": {"social": [{"icon": "fontawesome/brands/slack", "link": f"https://{new('chat')}.example/"}]},
        "theme": {"name": "material", "font": False, "features": ["content.action.edit", "navigation.tabs"]},
        "plugins": ["search", {"opsbook": options}],
        "exclude_docs": f"{new('pattern')}.md",
    }
    return f"# {new('comment in the configuration')}\n{yaml.safe_dump(values, sort_keys=False)}"


def _commit(root: Path, tokens: Tokens) -> None:
    person = {"NAME": tokens.new("author of a commit"), "EMAIL": f"{tokens.new('address')}@example.org"}
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    for role in ("AUTHOR", "COMMITTER"):
        environment |= {f"GIT_{role}_{key}": value for key, value in person.items()}
        environment[f"GIT_{role}_DATE"] = "2026-10-01T09:00:00Z"
    message = tokens.new("message of a commit")
    for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", message]):
        subprocess.run(["git", *command], cwd=root, env=environment, check=True)
