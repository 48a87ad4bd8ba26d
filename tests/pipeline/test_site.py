"""From a handbook to the pages of its site, before a theme puts them into its frame."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from site_builder.kinds import all_kinds
from site_builder.model.faults import PackFault
from site_builder.model.page import Page
from site_builder.pipeline.make_site import build_site
from site_builder.pipeline.site import Site
from site_builder.render.markdown import render_markdown
from site_builder.views.base import View, registered_views
from site_builder.views.generic import generic_views
from site_builder.views.parts import ChartFigure, Column, HeaderLine, RecordContent, Subsection, Table
from tests.support import CONFIG, all_pages, codes, initiative, inputs_of, write

CASES = Path(__file__).parents[1] / "cases"
CHECKOUT = "roadmap/initiatives/checkout.yml"


@dataclass
class Rendered:
    """What MkDocs would make of Markdown."""

    html: str


def content_markdown(path: str, markdown: str) -> Rendered:
    return Rendered(render_markdown(markdown, path=path, resolve_link=lambda _, target: target).html)


def site_of(root: Path, files: Mapping[str, str]) -> Site:
    return build_site(inputs_of(write(root, files)))


def html_of(site: Site, url: str) -> str:
    [page] = [page for page in site.pages if page.url == url]
    return site.render(page, content_markdown).html


def prose_html(site: Site, path: str, markdown: str) -> str:
    """Return a hand-written page as it ends up; what it says beside its live blocks stays Markdown."""
    prepared = site.render_prose(path, markdown)
    return site.finish_prose(path, prepared).html


@pytest.fixture
def one_of_each(tmp_path: Path) -> Site:
    """A handbook with the smallest record of every kind."""
    write(tmp_path, {})
    for name, kind in all_kinds().items():
        [case] = (CASES / name / "good").glob("smallest.*")
        target = tmp_path / kind.folder / f"a-{name}{case.suffix}"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(case, target)
    return build_site(inputs_of(tmp_path))


def test_every_kind_has_a_page_and_a_page_for_each_record(one_of_each: Site) -> None:
    urls = {page.url for page in one_of_each.pages}
    shown = {record.kind for record in one_of_each.checked.handbook}
    assert len(shown) == len(all_kinds()) == 21
    assert {f"{kind.url}/" for kind in all_kinds().values()} <= urls
    assert {one_of_each.checked.handbook.url_of(record) for record in one_of_each.checked.handbook} <= urls
    assert set(one_of_each.record_urls.values()) == {page.url for page in one_of_each.pages if page.is_record}


def test_every_page_renders_from_its_title_on(one_of_each: Site) -> None:
    for page in one_of_each.pages:
        rendered = one_of_each.render(page, content_markdown)
        assert rendered.html.startswith("<h1"), page.url
        assert rendered.html.count("<h1") == 1, page.url
        assert rendered.page.url == page.url


def test_an_empty_handbook_has_all_sections_and_says_what_belongs_there(tmp_path: Path) -> None:
    site = site_of(tmp_path, {})
    assert "" in {page.url for page in site.pages}
    for page in site.pages:
        assert not page.is_record
        site.render(page, content_markdown)
    assert "opsbook new initiative" in html_of(site, "roadmap/initiatives/")
    assert "opsbook new tool" in html_of(site, "tools/")


def test_sections_are_in_the_navigation_and_records_are_not(one_of_each: Site) -> None:
    entries = one_of_each.navigation
    urls = {page.url: page for page in one_of_each.pages}
    assert entries[0].url == ""
    assert [entry.order for entry in entries] == sorted(entry.order for entry in entries)
    assert [entry for entry in entries if entry.url not in urls or urls[entry.url].is_record] == []
    assert len({entry.url for entry in entries}) == len(entries)
    assert {"roadmap/", "releases/", "escalations/", "playbooks/", "team/", "tools/"} <= {
        entry.url for entry in entries
    }


def test_a_kind_that_no_view_shows_gets_plain_pages() -> None:
    kinds = all_kinds()
    assert {name for view in generic_views(kinds.values(), ()) for name in view.kinds} == set(kinds)
    plain = generic_views(kinds.values(), registered_views())
    taken = [name for view in (*registered_views(), *plain) for name in view.kinds if not view.public]
    assert sorted(taken) == sorted(kinds), "every kind is shown by exactly one view"


def test_the_hand_written_page_of_a_section_is_shown_on_it(tmp_path: Path) -> None:
    site = site_of(tmp_path, {
        "content/index.md": "# Home\n\nWelcome to all of it.\n",
        "content/tools/index.md": "# Tools\n\nAsk before you buy.\n",
        "content/playbooks/README.md": "# Playbooks\n\nRead them twice.\n",
        "content/elsewhere/index.md": "# Elsewhere\n\nNot a section.\n",
    })  # fmt: skip
    assert "Welcome to all of it." in html_of(site, "")
    assert "Ask before you buy." in html_of(site, "tools/")
    assert "Read them twice." in html_of(site, "playbooks/")
    assert "elsewhere/" not in {page.url for page in site.pages}
    assert set(site.prose) == {
        "content/index.md", "content/tools/index.md", "content/playbooks/README.md", "content/elsewhere/index.md",
    }  # fmt: skip


def test_a_handbook_without_errors_has_no_banner(tmp_path: Path) -> None:
    site = site_of(tmp_path, {CHECKOUT: initiative()})
    assert all("ob-notice--danger" not in site.render(page, content_markdown).html for page in site.pages)


def test_a_draft_says_on_every_page_what_is_wrong(tmp_path: Path) -> None:
    site = site_of(tmp_path, {CHECKOUT: initiative(), "roadmap/initiatives/bad.yml": initiative(status="finished")})
    for page in site.pages:
        html = site.render(page, content_markdown).html
        assert "ob-notice--danger" in html, page.url
        assert "roadmap/initiatives/bad.yml:3:9" in html, page.url
    assert "roadmap/initiatives/bad/" not in {page.url for page in site.pages}


def test_a_draft_lists_the_first_errors_and_counts_all(tmp_path: Path) -> None:
    bad = {f"roadmap/initiatives/bad-{number:02}.yml": initiative(status="finished") for number in range(25)}
    html = html_of(site_of(tmp_path, bad), "roadmap/")
    assert "25 errors" in html
    assert "bad-19.yml" in html
    assert "bad-20.yml" not in html


@pytest.mark.parametrize(("audience", "name"), [("internal", "Test handbook"), ("public", "News")])
def test_the_public_site_may_have_a_name_of_its_own(audience: str, name: str, tmp_path: Path) -> None:
    options = f"- opsbook:\n      audience: {audience}\n      public_name: News\n"
    site = site_of(tmp_path, {"mkdocs.yml": CONFIG.replace("- opsbook\n", options)})
    assert site.context.site_name == name
    assert next(page.title for page in site.pages if not page.url) == name
    assert f"X-WR-CALNAME:{name}\r\n".encode() in dict(site.files())["calendar.ics"]


def test_two_pages_with_one_address_are_a_fault_of_the_program(tmp_path: Path) -> None:
    context = site_of(tmp_path, {}).context
    twice = View("twice", "Twice", "", 1, lambda _: [Page("twice/", "Twice", "twice", "section.html", None)] * 2)
    with pytest.raises(ValueError, match="two pages have the address /twice/"):
        list(all_pages([twice], context))


def test_live_blocks_show_figures_tables_and_charts(tmp_path: Path) -> None:
    page = """\
# Numbers

```opsbook
metric: initiatives
```

```opsbook
table: initiative
where: {status: in_progress}
```

```opsbook
chart: escalation-causes
```
"""
    files = {
        CHECKOUT: initiative("Faster checkout"),
        "roadmap/initiatives/basket.yml": initiative("Basket", status="in_progress"),
        "content/numbers.md": page,
    }
    site = site_of(tmp_path, files)
    assert [found for found in site.diagnostics if found.severity == "error"] == []
    html = prose_html(site, "content/numbers.md", page)
    assert 'class="ob-kpi' in html
    assert '<a href="../roadmap/initiatives/basket/">Basket</a>' in html
    assert "Faster checkout" not in html, "it is not in progress"
    assert "Nothing to draw yet." in html
    assert "```" not in html


@pytest.mark.parametrize(
    ("block", "code", "place"),
    [
        ("metric: nsp", "invalid-value", "4:9"),
        ("table: initative", "invalid-value", "4:8"),
        ("chart: nps-trends", "invalid-value", "4:8"),
        ("metrics: nps", "unknown-key", "4:1"),
        ("table: initiative\nwhere: {state: planned}", "unknown-key", "5:9"),
        ("table: initiative\nfields: [title, stat]", "invalid-value", "5:17"),
        ("metric: nps\ntable: initiative", "invalid-value", "3:1"),
        ("limit: 3", "invalid-value", "3:1"),
        ("table: initiative\nlimit: many", "invalid-value", "5:8"),
        ("just words", "invalid-value", "3:1"),
        ("metric: [", "yaml-syntax", None),
        ("metric: nps\nmetric: csat", "duplicate-key", "5:1"),
    ],
)
def test_a_wrong_live_block_is_found_at_its_place(tmp_path: Path, block: str, code: str, place: str | None) -> None:
    page = f"# Numbers\n\n```opsbook\n{block}\n```\n"
    site = site_of(tmp_path, {"content/numbers.md": page})
    [(found, at)] = [entry for entry in codes(site.diagnostics) if entry[1].startswith("content/numbers.md")]
    assert found == code
    assert place is None or at == f"content/numbers.md:{place}"
    assert "This block cannot be shown" in prose_html(site, "content/numbers.md", page)


def test_places_count_the_lines_of_front_matter(tmp_path: Path) -> None:
    page = "---\ntitle: Numbers\n---\n\n# Numbers\n\n```opsbook\nmetric: nsp\n```\n"
    site = site_of(tmp_path, {"content/numbers.md": page})
    assert codes(site.diagnostics) == [("invalid-value", "content/numbers.md:8:9")]


def test_a_block_that_is_only_shown_is_left_alone(tmp_path: Path) -> None:
    page = "# How to\n\n````markdown\n```opsbook\nmetric: nsp\n```\n````\n"
    site = site_of(tmp_path, {"content/how.md": page})
    assert site.diagnostics == ()
    assert site.render_prose("content/how.md", page) == page


def test_mentions_in_prose_become_links(tmp_path: Path) -> None:
    text = "See [[initiative:checkout]], [[initiative:checkout|the plan]] and <code>[[initiative:checkout]]</code>."
    files = {CHECKOUT: initiative("Faster checkout"), "content/guides/start.md": f"# Start\n\n{text}\n"}
    site = site_of(tmp_path, files)
    html = site.finish_prose("content/guides/start.md", f"<p>{text}</p>").html
    link = '<a href="../../roadmap/initiatives/checkout/"'
    assert html.count(link) == 2
    assert ">Faster checkout</a>" in html
    assert ">the plan</a>" in html
    assert "<code>[[initiative:checkout]]</code>" in html


def test_a_mention_of_nothing_is_an_error_at_its_place(tmp_path: Path) -> None:
    site = site_of(tmp_path, {"content/start.md": "# Start\n\nSee [[initiative:nowhere]] and [[1]].\n"})
    [(code, place)] = codes(site.diagnostics)
    assert code == "dangling-reference"
    assert place.startswith("content/start.md:3:")


def test_prose_is_sanitised_and_says_what_was_taken_out(tmp_path: Path) -> None:
    site = site_of(tmp_path, {})
    finished = site.finish_prose("content/index.md", "<p onclick='x()'>Hi</p><script>x()</script>")
    assert finished.html == "<p>Hi</p>"
    assert len(finished.taken_out) == 2


def test_links_to_a_record_do_not_depend_on_the_page_rendered_before(tmp_path: Path) -> None:
    files = {
        "content/team/pm.yml": "title: Product manager\nowner: role:pm\n",
        "content/tools/jotter.yml": "title: Jotter\nowner: role:pm\ncategory: notes\nstatus: adopt\n"
        "data_classification: internal\n",
        CHECKOUT: initiative(status="in_progress", target="2026-09-30").replace("'@team'", "role:pm"),
    }
    site = site_of(tmp_path, files)
    expected = {"": "team/pm/", "tools/": "../team/pm/", "roadmap/initiatives/": "../../team/pm/", "team/": "pm/"}
    for order in (list(expected), list(reversed(expected))):
        for url in order:
            html = html_of(site, url)
            others = {address for other, address in expected.items() if other != url}
            assert f'href="{expected[url]}"' in html, url
            assert [address for address in others if f'href="{address}"' in html] == [], url


def test_data_that_the_site_leaves_out_is_told_and_not_linked(tmp_path: Path) -> None:
    record = f"---\n{initiative()}---\n\nSee [who](../../content/team/holders.csv), [how](../../content/how.csv).\n"
    files = {
        "roadmap/initiatives/checkout.md": record,
        "content/team/ops.yml": "title: Ops\nowner: '@ops'\n",
        "content/team/holders.csv": "name\n",
        "content/how.csv": "a\n",
    }
    site = site_of(tmp_path, files)
    assert codes(site.checked.diagnostics) == [("dangling-reference", "roadmap/initiatives/checkout.md:7:11")]
    page = html_of(site, "roadmap/initiatives/checkout/")
    assert "holders.csv" not in page
    assert 'href="../../../how.csv"' in page


def test_the_watched_folders_are_those_of_records(tmp_path: Path) -> None:
    site = site_of(tmp_path, {CHECKOUT: initiative(), "feedback/requests/.keep": ""})
    assert set(site.watch) == {tmp_path / "content", tmp_path / "feedback", tmp_path / "roadmap"}
    assert build_site(replace(site.inputs, root=None)).watch == ()


def test_machine_outputs_are_json_with_an_address_each(one_of_each: Site) -> None:
    files = list(one_of_each.files())
    names = [name for name, _ in files]
    assert len(names) == len(set(names))
    for name, data in files:
        if name.startswith("api/v1/"):
            json.loads(data)
    assert {"api/v1/index.json", "api/v1/initiatives/a-initiative.json", "api/v1/schema/tool.json"} <= set(names)


def test_assets_are_beside_each_other(tmp_path: Path) -> None:
    names = {name for name, _ in site_of(tmp_path, {}).assets}
    assert {"assets/opsbook/opsbook.css", "assets/opsbook/opsbook.js"} <= names


def test_the_same_handbook_gives_the_same_pages(tmp_path: Path) -> None:
    files = {CHECKOUT: initiative(), "roadmap/initiatives/basket.md": f"---\n{initiative('Basket')}---\n# Why\n\nSo.\n"}
    first, second = site_of(tmp_path / "one", files), site_of(tmp_path / "two", dict(reversed(files.items())))
    for one, other in zip(first.pages, second.pages, strict=True):
        assert one.made() == other.made()
        assert first.render(one, content_markdown) == second.render(other, content_markdown)


def test_the_tables_of_a_page_that_is_made_later_are_files_beside_it(tmp_path: Path) -> None:
    waiting = {f"roadmap/initiatives/b{number}.yml": initiative(f"B {number}", depends_on="[a]") for number in range(5)}
    site = site_of(tmp_path, {"roadmap/initiatives/a.yml": initiative("A"), **waiting})
    [page] = [page for page in site.pages if page.url == "roadmap/initiatives/a/"]
    [(path, content)] = site.render(page, content_markdown).files
    assert path == "roadmap/initiatives/a/dependencies-table.csv"
    assert f'href="{path.rpartition("/")[2]}"' in html_of(site, page.url)
    assert content.count(b"is awaited by") == 5
    assert path not in dict(site.files())


def test_a_page_that_is_made_later_has_no_chart(tmp_path: Path) -> None:
    site = site_of(tmp_path, {"roadmap/initiatives/a.yml": initiative("A")})
    [page] = [page for page in site.pages if page.url == "roadmap/initiatives/a/"]
    chart = ChartFigure("c", "C", "", {}, Table((Column("A"),), (), "C", "c-table"))
    content = RecordContent(HeaderLine(), sections=(Subsection("C", (chart,)),))
    drawn = page.changed(lambda made: replace(made, content=content))
    with pytest.raises(PackFault, match="a chart"):
        site.render(drawn, content_markdown)


def decision(narrative: str) -> str:
    return f"---\ntitle: A decision\nowner: lead\nstatus: accepted\ndecided_on: 2026-02-10\n---\n{narrative}"


def test_narratives_are_rendered_ahead_whoever_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {
        "roadmap/decisions/one.md": decision("\nAs *calendars* do.\n"),
        "roadmap/decisions/none.md": decision(""),
        "roadmap/decisions/list.yml": "title: A list\nowner: lead\nbody: [1]\n",
        "content/playbooks/a-playbook.md": "---\ntitle: A playbook\nowner: lead\nsummary: S.\n---\nBy *MkDocs*.\n",
    }
    alone = html_of(site_of(tmp_path, files), "decisions/one/")
    ordered: list[str] = []

    class Ahead:
        def __init__(self, texts: list[str]) -> None:
            ordered.extend(texts)

        def take(self) -> Mapping[str, str]:
            return dict.fromkeys(ordered, "<p>Rendered ahead.</p>")

    monkeypatch.setattr("site_builder.pipeline.make_site.render_ahead", Ahead)
    with_texts = html_of(site_of(tmp_path, files), "decisions/one/")
    assert [text.strip() for text in ordered] == ["As *calendars* do."]
    assert "As <em>calendars</em> do." in alone
    assert "Rendered ahead." in with_texts
