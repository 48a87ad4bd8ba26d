"""The section of segments and the page of each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from site_builder.model.page import Page
from site_builder.views.parts import CardGrid, ChartFigure, EmptyState, KpiGrid, Paragraph
from site_builder.views.plain import plain_text
from site_builder.views.segments import pages
from tests.views.reading import by_url, column, context_of, facts, headings, heads, parts, record, rows, table

CLINICS = record("Clinics", match="{plan: [Enterprise], region: [North]}", jobs="[Sleep]", size="over 250")
CAFES = record("Cafés", match="{plan: [Starter]}", summary="Small ones.")


def survey(name: str, closed_on: str, kind: str = "nps", **fields: Any) -> str:
    usual = {"type": kind, "responses": f"feedback/responses/{name}.csv", "closed_on": closed_on, "population": "All"}
    return record(f"Wave {name}", **(usual | {"dimensions": "[plan, region]"} | fields))


def answers(**groups: tuple[int, int]) -> str:
    """Return responses: promoters and detractors of ``Plan_Region``."""
    lines = ["score,plan,region"]
    for name, (promoters, detractors) in groups.items():
        plan, region = name.split("_")
        lines += [f"10,{plan},{region}"] * promoters + [f"0,{plan},{region}"] * detractors
    return "\n".join(lines) + "\n"


def site(
    root: Path, segments: Mapping[str, str], surveys: Mapping[str, tuple[str, str]] | None = None, **further: str
) -> dict[str, Page]:
    """Return the pages of segments; a survey is its record and its responses."""
    files = {f"feedback/segments/{name}.yml": text for name, text in segments.items()}
    for name, (text, responses) in (surveys or {}).items():
        files |= {f"feedback/surveys/{name}.yml": text, f"feedback/responses/{name}.csv": responses}
    return by_url(pages(context_of(root, files | further)))


def paragraphs(page: Page) -> str:
    return " ".join(plain_text(paragraph.text) for paragraph in parts(page, Paragraph))


TWO = {"clinics": CLINICS, "cafes": CAFES}
WAVES = {
    "a": (survey("a", "2026-03-31"), answers(Enterprise_North=(10, 30), Starter_South=(30, 30))),
    "b": (survey("b", "2026-09-30"), answers(Enterprise_North=(38, 2), Starter_South=(20, 40))),
}


def test_without_segments_the_section_says_what_belongs_here(tmp_path: Path) -> None:
    found = site(tmp_path, {})
    assert list(found) == ["segments/"]
    assert [empty.what for empty in parts(found["segments/"], EmptyState)] == ["No segments yet."]


def test_a_single_segment_without_a_match_is_told_what_it_needs(tmp_path: Path) -> None:
    found = site(tmp_path, {"a": record("Somebody")})
    page = found["segments/"]
    assert page.content.lead == "1 segment; no survey tells them apart yet."
    assert headings(page) == ["Compared", "Profiles"]
    assert "1 segment without a match: add the dimensions and values" in paragraphs(page)
    assert "It has no match" in paragraphs(found["segments/a/"])


def test_the_sentence_has_the_ends_and_how_many_differ(tmp_path: Path) -> None:
    page = site(tmp_path, TWO, WAVES)["segments/"]
    assert page.content.lead == (
        "2 segments: NPS from −33 (Cafés, n 60) to 90 (Clinics, n 40) in Wave b; 2 differ detectably from all other "
        "respondents."
    )
    (chart,) = parts(page, ChartFigure)
    assert chart.title == "2 of 2 segments differ from the others"
    assert [(row[0], row[1], row[-1]) for row in rows(chart.table)] == [
        ("Clinics", "+123", "above"),
        ("Cafés", "−123", "below"),
    ]
    assert chart.note == "Verdicts by a z test, Holm-adjusted over 2 segments. Segments may overlap."


def test_segments_are_compared_in_a_table_the_most_content_first(tmp_path: Path) -> None:
    found = table(site(tmp_path, TWO, WAVES)["segments/"], "segments-table")
    assert heads(found)[:6] == ["Segment", "NPS", "95% interval", "n", "Against others", "Since last wave"]
    assert [row[:6] for row in rows(found)] == [
        ["Clinics", "90", "68 to 99", "40", "+123 above", "+140 up"],
        ["Cafés", "−33", "−55 to −9", "60", "−123 below", "−33"],
    ]


def test_what_does_not_differ_is_called_that(tmp_path: Path) -> None:
    wave = {"a": (survey("a", "2026-03-31"), answers(Enterprise_North=(10, 10), Starter_South=(11, 10)))}
    found = site(tmp_path, TWO, wave)
    assert found["segments/"].content.lead.endswith("; none differs detectably from all other respondents.")
    (chart,) = parts(found["segments/"], ChartFigure)
    assert chart.title == "No segment of 2 differs detectably from the others"
    assert column(table(found["segments/"], "segments-table"), "Against others") == ["+5", "−5"]
    assert "Its score does not differ detectably" in paragraphs(found["segments/cafes/"])


def test_a_small_segment_is_not_shown_and_counted(tmp_path: Path) -> None:
    wave = {"a": (survey("a", "2026-03-31"), answers(Enterprise_North=(2, 2), Starter_South=(11, 10)))}
    found = site(tmp_path, TWO, wave)
    assert found["segments/"].content.lead == "2 segments; NPS 5 of Cafés in Wave a (n 21)."
    assert rows(table(found["segments/"], "segments-table"))[1][:4] == ["Clinics", "", "", ""]
    assert "The score of 1 segment with fewer than 5 respondents is not shown." in paragraphs(found["segments/"])
    (grid,) = parts(found["segments/clinics/"], KpiGrid)
    assert (plain_text(grid.cards[0].value), grid.cards[0].reason) == ("", "fewer than 5 responses")


def test_the_page_has_scores_comparison_and_trend(tmp_path: Path) -> None:
    surveys = {
        **WAVES,
        "c": (survey("c", "2026-08-31", "csat"), "score,plan,region\n" + "5,Enterprise,North\n" * 6),
        "d": (survey("d", "2026-08-31", "ces", dimensions="[plan]"), "score,plan\n" + "5,Enterprise\n" * 6),
    }
    page = site(tmp_path, TWO, surveys)["segments/clinics/"]
    assert facts(page)["NPS"] == "90 (95% interval 68 to 99, n 40)"
    assert facts(page)["Against all others"] == "+123 points, above"
    (grid,) = parts(page, KpiGrid)
    # The survey of effort does not know the region, and so not the segment.
    assert [(card.label, plain_text(card.value)) for card in grid.cards] == [
        ("Net Promoter Score, Wave b", "90 points"),
        ("Customer satisfaction, Wave c", "100%"),
    ]
    assert "Its score is higher than that of all other respondents: +123 points" in paragraphs(page)
    assert "p < 0.001, Holm-adjusted over the segments" in paragraphs(page)
    (chart,) = parts(page, ChartFigure)
    assert chart.title == "NPS of Clinics: up 140 since March 2026"
    assert [row[:2] for row in rows(chart.table)] == [["Mar 2026", "−50"], ["Sep 2026", "90"]]


def test_the_page_has_the_requests_of_the_segment_by_weight(tmp_path: Path) -> None:
    asked = {"source": "sales", "status": "new", "submitted_on": "2026-01-01", "segment": "cafes"}
    further = {
        "feedback/requests/a.yml": record("Little", importance=1, customer="c-1", **asked),
        "feedback/requests/b.yml": record("Much", importance=3, customer="c-2", **asked),
    }
    found = site(tmp_path, TWO, {}, **further)
    page = found["segments/cafes/"]
    assert column(table(page, "requests-table"), "Request") == ["Much", "Little"]
    assert "2 requests from 2 customers, weight 4." in paragraphs(page)
    shown = table(found["segments/"], "segments-table")
    assert [row[:1] + row[-2:] for row in rows(shown)] == [["Cafés", "2", "4"], ["Clinics", "0", "0"]]


METRIC = {
    "content/metrics/own.yml": record(
        "Own", definition="D.", direction="up", source="content/metrics/own.csv", dimensions="[plan, region]"
    ),
    "content/metrics/own.csv": "date,value,plan,region\n2026-09-30,5,Enterprise,North\n2026-09-30,9,Starter,North\n",
    "content/metrics/wide.yml": record(
        "Wide", definition="D.", direction="up", source="content/metrics/wide.csv", dimensions="[region]"
    ),
    "content/metrics/wide.csv": "date,value,region\n2026-09-30,7,North\n2026-09-30,8,South\n",
}


def test_metrics_are_its_own_or_those_of_the_wider_groups(tmp_path: Path) -> None:
    page = site(tmp_path, TWO, {}, **METRIC)["segments/clinics/"]
    assert [row[:3] for row in rows(table(page, "metrics-table"))] == [["Own", "5", "14"]]
    assert [row[:4] for row in rows(table(page, "wider-table"))] == [["Wide", "region North", "7", "15"]]
    assert "not its own" in paragraphs(page)


def test_a_segment_is_known_by_its_name_however_it_is_written(tmp_path: Path) -> None:
    segments = {"growing": record("Scale Up", match="{plan: [Team  plan], region: [North]}")}
    wave = survey("a", "2026-09-30", dimensions="[segment]"), "score,segment\n" + "10,Scale  up\n" * 8
    own, wide = (
        record(title, definition="D.", direction="up", source=f"content/metrics/{title}.csv", dimensions=dimensions)
        for title, dimensions in (("Own", "[segment]"), ("Wide", "[plan]"))
    )
    further = {
        "content/metrics/own.yml": own,
        "content/metrics/wide.yml": wide,
        "content/metrics/Own.csv": "date,value,segment\n2026-09-30,5,SCALE  Up\n2026-09-30,6,Other\n",
        "content/metrics/Wide.csv": "date,value,plan\n2026-09-30,7,team plan\n2026-09-30,8,Solo\n",
    }
    page = site(tmp_path, segments, {"a": wave}, **further)["segments/growing/"]
    (grid,) = parts(page, KpiGrid)
    assert plain_text(grid.cards[0].value) == "100 points"
    assert [row[:2] for row in rows(table(page, "metrics-table"))] == [["Own", "5"]]
    assert [row[:3] for row in rows(table(page, "wider-table"))] == [["Wide", "plan team plan", "7"]]


def test_profiles_are_cards(tmp_path: Path) -> None:
    (grid,) = parts(site(tmp_path, TWO)["segments/"], CardGrid)
    assert [card.link.text for card in grid.cards] == ["Cafés", "Clinics"]
    assert {fact.label: fact.value for fact in grid.cards[1].facts if fact.value} == {
        "Size": "over 250",
        "First job": "Sleep",
    }


def test_a_match_that_no_survey_knows_is_explained(tmp_path: Path) -> None:
    wave = {"a": (survey("a", "2026-03-31", dimensions="[plan]"), "score,plan\n" + "9,Enterprise\n" * 9)}
    page = site(tmp_path, TWO, wave)["segments/clinics/"]
    assert "No survey has all the dimensions that its match names" in paragraphs(page)
