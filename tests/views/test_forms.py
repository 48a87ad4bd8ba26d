"""Forms ask for all that a record needs, as its kind says it."""

from __future__ import annotations

from datetime import date

import pytest

from site_builder.kinds import all_kinds
from site_builder.link.handbook import Handbook
from site_builder.measure.base import MeasureContext, Measures
from site_builder.model.settings import Settings
from site_builder.validate.schema import schema_of
from site_builder.views.adding import add_links
from site_builder.views.base import ViewContext
from site_builder.views.cells import Link, Markup
from site_builder.views.form_fields import form_fields
from site_builder.views.forms import FormField, NewFile, RecordForm
from site_builder.views.new_files import NewFiles, new_file_at
from site_builder.views.record_form import record_form

AS_OF = date(2026, 10, 31)
KINDS = all_kinds()


def context(settings: Settings | None = None, new_files: NewFiles | None = None) -> ViewContext:
    handbook = Handbook(KINDS, dict.fromkeys(KINDS, ()))
    settings = settings or Settings()
    measures = Measures(MeasureContext(handbook, AS_OF, settings))
    return ViewContext(handbook, measures, AS_OF, settings, new_files=new_files or NewFiles())


def form(kind: str, settings: Settings | None = None) -> RecordForm:
    return record_form(context(settings), KINDS[kind])


def asked(kind: str) -> dict[str, FormField]:
    made = form(kind)
    return {field.key: field for field in (*made.first, *made.others, *made.rest)}


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_asked_for_once_or_named_as_left_out(kind: str) -> None:
    made, schema = form(kind), schema_of(KINDS[kind])
    keys = [field.key for field in (*made.first, *made.others, *made.rest)]
    assert len(keys) == len(set(keys))
    missing = set(schema["properties"]) - {*keys, *made.left_out}
    assert missing <= {"allow", "custom", "formerly", "visibility"}
    assert ("visibility" in keys) == KINDS[kind].may_be_public
    assert {*schema["required"]} <= {field.key for field in made.first}
    assert all(field.required for field in made.first)


def test_what_a_form_leaves_out_is_little() -> None:
    left_out = {kind: form(kind).left_out for kind in KINDS}
    assert {kind: keys for kind, keys in left_out.items() if keys} == {
        "experiment": ("results",),
        "segment": ("match",),
    }


def test_an_escalation_is_asked_for_as_its_kind_says() -> None:
    found = asked("escalation")
    assert [field.key for field in form("escalation").first] == [
        *("title", "owner", "severity", "status", "source", "detected_at")
    ]
    assert found["severity"].choices == tuple((word, word) for word in ("critical", "high", "medium", "low"))
    assert found["severity"].control == "choice"
    assert found["detected_at"].control == "moment"
    assert (found["planned"].control, found["customers"].control) == ("flag", "number")
    assert (found["customers"].is_whole, found["customers"].low) == (True, "0")
    assert found["owner"] == FormField(
        "owner",
        "Owner",
        "reference",
        Markup("Who answers for it: the id of a role, or a handle such as `@checkout-team`.", "", inline=True),
        required=True,
        pattern=r"^((role:)?[a-z0-9][a-z0-9.-]{0,63}|@[A-Za-z0-9][A-Za-z0-9._/-]*)$",
        example="@checkout-team",
        refers="role",
    )
    assert (found["initiatives"].control, found["initiatives"].refers, found["initiatives"].repeated) == (
        "reference",
        "initiative",
        True,
    )
    cause, actions = found["cause"], found["actions"]
    assert (cause.control, cause.repeated, [each.key for each in cause.fields]) == (
        "group",
        False,
        ["category", "description"],
    )
    assert (actions.control, actions.repeated) == ("group", True)
    assert [(each.key, each.required) for each in actions.fields] == [
        ("title", True),
        ("type", False),
        ("owner", False),
        ("due", False),
        ("done_on", False),
    ]
    assert (found["summary"].control, found["body"].control) == ("lines", "lines")
    assert found["body"].value == KINDS["escalation"].narrative


def test_numbers_to_choose_from_are_no_texts() -> None:
    importance = asked("request")["importance"]
    assert (importance.choices[0], importance.is_exact) == (("0", "0"), True)
    (impact,) = [field for field in asked("initiative")["rice"].fields if field.key == "impact"]
    assert (impact.choices[0], impact.is_exact) == (("0.25", "0.25"), True)


def test_bounds_that_a_number_does_not_reach_are_told() -> None:
    (alpha,) = [field for field in asked("experiment")["plan"].fields if field.key == "alpha"]
    assert (float(alpha.above), float(alpha.below)) == (0, 1)


def test_a_field_with_one_value_and_declared_components_are_choices() -> None:
    assert asked("workflow")["from"].choices == (("git", "git"),)
    made = form("request", Settings.model_validate({"components": ["billing", "mobile-app"]}))
    (component,) = [field for field in made.others if field.key == "component"]
    assert (component.control, component.choices) == ("choice", (("billing", "billing"), ("mobile-app", "mobile-app")))


def test_a_list_that_takes_a_single_value_is_a_list() -> None:
    supersedes = asked("playbook")["supersedes"]
    assert (supersedes.control, supersedes.repeated, supersedes.refers) == ("reference", True, "playbook")


def test_a_reference_to_any_record_names_no_kind() -> None:
    subject = asked("update")["subject"]
    assert (subject.control, subject.refers, subject.example) == ("reference", "", "initiative:shift-swaps")


def test_the_text_of_a_change_is_needed_and_its_title_is_not() -> None:
    found = asked("change")
    assert (found["body"].required, found["title"].required) == (True, False)


def test_fields_of_an_organisation_are_asked_for_by_their_types() -> None:
    settings = Settings.model_validate({"custom": {"initiative": {"arr_impact": "number", "renewals": "list"}}})
    made = form("initiative", settings)
    (custom,) = [field for field in made.rest if field.key == "custom"]
    assert [(each.key, each.control, each.repeated) for each in custom.fields] == [
        ("arr_impact", "number", False),
        ("renewals", "text", True),
    ]
    assert "custom" not in asked("initiative")


def test_a_mapping_with_free_keys_is_not_asked_for() -> None:
    kind = KINDS["experiment"]
    assert "results" not in form_fields(kind, schema_of(kind))


def test_a_file_goes_where_the_handbook_keeps_its_kind() -> None:
    made = record_form(context(new_files=NewFiles({"request": "voices/wishes/"})), KINDS["request"])
    assert (made.folder, made.suffix) == ("voices/wishes", ".yml")
    assert (form("playbook").folder, form("playbook").suffix) == ("content/playbooks", ".md")
    assert form("update").has_dated_ids


@pytest.mark.parametrize(
    ("repo_url", "edit_uri", "expected"),
    [
        (
            "https://github.com/acme/handbook",
            "edit/main/content/",
            NewFile("https://github.com/acme/handbook/new/main?filename=", takes_text=True),
        ),
        (
            "",
            "https://github.com/acme/all/edit/main/product/content/",
            NewFile("https://github.com/acme/all/new/main?filename=product/", takes_text=True),
        ),
        (
            "https://gitlab.com/acme/ops/handbook/",
            "-/edit/trunk/content/",
            NewFile("https://gitlab.com/acme/ops/handbook/-/new/trunk?file_name=", takes_text=False),
        ),
        (
            "https://git.example.com/acme/handbook",
            "_edit/main/content/",
            NewFile("https://git.example.com/acme/handbook/_new/main?filename=", takes_text=True),
        ),
        (
            "https://gitlab.com/acme/handbook",
            "edit/main/content/",
            NewFile("https://gitlab.com/acme/handbook/-/new/main?file_name=", takes_text=False),
        ),
        (
            "https://github.com/acme/edit",
            "edit/main/my%20book/content",
            NewFile("https://github.com/acme/edit/new/main?filename=my%20book/", takes_text=True),
        ),
        (
            "https://github.com/edit/handbook",
            "edit/main/content/",
            NewFile("https://github.com/edit/handbook/new/main?filename=", takes_text=True),
        ),
        (
            "",
            "https://git.example.com/handbook/edit/main/content/",
            NewFile("https://git.example.com/handbook/new/main?filename=", takes_text=True),
        ),
        ("https://github.com/acme/handbook", "blob/main/content/", None),
        ("https://github.com/acme/handbook", "edit/main/docs/", None),
        ("https://github.com/acme/handbook", "", None),
        ("", "", None),
        ("javascript:alert(1)//", "edit/main/content/", None),
        ("https://example.com/?q=", "?path=/content/", None),
    ],
)
def test_where_a_new_file_is_written_follows_from_where_files_are_edited(
    repo_url: str, edit_uri: str, expected: NewFile | None
) -> None:
    assert new_file_at(repo_url, edit_uri, "content") == expected


def test_sections_lead_to_the_forms_of_what_they_show() -> None:
    found = context()
    assert add_links(found, "escalations") == (Link("Add an escalation", "reference/kinds/escalation/#add"),)
    assert [link.text for link in add_links(found, "releases")] == ["Add a release", "Add a change"]
    assert [link.text for link in add_links(found, "best-practices")] == ["Add a practice"]
    assert add_links(found, "health") == ()
