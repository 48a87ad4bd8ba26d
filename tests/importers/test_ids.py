from __future__ import annotations

import pytest

from site_builder.importers.claimed_ids import ClaimedIds
from site_builder.importers.ids import id_from
from site_builder.model.reference import is_id


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("OPS-123", "ops-123"),
        ("Überblick: für mehrere Filialen!", "uberblick-fur-mehrere-filialen"),
        ("Øyvind Łuk, Æther", "oyvind-luk-aether"),
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


def test_ids_that_are_claimed_are_each_given_once() -> None:
    claimed = ClaimedIds("change")
    given = [
        claimed.claim(text) for text in ("Swap", "Swap 2", "swap!", "Swap", "a" * 64, "a" * 64, "日本", "日本", "本")
    ]
    assert given[:6] == ["swap", "swap-2", "swap-3", "swap-4", "a" * 64, f"{'a' * 62}-2"]
    assert given[7] == f"{given[6]}-2"
    assert given[6].startswith("change-")
    assert len(set(given)) == len(given)
    assert all(map(is_id, given))
