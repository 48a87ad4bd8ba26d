from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from site_builder.kinds import all_kinds
from site_builder.model.kind import Kind
from site_builder.validate.schema import schema_of
from tests.validate.cases import expected_of, files, raw_record, validated

KINDS = list(all_kinds().values())

# What JSON Schema cannot say: the calendar, the zone of a moment, numbers that are no JSON, names known to the system.
BEYOND_A_SCHEMA = {
    "change/bad/removal-impossible.yml",
    "experiment/bad/variants.yml",
    "survey/bad/columns-hostile.yml",
    "survey/bad/scale.yml",
}


def validator(kind: Kind[Any]) -> Draft202012Validator:
    return Draft202012Validator(schema_of(kind), format_checker=FormatChecker())


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_schema_is_a_schema_with_name_and_words(kind: Kind[Any]) -> None:
    schema = schema_of(kind)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:opsbook:schema:{kind.name}"
    assert schema["additionalProperties"] is False
    assert json.loads(json.dumps(schema, allow_nan=False)) == schema
    groups = [schema, *schema.get("$defs", {}).values()]
    for group in groups:
        assert group["additionalProperties"] is False
        for name, field in group["properties"].items():
            assert field.get("description"), f"{kind.name}.{name} is not explained"


@pytest.mark.parametrize("case", files("good"))
def test_schema_accepts_good_records(case: str) -> None:
    raw = raw_record(case)
    errors = list(validator(all_kinds()[raw.kind]).iter_errors(dict(raw.values)))
    assert errors == []


@pytest.mark.parametrize("case", sorted(set(files("bad")) - BEYOND_A_SCHEMA))
def test_schema_refuses_bad_records(case: str) -> None:
    raw = raw_record(case)
    assert list(validator(all_kinds()[raw.kind]).iter_errors(dict(raw.values)))


@pytest.mark.parametrize("case", sorted(BEYOND_A_SCHEMA))
def test_what_a_schema_cannot_say_the_check_does(case: str) -> None:
    assert validated(case).record is None
    assert expected_of(case)


def test_fields_are_in_reading_order() -> None:
    names = list(schema_of(all_kinds()["initiative"])["properties"])
    assert names[:4] == ["title", "owner", "summary", "status"]
    assert names[-2:] == ["custom", "body"]


def test_title_of_a_change_may_be_its_body() -> None:
    schema = schema_of(all_kinds()["change"])
    assert schema["required"] == ["owner", "type"]
    check = validator(all_kinds()["change"])
    assert check.is_valid({"owner": "x", "type": "fixed", "body": "It works."})
    assert check.is_valid({"owner": "x", "type": "fixed", "title": None, "body": "It works."})
    assert not check.is_valid({"owner": "x", "type": "fixed"})


def test_only_kinds_that_may_be_public_offer_it() -> None:
    assert schema_of(all_kinds()["release"])["properties"]["visibility"]["enum"] == ["internal", "public", None]
    assert schema_of(all_kinds()["role"])["properties"]["visibility"]["enum"] == ["internal", None]


def test_examples_come_from_the_explanations() -> None:
    assert schema_of(all_kinds()["objective"])["properties"]["period"]["examples"] == ["2026"]


def test_custom_fields_are_typed_where_the_configuration_types_them() -> None:
    kind = all_kinds()["initiative"]
    custom = schema_of(kind, {"ticket": "text", "asked_on": "date"})["properties"]["custom"]
    assert custom["additionalProperties"] is False
    check = Draft202012Validator(custom)
    assert check.is_valid({"ticket": "a", "asked_on": "2026-01-31"})
    assert check.is_valid({"ticket": None})
    assert not check.is_valid({"ticket": 1})
    assert not check.is_valid({"other": "a"})
    assert schema_of(kind)["properties"]["custom"]["additionalProperties"] is True
