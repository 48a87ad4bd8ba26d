"""What is warned of during a build is told in the order of pages, whoever made them and when."""

from __future__ import annotations

from mkdocs_opsbook.warned import Warned, address, in_order


def test_warnings_are_in_the_order_of_pages() -> None:
    first, second, other, last = Warned("a/", "1"), Warned("a/", "2"), Warned(None, "3"), Warned("b/", "4")
    assert in_order([last, first, other, second], ["a/", "b/"]) == (other, first, second, last)


def test_the_home_page_has_no_address() -> None:
    assert [address(url) for url in (".", "./", "a/")] == ["", "", "a/"]
