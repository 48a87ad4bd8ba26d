"""A build after an edit: only the pages that it touches are made, and the site is that of a first build."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mkdocs_opsbook import command
from mkdocs_opsbook.request import Request
from site_builder.cli.main import group
from site_builder.load.kept_file import read_kept, write_kept
from tests.acceptance.commands import tree
from tests.support import CONFIG, initiative, write

SEARCH, CHECKOUT, ALONE = (f"roadmap/initiatives/{name}.yml" for name in ("search", "checkout", "alone"))
ROWS = "id,date,score\n" + "".join(f"r{number},2026-09-01,{number % 11}\n" for number in range(30))
FILES = {
    SEARCH: initiative("Quicker search"),
    CHECKOUT: initiative(depends_on="[search]"),
    ALONE: initiative("Stands alone"),
    "content/tools/index.md": "---\nstatus: new\n---\n# Tools\n\nWhat we work with.\n",
    "content/logo.svg": "<svg/>",
    "content/guide.md": "# A guide\n\nSee [the roadmap](roadmap/index.md).\n",
    "feedback/surveys/nps.yml": "title: NPS\nowner: '@team'\ntype: nps\nresponses: feedback/responses/nps.csv\n",
    "feedback/responses/nps.csv": ROWS,
}
ANEW = "of them anew"


@pytest.fixture(autouse=True)
def _allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Allow the cache, which ``--no-cache`` forbids for the rest of a process."""
    monkeypatch.delenv("OPSBOOK_NO_CACHE", raising=False)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return the folder of a handbook that was built."""
    folder = write(tmp_path / "handbook", FILES)
    assert build(folder).exit_code == 0
    return folder


def build(root: Path, *options: str) -> Result:
    return CliRunner().invoke(group, ["build", "-f", str(root / "mkdocs.yml"), "--as-of", "2026-10-31", *options])


def edit(root: Path, path: str = SEARCH, text: str = initiative("Best search")) -> None:
    (root / path).write_text(text, encoding="utf-8")


def is_whole(root: Path, folder: Path) -> bool:
    """Return whether the site is that of a first build."""
    copy = folder / "copy"
    write(copy, {path: (root / path).read_bytes() for path in {*FILES, "mkdocs.yml", "content/index.md"}})
    assert build(copy).exit_code == 0
    return tree(root / "site") == tree(copy / "site")


def test_only_the_pages_that_an_edit_touches_are_made(root: Path, tmp_path: Path) -> None:
    pages = [root / f"site/roadmap/initiatives/{name}/index.html" for name in ("search", "checkout", "alone")]
    before = [page.stat().st_ino for page in pages]
    edit(root)
    assert ANEW in build(root).output
    is_same = [page.stat().st_ino == number for page, number in zip(pages, before, strict=True)]
    assert is_same == [False, False, True]
    assert is_whole(root, tmp_path)


def test_one_edit_after_the_other_is_built_in_part(root: Path, tmp_path: Path) -> None:
    edit(root)
    assert ANEW in build(root).output
    edit(root, "feedback/responses/nps.csv", ROWS + "r99,2026-09-02,10\n")
    assert ANEW in build(root).output
    edit(root, SEARCH, FILES[SEARCH])
    edit(root, CHECKOUT, initiative("Checkout", depends_on="[alone]"))
    assert ANEW in build(root).output
    assert is_whole(root, tmp_path)
    assert "nothing has changed" in build(root).output


def test_a_table_that_is_no_more_has_no_file(root: Path, tmp_path: Path) -> None:
    edit(root, SEARCH, initiative(status="in_progress", target="2026-01-31"))
    build(root)
    table = root / "site/attention-table.csv"
    assert table.exists()
    edit(root, SEARCH, initiative())
    assert ANEW in build(root).output
    assert not table.exists()
    assert is_whole(root, tmp_path)


def test_what_is_found_is_told(root: Path) -> None:
    edit(root, CHECKOUT, initiative(status="released", released_on="2026-01-31"))
    result = build(root)
    assert ANEW in result.output
    assert f"{CHECKOUT}:3:9: warning[released-without-change]" in result.output


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("roadmap/initiatives/more.yml", initiative()),
        ("content/guide.md", "# Another guide\n"),
        ("content/logo.svg", "<svg></svg>"),
        ("mkdocs.yml", CONFIG.replace("Test handbook", "Another handbook")),
    ],
)
def test_everything_is_made_where_pages_come_or_others_change(path: str, text: str, root: Path) -> None:
    edit(root, path, text)
    result = build(root)
    assert result.exit_code == 0
    assert ANEW not in result.output


def test_everything_is_made_where_the_site_is_not_as_it_was(root: Path, tmp_path: Path) -> None:
    (root / "site/roadmap/index.html").unlink()
    edit(root)
    assert ANEW not in build(root).output
    assert is_whole(root, tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_everything_is_made_where_the_site_is_a_link(root: Path, tmp_path: Path) -> None:
    (root / "site").rename(tmp_path / "elsewhere")
    (root / "site").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    edit(root)
    result = build(root)
    assert result.exit_code == 0
    assert ANEW not in result.output
    assert (root / "site").is_symlink()
    assert is_whole(root, tmp_path)


def _overwritten(root: Path) -> None:
    (root / ".opsbook/pages-configured.json").write_text("{}", encoding="utf-8")


def _of_another_form(root: Path) -> None:
    file = root / ".opsbook/pages-configured.json"
    write_kept(file, {"site": read_kept(file)["site"], "state": {}})


def _removed(root: Path) -> None:
    (root / ".opsbook/pages-configured.json").unlink()


@pytest.mark.parametrize("damage", [_overwritten, _of_another_form, _removed])
def test_everything_is_made_where_nobody_knows_what_was_read(damage: Callable[[Path], None], root: Path) -> None:
    damage(root)
    edit(root)
    result = build(root)
    assert result.exit_code == 0
    assert ANEW not in result.output


def _while_it_builds(monkeypatch: pytest.MonkeyPatch, act: Callable[[], None]) -> None:
    """Do something, once, when a part of the site has been made and is not in its place yet."""
    plain, acts = command.build, [act]

    def built(config_file: Path, site_dir: Path, request: Request, **options: object) -> command.Built:
        made = plain(config_file, site_dir, request, **options)  # type: ignore[arg-type]
        while acts:
            acts.pop()()
        return made

    monkeypatch.setattr(command, "build", built)


def test_everything_is_made_where_another_build_was_quicker(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(root)
    # As a build does that puts a file into its place.
    _while_it_builds(monkeypatch, lambda: os.utime(root / "site"))
    assert ANEW not in build(root).output
    assert is_whole(root, tmp_path)


def test_everything_is_made_where_another_file_was_written_meanwhile(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(root)
    plain = command.build

    def built(*arguments: object, **options: object) -> command.Built:
        edit(root, "content/logo.svg", "<svg></svg>")
        return plain(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(command, "build", built)
    assert ANEW not in build(root).output
    assert (root / "site/logo.svg").read_text(encoding="utf-8") == "<svg></svg>"


def test_what_is_kept_of_pages_is_data(root: Path) -> None:
    kept = read_kept(root / ".opsbook/pages-configured.json")
    assert json.loads(json.dumps(kept)) == kept
    assert "roadmap/initiatives/search/" in kept["reading"]["pages"]


def test_nothing_is_kept_of_the_pages_of_a_draft_or_of_the_public(root: Path) -> None:
    edit(root, SEARCH, initiative(status="no such status"))
    assert build(root, "--allow-errors").exit_code == 0
    edit(root)
    assert ANEW not in build(root, "--allow-errors").output
    for _ in range(2):
        edit(root, SEARCH, initiative(f"Search {_}"))
        assert ANEW not in build(root, "--audience", "public").output


def test_what_was_warned_of_is_told_again_until_it_is_mended(root: Path, tmp_path: Path) -> None:
    tool = "title: Tool\nowner: '@team'\ncategory: planning\nstatus: adopt\ndata_classification: internal\n"
    # Two records whose narratives MkDocs' Markdown renders, and which are made clean.
    files = {f"content/tools/{name}.md": f"---\n{tool}---\n\n<iframe></iframe>\n" for name in ("b", "a")}
    write(root, files)
    warnings = [f"WARNING - content/tools/{name}.md: <iframe> was taken out" for name in ("a", "b")]
    assert told(build(root)) == warnings
    edit(root)
    result = build(root)
    assert ANEW in result.output
    assert told(result) == warnings
    edit(root, "content/tools/a.md", f"---\n{tool}---\n\nClean.\n")
    result = build(root)
    assert ANEW in result.output
    assert told(result) == warnings[1:]
    assert told(build(root)) == warnings[1:]


def test_what_a_part_warned_of_that_was_given_up_is_told_once(root: Path) -> None:
    # A check does not follow targets with blanks.
    edit(root, "content/guide.md", "# A guide\n\nSee [what is not there](not here.md).\n")
    warnings = told(build(root))
    assert len(warnings) == 1
    # That MkDocs has read another file comes out when the part has been made.
    edit(root, "content/logo.svg", "<svg></svg>")
    result = build(root)
    assert ANEW not in result.output
    assert told(result) == warnings
    edit(root)
    result = build(root)
    assert ANEW in result.output
    assert told(result) == warnings


def told(result: Result) -> list[str]:
    return [line for line in result.output.splitlines() if line.startswith("WARNING")]
