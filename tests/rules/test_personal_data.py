"""What counts as personal data in a text, and what does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.rules.personal_data import personal_data
from tests.support import check_files, codes, ends

MAIL, PHONE, CARD = "a mail address", "a phone number", "a card number"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("jane.doe@example.com", MAIL),
        ("(jane+news@mail.example.co.uk)", MAIL),
        ("<j_d%x@example.museum>,", MAIL),
        ("write to jürgen@münchen.example today", MAIL),
        ("jane@example.com: she knows", MAIL),
        ("mailto:jane@example.com", MAIL),
        ("+1 555 0100", PHONE),
        ("+49 (0)30 1234567", PHONE),
        ("+442079460958", PHONE),
        ("0049 30 1234567", PHONE),
        ("(555) 123-4567", PHONE),
        ("555-123-4567", PHONE),
        ("01 23 45 67 89", PHONE),
        ("020 7946 0958", PHONE),
        ("0171/1234567", PHONE),
        ("call me on 5551234567", PHONE),
        ("tel:+15550100123", PHONE),
        ("my mobile number is 0791 1123456", PHONE),
        ("4111 1111 1111 1111", CARD),
        ("4111111111111111.", CARD),
        ("5500-0055-5555-5559", CARD),
        ("378282246310005", CARD),
        ("3782 822463 10005", CARD),
        ("6011111111111117", CARD),
    ],
)
def test_personal_data(text: str, what: str) -> None:
    assert [found for _, found in personal_data(text)] == [what]
    assert [found for _, found in personal_data(f"Well, {text} it is")] == [what]


@pytest.mark.parametrize(
    "text",
    [
        "version 12.4.1, 2026.10.3 and 1.2.3.4.5.6",
        "2026-03-31, 31.03.2026, 03/31/2026, 2019-2024, 20260331",
        "2026-03-31T10:55:00+02:00 and 2026-03-31 10:55:00 +0200",
        "192.168.100.200, 10.0.0.1:8080 and fe80::1",
        "1,250,000 rows, 1 250 000 EUR, +100 000 users, 3.14159265358979",
        "ticket 4812, PR 12345678, order 1234567890123456",
        "commit 0040030443 and 3f786850e387550fdab836ed7e6dc881de23001b",
        "123e4567-e89b-12d3-a456-426614174000",
        "4111 1111 1111 1112",
        "0.4111111111111111 and 4111111111111111x",
        "https://example.com/17003#5660850647990272 and /2026/03/31/42",
        "@scheduling, @acme/checkout, [mail], logo@2x.png, a @ b, foo@bar",
        "git@git.example.com:acme/handbook.git and https://social.example.com/@jane.doe/1",
        "call the function 7 times; reach 100 000 customers by 2026",
        "10/10 would recommend; 9-5, 24/7, 365 days",
        "<Buffer 00 01 02 03 04 05 06 07>",
        "",
    ],
)
def test_no_personal_data(text: str) -> None:
    assert personal_data(text) == []


def test_all_that_a_text_holds_in_its_order() -> None:
    text = "Card 4111 1111 1111 1111, jane@example.com, joe@example.com, +1 555 0100"

    assert [(text[at:][:4], what) for at, what in personal_data(text)] == [
        ("4111", CARD),
        ("jane", MAIL),
        ("joe@", MAIL),
        ("+1 5", PHONE),
    ]


@pytest.mark.parametrize(
    "piece", ["a", "@", "1", "1 ", "+1", "call ", "a@", "a.b@", "0", "(", "1-", "x@a.", "01 23 ", "call 1", "4111 "]
)
def test_no_text_makes_it_slow(piece: str) -> None:
    with ends():
        personal_data(piece * (200_000 // len(piece)))


def test_a_record_with_another_error_is_looked_at_as_well(tmp_path: Path) -> None:
    request = "title: Exports\nowner: '@a'\nstatus: nowhere\nreceived: 2026-09-01\nquote: Write to jane@example.com.\n"
    found = codes(check_files(tmp_path, {"feedback/requests/exports.yml": request}).diagnostics)
    assert ("personal-data", "feedback/requests/exports.yml:5:17") in found
    assert len(found) > 1
