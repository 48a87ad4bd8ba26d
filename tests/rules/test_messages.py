"""What findings say, where that depends on the record."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from site_builder.model.settings import Settings
from site_builder.rules.base import all_rules, run_rules
from tests.rules.stages import read_handbook, write_files

TODAY = date(2026, 10, 1)


def messages(root: Path, code: str, files: dict[str, str], **policies: object) -> list[str]:
    settings = Settings.model_validate({"policies": policies})
    context, _ = read_handbook(write_files(root, files), TODAY, settings)
    return [found.message for found in run_rules(context, {code: all_rules()[code]}).diagnostics]


def tool(title: str, fields: str = "") -> str:
    head = f"title: {title}\nowner: '@platform'\ncategory: tracking\nstatus: adopt\n"
    return f"{head}data_classification: internal\n{fields}"


def test_a_tool_is_told_of_the_others_and_not_of_itself(tmp_path: Path) -> None:
    files = {f"content/tools/{name}.yml": tool(name.title()) for name in ("alpha", "beta", "gamma")}
    assert messages(tmp_path, "tool-overlap", files, single_tool_categories=["tracking"]) == [
        "Beta and Gamma are adopted in the same category, which is to have one tool",
        "Alpha and Gamma are adopted in the same category, which is to have one tool",
        "Alpha and Beta are adopted in the same category, which is to have one tool",
    ]


@pytest.mark.parametrize(("renewal_on", "renews"), [("2026-09-30", "renewed"), ("2026-10-01", "renews")])
def test_a_contract_has_renewed_once_its_day_has_passed(tmp_path: Path, renewal_on: str, renews: str) -> None:
    files = {"content/tools/a.yml": tool("A", f"renewal_on: {renewal_on}\nnotice_days: 30\n")}
    (message,) = messages(tmp_path, "notice-due", files)
    assert message.endswith(f"; the contract {renews} on {renewal_on}")


@pytest.mark.parametrize(
    ("limit", "resolved_at", "message"),
    [
        ("5d", "2026-03-06T20:00:00Z", "resolved 5 d 20 h after its detection; the policy allows 5 d"),
        ("1d", "2026-03-02T05:00:00Z", "resolved 29 h after its detection; the policy allows 24 h"),
        ("5d", "2026-03-06T00:20:00Z", "resolved more than 5 d after its detection; the policy allows 5 d"),
        ("15m", "2026-03-01T00:15:10Z", "resolved more than 15 min after its detection; the policy allows 15 min"),
    ],
)
def test_what_breaks_the_response_policy_is_longer_in_words_than_its_limit(
    tmp_path: Path, limit: str, resolved_at: str, message: str
) -> None:
    head = "title: A\nowner: '@platform'\nseverity: medium\nstatus: resolved\nsource: team\n"
    files = {"feedback/escalations/a.yml": f"{head}detected_at: 2026-03-01T00:00:00Z\nresolved_at: {resolved_at}\n"}
    assert messages(tmp_path, "policy-breach", files, response={"medium": {"resolve": limit}}) == [message]
