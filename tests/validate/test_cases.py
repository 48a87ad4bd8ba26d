"""Drop a record into ``tests/cases/<kind>/good`` or ``bad`` and it is a test."""

from __future__ import annotations

import pytest

from site_builder.kinds import all_kinds
from tests.validate.cases import CASES, expected_of, files, validated


@pytest.mark.parametrize("case", files("good"))
def test_good_record_is_read_without_a_diagnostic(case: str) -> None:
    outcome = validated(case)
    assert outcome.diagnostics == ()
    assert outcome.record is not None
    assert outcome.record.kind == case.split("/")[0]


@pytest.mark.parametrize("case", files("bad"))
def test_bad_record_has_exactly_the_expected_diagnostics(case: str) -> None:
    found = list(validated(case).diagnostics)
    expected = expected_of(case)
    assert expected, "a bad case says what is wrong with it"
    for one in expected:
        met = [diagnostic for diagnostic in found if one.is_met_by(diagnostic)]
        assert met, f"{one} not among {found}"
        found.remove(met[0])
    assert found == []


@pytest.mark.parametrize("case", files("bad"))
def test_every_message_is_for_people(case: str) -> None:
    for diagnostic in validated(case).diagnostics:
        said = f"{diagnostic.message} {diagnostic.hint}"
        assert diagnostic.hint, f"no hint: {diagnostic.message}"
        for word in ("pydantic", "Input should", "Value error", "Extra inputs", "instance of", "NoneType", "tuple"):
            assert word not in said


@pytest.mark.parametrize("kind", all_kinds())
def test_every_kind_has_good_and_bad_cases(kind: str) -> None:
    assert len(list((CASES / kind / "good").iterdir())) >= 2
    assert len(list((CASES / kind / "bad").iterdir())) >= 3
