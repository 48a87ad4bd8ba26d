"""What was filled into a form stays until its file is saved or proposed, or the form is emptied."""

from __future__ import annotations

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.test_forms import FORM, Open, form_of, text_of

pytestmark = pytest.mark.browser


def fill_in(page: Page) -> None:
    """Fill in fields of every sort: a text, an id, a choice, a flag, several values, a group, several groups."""
    page.fill("#ob-new-title", "Timesheets lost")
    page.fill("#ob-new-id", "2026-10-30-lost")
    page.select_option("#ob-new-severity", "high")
    page.check("#ob-new-planned")
    page.fill("#ob-new-cause-category", "release")
    for text in ("No alarm", "No test"):
        page.locator('[data-ob-field="contributing"] input').last.fill(text)
    actions = page.locator('[data-ob-field="actions"]')
    for name in ("Add an alarm", "Write a test"):
        actions.locator("> [data-ob-do=add]").click()
        actions.get_by_label("Title").last.fill(name)


@pytest.mark.parametrize("leave", ["reload", "another page", "a link within"])
def test_what_was_filled_in_is_there_when_the_page_was_left(leave: str, visit: Open) -> None:
    page = form_of(visit, "escalation")
    fill_in(page)
    before = text_of(page)
    assert "planned: true\n" in before
    assert "contributing:\n  - No alarm\n  - No test\n" in before
    assert "actions:\n  - title: Add an alarm\n  - title: Write a test\n" in before
    if leave == "reload":
        page.reload()
    elif leave == "another page":
        page.goto(page.url.replace("escalation", "request"))
        expect(page.locator("#ob-new-title")).to_have_value("")
        page.go_back()
    else:
        page.locator(".md-sidebar--secondary a").last.click()
    expect(page.locator("[data-ob-text]")).to_have_text(before)
    page.fill("#ob-new-title", "Another title")
    assert page.input_value("#ob-new-id") == "2026-10-30-lost"


def test_what_an_address_fills_in_is_not_what_was_typed_before(visit: Open) -> None:
    page = form_of(visit, "request", "#?source=sales")
    page.fill("#ob-new-title", "First")
    page.reload()
    expect(page.locator("#ob-new-title")).to_have_value("First")
    page.goto(page.url.replace("sales", "support"))
    page.reload()
    expect(page.locator(FORM)).to_be_visible()
    assert (page.input_value("#ob-new-title"), page.input_value("#ob-new-source")) == ("", "support")


def test_a_form_is_emptied_when_that_is_wanted(visit: Open) -> None:
    page = form_of(visit, "escalation", "#?owner=@ops")
    untouched = text_of(page)
    asked: list[str] = []
    answers = iter([False, True])

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.message)
        (dialog.accept if next(answers) else dialog.dismiss)()

    page.on("dialog", answer)
    empty = page.get_by_role("button", name="Empty the form")
    empty.click()
    assert asked == []
    fill_in(page)
    empty.click()
    expect(page.locator("#ob-new-title")).to_have_value("Timesheets lost")
    empty.click()
    expect(page.locator("#ob-new-title")).to_be_focused()
    assert len(asked) == 2
    assert text_of(page) == untouched
    page.reload()
    expect(page.locator(FORM)).to_be_visible()
    assert text_of(page) == untouched
    fill_in(page)
    assert "- title: Write a test\n" in text_of(page)


def test_what_was_saved_is_not_brought_back(visit: Open) -> None:
    page = form_of(visit, "tool", "#?title=Pager&owner=@ops&category=alerts&status=trial&data_classification=internal")
    page.fill("#ob-new-title", "Pager two")
    with page.expect_download():
        page.get_by_role("button", name="Save the file").click()
    page.reload()
    expect(page.locator("#ob-new-title")).to_have_value("Pager")
