"""Forms write files of records that a check accepts, whatever people type; and say what is missing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from site_builder.kinds import all_kinds
from site_builder.load.yaml import compose
from site_builder.model.diagnostic import Severity
from site_builder.pipeline import check
from tests.acceptance.commands import copy_starter
from tests.browser.axe import AA, TARGETS, violations
from tests.browser.visit import Visit
from tests.support import inputs_of

pytestmark = pytest.mark.browser

Open = Callable[..., Visit]
FORM = "form[data-ob-form]"
TEXTS = (
    *(
        "Plain words",
        "yes",
        "null",
        "~",
        "12",
        "1.10",
        "010",
        "1e5",
        "0x1f",
        ".inf",
        "2026-10-31",
        "2026",
        "- a",
        "a: b",
    ),
    *(
        "a #b",
        "#b",
        "'quoted'",
        '"quoted"',
        "a, b",
        "[a]",
        "{a: b}",
        "&a",
        "*a",
        "!tag",
        "|",
        ">",
        "%a",
        "@team",
        "`a`",
    ),
    *(
        "\\n",
        "a\\",
        "tab\there",
        "Ärger über Größe",
        "日本語",
        "🚀 ship",
        "nbsp\u00a0here",
        "line\u2028sep",
        "nel\u0085x",
    ),
    *(
        "bell\u0007",
        "bom\ufeffx",
        "del\u007f",
        "a  b",
        "?",
        "? a",
        ":",
        ":a",
        "a:",
        "-",
        "---",
        "...",
        "<<",
        "=",
        "a / b",
    ),
    *("kind:id", "http://example.com/a", "x" * 200, "word " * 40 + "end", "(a)", "a)", "On", "NO"),
)
PARAGRAPHS = (
    "First.\n\nSecond, with `code`.",
    "- item: a\n- item # b",
    "  indented\nnot",
    "a\n  \nb",
    "a\n\tb",
    "one\ntwo \nthree",
    "---\na\n...",
    "# heading\ntext",
    "x\u2028y\nz",
)
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
"""What no record may hold."""


def form_of(visit: Open, kind: str, fragment: str = "") -> Page:
    """Open the form of a kind."""
    page = visit(f"reference/kinds/{kind}/{fragment}").page
    expect(page.locator(FORM)).to_be_visible()
    return page


def text_of(page: Page) -> str:
    """Return the text of the file that the form has made."""
    return page.locator("[data-ob-text]").text_content() or ""


def written(page: Page, selector: str, text: str) -> Any:
    """Return what our own loader reads of a field into which a text was put."""
    page.locator(selector).evaluate(
        "(input, text) => { input.value = text; input.dispatchEvent(new Event('input', { bubbles: true })); }", text
    )
    composed = compose(text_of(page), "a.yml")
    assert composed.is_readable, (text, text_of(page), composed.diagnostics)
    return composed.mapping


def test_whatever_is_typed_is_read_as_that_text(visit: Open) -> None:
    page = form_of(visit, "request")
    read = {text: written(page, "#ob-new-title", text).get("title") for text in TEXTS}
    assert read == {text: _UNSEEN.sub("", text) for text in TEXTS}


def test_texts_of_several_lines_stay_as_they_are(visit: Open) -> None:
    page = form_of(visit, "request")
    read = {text: written(page, "#ob-new-quote", text).get("quote") for text in PARAGRAPHS}
    assert read == {text: text.strip() for text in PARAGRAPHS}


def test_an_escalation_is_written_as_one_would_by_hand(visit: Open) -> None:
    page = form_of(visit, "escalation")
    page.fill("#ob-new-title", "Ärger mit Lohnläufen: zweimal gerundet")
    page.fill("#ob-new-owner", "@support")
    page.select_option("#ob-new-severity", "critical")
    page.select_option("#ob-new-status", "open")
    page.select_option("#ob-new-source", "customer")
    page.fill("#ob-new-detected_at", "2026-10-30T09:14")
    page.fill("#ob-new-customers", "12")
    page.check("#ob-new-planned")
    page.fill("#ob-new-cause-category", "rounding")
    page.fill("#ob-new-contributing", "no test of halves")
    page.locator('[data-ob-field="contributing"] input').nth(1).fill("yes")
    actions = page.locator('[data-ob-field="actions"]')
    actions.locator("> [data-ob-do=add]").click()
    actions.get_by_label("Title").fill("Round once")
    actions.get_by_label("Type").select_option("corrective")
    actions.get_by_label("Due").fill("2026-11-20")
    page.fill("#ob-new-summary", "Zwei Zeilen.\nNoch eine.")
    page.fill("#ob-new-body", "What happened.")
    offset = page.evaluate("() => new Date('2026-10-30T09:14').toISOString().slice(0, 19)")
    assert page.locator("[data-ob-path]").text_content() == (
        "feedback/escalations/arger-mit-lohnlaufen-zweimal-gerundet.md"
    )
    assert (
        text_of(page)
        == f"""\
---
title: "Ärger mit Lohnläufen: zweimal gerundet"
owner: "@support"
severity: critical
status: open
source: customer
detected_at: {offset}Z
summary: |-
  Zwei Zeilen.
  Noch eine.
planned: true
customers: 12
cause:
  category: rounding
contributing:
  - no test of halves
  - "yes"
actions:
  - title: Round once
    type: corrective
    due: 2026-11-20
---

What happened.
"""
    )


def test_a_filled_in_form_of_every_kind_passes_the_check(visit: Open, site: Path, tmp_path: Path) -> None:
    copy_starter(tmp_path)
    paths = []
    for kind in all_kinds():
        page = form_of(visit, kind)
        for field in page.locator(f"{FORM} > .ob-form__fields > [data-ob-field]").all():
            if field.locator("> [required], :scope[data-ob-required]").count():
                fill(page, field, site)
        page.fill("#ob-new-id", f"{'2026-10-01-' if kind == 'update' else ''}made-in-a-form")
        path = page.locator("[data-ob-path]").text_content() or ""
        assert not (tmp_path / path).exists()
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text_of(page), encoding="utf-8")
        paths.append(path)
    errors = [each for each in check(inputs_of(tmp_path)).diagnostics if each.severity is Severity.ERROR]
    assert [(each.span.path, each.code, each.message) for each in errors if each.span.path in paths] == []


def fill(page: Page, field: Locator, site: Path) -> None:
    """Fill in a required field with something that may stand there."""
    key, control = field.get_attribute("data-ob-field"), field.get_attribute("data-ob-control")
    if control == "groups":
        for inner in field.locator(".ob-group > .ob-form__fields > [data-ob-field]").all():
            if inner.locator("[required]").count():
                fill(page, inner, site)
        return
    place = field.locator("input, select, textarea").first
    example = place.get_attribute("data-ob-example")
    match control:
        case "choice":
            place.select_option(index=0 if field.get_attribute("data-ob-repeated") is not None else 1)
        case "date":
            place.fill("2026-10-01")
        case "moment":
            place.fill("2026-10-01T10:00")
        case "number":
            place.fill("3")
        case "flag":
            place.check()
        case "reference":
            kind = field.get_attribute("data-ob-refers")
            place.fill(a_record(site, kind) if kind and key != "owner" else example or "")
            if not kind:
                place.fill(f"initiative:{a_record(site, 'initiative')}")
        case _:
            example = {"responses": "feedback/responses/nps-2026-q3.csv", "date": "2026-Q4"}.get(key or "", example)
            place.fill(example or "Some words")


def a_record(site: Path, kind: str) -> str:
    """Return the id of a record of a kind."""
    name = all_kinds()[kind].collection
    records = json.loads((site / f"api/v1/{name}.json").read_text(encoding="utf-8"))["records"]
    return str(records[0]["id"])


def test_what_is_missing_is_said_and_nothing_happens(visit: Open) -> None:
    page = form_of(visit, "request")
    page.evaluate("() => { window.open = (url) => { window.opened = url; }; }")
    page.get_by_role("button", name="Propose the file").click()
    expect(page.get_by_role("status")).to_have_text("Not yet: Title, Id, Owner, Source, Submitted on, Status.")
    expect(page.locator("#ob-new-title")).to_be_focused()
    expect(page.locator('[data-ob-field="title"] > .ob-field__problem')).to_have_text("This is needed.")
    assert page.evaluate("() => window.opened") is None
    reason = page.locator(f"#{page.get_attribute('#ob-new-owner', 'aria-errormessage')}")
    expect(reason).to_have_text("This is needed.")
    page.fill("#ob-new-title", "Something")
    expect(page.locator('[data-ob-field="title"] > .ob-field__problem')).to_be_hidden()


def test_what_has_another_form_is_said_below_its_field(visit: Open) -> None:
    page = form_of(visit, "escalation")
    page.fill("#ob-new-owner", "two words")
    page.fill("#ob-new-customers", "-1")
    page.fill("#ob-new-cause-description", "Why")
    page.locator("#ob-new-title").focus()
    problem = page.locator('[data-ob-field="owner"] > .ob-field__problem')
    expect(problem).to_have_text("Not of the form that is needed, such as @checkout-team.")
    expect(page.locator('[data-ob-field="customers"] > .ob-field__problem')).to_have_text("At least 0.")
    page.get_by_role("button", name="Copy the text").click()
    expect(page.locator('[data-ob-field="category"] > .ob-field__problem')).to_have_text("This is needed.")


def test_a_file_that_is_proposed_opens_at_the_host(visit: Open) -> None:
    page = form_of(visit, "decision", "#?owner=product-ops-lead&status=proposed")
    page.evaluate("() => { window.open = (url) => { window.opened = url; }; }")
    page.fill("#ob-new-title", "Two & two")
    page.get_by_role("button", name="Propose the file").click()
    expect(page.get_by_role("status")).to_contain_text("The repository opens with the file filled in.")
    opened = urlsplit(page.evaluate("() => window.opened"))
    assert opened._replace(query="").geturl() == "https://git.rotawell.example/handbook/new/main"
    asked = parse_qs(opened.query)
    assert asked["filename"] == ["roadmap/decisions/two-two.md"]
    assert asked["value"] == [text_of(page)]
    assert asked["value"][0].startswith('---\ntitle: "Two & two"\nowner: product-ops-lead\nstatus: proposed\n---\n')


def test_a_saved_file_has_the_text_and_the_name(visit: Open, tmp_path: Path) -> None:
    page = form_of(visit, "tool", "#?title=Pager&owner=@ops&category=alerts&status=trial&data_classification=internal")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the file").click()
    download.value.save_as(tmp_path / "saved")
    assert download.value.suggested_filename == "pager.yml"
    assert (tmp_path / "saved").read_text(encoding="utf-8") == text_of(page)


def test_records_that_are_there_are_offered_and_ids_are_taken_once(visit: Open) -> None:
    opened = visit("reference/kinds/update/")
    page = opened.page
    expect(page.locator(FORM)).to_be_visible()
    page.locator("#ob-new-owner").focus()
    page.wait_for_selector("#ob-suggested-role option[value=product-ops-lead]", state="attached")
    assert page.get_attribute("#ob-new-owner", "list") == "ob-suggested-role"
    page.locator("#ob-new-subject").press_sequentially("initiative:")
    page.wait_for_selector("#ob-suggested-any-initiative option[value='initiative:shift-templates']", state="attached")
    page.fill("#ob-new-id", "2026-10-16-nordic-agreements")
    page.locator("#ob-new-title").focus()
    expect(page.locator("[data-ob-id] > .ob-field__problem")).to_have_text("There is a record of this id already.")
    assert opened.complaints == []


def test_an_id_that_somebody_wrote_stays(visit: Open) -> None:
    page = form_of(visit, "request")
    page.fill("#ob-new-title", "First words")
    assert page.input_value("#ob-new-id") == "first-words"
    page.fill("#ob-new-id", "mine")
    page.fill("#ob-new-title", "Other words")
    assert page.input_value("#ob-new-id") == "mine"


def test_a_group_can_be_taken_away(visit: Open) -> None:
    page = form_of(visit, "initiative")
    milestones = page.locator('[data-ob-field="milestones"]')
    for name in ("One", "Two"):
        milestones.locator("> [data-ob-do=add]").click()
        milestones.get_by_label("Name").last.fill(name)
    assert "milestones:\n  - name: One\n  - name: Two\n" in text_of(page)
    milestones.get_by_role("button", name="Take it away").first.click()
    assert "milestones:\n  - name: Two\n" in text_of(page)
    expect(milestones.locator("> [data-ob-do=add]")).to_be_focused()


def test_an_item_in_which_nothing_is_filled_in_asks_for_nothing(visit: Open) -> None:
    page = form_of(visit, "initiative", "#?title=One&owner=@ops&status=idea")
    milestones = page.locator('[data-ob-field="milestones"]')
    for _ in range(2):
        milestones.locator("> [data-ob-do=add]").click()
    milestones.get_by_label("Name").first.fill("First")
    page.get_by_role("button", name="Copy the text").click()
    expect(page.get_by_role("status")).not_to_contain_text("Not yet")
    expect(page.get_by_role("status")).not_to_be_empty()


def test_what_is_said_of_an_id_goes_with_it(visit: Open) -> None:
    page = form_of(visit, "request")
    page.get_by_role("button", name="Copy the text").click()
    expect(page.locator("[data-ob-id] > .ob-field__problem")).to_have_text("This is needed.")
    page.fill("#ob-new-title", "Something")
    expect(page.locator("[data-ob-id] > .ob-field__problem")).to_be_hidden()
    page.fill("#ob-new-id", "index")
    page.locator("#ob-new-title").focus()
    expect(page.locator("[data-ob-id] > .ob-field__problem")).to_contain_text("Not of the form")


def test_several_values_and_a_moment_can_be_filled_in_by_an_address(visit: Open) -> None:
    page = form_of(visit, "role", "#?areas=roadmap&areas=feedback")
    assert "areas:\n  - feedback\n  - roadmap\n" in text_of(page)
    page = form_of(visit, "escalation", "#?detected_at=2026-10-30T09:14:00Z")
    assert "detected_at: 2026-10-30T09:14:00Z\n" in text_of(page)


def test_a_section_leads_to_its_form(visit: Open) -> None:
    opened = visit("escalations/")
    opened.page.get_by_role("link", name="Add an escalation").click()
    expect(opened.page.locator("#ob-new-title")).to_be_visible()
    assert (opened.complaints, opened.foreign) == ([], [])


def test_without_scripts_the_command_is_there(visit: Open) -> None:
    page = visit("reference/kinds/request/", scripts=False).page
    expect(page.locator(FORM)).to_be_hidden()
    # A search for text passes by what stands in this element, shown or not.
    expect(page.locator(".ob-form-box > noscript > p")).to_contain_text("opsbook new request ID")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["escalation", "initiative"])
def test_forms_can_be_used_by_everybody(kind: str, scheme: str, visit: Open) -> None:
    page = visit(f"reference/kinds/{kind}/", scheme=scheme).page
    for button in page.locator("[data-ob-do=add]").all():
        button.click()
    page.locator(".ob-form__rest > summary").click()
    page.get_by_role("button", name="Copy the text").click()
    assert violations(page, FORM, AA, further=TARGETS) == []


def test_a_form_is_not_wider_than_a_phone(visit: Open) -> None:
    page = visit("reference/kinds/initiative/", width=320).page
    expect(page.locator(FORM)).to_be_visible()
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
