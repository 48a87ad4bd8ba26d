"""From a handbook to its Markdown export: every page, links that lead somewhere, the data, the navigation."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from site_builder.kinds import all_kinds
from site_builder.kinds.initiative import INITIATIVE
from site_builder.load.yaml import compose
from site_builder.pipeline.make_site import build_site
from site_builder.pipeline.markdown import markdown_files
from site_builder.pipeline.site import Site
from tests.pipeline.links import broken_links
from tests.support import initiative, inputs_of, write

CASES = Path(__file__).parents[1] / "cases"
FILES: dict[str, str | bytes] = {
    "content/index.md": "# Home\n\nStart with the [guide](guides/start.md).\n",
    "content/guides/README.md": "# Guides\n\n![Logo](logo.png) and [[initiative:checkout]].\n",
    "content/guides/start.md": "---\ntitle: Start here\ntags: [new]\n---\n\n"
    "See [all](README.md), [tools](../../tools/).\n",
    "content/guides/logo.png": b"\x89PNG",
    "content/guides/.hidden": "x",
    "content/tools/index.md": "## Before you buy\n\nAsk.\n",
    "content/tools/rows.csv": "a,b\n",
    "content/tools/jotter.yml": "title: Jotter\nowner: role:pm\ncategory: notes\nstatus: adopt\n"
    "data_classification: internal\n",
    "content/team/pm.yml": "title: Product manager\nowner: role:pm\ntools: [jotter]\n",
    "roadmap/initiatives/checkout.yml": initiative("Use `pay` & <go>", target="2027-Q1", tags="[web]"),
    "roadmap/initiatives/index-page.md": f"---\n{initiative('Basket')}---\n# Why\n\nSee [it](checkout.yml).\n",
}


def exported(root: Path, files: Mapping[str, str | bytes] = FILES) -> dict[str, bytes]:
    return dict(markdown_files(build_site(inputs_of(write(root, files)))))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return exported(tmp_path_factory.mktemp("handbook"))


@pytest.fixture(scope="module")
def one_of_each(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A handbook with a record of every kind that has all of its fields."""
    root = write(tmp_path_factory.mktemp("handbook"), {})
    for name, kind in all_kinds().items():
        good = CASES / name / "good"
        case = next(path for pattern in ("everything.*", "smallest.*") for path in sorted(good.glob(pattern)))
        target = root / kind.folder / f"a-{name}{case.suffix}"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(case, target)
    return build_site(inputs_of(root))


def test_each_page_has_a_file_that_gives_the_same_address(one_of_each: Site) -> None:
    files = {name for name, _ in markdown_files(one_of_each) if name.endswith(".md")}
    addresses = {f"{name[:-3]}/".removesuffix("index/") for name in files}
    assert addresses == {page.url for page in one_of_each.pages}
    assert {
        "index.md",
        "roadmap/index.md",
        "roadmap/initiatives/a-initiative.md",
        "reference/kinds/role/index.md",
    } <= files


def test_every_link_leads_to_a_file_and_every_anchor_is_there(one_of_each: Site, small: dict[str, bytes]) -> None:
    assert broken_links(dict(markdown_files(one_of_each))) == []
    assert broken_links(small) == []


def test_a_record_says_what_it_is(small: dict[str, bytes]) -> None:
    head, _, body = small["roadmap/initiatives/checkout.md"].decode().removeprefix("---\n").partition("---\n")
    assert compose(head, "checkout.md").mapping == {
        "title": "Use pay & &lt;go&gt;",
        "description": INITIATIVE.purpose,
        "kind": "initiative",
        "id": "checkout",
        "status": "planned",
        "owner": "@team",
        "source": "roadmap/initiatives/checkout.yml",
        "tags": ["web"],
    }
    assert body.startswith("\n# Use `pay` &amp; &lt;go>\n\n**planned** · Owner @team · Target 2027-Q1\n")


def test_the_narrative_of_a_record_is_in_it(small: dict[str, bytes]) -> None:
    assert "\n## Why\n\nSee [it](checkout.md).\n" in small["roadmap/initiatives/index-page.md"].decode()


def test_hand_written_pages_are_where_they_were(small: dict[str, bytes]) -> None:
    assert small["guides/start.md"].decode() == (
        '---\ntitle: "Start here"\ndescription: "See all, tools."\nsource: "content/guides/start.md"\ntags: ["new"]\n'
        "---\n\nSee [all](index.md), [tools](../tools/index.md).\n"
    )
    assert "![Logo](logo.png) and [Use `pay` &amp; &lt;go>](../roadmap/initiatives/checkout.md)." in (
        small["guides/index.md"].decode()
    )
    assert "guides/README.md" not in small


def test_the_hand_written_page_of_a_section_is_part_of_it(small: dict[str, bytes]) -> None:
    tools = small["tools/index.md"].decode()
    assert "[Jotter](jotter.md)" in tools
    assert "## Before you buy\n\nAsk." in tools
    assert "Start with the [guide](guides/start.md)." in small["index.md"].decode()


def test_pictures_come_along_and_the_data_of_records_does_not(small: dict[str, bytes]) -> None:
    assert small["guides/logo.png"] == b"\x89PNG"
    assert not {"guides/.hidden", "tools/rows.csv", "tools/jotter.yml"} & set(small)


def test_the_data_is_that_of_the_site(one_of_each: Site) -> None:
    files = dict(markdown_files(one_of_each))
    data = dict(one_of_each.files())
    # Another generator would make a page of it.
    del data["releases/CHANGELOG.md"]
    assert "releases/CHANGELOG.md" not in files
    assert {name: files[name] for name in data} == data
    assert json.loads(files["api/v1/index.json"])["audience"] == "internal"
    assert any(name.endswith(".csv") for name in data)


def test_the_navigation_is_in_the_order_of_the_site(small: dict[str, bytes]) -> None:
    nav = compose(small["nav.yml"].decode(), "nav.yml").mapping["nav"]
    assert isinstance(nav, list)
    assert nav[0] == {"Home": "index.md"}
    assert nav[1]["Roadmap"][0] == {"Roadmap": "roadmap/index.md"}
    assert {"Reference": "reference/index.md"} in nav
    assert nav[-1] == {"More": [{"Guides": "guides/index.md"}, {"Start here": "guides/start.md"}]}


def test_the_same_handbook_gives_the_same_bytes(tmp_path: Path, small: dict[str, bytes]) -> None:
    again = exported(tmp_path, dict(reversed(FILES.items())))
    assert list(again) == sorted(again)
    assert again == small


def test_an_empty_handbook_has_all_sections(tmp_path: Path) -> None:
    files = exported(tmp_path, {})
    assert "opsbook new initiative" in files["roadmap/initiatives/index.md"].decode()
    assert broken_links(files) == []


def test_a_record_called_index_does_not_take_the_place_of_its_section(tmp_path: Path) -> None:
    files = exported(tmp_path, {"roadmap/initiatives/index.yml": initiative("The index")})
    assert "# The index" in files["roadmap/initiatives/index/index.md"].decode()
    assert "The index" in files["roadmap/initiatives/index.md"].decode()
    assert broken_links(files) == []
