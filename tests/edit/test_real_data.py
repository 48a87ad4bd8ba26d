"""Real records come back byte for byte when an edit is taken back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from site_builder.edit.document import CannotEdit, Document
from site_builder.edit.fields import remove_field, set_field

pytestmark = pytest.mark.real_data


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    folder = os.environ.get("OPSBOOK_REAL_DATA", "").strip()
    if not folder:
        pytest.skip("OPSBOOK_REAL_DATA names no folder")
    found = []
    for path in sorted((Path(folder) / "handbook").rglob("*")):
        if path.suffix in (".yml", ".md") and path.name != "mkdocs.yml":
            try:
                found.append(Document.of(path.read_bytes(), path.name))
            except CannotEdit:
                continue
    assert found
    return found


def test_a_text_that_is_changed_and_changed_back_leaves_the_file_as_it_was(documents: list[Document]) -> None:
    tried = 0
    for document in documents:
        for key, value in document.values.items():
            node = document.top.at((key,))
            if isinstance(value, str) and node is not None and node.style not in ("|", ">") and "\n" not in value:
                other = set_field(document, (key,), "words" if node.style == "" else "a 'b'")
                back = set_field(other, (key,), value)
                written = document.yaml[node.start : node.end]
                if "\n" not in written and written in (value, f"'{value}'"):
                    assert back.data == document.data
                    tried += 1
    assert tried > 1000


def test_a_new_field_that_is_taken_out_again_leaves_the_file_as_it_was(documents: list[Document]) -> None:
    for document in documents:
        added = set_field(document, ("something", "else"), ["x", "y"])
        assert remove_field(added, ("something",)).data == document.data
