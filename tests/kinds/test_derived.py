"""What the kinds work out from their fields."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from site_builder.kinds.asset import VERIFY_EVERY, Asset
from site_builder.kinds.change import Change, first_sentence
from site_builder.kinds.experiment import Experiment
from site_builder.kinds.initiative import Initiative
from site_builder.kinds.metric import Metric
from site_builder.kinds.survey import Survey
from site_builder.kinds.tool import Tool
from site_builder.kinds.workflow import Workflow
from site_builder.model.data_source import DataSource
from site_builder.model.dates import parse_planned
from site_builder.model.reference import Reference
from tests.support import ends

AS_OF = date(2026, 10, 31)


def initiative(**fields: Any) -> Initiative:
    return Initiative.model_validate({"title": "a", "owner": "b", "status": "planned", **fields})


@pytest.mark.parametrize(
    ("fields", "horizon"),
    [
        ({"status": "in_progress"}, "now"),
        ({"status": "in_progress", "target": "2027-Q4"}, "now"),
        ({"target": "2026-Q4"}, "now"),
        ({"target": "2026-03-01"}, "now"),
        ({"target": "2026-12-31"}, "now"),
        ({"target": "2027-01-01"}, "next"),
        ({"target": "2027-Q1"}, "next"),
        ({"target": "2027-04"}, "later"),
        ({}, "next"),
        ({"status": "idea"}, "later"),
        ({"status": "discovery"}, "later"),
        ({"status": "discovery", "target": "2026-Q4"}, "next"),
        ({"status": "discovery", "target": "2027-Q2"}, "later"),
        ({"horizon": "later", "status": "in_progress"}, "later"),
        ({"status": "released", "released_on": "2026-01-01", "horizon": "now"}, None),
        ({"status": "dropped", "reason": "No"}, None),
    ],
)
def test_horizon_follows_from_status_and_target(fields: dict[str, Any], horizon: str | None) -> None:
    assert initiative(**fields).horizon_on(AS_OF) == horizon


def test_horizon_of_the_next_year_at_the_end_of_a_quarter() -> None:
    assert initiative(target="2026-06-30").horizon_on(date(2026, 3, 31)) == "next"
    assert initiative(target="2026-07-01").horizon_on(date(2026, 3, 31)) == "later"


def test_rice_score_is_reach_times_impact_times_confidence_by_effort() -> None:
    rice = initiative(rice={"reach": 1200, "impact": 0.5, "confidence": 80, "effort": 4}).rice
    assert rice is not None
    assert rice.score == pytest.approx(120)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Night shifts are paid. Exports are not.", "Night shifts are paid"),
        ("Night shifts\nare paid", "Night shifts are paid"),
        ("One paragraph\n\nAnother", "One paragraph"),
        ("- An item. More", "An item"),
        ("1. An item", "An item"),
        ("# A heading\n\nText", "A heading"),
        ("Is it paid? Yes.", "Is it paid?"),
        ("Since version 2.1 e.g. this works. Then", "Since version 2.1 e.g. this works"),
        ('He said "now." Then left', 'He said "now."'),
        ("Works in 2026.2. 3 more follow", "Works in 2026.2. 3 more follow"),
        ("  ", ""),
        ("Wait...", "Wait.."),
        ("<!-- Only Acme asked -->\nExports are faster now. More.", "Exports are faster now"),
        ("<!-- Only\n\nAcme -->\n\nExports <!-- a. B --> are faster", "Exports are faster"),
        ("- <!-- Acme --> Exports `<!-- Acme -->` are faster <!-- Acme", "Exports `` are faster"),
        ("<!-- Only Acme -->", ""),
        ("**Exports are _much_ faster.** They", "Exports are much faster"),
        ("***Now*** ~~not~~ *in*side snake_case_names, 2 * 3 * 4", "Now not inside snake_case_names, 2 * 3 * 4"),
        ('See [the `make` guide](https://acme.example/a_(b) "Acme"), [this][acme].', "See the `make` guide, this"),
        ("![Acme](acme.png)\n\n[![Acme](acme.png)](acme.md) Exports are faster", "Exports are faster"),
        ("[//]: # (Acme)\n[acme]: https://acme.example\nExports[^acme] are <?Acme?>faster", "Exports are faster"),
        ("It follows [[initiative:falcon]] and [[release:1.0| the last]].", "It follows … and the last"),
        (
            "Pay <b>&lt;all&gt;</b> \\*shifts\\*, `\\*` &amp; <https://a.example/>",
            "Pay <all> *shifts*, `\\*` & https://a.example/",
        ),
        ("A&#xe000;7&#xe001; \ue0007\ue001*b*", "A\ue0007\ue001 7b"),
    ],
)
def test_first_sentence(text: str, sentence: str) -> None:
    assert first_sentence(text) == sentence


@pytest.mark.parametrize(
    "piece", ["<!--", "`", "[", "![", "*a", "*", "_a", "<a", "[](", "\n ", "&", "[[a:b|", "\n[", "[^"]
)
def test_a_body_made_to_be_slow_is_not(piece: str) -> None:
    with ends():
        first_sentence("a " + piece * 100_000)


def test_long_sentence_is_cut_at_a_word() -> None:
    sentence = first_sentence("word, " * 60)
    assert sentence.endswith("word…")
    assert 100 < len(sentence) <= 120
    assert first_sentence("x" * 300) == "x" * 119 + "…"
    assert first_sentence("x" * 120) == "x" * 120


def test_title_of_a_change_is_the_first_sentence_of_its_body() -> None:
    given = {"owner": "a", "type": "fixed", "body": "Night shifts are paid. More."}
    assert Change.model_validate(given).title == "Night shifts are paid"
    assert "title" not in given
    assert Change.model_validate({**given, "title": "Pay"}).title == "Pay"
    with pytest.raises(ValidationError):
        Change.model_validate({**given, "title": ""})


def test_removal_is_a_date_or_a_release() -> None:
    def removal(value: str) -> object:
        return Change.model_validate({"title": "a", "owner": "b", "type": "removed", "removal_on": value}).removal_on

    assert removal("2027-03") == parse_planned("2027-03")
    assert removal("2027.1") == removal("release:2027.1") == Reference("release", "2027.1")
    dumped = Change.model_validate({"title": "a", "owner": "b", "type": "removed", "removal_on": "2027.1"})
    assert dumped.model_dump(mode="json")["removal_on"] == "2027.1"


def test_experiment_has_one_control_or_none() -> None:
    def control(*flags: bool) -> object:
        variants = [{"key": str(number), "control": flag} for number, flag in enumerate(flags)]
        fields = {"title": "a", "owner": "b", "hypothesis": "c", "status": "draft", "metric": "d", "variants": variants}
        found = Experiment.model_validate(fields).control
        return found and found.key

    assert control(False, True) == "1"
    assert control(True, True) is None
    assert control() is None


def test_results_are_by_reference_so_that_they_are_found() -> None:
    fields = {"title": "a", "owner": "b", "hypothesis": "c", "status": "draft", "metric": "d"}
    results = {"metric:kpi": {"a": {"units": 9, "conversions": 1}}}
    experiment = Experiment.model_validate({**fields, "variants": [{"key": "a"}], "results": results})
    assert experiment.results is not None
    assert experiment.results[Reference("metric", "kpi")]["a"].conversions == 1


@pytest.mark.parametrize(("asset_type", "days"), [("battlecard", 90), ("training", 365), ("case_study", 365)])
def test_asset_is_verified_as_often_as_its_type_demands(asset_type: str, days: int) -> None:
    given = {"title": "a", "owner": "b", "type": asset_type, "audience": "c", "verified_on": "2026-01-01"}
    assert Asset.model_validate(given).verification_days == days
    assert Asset.model_validate({**given, "verify_every": 30}).verification_days == 30
    assert all(90 <= usual <= 365 for usual in VERIFY_EVERY.values())


@pytest.mark.parametrize(
    ("fields", "bounds"),
    [
        ({"type": "nps"}, (0, 10)),
        ({"type": "nps", "scale": {"low": 1, "high": 5}}, (0, 10)),
        ({"type": "csat"}, (1, 5)),
        ({"type": "ces"}, (1, 7)),
        ({"type": "csat", "scale": {"low": 0, "high": 100}}, (0, 100)),
    ],
)
def test_bounds_of_a_score(fields: dict[str, Any], bounds: tuple[float, float]) -> None:
    survey = Survey.model_validate({"title": "a", "owner": "b", "responses": "c.csv", **fields})
    assert survey.bounds == bounds


def test_columns_know_which_names_the_record_gave() -> None:
    survey = {"title": "a", "owner": "b", "type": "nps", "responses": "c.csv"}
    columns = Survey.model_validate({**survey, "columns": {"score": "S", "timezone": "Europe/Oslo"}}).columns
    assert columns.named == {"score"}
    assert str(columns.zone) == "Europe/Oslo"
    assert Survey.model_validate(survey).columns.zone is None


@pytest.mark.parametrize(
    ("written", "source"),
    [
        ("content/metrics/a.csv", DataSource(files="content/metrics/a.csv")),
        ("a/*.TSV", DataSource(files="a/*.TSV")),
        ("warehouse", DataSource(named="warehouse")),
        ({"computed": "nps"}, DataSource(computed="nps")),
        ("computed: time-to-resolve", DataSource(computed="time-to-resolve")),
        ("computed:nps", DataSource(computed="nps")),
    ],
)
def test_source_of_a_metric(written: object, source: DataSource) -> None:
    given = {"title": "a", "owner": "b", "definition": "c", "direction": "up", "source": written}
    metric = Metric.model_validate(given)
    assert metric.source == source
    again = Metric.model_validate({**given, "source": str(metric.source)})
    assert again.source == source


def test_notice_is_due_before_the_renewal() -> None:
    given = {"title": "a", "owner": "b", "category": "c", "status": "adopt", "data_classification": "internal"}
    assert Tool.model_validate({**given, "renewal_on": "2027-02-01", "notice_days": 60}).notice_by == date(2026, 12, 3)
    assert Tool.model_validate({**given, "renewal_on": "2027-02-01"}).notice_by == date(2027, 2, 1)
    assert Tool.model_validate({**given, "renewal_on": "0001-01-02", "notice_days": 10**9}).notice_by is None
    assert Tool.model_validate({**given, "notice_days": 60}).notice_by is None


@pytest.mark.parametrize(("per", "cost"), [("month", 1200), ("year", 100)])
def test_cost_of_a_year(per: str, cost: float) -> None:
    given = {"title": "a", "owner": "b", "category": "c", "status": "adopt", "data_classification": "internal"}
    tool = Tool.model_validate({**given, "cost": {"amount": 100, "currency": "EUR", "per": per}})
    assert tool.cost is not None
    assert tool.cost.per_year == cost


def test_keys_that_are_words_of_python_are_written_as_they_are() -> None:
    workflow = Workflow.model_validate({"title": "a", "owner": "b", "stages": [{"name": "idea"}], "from": "git"})
    assert workflow.from_ == "git"
    assert workflow.collection == "initiatives"
