"""The search for leaks has teeth: each hole that is made in the projection, the views or the adapter is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config.defaults import MkDocsConfig
from pytest import MonkeyPatch

from mkdocs_opsbook import bodies, build, media, public, search, search_reader, sharded, sharded_search
from mkdocs_opsbook.sitemap import ListedFile, ListedPage, with_records
from site_builder.export import collections as api
from site_builder.kinds.initiative import INITIATIVE
from site_builder.link import projection, public_markdown
from site_builder.link.handbook import Handbook
from site_builder.load.settings import PUBLIC_SITE_DIR
from site_builder.model.kind import Kind, has_marker
from site_builder.model.prose import Prose
from site_builder.model.record import Record
from site_builder.pipeline import audience, site_outputs
from site_builder.pipeline import make_site as pipeline
from site_builder.pipeline.check import Checked
from site_builder.render import prose, scope
from tests.leaks.handbook import Size, write_handbook
from tests.leaks.site import public_site
from tests.leaks.tokens import Tokens, leaks

pytestmark = pytest.mark.slow

Hole = Callable[[MonkeyPatch], None]

HOLES: dict[str, Hole] = {}
"""What is broken, by what then leaks."""


def hole(name: str) -> Callable[[Hole], Hole]:
    def keep(make: Hole) -> Hole:
        HOLES[name] = make
        return make

    return keep


def _same(value: Any, *_: Any) -> Any:
    return value


def _projected(patch: MonkeyPatch, mend: Callable[[Handbook, Handbook], Handbook]) -> None:
    """Make the projection return what ``mend`` makes of the whole handbook and its public part."""
    project = projection.project_public
    patch.setattr(audience, "project_public", lambda whole, policy: mend(whole, project(whole, policy)))


def _with_fields(patch: MonkeyPatch, names: Callable[[Kind[Any]], frozenset[str]]) -> None:
    def public_fields(kind: Kind[Any]) -> frozenset[str]:
        return names(kind) if kind.may_be_public else frozenset()

    patch.setattr(Kind, "public_fields", property(public_fields))


def _marked(kind: Kind[Any]) -> frozenset[str]:
    return frozenset(name for name in kind.fields.model_fields if has_marker(kind.field(name), _PUBLIC))


_PUBLIC = next(mark for mark in INITIATIVE.field("title").metadata if getattr(mark, "name", "") == "public")


@hole("the handbook is not projected at all")
def _(patch: MonkeyPatch) -> None:
    patch.setattr(audience, "project_public", lambda whole, policy: replace(whole, audience="public"))


@hole("owners are kept")
def _(patch: MonkeyPatch) -> None:
    project = projection._project

    def kept(record: Record[Any], *rest: Any) -> Record[Any]:
        shown = project(record, *rest)
        return replace(shown, fields=shown.fields.model_copy(update={"owner": record.fields.owner}))

    patch.setattr(projection, "_project", kept)


@hole("every field is public")
def _(patch: MonkeyPatch) -> None:
    _with_fields(patch, lambda kind: frozenset(kind.fields.model_fields))


@hole("an organisation's own fields are public")
def _(patch: MonkeyPatch) -> None:
    _with_fields(patch, lambda kind: _marked(kind) | {"custom"})


@hole("the links of a record are public")
def _(patch: MonkeyPatch) -> None:
    _with_fields(patch, lambda kind: _marked(kind) | {"links"})


@hole("the team of an initiative is public")
def _(patch: MonkeyPatch) -> None:
    _with_fields(patch, lambda kind: _marked(kind) | ({"team"} & set(kind.fields.model_fields)))


@hole("the note for support and sales is public")
def _(patch: MonkeyPatch) -> None:
    _with_fields(patch, lambda kind: _marked(kind) | ({"audience_note"} & set(kind.fields.model_fields)))


@hole("references to internal records are kept")
def _(patch: MonkeyPatch) -> None:
    patch.setattr(projection, "without_internal", _same)


@hole("backlinks from internal records are kept")
def _(patch: MonkeyPatch) -> None:
    def kept(whole: Handbook, shown: Handbook) -> Handbook:
        backlinks = dict(shown.backlinks)
        for target, links in whole.backlinks.items():
            internal = tuple(link for link in links if link.source.kind not in shown.kinds)
            backlinks[target] = (*backlinks.get(target, ()), *internal)
        return replace(shown, backlinks=backlinks)

    _projected(patch, kept)


@hole("references from public records to internal ones are kept")
def _(patch: MonkeyPatch) -> None:
    _projected(patch, lambda whole, shown: replace(shown, references=whole.references))


@hole("records that are not marked are shown")
def _(patch: MonkeyPatch) -> None:
    patch.setattr(projection, "is_shown", lambda record, policy: True)


@hole("an embargo is not kept")
def _(patch: MonkeyPatch) -> None:
    shown = projection.is_shown

    def early(record: Record[Any], policy: projection.PublicPolicy) -> bool:
        return shown(record, replace(policy, as_of=policy.as_of.replace(year=policy.as_of.year + 1)))

    patch.setattr(projection, "is_shown", early)


@hole("what is not released is shown")
def _(patch: MonkeyPatch) -> None:
    shown = projection.is_shown
    patch.setattr(projection, "is_shown", lambda record, policy: shown(record, replace(policy, show_unreleased=True)))


@hole("a kind that is internal is among those of the public")
def _(patch: MonkeyPatch) -> None:
    def with_roles(whole: Handbook, shown: Handbook) -> Handbook:
        kinds = {**shown.kinds, "role": whole.kinds["role"]}
        return replace(shown, kinds=kinds, collections={**shown.collections, "role": whole.collections["role"]})

    _projected(patch, with_roles)


@hole("mentions keep the names of hidden records")
def _(patch: MonkeyPatch) -> None:
    patch.setattr(public_markdown, "without_hidden_mentions", _same)


@hole("comments in Markdown are kept")
def _(patch: MonkeyPatch) -> None:
    patch.setattr(public_markdown, "without_comments", _same)


@hole("links in texts keep the paths of files that are not public")
def _(patch: MonkeyPatch) -> None:
    patch.setattr(public_markdown, "without_dead_links", _same)


@hole("days of plans are told")
def _(patch: MonkeyPatch) -> None:
    patch.setattr(projection, "coarse", _same)


@hole("days of planned releases are told")
def _(patch: MonkeyPatch) -> None:
    planned = projection._is_planned
    patch.setattr(projection, "_is_planned", lambda record, kind: record.kind != "release" and planned(record, kind))


@hole("hand-written pages are public unless marked internal")
def _(patch: MonkeyPatch) -> None:
    patch.setattr(Prose, "is_public", property(lambda page: True))


@hole("the front matter of public pages is kept")
def _(patch: MonkeyPatch) -> None:
    patch.setattr(bodies, "keep_public", _same)


@hole("public pages link sources")
def _(patch: MonkeyPatch) -> None:
    patch.setattr(prose, "without_sources", _same)
    patch.setattr(scope, "without_sources", _same)


@hole("the repository and the navigation of the internal site are kept")
def _(patch: MonkeyPatch) -> None:
    def prepare(settings: MkDocsConfig) -> None:
        settings.site_dir = str(Path(settings.config_file_path).parent / PUBLIC_SITE_DIR)

    patch.setattr(public, "prepare", prepare)


@hole("the findings are shown as a banner")
def _(patch: MonkeyPatch) -> None:
    shown_to = audience.shown_to_audience

    def with_findings(checked: Checked, inputs: Any) -> Checked:
        return replace(shown_to(checked, inputs), diagnostics=checked.diagnostics)

    patch.setattr(pipeline, "shown_to_audience", with_findings)


@hole("every file beside pages is copied")
def _(patch: MonkeyPatch) -> None:
    class Everything(media.HeldMedia):
        def __init__(self, files: Any, settings: Any) -> None:
            self._held = {}

    patch.setattr(build, "HeldMedia", Everything)


@hole("pictures keep what their files say")
def _(patch: MonkeyPatch) -> None:
    patch.setattr(media, "without_metadata", _same)


@hole("pages that other plugins make are kept")
def _(patch: MonkeyPatch) -> None:
    patch.setattr(build, "remove_other_pages", _same)


@hole("the search finds the path of a record")
def _(patch: MonkeyPatch) -> None:
    add = search.MaterialSearch.add

    def with_path(self: search.MaterialSearch, record: Any, rendered: Any) -> None:
        add(self, record, rendered)
        self._index.entries.append({"location": record.url, "title": record.path, "text": ""})

    patch.setattr(search.MaterialSearch, "add", with_path)


@hole("the shards of the search hold the path of a record")
def _(patch: MonkeyPatch) -> None:
    patch.setattr(sharded, "WORTH_SHARDS", 1)
    read = search_reader.read_record
    paths: list[str] = []
    add = sharded_search.ShardedSearch.add

    def with_path(self: sharded_search.ShardedSearch, record: Any, rendered: Any) -> None:
        paths.append(record.path)
        add(self, record, rendered)

    def read_with_path(body: str) -> Any:
        found = read(body)
        assert found is not None
        return found[0], [*found[1], paths[-1]]

    patch.setattr(sharded_search.ShardedSearch, "add", with_path)
    patch.setattr(sharded_search, "read_record", read_with_path)


@hole("the site map lists an internal record")
def _(patch: MonkeyPatch) -> None:
    def with_another(pages: Any, files: Any, records: Any, settings: Any) -> list[Any]:
        url = f"team/{_names(Path(settings.docs_dir) / 'team')}/"
        address = f"https://example.org/{url}"
        return [*with_records(pages, files, records, settings), ListedFile(ListedPage(address, url, "2026-10-31"), url)]

    patch.setattr(build, "with_records", with_another)


@hole("the calendar is made of the whole handbook")
def _(patch: MonkeyPatch) -> None:
    _from_whole(patch, "calendar_file", 0)


@hole("the interface for programs is made of the whole handbook")
def _(patch: MonkeyPatch) -> None:
    whole: list[Handbook] = []
    _remember(patch, whole)
    patch.setattr(
        site_outputs,
        "collections",
        lambda inputs, kept: api.collections(replace(inputs, handbook=replace(whole[0], audience="public")), kept),
    )


@hole("the interface for programs says where a record is in the repository")
def _(patch: MonkeyPatch) -> None:
    patch.setattr(projection, "public_path", lambda record, kind: record.path)
    plain = api._record

    def with_source(inputs: api.ApiInputs, record: Record[Any]) -> dict[str, Any]:
        return {**plain(inputs, record), "source": {"path": record.path, "line": 1}}

    patch.setattr(api, "_record", with_source)


def _names(folder: Path) -> str:
    return next(path.stem for path in sorted(folder.iterdir()))


def _remember(patch: MonkeyPatch, whole: list[Handbook]) -> None:
    shown_to = audience.shown_to_audience

    def remembering(checked: Checked, inputs: Any) -> Checked:
        whole.append(checked.handbook)
        return shown_to(checked, inputs)

    patch.setattr(pipeline, "shown_to_audience", remembering)


def _from_whole(patch: MonkeyPatch, name: str, place: int) -> None:
    whole: list[Handbook] = []
    _remember(patch, whole)
    make = getattr(site_outputs, name)

    def made(*arguments: Any) -> Any:
        return make(*arguments[:place], whole[0], *arguments[place + 1 :])

    patch.setattr(site_outputs, name, made)


@pytest.fixture(scope="module")
def tokens() -> Tokens:
    return Tokens()


@pytest.fixture(scope="module")
def handbook(tokens: Tokens, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    yield write_handbook(tmp_path_factory.mktemp("holes"), tokens, Size(records=1, rows=2))


def test_the_handbook_has_no_leak_without_a_hole(handbook: Path) -> None:
    assert leaks(public_site(handbook)) == {}


@pytest.mark.parametrize("name", HOLES)
def test_a_hole_is_found(name: str, handbook: Path, monkeypatch: MonkeyPatch) -> None:
    HOLES[name](monkeypatch)
    assert leaks(public_site(handbook)), name


def test_there_are_twenty_holes_at_least() -> None:
    assert len(HOLES) >= 20
