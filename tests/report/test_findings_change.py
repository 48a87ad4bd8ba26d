"""What a change brought and what it took away, whatever lines did meanwhile."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from site_builder.model.diagnostic import Diagnostic, Span, error, in_order, warning
from site_builder.model.reference import Reference
from site_builder.report.findings_change import compare_findings


def finding(path: str = "a.yml", line: int = 1, message: str = "m", code: str = "c") -> Diagnostic:
    return error(code, message, Span(path, line))


def test_what_is_only_after_was_introduced_and_what_is_only_before_was_fixed() -> None:
    old, new, both = finding(message="old"), finding(message="new"), finding(message="both")
    change = compare_findings((old, both), (both, new), {})
    assert (change.introduced, change.fixed, change.older) == ((new,), (old,), (both,))


def test_a_finding_that_moved_to_another_line_is_not_new() -> None:
    change = compare_findings((finding(line=3),), (finding(line=40),), {})
    assert (change.introduced, change.fixed) == ((), ())


def test_code_path_and_message_tell_findings_apart() -> None:
    for other in (finding(code="d"), finding(path="b.yml"), finding(message="n")):
        change = compare_findings((finding(),), (other,), {})
        assert (change.introduced, change.fixed) == ((other,), (finding(),))


def test_a_severity_that_settings_changed_makes_no_new_finding() -> None:
    assert compare_findings((finding(),), (warning("c", "m", Span("a.yml")),), {}).introduced == ()


def test_equal_findings_are_counted() -> None:
    before = (finding(line=2), finding(line=5))
    after = (finding(line=2), finding(line=4), finding(line=6))
    change = compare_findings(before, after, {})
    assert change.introduced == (finding(line=6),)
    assert compare_findings(after, before, {}).fixed == (finding(line=6),)


def test_of_equal_findings_the_one_that_stayed_in_its_place_is_the_older_one() -> None:
    change = compare_findings((finding(line=9),), (finding(line=2), finding(line=9)), {})
    assert change.introduced == (finding(line=2),)


def test_a_renamed_file_keeps_its_findings() -> None:
    change = compare_findings((finding("old.yml", 3),), (finding("new.yml", 4),), {"old.yml": "new.yml"})
    assert (change.introduced, change.fixed) == ((), ())


def test_a_finding_that_names_a_renamed_record_is_the_same() -> None:
    names = {Reference("initiative", "a"): Reference("initiative", "b")}
    for old, new in (
        ("the update on initiative:a was due", "the update on initiative:b was due"),
        ("'a' depends on initiative:a", "'b' depends on initiative:b"),
        ("there is no tool 'a'", "there is no tool 'a'"),
    ):
        change = compare_findings((finding(message=old),), (finding(message=new),), {}, names)
        assert (change.introduced, change.fixed) == ((), ()), old
    for old, new in (("initiative:ab", "initiative:bb"), ("initiative:a-c", "initiative:b-c"), ("a", "b")):
        change = compare_findings((finding(message=old),), (finding(message=new),), {}, names)
        assert change.introduced, old


FINDINGS = st.lists(
    st.builds(finding, st.sampled_from(["a.yml", "b.yml"]), st.integers(1, 4), st.sampled_from(["m", "n"]))
).map(in_order)


@given(FINDINGS, FINDINGS)
def test_what_stayed_and_what_came_are_all_there_is(
    before: tuple[Diagnostic, ...], after: tuple[Diagnostic, ...]
) -> None:
    change, back = compare_findings(before, after), compare_findings(after, before)
    assert in_order((*change.introduced, *change.older)) == after
    assert in_order((*change.fixed, *back.older)) == before
    assert change.fixed == back.introduced
    assert len(change.older) == len(back.older)
