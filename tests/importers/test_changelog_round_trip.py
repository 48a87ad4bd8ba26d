"""The changelog that is exported from a handbook comes back as it was."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import keepachangelog
import pytest

from site_builder.export.releases.changelog import changelog
from site_builder.export.releases.noted import NotedChange, NotesInputs, noted_releases, noted_unreleased
from site_builder.importers.base import Entry
from site_builder.importers.new_record import written
from site_builder.kinds import all_kinds
from site_builder.pipeline import check
from site_builder.render.scope import BodyContext
from tests.importers.examples import read_changelog
from tests.support import inputs_of, view_context, write

RELEASE = "title: Rota {id}\nowner: '@team'\ndate: {day}\nstatus: {status}\n"


CHANGE = "title: {title}\nowner: '@team'\ntype: {type}\nrelease: '{release}'\n"


HANDBOOK = {
    "roadmap/releases/1.9.yml": RELEASE.format(id="1.9", day="2026-01-10", status="released"),
    "roadmap/releases/1.10.yml": RELEASE.format(id="1.10", day="2026-03-01", status="released"),
    "roadmap/releases/1.11.yml": RELEASE.format(id="1.11", day="2026-04-01", status="withdrawn"),
    "roadmap/changes/swaps.yml": CHANGE.format(title="Swap shifts in `app`", type="added", release="1.10")
    + "body: |\n  Ask a colleague, [today](https://example.com).\n\n  - One tap.\n  - 1 < 2 & *three* | [four]\n",
    "roadmap/changes/keys.yml": CHANGE.format(title="Keys end </script> & more", type="removed", release="1.10")
    + "breaking: true\nbody: Make new ones.\n",
    "roadmap/changes/names.yml": CHANGE.format(
        title="Names of `some_fields_` & _others_", type="changed", release="1.9"
    )
    + "breaking: true\n",
    "roadmap/changes/long.yml": f"owner: '@team'\ntype: fixed\nrelease: '1.9'\nbody: {'A sentence goes on ' * 9}.\n",
    "roadmap/changes/old.yml": CHANGE.format(title="Old prints", type="deprecated", release="1.9")
    + "removal_on: 2027-03-31\n",
    "roadmap/changes/older.yml": CHANGE.format(title="Older prints", type="deprecated", release="1.9")
    + "removal_on: 2027-Q3\nbody: Print the new ones.\n",
    "roadmap/changes/oldest.yml": CHANGE.format(title="Oldest prints", type="deprecated", release="1.9")
    + "removal_on: 2027-03\n",
    "roadmap/changes/prints.yml": CHANGE.format(title="Prints", type="deprecated", release="1.9")
    + "removal_on: '1.10'\n",
    "roadmap/changes/lost.yml": CHANGE.format(title="Lost words", type="fixed", release="1.11"),
    "roadmap/changes/waits.yml": "title: '# 1. Waiting: for a + b'\nowner: '@team'\ntype: security\n",
}


def inputs(root: Path) -> NotesInputs:
    views = view_context(check(inputs_of(root)))
    return NotesInputs(views, BodyContext(views.handbook, views.measures, views.as_of, {}))


def exported(found: NotesInputs) -> str:
    return changelog(tuple(noted_releases(found)), noted_unreleased(found)).decode()


def told(found: NotesInputs) -> dict[tuple[str, str], list[tuple[str, bool, str, str]]]:
    """Return the version and the day of each release, with type, mark, words and announcement of its changes."""
    groups: list[tuple[tuple[str, str], Sequence[NotedChange]]] = [(("", ""), noted_unreleased(found))]
    groups += [((each.version, each.day.isoformat()), each.changes) for each in noted_releases(found)]
    return {head: sorted(map(_told, changes)) for head, changes in groups}


def _told(change: NotedChange) -> tuple[str, bool, str, str]:
    begins = change.text.startswith(change.title.removesuffix("…"))
    words = change.text if begins else f"{change.title}{'. ' if change.text else ''}{change.text}"
    return change.type, change.is_breaking, " ".join(words.split()), change.removal


def brought(text: str, root: Path) -> Path:
    """Return a handbook of nothing but the records of a changelog."""
    found = read_changelog(text)
    assert found.diagnostics == ()
    kinds = all_kinds()
    files: dict[str, str | bytes] = {}
    for entry in found.entries:
        made = written(
            kinds[entry.kind], Entry(entry.kind, entry.id, {**entry.fields, "owner": "@a"}, entry.span, entry.body)
        )
        files[f"{kinds[entry.kind].folder}/{entry.id}{made.suffix}"] = made.text
    return write(root, files)


@pytest.mark.parametrize("is_starter", [False, True])
def test_what_is_exported_comes_back(tmp_path: Path, *, is_starter: bool) -> None:
    ours = inputs(Path(__file__).parents[2] if is_starter else write(tmp_path / "ours", HANDBOOK))
    text = exported(ours)
    theirs = inputs(brought(text, tmp_path / "theirs"))
    assert told(theirs) == told(ours)
    assert sum(map(len, told(ours).values())) == (40 if is_starter else 9)
    # Within a type, changes stand in the order of their ids, which are others.
    assert sorted(exported(theirs).splitlines()) == sorted(text.splitlines())


def test_another_reader_of_the_format_finds_the_same(tmp_path: Path) -> None:
    text = exported(inputs(Path(__file__).parents[2]))
    (tmp_path / "CHANGELOG.md").write_text(text)
    theirs = keepachangelog.to_dict(str(tmp_path / "CHANGELOG.md"), show_unreleased=True)
    found = read_changelog(text)
    days = {entry.id: entry.fields["date"] for entry in found.entries if entry.kind == "release"}
    assert {name: each["metadata"]["release_date"] for name, each in theirs.items() if name != "unreleased"} == days
    for name, each in theirs.items():
        ours = [
            entry
            for entry in found.entries
            if entry.kind == "change" and entry.fields.get("release", "unreleased") == name
        ]
        for change_type, lines in each.items():
            if change_type != "metadata":
                words = [entry.body or entry.fields["title"] for entry in ours if entry.fields["type"] == change_type]
                shown = [line.removeprefix("Breaking: ").partition(" Removal: ")[0] for line in lines]
                assert shown == words


# Whatever the text.
