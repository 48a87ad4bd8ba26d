"""Every format says the same of a diagnostic."""

from __future__ import annotations

import json

from site_builder.model.diagnostic import Diagnostic, Related, Severity, Span, error, in_order, worst
from site_builder.report.github import github_report
from site_builder.report.plain_json import json_report
from site_builder.report.text import summary, text_report

FINDING = error(
    "duplicate-key",
    "the key 'status' stands twice",
    Span("roadmap/initiatives/a.yml", 5, 3),
    "keep one of them",
    (Related(Span("roadmap/initiatives/a.yml", 3, 3), "the first one"),),
)
LINES = {("roadmap/initiatives/a.yml", 5): "  status: released"}


def test_text_shows_the_line_the_caret_and_the_hint() -> None:
    lines = list(text_report([FINDING], lambda path, number: LINES.get((path, number))))
    assert lines == [
        "roadmap/initiatives/a.yml:5:3: error[duplicate-key] the key 'status' stands twice",
        "    5 │   status: released",
        "      │   ^",
        "  roadmap/initiatives/a.yml:3:3: the first one",
        "  hint: keep one of them",
        "",
    ]


def test_the_caret_stands_below_wide_and_control_characters() -> None:
    finding = error("x", "m", Span("a.yml", 1, 6))
    lines = list(text_report([finding], lambda path, number: "日本\tab\x1b[31mcd"))
    assert lines[1] == "    1 │ 日本 ab\N{REPLACEMENT CHARACTER}[31mcd"
    assert lines[2] == "      │ " + " " * 7 + "^"


def test_a_place_is_on_one_line_whatever_the_file_is_called() -> None:
    odd = Diagnostic(
        "c", Severity.ERROR, "m", Span("a\n::warning::b\x1b[31m.yml", 2), related=(Related(Span("\r"), "r"),)
    )
    assert list(text_report([odd], lambda *_: None)) == [
        "a\N{REPLACEMENT CHARACTER}::warning::b\N{REPLACEMENT CHARACTER}[31m.yml:2:1: error[c] m",
        "  \N{REPLACEMENT CHARACTER}:1:1: r",
        "",
    ]


def test_a_long_line_is_cut_around_the_place() -> None:
    finding = error("x", "m", Span("a.yml", 1, 500))
    lines = list(text_report([finding], lambda path, number: "a" * 499 + "b" + "c" * 500))
    shown = lines[1].split("│ ")[1]
    caret = lines[2].split("│ ")[1].index("^")
    assert len(shown) == 160
    assert shown[caret] == "b"


def test_json_has_the_shape_of_the_contract() -> None:
    assert json.loads(json_report([FINDING])) == [
        {
            "code": "duplicate-key",
            "severity": "error",
            "message": "the key 'status' stands twice",
            "path": "roadmap/initiatives/a.yml",
            "line": 5,
            "column": 3,
            "hint": "keep one of them",
            "related": [
                {"path": "roadmap/initiatives/a.yml", "line": 3, "column": 3, "message": "the first one"},
            ],
        }
    ]


def test_github_escapes_what_could_end_a_command() -> None:
    finding = Diagnostic("c", Severity.INFO, "50 % done\n::error::x", Span("a,b:c.yml", 1, 2))
    assert list(github_report([finding])) == [
        "::notice file=a%2Cb%3Ac.yml,line=1,col=2,title=opsbook c::50 %25 done%0A::error::x"
    ]


def test_the_summary_counts_by_severity() -> None:
    warning = Diagnostic("c", Severity.WARNING, "m", Span("a.yml"))
    assert summary([FINDING, FINDING, warning], 1200) == "2 errors, 1 warning in 1,200 records"
    assert summary([], 1) == "no findings in 1 record"


def test_diagnostics_are_sorted_by_place_and_listed_once() -> None:
    first, second = error("b", "m", Span("a.yml", 2, 1)), error("a", "m", Span("a.yml", 2, 1))
    third = error("a", "m", Span("a.yml", 10, 1))
    assert in_order([third, first, second, first]) == (second, first, third)
    assert worst([third]) is Severity.ERROR
    assert worst([]) is None
