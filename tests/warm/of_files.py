"""Edits of what is no record: data, prose, pictures, settings, history. Each returns what was done, in a sentence."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable

from tests.acceptance.commands import commit, git
from tests.warm.book import png
from tests.warm.hand import FOLDERS, Hand

_BLOCKS = ("metric: nps", "table: initiative\nfields: [title, owner]", "table: request\nwhere: {status: new}")


def a_row_more(hand: Hand) -> str:
    """A row like another one; in a survey with an id of its own."""
    path, lines = _table(hand)
    row = hand.choose(lines[1:])
    if "responded_at" in lines[0]:
        row = re.sub(r"^[^,]*", f"n-{hand.random.randrange(10**6)}", row)
    return _written(hand, path, [*lines, row], f"a row more, {row!r}")


def a_row_less(hand: Hand) -> str:
    path, lines = _table(hand)
    gone = hand.random.randrange(1, len(lines))
    return _written(hand, path, lines[:gone] + lines[gone + 1 :], f"line {gone + 1} is gone")


def a_row_changed(hand: Hand) -> str:
    """Another digit in a row, of the same size; now and then something that cannot be read."""
    path, lines = _table(hand)
    number = hand.random.randrange(1, len(lines))
    found = list(re.finditer(r"(?<=,)\d(?=\d?[,.]|\d?$)", lines[number]))
    if not found or hand.random.random() < 0.1:
        return _written(hand, path, [*lines[:number], "x", *lines[number + 1 :]], f"line {number + 1} cannot be read")
    digit = hand.choose(found)
    row = lines[number][: digit.start()] + str(hand.random.randrange(1, 9)) + lines[number][digit.end() :]
    return _written(hand, path, [*lines[:number], row, *lines[number + 1 :]], f"line {number + 1} is now {row!r}")


def a_sentence_of_prose(hand: Hand) -> str:
    path = hand.choose(_prose(hand))
    kind, record_id = hand.choose(hand.names())
    text = hand.choose([hand.words(5), f"## {hand.words(2)}", f"See [[{kind}:{record_id}]]."])
    hand.put(path, f"{hand.read(path).rstrip()}\n\n{text}\n")
    return f"{path}: {text!r} at its end"


def a_live_part(hand: Hand) -> str:
    path, block = hand.choose(_prose(hand)), hand.choose(list(_BLOCKS))
    hand.put(path, f"{hand.read(path).rstrip()}\n\n```opsbook\n{block}\n```\n")
    return f"{path}: a live part, {block!r}"


def a_page_more(hand: Hand) -> str:
    """A page of prose; now and then the one that introduces a section."""
    folder = hand.choose(["content", "content/more", *(f for f in FOLDERS.values() if f.startswith("content/"))])
    path = f"{folder}/{hand.choose(['index', 'notes', hand.new_id()])}.md"
    if path in ("content/index.md", *hand.records()) or folder in FOLDERS.values():
        path = f"{folder}/index.md"
    hand.put(path, f"# {hand.words(2)}\n\n{hand.words(9)}\n" if path != "content/index.md" else "# Home\n")
    return f"{path}: written"


def a_page_less(hand: Hand) -> str:
    path = hand.choose([path for path in _prose(hand) if path != "content/index.md"])
    (hand.root / path).unlink()
    return f"{path}: removed"


def another_picture(hand: Hand) -> str:
    path, grey = hand.choose(hand.files(".png")), hand.random.randrange(256)
    hand.put(path, png(grey))
    return f"{path}: grey {grey}"


def a_picture_less(hand: Hand) -> str:
    path = hand.choose(hand.files(".png"))
    (hand.root / path).unlink()
    return f"{path}: removed"


def another_file_beside(hand: Hand) -> str:
    path = hand.choose(["content/files/template.csv", "content/files/more.txt", "content/playbooks/sheet.csv"])
    hand.put(path, f"a,b\n{hand.random.randrange(100)},2\n")
    return f"{path}: written"


def another_option(hand: Hand) -> str:
    """An option of the site, of the theme or of opsbook is put in, taken out or changed."""
    options = {
        "site_name: .*\n": f"site_name: Handbook {hand.random.randrange(9)}\n",
        "(site_url: .*\n)?docs_dir": hand.choose(["docs_dir", "site_url: https://other.example/at/\ndocs_dir"]),
        "(edit_uri: .*\n)?theme:": hand.choose(["theme:", "edit_uri: https://git.example/e/content/\ntheme:"]),
        " +small_group: .*\n": f"        small_group: {hand.random.randrange(1, 30)}\n",
        "( +fiscal_year_start: .*\n)?( +as_of: .*\n)": rf"      fiscal_year_start: {hand.random.randrange(1, 13)}\n\2",
        "( +rules: .*\n)?( +as_of: .*\n)": hand.choose(
            [r"\2", r"      rules: {unlinked: off, wip-over-limit: info}\n\2"]
        ),
        "( +acknowledge: |high: {acknowledge: )[^,]*,": rf"\g<1>{hand.random.randrange(1, 9)}h,",
        "( +- navigation.tabs\n)?( +- content.action.edit)": hand.choose([r"\2", r"    - navigation.tabs\n\2"]),
    }
    text = hand.read("mkdocs.yml")
    pattern, new = hand.choose([(old, new) for old, new in options.items() if re.search(old, text)])
    changed = re.sub(pattern, new, text, count=1)
    hand.put("mkdocs.yml", changed)
    lines = [line.strip() for line in changed.splitlines() if line not in text.splitlines()]
    return f"mkdocs.yml: {pattern!r} became {lines or 'what it was, or less'}"


def another_folder_of_a_kind(hand: Hand) -> str:
    """The folder of requests is another one, or the default again; the records move with it nearly always."""
    usual, other = FOLDERS["request"], "feedback/wishes"
    old, new = (other, usual) if (hand.root / other).exists() else (usual, other)
    text = re.sub(r" +folders: .*\n", "", hand.read("mkdocs.yml"))
    if new == other:
        text = re.sub(r" +as_of: ", lambda found: f"      folders: {{request: {other}}}\n{found[0]}", text, count=1)
    hand.put("mkdocs.yml", text)
    if hand.random.random() < 0.8 and (hand.root / old).exists() and not (hand.root / new).exists():
        (hand.root / old).rename(hand.root / new)
        return f"mkdocs.yml: requests live in {new}, and were moved there"
    return f"mkdocs.yml: requests live in {new}, and were not moved"


def committed(hand: Hand) -> str:
    day = f"2026-{hand.random.randrange(1, 11):02}-{hand.random.randrange(1, 29):02}"
    git(hand.root, "add", "--all")
    git(hand.root, "commit", "--quiet", "--allow-empty", "--message", "Edit", day=day)
    return f"committed, on {day}"


def tagged(hand: Hand) -> str:
    name = f"v{hand.random.randrange(10**6)}"
    git(hand.root, "tag", name)
    return f"tagged as {name}"


def taken_back_by_git(hand: Hand) -> str:
    """What was edited since the last commit is as it was."""
    git(hand.root, "checkout", "--quiet", "--", ".")
    git(hand.root, "clean", "--quiet", "--force", "-d")
    return "git took back what was not committed"


def history_forgotten(hand: Hand) -> str:
    shutil.rmtree(hand.root / ".git")
    commit(hand.root, "Begin again", day="2026-10-01")
    return "the history begins anew, with one commit"


def _table(hand: Hand) -> tuple[str, list[str]]:
    path = hand.choose([path for path in hand.files(".csv") if "/files/" not in path and "sheet" not in path])
    lines = hand.read(path).splitlines()
    hand.choose(lines[2:])
    return path, lines


def _written(hand: Hand, path: str, lines: list[str], what: str) -> str:
    hand.put(path, "\n".join(lines) + "\n")
    return f"{path}: {what}"


def _prose(hand: Hand) -> list[str]:
    records = set(hand.records())
    return [path for path in hand.files(".md") if path not in records and path.startswith("content/")]


EDITS: tuple[Callable[[Hand], str], ...] = (
    a_row_more, a_row_less, a_row_changed, a_sentence_of_prose, a_live_part, a_page_more, a_page_less, another_picture,
    a_picture_less, another_file_beside, another_option, another_option, another_folder_of_a_kind, committed, tagged,
    taken_back_by_git, history_forgotten,
)  # fmt: skip
