from __future__ import annotations

import pytest

from site_builder.importers.ids import id_from
from site_builder.model.reference import is_id


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("OPS-123", "ops-123"),
        ("Überblick: für mehrere Filialen!", "uberblick-fur-mehrere-filialen"),
        ("v2.1 is out.", "v2.1-is-out"),
        ("..hidden", "hidden"),
        ("日本", ""),
        ("", ""),
        ("a" * 70, "a" * 64),
        (f"{'word ' * 20}", "-".join(["word"] * 13)[:64]),
    ],
)
def test_an_id_is_like_a_text(text: str, expected: str) -> None:
    assert id_from(text) == expected
    assert not expected or is_id(expected)
