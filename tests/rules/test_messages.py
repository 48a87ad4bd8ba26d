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
