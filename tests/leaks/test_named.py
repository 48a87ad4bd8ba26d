"""What authors write themselves cannot be taken out: a hidden record's id or title in a public text is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.model.diagnostic import Diagnostic
from tests.leaks.tokens import Tokens
from tests.support import check_files, initiative

IDS = {
    "a mention": "[[initiative:{}]]",
    "a name": "initiative:{}",
    "a name with an entity": "initiative&colon;{}",
    "a path": "roadmap/initiatives/{}.yml",
    "a link to its file": "[it](../../roadmap/initiatives/{}.yml)",
    "the address of its page": "https://example.org/roadmap/initiatives/{}/",
    "its place on the roadmap": "[it](/roadmap/#{})",
    "the address of its place": "https://example.org/roadmap/#{}",
    "its data": "https://example.org/api/v1/initiatives/{}.json",
}
TITLES = {
    "words": "{}",
    "emphasis": "**{}**",
    "entities": "{0[0]}&nbsp;{0[1]}&#32;{0[2]}",
    "a link": "{0[0]} [{0[1]}](https://example.org) {0[2]}",
    "line ends": "{0[0]}<br>{0[1]}<br>{0[2]}",
}
RECORD = "title: Exports\nowner: '@a'\ntype: added\nvisibility: public\nsummary: |\n  See {text}.\n"
PAGE = "---\nvisibility: public\ntitle: |\n  {title}\ndescription: |\n  {description}\n---\n\n# Guide\n\nSee {body}.\n"


def found(root: Path, token: str, title: str, text: str) -> list[tuple[str, str, int]]:
    """Return where a text is found in every place that customers read."""
    plain = {"title": "Guide", "description": "How to begin", "body": "this"}
    files = {
        f"roadmap/initiatives/{token}.yml": initiative(title),
        "roadmap/changes/exports.yml": RECORD.format(text=text),
        **{f"content/{name}.md": PAGE.format(**{**plain, name: text}) for name in plain},
    }
    diagnostics: tuple[Diagnostic, ...] = check_files(root, files).diagnostics
    rules = ("public-names-internal", "title-internal")
    return sorted((each.span.path, each.code, each.span.line) for each in diagnostics if each.code in rules)


def places(code: str) -> list[tuple[str, str, int]]:
    lines = {"content/body": 11, "content/description": 6, "content/title": 4}
    return [*((f"{path}.md", code, line) for path, line in lines.items()), ("roadmap/changes/exports.yml", code, 6)]


@pytest.mark.parametrize("form", IDS)
def test_the_id_of_a_hidden_record_is_found(form: str, tmp_path: Path) -> None:
    token = Tokens().new("id")
    assert found(tmp_path, token, "Hidden", IDS[form].format(token)) == places("public-names-internal")


@pytest.mark.parametrize("form", TITLES)
def test_the_title_of_a_hidden_record_is_found(form: str, tmp_path: Path) -> None:
    tokens = Tokens()
    words = [tokens.new("word of a title") for _ in range(3)]
    written = TITLES[form].format(words if "[0]" in TITLES[form] else " ".join(words))
    assert found(tmp_path, tokens.new("id"), " ".join(words), written) == places("title-internal")
