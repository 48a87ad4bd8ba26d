"""A dead link is told once: by the handbook's findings where they have it, else by MkDocs."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from mkdocs_opsbook.told_links import ToldLinks
from site_builder.link.documentation_links import DeadLink
from site_builder.model.diagnostic import Span
from tests.adapter.fake import build_fake
from tests.adapter.handbook import FILES, handbook

LINKS = {"content/glossary.md": "[x](nope.md)\n", "content/playbooks/index.md": "[y](../nope.md) ![z](no\\_pe.png)\n"}


def dead(path: str, target: str) -> DeadLink:
    return DeadLink(Span(path), target)


@pytest.mark.parametrize("shells", [True, False])
def test_what_the_findings_tell_mkdocs_does_not(tmp_path: Path, caplog: pytest.LogCaptureFixture, shells: bool) -> None:
    told = dead("content/glossary.md", "nope.md"), dead("content/playbooks/index.md", r"no\_pe.png")
    build_fake(tmp_path, handbook(dead_links=told), {**FILES, **LINKS}, shells=shells)
    warned = [record.getMessage() for record in caplog.records if "but the target" in record.getMessage()]
    assert len(warned) == 1
    assert warned[0].startswith("Doc file 'playbooks/index.md' contains a link '../nope.md', ")
    assert not any(isinstance(each, ToldLinks) for each in logging.getLogger("mkdocs.structure.pages").filters)


def test_links_are_heard_between_beginning_and_end() -> None:
    logger = logging.getLogger("mkdocs.structure.pages")
    record = logger.makeRecord(
        logger.name,
        logging.WARNING,
        "",
        0,
        "Doc file '../roadmap/a.md' contains a link 'b.md', but the target 'b.md' is not found among "
        "documentation files.",
        (),
        None,
    )
    told = ToldLinks([dead("roadmap/a.md", "b.md")], "content")
    assert logger.filter(record)
    with told:
        assert not logger.filter(record)
    assert logger.filter(record)
