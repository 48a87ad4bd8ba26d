"""The starter handbook's records agree with each other where no rule looks."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("script", ["make_items.py", "make_observations.py", "make_responses.py"])
def test_tables_are_what_their_script_writes(script: str) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / script, "--check"], check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_no_two_people_write_the_same_sentence() -> None:
    sentences = Counter(row["comment"] for row in _answers() if row["comment"])
    assert len(sentences) == 226
    assert [sentence for sentence, count in sentences.items() if count > 1] == []


def test_a_request_from_a_survey_quotes_what_its_customer_wrote() -> None:
    written = {row["respondent"]: row["comment"] for row in _answers()}
    quoted = {
        request["customer"]: request["quote"]
        for request in _records("feedback/requests")
        if request["source"] == "survey" and request["customer"] in written
    }
    assert len(quoted) == 15
    assert quoted == {customer: written[customer] for customer in quoted}


def test_what_is_deprecated_next_has_the_notice_that_the_train_demands() -> None:
    [day] = [release["date"] for release in _records("roadmap/releases") if release["status"] == "planned"]
    unreleased = [c for c in _records("roadmap/changes") if c["type"] == "deprecated" and "release" not in c]
    assert unreleased
    for change in unreleased:
        removal = change["removal_on"]
        assert isinstance(removal, date), change["title"]
        assert (removal - day).days >= 8 * 30, change["title"]


def _answers() -> Iterator[dict[str, str]]:
    for path in sorted((ROOT / "feedback/responses").glob("nps-*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def _records(folder: str) -> Iterator[Mapping[str, Any]]:
    for path in sorted((ROOT / folder).glob("*.yml")):
        yield yaml.safe_load(path.read_text(encoding="utf-8"))
