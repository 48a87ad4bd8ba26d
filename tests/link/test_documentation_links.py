"""Dead links in the documentation folder: found without MkDocs, each at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.model.diagnostic import Severity
from tests.support import CONFIG, check_files, initiative

PAGE = "content/guides/start.md"
PLAYBOOK = "content/playbooks/how.md"
FILES: dict[str, str | bytes] = {
    "content/glossary.md": "# Words\n",
    "content/_parts/aside.md": "# Aside\n",
    "content/guides/flow.png": b"\x89PNG",
    "content/guides/numbers.csv": "a,b\n",
    "content/metrics/latency.csv": "date,value\n",
    "content/metrics/latency.yml": "title: Latency\nowner: '@ops'\ndefinition: How long.\ndirection: down\n",
    "content/workflows/loose.csv": "a,b\n",
    "content/team/README.md": "# Team\n",
    "theme/img/logo.png": b"\x89PNG",
    "content/playbooks/retro.md": "---\ntitle: Retro\nowner: '@ops'\narea: tools\n---\n",
    "roadmap/initiatives/b.yml": initiative(),
    "roadmap/initiatives/README.md": "# For editors\n",
    "docs/engineering.md": "# For engineers\n",
}


def found(tmp_path: Path, body: str, path: str = PAGE, config: str = CONFIG) -> list[tuple[str, str]]:
    checked = check_files(tmp_path, {**FILES, "mkdocs.yml": config, path: body})
    assert all(each.severity is Severity.WARNING for each in checked.diagnostics)
    assert [link.diagnostic for link in checked.dead_links] == list(checked.diagnostics)
    return [(each.message, str(each.span)) for each in checked.diagnostics]


def playbook(body: str) -> str:
    return f"---\ntitle: How\nowner: '@ops'\narea: tools\n---\n\n{body}\n"


@pytest.mark.parametrize(
    "link",
    [
        "[glossary](../glossary.md)",
        "[glossary](../glossary.md#nps 'title')",
        "[aside](../_parts/aside.md)",
        "[home](../index.md)",
        "![flow](flow.png)",
        "[numbers](numbers.csv)",
        "[retro](../playbooks/retro.md)",
        "[an initiative](../../roadmap/initiatives/b.yml)",
        "[a section](../roadmap/index.md)",
        "[a section without records](../tools/index.md)",
        "[a page below one](../roadmap/reliability/index.md)",
        "[a page's address](../roadmap/)",
        "[pages of a kind that another section makes](../changes/index.md)",
        "[data beside no record](../workflows/loose.csv)",
        "![of the theme](../assets/images/favicon.png)",
        "<pre>\n[x](nope.md)\n</pre>",
        "<div title='[x](nope.md)'>\n[x](nope.md)\n</div>",
        "<script>\na[i](x.yml)\n</script>",
        "[unused]: nope.md",
        "[the web server's affair](/nope.md)",
        "[elsewhere](https://example.com/nope.md)",
        "[here](#nope.md)",
        "`[x](nope.md)`",
        "```\n[x](nope.md)\n```",
        "[^1]: nope.md",
        "*[nope.md]: what is abbreviated",
    ],
)
def test_what_the_site_has_or_may_have_is_nobodys_business(tmp_path: Path, link: str) -> None:
    assert found(tmp_path, f"# Start\n\n{link}\n") == []


@pytest.mark.parametrize(
    ("link", "message", "column"),
    [
        ("See [x](nope.md).", "there is no file 'nope.md'", 9),
        ("![x](nope.png)", "there is no file 'nope.png'", 6),
        ("[x](../../roadmap/initiatives/nope.yml)", "there is no file '../../roadmap/initiatives/nope.yml'", 5),
        ("[x](../../../above.md)", "there is no file '../../../above.md'", 5),
        ("[x](../nowhere/index.md)", "there is no file '../nowhere/index.md'", 5),
        ("[words]: ../glosary.md\n\n[words]", "there is no file '../glosary.md'", 10),
        ("> [words]: ../glosary.md\n\n[words]", "there is no file '../glosary.md'", 12),
        ("[team](../team/index.md)", "there is no file '../team/index.md'", 8),
        ("![x](shot(1).png)", "there is no file 'shot(1).png'", 6),
        ("<div>no end [x](nope.md)", "there is no file 'nope.md'", 17),
        ("<div markdown>[x](nope.md)</div>", "there is no file 'nope.md'", 19),
        ("    [x](nope.md)", "there is no file 'nope.md'", 9),
        ("nope.md is here: [x](nope.md)", "there is no file 'nope.md'", 22),
    ],
)
def test_a_link_to_nothing_is_reported_at_its_place(tmp_path: Path, link: str, message: str, column: int) -> None:
    # Behind an admonition four spaces are no code.
    assert found(tmp_path, f"---\ntitle: Start\n---\n\n!!! note\n{link}\n") == [(message, f"{PAGE}:6:{column}")]


@pytest.mark.parametrize(
    "target",
    ["../../docs/engineering.md", "../../roadmap/initiatives/README.md", "../metrics/latency.csv", "../../mkdocs.yml"],
)
def test_a_file_that_the_site_leaves_out_is_no_target(tmp_path: Path, target: str) -> None:
    problem = f"{target!r} is no part of the site, and no page of it can lead there"
    assert found(tmp_path, f"[x]({target})\n") == [(problem, f"{PAGE}:1:5")]


def test_narratives_of_records_in_the_folder_are_read_as_pages_are(tmp_path: Path) -> None:
    body = playbook("[x](retro.md), nope.md, [y](nope.md)\n\n[z](/nope.md) and ![q](nope.png)")
    assert found(tmp_path, body, PLAYBOOK) == [
        ("there is no file 'nope.md'", f"{PLAYBOOK}:7:29"),
        ("there is no file 'nope.png'", f"{PLAYBOOK}:9:24"),
    ]


def test_a_record_whose_file_has_errors_is_there(tmp_path: Path) -> None:
    files = {**FILES, "content/playbooks/bad.md": "---\ntitle: [\n---\n", PAGE: "[bad](../playbooks/bad.md)\n"}
    assert [each.span.path for each in check_files(tmp_path, files).diagnostics] == ["content/playbooks/bad.md"]


@pytest.mark.parametrize(
    "more",
    [
        "hooks: [hooks.py]\n",
        "  - gen-files\n",
        "  - blog\n",
        "validation: {links: {not_found: info}}\n",
        "validation:\n  not_found: ignore\n",
        "exclude_docs: guides/\n",
        "draft_docs: guides/\n",
    ],
)
def test_where_others_may_make_pages_or_links_need_not_be_whole_mkdocs_has_the_word(tmp_path: Path, more: str) -> None:
    assert found(tmp_path, "[x](nope.md)\n", config=CONFIG + more) == []


@pytest.mark.parametrize(
    "more", ["  - tags\n", "  - material/tags\n  - minify: {html: true}\n", "validation: {links: {anchors: warn}}\n"]
)
def test_other_options_do_not_matter(tmp_path: Path, more: str) -> None:
    assert found(tmp_path, "[x](nope.md)\n", config=CONFIG + more) == [("there is no file 'nope.md'", f"{PAGE}:1:5")]


def test_what_mkdocs_leaves_out_unasked_is_not_read(tmp_path: Path) -> None:
    assert found(tmp_path, "[x](nope.md)\n", "content/templates/interview.md") == []


def test_files_of_a_theme_of_ones_own_are_there(tmp_path: Path) -> None:
    config = CONFIG.replace("  name: material\n", "  name: material\n  custom_dir: theme\n")
    text = "![x](../img/logo.png) ![y](../img/none.png)\n"
    assert found(tmp_path, text, config=config) == [("there is no file '../img/none.png'", f"{PAGE}:1:28")]


def test_each_of_many_has_its_own_place(tmp_path: Path) -> None:
    findings = found(tmp_path, "[x](nope.md) [y](nope.md)\n" * 50)
    assert [place for _, place in findings] == [
        f"{PAGE}:{line}:{column}" for line in range(1, 51) for column in (5, 18)
    ]
