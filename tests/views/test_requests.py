"""The section of requests and the page of each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from site_builder.model.page import Page
from site_builder.views.parts import ChartFigure, EmptyState, KpiGrid, Markup, Paragraph
from site_builder.views.plain import plain_text
from site_builder.views.requests import pages
from tests.views.reading import by_url, column, context_of, facts, headings, parts, record, rows, table


def request(title: str = "Swap", **fields: Any) -> str:
    usual: dict[str, Any] = {"source": "sales", "status": "new", "submitted_on": "2026-01-01"}
    return record(title, **(usual | fields))


def site(root: Path, requests: Mapping[str, str], **further: str) -> dict[str, Page]:
    files = {f"feedback/requests/{name}.yml": text for name, text in requests.items()}
    return by_url(pages(context_of(root, {**files, **further})))


def paragraphs(page: Page) -> str:
    return " ".join(plain_text(paragraph.text) for paragraph in parts(page, Paragraph))


INITIATIVES = {
    "roadmap/releases/1.0.yml": record("One", date="2026-03-31", status="released"),
    "roadmap/initiatives/swaps.yml": record("Swaps", status="released", released_on="2026-03-11", release="'1.0'"),
    "roadmap/initiatives/rota.yml": record("Rota", status="in_progress", target="2026-12-18"),
}
FOUR = {
    "answered": request("Answered", importance=3, customer="c-1", initiatives="[swaps]", component="clock"),
    "coming": request("Coming", importance=2, customer="c-2", initiatives="[rota]", submitted_on="2026-02-01"),
    "coming-too": request("Coming too", importance=3, customer="c-3", initiatives="[rota]", source="support"),
    "waiting": request("Waiting", customer="c-4", submitted_on="2025-10-31", component="clock"),
    "declined": request("Declined", status="declined", reason="We are no *messenger*.", customer="c-5"),
}


def test_without_requests_the_section_says_what_belongs_here(tmp_path: Path) -> None:
    found = site(tmp_path, {})
    assert list(found) == ["feedback/requests/"]
    assert [empty.what for empty in parts(found["feedback/requests/"], EmptyState)] == ["No requests yet."]


def test_what_is_asked_after_the_day_is_not_in_the_section(tmp_path: Path) -> None:
    found = site(tmp_path, {"a": request(), "b": request("Later", submitted_on="2026-11-01")})
    page = found["feedback/requests/"]
    assert page.content.lead.startswith("1 request from 1 customer, weight 1")
    assert column(table(page, "requests-table"), "Request") == ["Swap"]
    assert column(table(page, "waiting-table"), "Request") == ["Swap"]
    assert found["feedback/requests/b/"].title == "Later"


def test_a_group_has_its_share_of_the_weight_of_all(tmp_path: Path) -> None:
    asked = {name: request(component=name, customer="same", importance=3) for name in ("clock", "rota", "payroll")}
    charts = parts(site(tmp_path, asked)["feedback/requests/"], ChartFigure)
    titles = {chart.table.identifier: chart.title for chart in charts}
    assert "Clock has 100% of the weight" in titles.values(), titles


def test_a_single_request_needs_no_pictures(tmp_path: Path) -> None:
    page = site(tmp_path, {"a": request()})["feedback/requests/"]
    assert page.content.lead == (
        "1 request from 1 customer, weight 1: 0 answered by a release (0%) and 1 open, the oldest since 2026-01-01."
    )
    assert headings(page) == ["What is asked for", "Waiting longest", "The closed loop", "All requests"]
    assert not parts(page, ChartFigure)


def test_the_sentence_and_the_cards_say_what_was_answered_and_what_waits(tmp_path: Path) -> None:
    page = site(tmp_path, FOUR, **INITIATIVES)["feedback/requests/"]
    assert page.content.lead == (
        "5 requests from 5 customers, weight 10: 1 answered by a release (20%, median 69 days), 1 declined and 3 open, "
        "the oldest since 2025-10-31."
    )
    (grid,) = parts(page, KpiGrid)
    assert [(card.label, plain_text(card.value), card.n) for card in grid.cards] == [
        ("Weight of all requests", "10", 5),
        ("Answered by a release", "20%", 5),
        ("Median time from request to release", "69 days", 1),
        ("Open requests", "3", 5),
    ]
    assert grid.cards[-1].reason == "1 with nothing on the way"


def test_initiatives_are_ranked_by_the_weight_of_what_they_answer(tmp_path: Path) -> None:
    page = site(tmp_path, FOUR, **INITIATIVES)["feedback/requests/"]
    chart = next(each for each in parts(page, ChartFigure) if each.name == "demand")
    assert chart.title == "Rota is asked for most"
    assert rows(chart.table) == [["Rota", "5"], ["Swaps", "3"]]
    assert rows(table(page, "initiatives-table")) == [
        ["Rota", "in progress", "5", "2", "2", "2026-12-18", "", ""],
        ["Swaps", "released", "3", "1", "1", "", "2026-03-11", "One"],
        ["no initiative yet", "", "2", "2", "2", "", "", ""],
    ]


def test_the_first_place_may_be_shared(tmp_path: Path) -> None:
    requests = {"a": request(initiatives="[swaps]"), "b": request(initiatives="[rota]")}
    page = site(tmp_path, requests, **INITIATIVES)["feedback/requests/"]
    (chart,) = (each for each in parts(page, ChartFigure) if each.name == "demand")
    assert chart.title == "2 initiatives share the first place"


def test_weight_by_component_and_source(tmp_path: Path) -> None:
    page = site(tmp_path, FOUR, **INITIATIVES)["feedback/requests/"]
    charts = {each.name: each for each in parts(page, ChartFigure)}
    assert rows(charts["weight-by-component"].table) == [["not given", "6"], ["clock", "4"]]
    assert charts["weight-by-source"].title == "Sales has 70% of the weight"
    assert "weight-by-segment" not in charts


def test_what_waits_is_listed_the_oldest_first(tmp_path: Path) -> None:
    found = table(site(tmp_path, FOUR, **INITIATIVES)["feedback/requests/"], "waiting-table")
    assert rows(found) == [
        ["Waiting", "2025-10-31", "365", "1", "waiting", "", "", "@team"],
        ["Coming too", "2026-01-01", "303", "3", "on its way", "Rota", "2026-12-18", "@team"],
        ["Coming", "2026-02-01", "272", "2", "on its way", "Rota", "2026-12-18", "@team"],
    ]


def test_all_requests_by_what_most_ask_for(tmp_path: Path) -> None:
    found = table(site(tmp_path, FOUR, **INITIATIVES)["feedback/requests/"], "requests-table")
    assert [row[:5] for row in rows(found)] == [
        ["Coming too", "3", "5", "new", "on its way"],
        ["Coming", "2", "5", "new", "on its way"],
        ["Answered", "3", "3", "new", "answered"],
        ["Waiting", "1", "1", "new", "waiting"],
        ["Declined", "1", "1", "declined", "declined"],
    ]
    assert found.filters == ("Status", "Answer", "Component", "Source")


def test_the_loop_counts_comments_of_detractors_beside_the_requests_that_link_to_the_survey(tmp_path: Path) -> None:
    further = {
        "feedback/surveys/s.yml": record("Spring", type="nps", responses="feedback/responses/s.csv"),
        "feedback/responses/s.csv": "score,comment\n2,Slow.\n3,Slower.\n9,Fine.\n9,\n9,\n",
        "feedback/surveys/t.yml": record("Summer", type="nps", responses="feedback/responses/t.csv"),
        "feedback/responses/t.csv": "score,comment\n2,Slow.\n9,\n9,\n",
    }
    requests = {
        "a": request(source="survey", links="[survey:s]", initiatives="[swaps]"),
        "b": request(source="support"),
    }
    page = site(tmp_path, requests, **INITIATIVES, **further)["feedback/requests/"]
    assert rows(table(page, "loop-by-survey")) == [
        ["Spring", "2", "1", "1", "100%", "0", "69"],
        ["Summer", "", "0", "0", "", "0", ""],
    ]
    assert rows(table(page, "loop-by-source")) == [
        ["support", "1", "0", "0%", "0", ""],
        ["survey", "1", "1", "100%", "0", "69"],
    ]
    assert "1 of 2 requests answered by a release, in the median 69 days after it was asked" in paragraphs(page)


def test_an_answered_request_names_release_and_days(tmp_path: Path) -> None:
    requests = {**FOUR, "answered": FOUR["answered"] + "quote: Let us swap.\n"}
    page = site(tmp_path, requests, **INITIATIVES)["feedback/requests/answered/"]
    (notice,) = page.content.notices
    assert (notice.tone, notice.title) == ("positive", "Answered by a release")
    assert (
        plain_text(notice.text)
        == "Released on 11 March 2026, 69 days after it was asked, with One. Tell those who asked."
    )
    found = facts(page)
    assert (found["Answer"], found["Weight"]) == ("answered", "3 (a reason to leave)")
    assert found["From request to release"] == "69 days"
    assert [part.text for part in parts(page, Markup)] == ["> Let us swap."]
    assert rows(table(page, "answers-table")) == [["Swaps", "Initiative", "released", "2026-03-11", "One"]]


def test_a_change_that_names_a_request_answers_it(tmp_path: Path) -> None:
    further = {"roadmap/changes/c.yml": record("Faster", type="fixed", release="'1.0'", requests="[a]")}
    page = site(tmp_path, {"a": request()}, **INITIATIVES, **further)["feedback/requests/a/"]
    assert rows(table(page, "answers-table")) == [["Faster", "Change", "Fixed", "2026-03-31", "One"]]


def test_a_declined_request_says_why(tmp_path: Path) -> None:
    page = site(tmp_path, FOUR, **INITIATIVES)["feedback/requests/declined/"]
    (notice,) = page.content.notices
    assert (notice.title, plain_text(notice.text)) == ("Declined", "We are no messenger.")


def test_a_request_that_nothing_answers_says_since_when_it_waits(tmp_path: Path) -> None:
    page = site(tmp_path, FOUR, **INITIATIVES)["feedback/requests/waiting/"]
    (notice,) = page.content.notices
    assert (notice.title, notice.text) == (
        "Waiting for 365 days",
        "No initiative or change answers it yet. Link one, or decline it with a reason.",
    )
    assert facts(page)["Weight"] == "1 (no importance given)"


def test_a_request_whose_initiative_was_dropped_waits_again(tmp_path: Path) -> None:
    further = {"roadmap/initiatives/chat.yml": record("Chat", status="dropped", reason="No.")}
    found = site(tmp_path, {"a": request(initiatives="[chat]")}, **further)
    (notice,) = found["feedback/requests/a/"].content.notices
    assert (notice.title, notice.text) == (
        "Waiting for 303 days",
        "What was to answer it has been dropped. Link something else, or decline it with a reason.",
    )
    assert column(table(found["feedback/requests/"], "waiting-table"), "Answer") == ["waiting"]


def test_a_request_called_released_without_a_release_is_not_proven(tmp_path: Path) -> None:
    page = site(tmp_path, {"a": request(status="released")})["feedback/requests/a/"]
    assert [notice.title for notice in page.content.notices] == ["Called released, and nothing released names it"]
    assert facts(page)["Answer"] == "not proven"


def test_of_many_others_the_heaviest_are_listed_and_all_are_counted(tmp_path: Path) -> None:
    shared = {"initiatives": "[rota, swaps]"}
    requests = {
        f"r{number:02}": request(f"R{number:02}", importance=number % 4, customer=f"c-{number}", **shared)
        for number in range(20)
    }
    page = site(tmp_path, requests, **INITIATIVES)["feedback/requests/r03/"]
    found = table(page, "alike-table")
    assert (len(found.rows), found.total) == (10, 19)
    assert column(found, "Request")[:5] == ["R07", "R11", "R15", "R19", "R02"]


def test_others_who_ask_for_the_same_are_listed(tmp_path: Path) -> None:
    page = site(tmp_path, FOUR, **INITIATIVES)["feedback/requests/coming/"]
    assert column(table(page, "alike-table"), "Request") == ["Coming too"]
    assert "Together they weigh 5" in paragraphs(page)
    assert page.content.notices == ()
