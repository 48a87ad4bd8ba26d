"""Feedback: the section, the list of surveys, the page of a survey."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from site_builder.model.page import Page
from site_builder.views.feedback import pages
from site_builder.views.nps_results import newest_waves
from site_builder.views.parts import ChartFigure, EmptyState, KpiGrid, Link, Paragraph
from site_builder.views.plain import plain_text
from tests.support import CONFIG
from tests.views.reading import (
    by_url,
    column,
    context_of,
    escalation,
    facts,
    headings,
    heads,
    parts,
    record,
    rows,
    table,
)
from tests.views.surveys import QUESTION, charts, dated, site, survey


def wave(title: str, file: str, closed: str, **fields: Any) -> str:
    return survey(title, file, question=QUESTION, closed_on=closed, **fields)


def scores(promoters: int, passives: int = 0, detractors: int = 0) -> str:
    return "score\n" + "9\n" * promoters + "7\n" * passives + "0\n" * detractors


def regional(**regions: tuple[int, int]) -> str:
    """Return responses: promoters and detractors of each region."""
    lines = [f"10,{name}\n" * counts[0] + f"2,{name}\n" * counts[1] for name, counts in regions.items()]
    return "score,Sales Region\n" + "".join(lines)


def cards(page: Page) -> dict[str, str]:
    return {card.label: plain_text(card.value) for grid in parts(page, KpiGrid) for card in grid.cards}


def paragraphs(page: Page) -> list[str]:
    return [str(block.text) for block in parts(page, Paragraph)]


def test_without_surveys_and_requests_the_section_says_what_belongs_here(tmp_path: Path) -> None:
    found = site(tmp_path, {}, {})
    assert list(found) == ["feedback/", "feedback/surveys/"]
    assert [parts(page, EmptyState)[0].what for page in found.values()] == ["No surveys yet."] * 2


def test_the_sentence_gives_score_interval_n_and_what_has_changed(tmp_path: Path) -> None:
    surveys = {"a": wave("Spring", "a", "2026-03-20"), "b": wave("Autumn", "b", "2026-09-20", invited=400)}
    found = site(tmp_path, surveys, {"a": scores(20, 20, 60), "b": scores(60, 20, 20)})
    assert found["feedback/"].content.lead == (
        "Net Promoter Score 40 in Autumn (95% interval 23 to 54, n 100); up 80 points since March 2026."
    )
    assert cards(found["feedback/"]) == {"Autumn": "40 points", "Response rate": "25%"}
    assert charts(found["feedback/"]) == {"nps-trend": "NPS went up to 40: +80 since March 2026"}


def test_a_fall_is_a_fall_and_a_small_change_is_no_detectable_one(tmp_path: Path) -> None:
    surveys = {"a": wave("A", "a", "2026-03-20"), "b": wave("B", "b", "2026-06-20"), "c": wave("C", "c", "2026-09-20")}
    fallen = site(tmp_path / "x", dict(list(surveys.items())[:2]), {"a": scores(90, 0, 10), "b": scores(40, 20, 40)})
    assert fallen["feedback/"].content.lead.endswith("; down 80 points since March 2026.")
    still = site(tmp_path / "y", surveys, {"a": scores(5), "b": scores(50, 20, 30), "c": scores(55, 20, 25)})
    assert still["feedback/"].content.lead.endswith("; no detectable change since June 2026 (+10).")
    assert charts(still["feedback/"]) == {"nps-trend": "NPS is 30: no detectable change since the wave before"}


def test_one_wave_has_nothing_to_be_compared_with(tmp_path: Path) -> None:
    found = site(tmp_path, {"a": wave("Spring", "a", "2026-03-20")}, {"a": scores(5, 5)})
    assert found["feedback/"].content.lead == "Net Promoter Score 50 in Spring (95% interval 6 to 71, n 10)."
    assert charts(found["feedback/"]) == {}


def test_the_trend_carries_releases_and_critical_escalations(tmp_path: Path) -> None:
    further = {
        "roadmap/releases/1.0.yml": record(date="2026-05-01", status="released"),
        "roadmap/releases/2.0.yml": record(date="2026-05-02", status="planned"),
        "roadmap/releases/0.1.yml": record(date="2020-05-02", status="released"),
        "feedback/escalations/a.yml": escalation(severity="critical", detected_at="2026-07-01T00:00:00Z"),
        "feedback/escalations/b.yml": escalation(severity="high", detected_at="2026-07-02T00:00:00Z"),
    }
    surveys = {"a": wave("Spring", "a", "2026-03-20"), "b": wave("Autumn", "b", "2026-09-20")}
    page = site(tmp_path, surveys, {"a": scores(60, 40), "b": scores(60, 40)}, **further)["feedback/"]
    (chart,) = parts(page, ChartFigure)
    words = " ".join(cell for row in rows(chart.table) for cell in row)
    assert "1.0" in words
    assert "critical escalation" in words
    assert "2.0" not in words
    assert "0.1" not in words
    assert [row[0] for row in rows(chart.table)] == ["Mar 2026", "Sep 2026"]


def test_surveys_that_say_neither_what_they_ask_nor_whom_are_no_waves_of_each_other(tmp_path: Path) -> None:
    surveys = {"a": survey("A", "a", closed_on="2026-03-20"), "b": survey("B", "b", closed_on="2026-09-20")}
    found = site(tmp_path, surveys, {"a": scores(5), "b": scores(5)})
    assert charts(found["feedback/"]) == {}
    assert list(cards(found["feedback/"])) == ["B"]


def test_a_survey_without_a_closing_day_goes_by_its_last_response(tmp_path: Path) -> None:
    files = {
        "feedback/surveys/a.yml": survey("Running", "a", question=QUESTION),
        "feedback/surveys/b.yml": wave("Old", "b", "2026-03-20"),
        "feedback/responses/a.csv": dated(m2026_08=(8, 2)),
        "feedback/responses/b.csv": scores(8),
    }
    context = context_of(tmp_path, files)
    assert [found.survey.id for found in newest_waves(context)] == ["b", "a"]
    assert list(cards(by_url(pages(context))["feedback/"])) == ["Running"]


def test_a_survey_that_is_open_has_changed_since_a_month_that_has_begun(tmp_path: Path) -> None:
    files = {
        "feedback/surveys/a.yml": wave("Running", "a", "2030-03-20"),
        "feedback/surveys/b.yml": wave("Summer", "b", "2026-08-20"),
        "feedback/responses/a.csv": dated(m2026_05=(8, 2)),
        "feedback/responses/b.csv": scores(8),
    }
    context = context_of(tmp_path, files)
    assert [found.survey.id for found in newest_waves(context)] == ["a", "b"]
    (grid,) = parts(by_url(pages(context))["feedback/"], KpiGrid)
    assert grid.cards[0].change
    assert grid.cards[0].change.text.endswith("since May 2026")


def test_surveys_are_a_table_with_score_interval_n_and_response_rate(tmp_path: Path) -> None:
    surveys = {
        "a": wave("Spring", "a", "2026-03-20", invited=100),
        "b": wave("Few", "b", "2026-06-20"),
        "c": survey("Effort", "c", kind="ces", closed_on="2026-07-01"),
        "d": survey("Satisfaction", "d", kind="csat", closed_on="2026-08-01"),
    }
    responses = {"a": scores(5, 5), "b": scores(4), "c": "score\n" + "5\n7\n" * 10, "d": "score\n" + "5\n4\n4\n1\n" * 5}
    page = site(tmp_path, surveys, responses)["feedback/surveys/"]
    assert page.content.lead == "4 surveys: 2 NPS, 1 CSAT and 1 CES."
    assert rows(table(page, "surveys-table")) == [
        ["Satisfaction", "CSAT", "2026-08-01", "75%", "53 to 89%", "20", ""],
        ["Effort", "CES", "2026-07-01", "6.00", "5.52 to 6.48", "20", ""],
        ["Few", "NPS", "2026-06-20", "", "", "4", ""],
        ["Spring", "NPS", "2026-03-20", "50", "6 to 71", "10", "10%"],
    ]


def test_without_a_net_promoter_score_another_score_leads(tmp_path: Path) -> None:
    surveys = {"d": survey("Tickets", "d", kind="csat", closed_on="2026-08-01")}
    page = site(tmp_path, surveys, {"d": "score\n" + "5\n4\n4\n1\n" * 5})["feedback/"]
    assert page.content.lead == "Customer satisfaction 75% in Tickets (95% interval 53 to 89%, n 20)."
    assert cards(page) == {"CSAT, Tickets": "75%"}


@pytest.mark.parametrize("responses", [scores(4), "score\n", "score\n\n"])
def test_too_few_responses_are_no_score(tmp_path: Path, responses: str) -> None:
    found = site(tmp_path, {"a": wave("Spring", "a", "2026-03-20")}, {"a": responses})
    assert found["feedback/"].content.lead == "1 survey, and no score yet."
    assert cards(found["feedback/"]) == {}
    page = found["feedback/surveys/a/"]
    (notice,) = page.content.notices
    assert notice.title == "No score is shown"
    assert notice.text in ("Fewer than 5 responses.", "No response has a score.")
    assert headings(page) == []


def test_requests_that_wait_are_shown_and_all_of_them_are_one_link_away(tmp_path: Path) -> None:
    files = {
        f"feedback/requests/r{n:02}.yml": record(f"R{n}", source="sales", status="new", submitted_on=f"2026-01-{n:02}")
        for n in range(1, 28)
    }
    files["feedback/requests/a.yml"] = record(
        "Old", source="sales", status="declined", reason="no", submitted_on="2026-02-01"
    )
    found = by_url(pages(context_of(tmp_path, files)))
    page = found["feedback/"]
    assert page.content.lead == "28 requests: 27 new, 1 declined; no survey yet."
    requests = table(page, "requests-table")
    assert (column(requests, "Request")[0], len(requests.rows), requests.total) == ("R1", 10, 27)
    assert requests.more == Link("all 28 requests", "feedback/requests/")
    (paragraph,) = parts(page, Paragraph)
    assert plain_text(paragraph.text) == (
        "28 requests: 27 new, 1 declined. See what is asked for most, what waits longest and the closed loop."
    )
    assert cards(page) == {"Requests answered by a release": "0%"}
    assert "feedback/requests/" not in found


def test_segments_are_one_link_away(tmp_path: Path) -> None:
    surveys = {"a": wave("Spring", "a", "2026-03-20")}
    further = {"feedback/segments/s.yml": record("Clinics")}
    page = site(tmp_path, surveys, {"a": scores(5, 5)}, **further)["feedback/"]
    assert [plain_text(each.text) for each in parts(page, Paragraph)] == [
        "Who is content and who is not: 1 segment compared."
    ]


def test_overlapping_segments_are_no_groups_of_a_survey(tmp_path: Path) -> None:
    surveys = {"a": wave("Spring", "a", "2026-03-20", dimensions="[Sales Region]")}
    further = {"feedback/segments/s.yml": record("Northerners", match="{Sales Region: [North]}")}
    page = site(tmp_path, surveys, {"a": regional(North=(9, 1), South=(9, 1))}, **further)["feedback/surveys/a/"]
    assert headings(page) == ["Score", "By sales Region", "By segment"]
    assert rows(table(page, "by-segment-table")) == [["Northerners", "80", "23 to 100", "10", "0"]]


def test_requests_answered_by_a_release_are_a_figure(tmp_path: Path) -> None:
    files = {
        "feedback/surveys/a.yml": wave("Spring", "a", "2026-03-20"),
        "feedback/responses/a.csv": scores(5, 5),
        "feedback/requests/a.yml": record(
            source="sales", status="released", submitted_on="2026-01-01", initiatives="[i]"
        ),
        "feedback/requests/b.yml": record(source="sales", status="new", submitted_on="2026-01-01"),
        "roadmap/initiatives/i.yml": record(status="released", released_on="2026-02-01"),
    }
    page = by_url(pages(context_of(tmp_path, files)))["feedback/"]
    assert cards(page)["Requests answered by a release"] == "50%"


def test_a_survey_s_page_has_score_distribution_and_facts(tmp_path: Path) -> None:
    surveys = {"a": wave("Spring", "a", "2026-03-20", invited=200)}
    page = site(tmp_path, surveys, {"a": scores(60, 20, 20) + "\n\n"})["feedback/surveys/a/"]
    assert cards(page) == {"Net Promoter Score": "40 points", "Response rate": "50%"}
    assert charts(page) == {"nps-histogram": "60% promoters, 20% detractors"}
    assert facts(page)["Type"] == "NPS"
    assert "Columns" not in facts(page)
    assert page.content.notices == ()


def test_rows_without_a_score_and_unreadable_ones_are_counted(tmp_path: Path) -> None:
    surveys = {"a": wave("Spring", "a", "2026-03-20")}
    page = site(tmp_path, surveys, {"a": "id,score\n" + "x,9\n" * 6 + "y,\n" + "z,eleven\n"})["feedback/surveys/a/"]
    found = facts(page)
    assert (found["Rows"], found["Without a score"], found["Unreadable"]) == ("8", "1", "1")


def test_groups_are_shown_with_share_and_change_and_small_ones_are_counted(tmp_path: Path) -> None:
    surveys = {
        "a": wave("Spring", "a", "2026-03-20", dimensions="[Sales Region]"),
        "b": wave("Autumn", "b", "2026-09-20", dimensions="[Sales Region]"),
    }
    responses = {
        "a": regional(North=(10, 50), South=(20, 20)),
        "b": regional(North=(50, 10), South=(20, 20), East=(3, 1), West=(1, 1)),
    }
    page = site(tmp_path, surveys, responses)["feedback/surveys/b/"]
    found = table(page, "by-sales-region-table")
    assert found.caption == "NPS by sales Region"
    assert heads(found) == ["Sales Region", "Score", "95% interval", "n", "Share", "Since March 2026"]
    assert rows(found) == [
        ["North", "67", "45 to 82", "60", "57%", "up 133"],
        ["South", "0", "−29 to 29", "40", "38%", "no detectable change (0)"],
    ]
    assert paragraphs(page) == ["2 groups of fewer than 5 respondents are not shown."]
    section = page.content.sections[-1]
    assert (section.title, section.anchor, section.count) == ("By sales Region", "by-sales-region", 2)


def test_where_every_group_is_small_only_their_number_is_told(tmp_path: Path) -> None:
    config = CONFIG.replace("opsbook\n", "opsbook: {policies: {small_group: 6}}\n")
    surveys = {"a": wave("Spring", "a", "2026-03-20", dimensions="[Sales Region]")}
    further = {"mkdocs.yml": config}
    page = site(tmp_path, surveys, {"a": regional(North=(5, 0), South=(0, 5))}, **further)["feedback/surveys/a/"]
    assert paragraphs(page) == ["2 groups of fewer than 6 respondents are not shown."]
    assert headings(page) == ["Score", "By sales Region"]


def test_one_small_group_and_a_blank_one(tmp_path: Path) -> None:
    surveys = {"a": wave("Spring", "a", "2026-03-20", dimensions="[plan]")}
    responses = "score,plan\n" + "9,\n" * 6 + "9,Growth\n" * 7 + "9,Scale\n"
    page = site(tmp_path, surveys, {"a": responses})["feedback/surveys/a/"]
    assert column(table(page, "by-plan-table"), "Plan") == ["Growth", "not given"]
    assert heads(table(page, "by-plan-table"))[-1] == "Share"
    assert paragraphs(page) == ["1 group of fewer than 5 respondents is not shown."]


def test_groups_that_are_hidden_for_a_small_one_are_counted_apart(tmp_path: Path) -> None:
    surveys = {"a": wave("Spring", "a", "2026-03-20", dimensions="[plan, region]")}
    responses = "score,plan,region\n" + "9,,UK\n" * 6 + "9,Growth,UK\n" * 7 + "9,Scale,UK\n"
    config = CONFIG.replace("opsbook\n", "opsbook: {policies: {derivable_groups: hidden}}\n")
    page = site(tmp_path, surveys, {"a": responses}, **{"mkdocs.yml": config})["feedback/surveys/a/"]
    assert column(table(page, "by-plan-table"), "Plan") == ["Growth"]
    assert (
        "1 group of fewer than 5 respondents is not shown, nor is another, from which it could be worked out."
        in paragraphs(page)
    )
    [explained] = [text for text in paragraphs(page) if text.startswith("Each cell")]
    assert explained.endswith("are not shown, nor those from which one of them could be worked out.")
    pairs = {row[0]: row[1] for row in rows(table(page, "by-plan-and-region-table"))}
    assert pairs == {"Growth": "100 (50%)", "not given": "not shown", "Scale": "fewer than 5"}


def test_a_dimension_without_a_latin_letter_has_an_address_all_the_same(tmp_path: Path) -> None:
    surveys = {"a": wave("Spring", "a", "2026-03-20", dimensions="[地域]")}
    page = site(tmp_path, surveys, {"a": "score,地域\n" + "9,北\n" * 6})["feedback/surveys/a/"]
    assert page.content.sections[-1].anchor == "by-1"


def test_two_dimensions_are_a_table_with_score_and_share(tmp_path: Path) -> None:
    surveys = {"a": wave("Spring", "a", "2026-03-20", dimensions="[region, Plan]")}
    responses = "score,region,Plan\n" + "9,UK,Free\n" * 10 + "9,FR,Free\n0,FR,Free\n" * 3 + "7,UK,\n" * 3 + "0,FR,\n"
    page = site(tmp_path, surveys, {"a": responses})["feedback/surveys/a/"]
    found = table(page, "by-region-and-plan-table")
    assert found.caption == "NPS by region and plan"
    assert heads(found) == ["Region", "Free", "not given"]
    assert rows(found) == [["UK", "100 (50%)", "fewer than 5"], ["FR", "0 (30%)", "fewer than 5"]]
    assert headings(page) == ["Score", "By region", "By plan", "By two dimensions"]


def test_pairs_without_a_group_to_be_shown_and_with_many_columns(tmp_path: Path) -> None:
    surveys = {"a": wave("Spring", "a", "2026-03-20", dimensions="[a, b, c, d, e]")}
    lines = [f"9,x,{number % 4},{number},y,z\n" for number in range(13)]
    page = site(tmp_path, surveys, {"a": "score,a,b,c,d,e\n" + "".join(lines)})["feedback/surveys/a/"]
    [explained] = [text for text in paragraphs(page) if text.startswith("Each cell")]
    assert explained.endswith("These are the pairs of its first 4 dimensions.")
    assert "NPS by a and c: every group is too small to be shown." in paragraphs(page)
    assert heads(table(page, "by-a-and-d-table")) == ["A", "y"]


def test_the_columns_of_a_pair_are_its_largest_groups(tmp_path: Path) -> None:
    surveys = {"a": wave("Spring", "a", "2026-03-20", dimensions="[region, plan]")}
    lines = [f"9,UK,{number:02}\n" * (5 + (number == 12)) for number in range(13)]
    page = site(tmp_path, surveys, {"a": "score,region,plan\n" + "".join(lines)})["feedback/surveys/a/"]
    assert heads(table(page, "by-region-and-plan-table"))[:3] == ["Region", "12", "00"]
    assert len(heads(table(page, "by-region-and-plan-table"))) == 13
    assert "The 12 largest of 13 groups by plan have a column." in paragraphs(page)


@pytest.mark.parametrize(
    ("kind", "responses", "title", "score"),
    [
        ("csat", "score\n" + "5\n4\n4\n1\n" * 5, "75% gave 4 or 5", ("Customer satisfaction", "75%")),
        ("ces", "score\n" + "5\n7\n" * 10, "The mean is 6.00", ("Customer effort", "6.00 points")),
    ],
)
def test_surveys_with_a_scale_of_their_own(
    tmp_path: Path, kind: str, responses: str, title: str, score: tuple[str, str]
) -> None:
    surveys = {"a": survey("A", "a", kind=kind, closed_on="2026-08-01")}
    page = site(tmp_path, surveys, {"a": responses})["feedback/surveys/a/"]
    assert charts(page) == {"scores": title}
    assert cards(page) == dict([score])
    (chart,) = parts(page, ChartFigure)
    assert sum(int(row[1]) for row in rows(chart.table)) == 20


def test_a_survey_whose_file_is_missing_is_shown_without_figures(tmp_path: Path) -> None:
    found = site(tmp_path, {"a": wave("Spring", "a", "2026-03-20")}, {})
    assert found["feedback/"].content.lead == "1 survey, and no score yet."
    assert column(table(found["feedback/surveys/"], "surveys-table"), "n") == ["0"]
