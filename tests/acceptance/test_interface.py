"""The JSON interface, as other programs read it from a built site."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.acceptance.commands import DAY, commit, opsbook, tree, wrong
from tests.support import initiative, write

pytestmark = pytest.mark.slow

_ROLE = """\
title: Product manager
owner: role:pm
holders: ['@pm']
"""
_TOOL = """\
title: Table
owner: '@pm'
status: adopt
category: data
data_classification: internal
"""
_FILES = {
    "content/team/pm.yml": _ROLE,
    "content/playbooks/index.md": "# Playbooks\n\nHow we work.\n",
    "content/tools/table.yml": _TOOL,
    "content/tools/figures.csv": "day,value\n2026-10-01,3\n",
    "content/files/picture.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>\n",
    "roadmap/initiatives/checkout.yml": initiative(depends_on="[basket]").replace("'@team'", "role:pm"),
    "roadmap/initiatives/basket.md": f"---\n{initiative('Basket')}---\nWhy [[initiative:checkout]] needs it.\n",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("interface"), _FILES)


@pytest.fixture(scope="module")
def commits(root: Path) -> tuple[str, str]:
    first = commit(root, "Begin", day="2026-09-01")
    path = root / "roadmap/initiatives/checkout.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("Faster checkout", "Quicker checkout"), encoding="utf-8")
    return first, commit(root, "Rename", day="2026-09-20")


@pytest.fixture(scope="module")
def built(root: Path, commits: tuple[str, str]) -> Path:
    done = opsbook("build", "--as-of", DAY, cwd=root)
    assert done.returncode == 0, wrong(done)
    return root / "site"


def read(site: Path, path: str) -> Any:
    return json.loads((site / "api/v1" / path).read_text(encoding="utf-8"))


def test_the_index_names_every_collection(built: Path) -> None:
    index = read(built, "index.json")
    assert set(index) == {"version", "as_of", "audience", "collections"}
    assert (index["version"], index["as_of"], index["audience"]) == (1, DAY, "internal")
    assert len(index["collections"]) == 21
    assert {
        "kind": "initiative", "name": "initiatives", "count": 2, "url": "api/v1/initiatives.json",
    } in index["collections"]  # fmt: skip
    for entry in index["collections"]:
        collection = json.loads((built / entry["url"]).read_text(encoding="utf-8"))
        assert set(collection) == {"kind", "records"}
        assert (collection["kind"], len(collection["records"])) == (entry["kind"], entry["count"])


def test_a_record_has_its_fields_links_source_and_last_commit(built: Path, commits: tuple[str, str]) -> None:
    first, second = commits
    record = read(built, "initiatives/checkout.json")
    assert record == {
        "kind": "initiative",
        "id": "checkout",
        "title": "Quicker checkout",
        "url": "roadmap/initiatives/checkout/",
        "fields": {
            "title": "Quicker checkout", "owner": "pm", "status": "planned", "depends_on": ["basket"],
        },
        "references": [
            {"field": "owner", "kind": "role", "id": "pm", "url": "team/pm/"},
            {"field": "depends_on", "kind": "initiative", "id": "basket", "url": "roadmap/initiatives/basket/"},
        ],
        "backlinks": record["backlinks"],
        "source": {"path": "roadmap/initiatives/checkout.yml", "line": 1},
        "commit": second,
    }  # fmt: skip
    assert [(link["kind"], link["id"]) for link in record["backlinks"]] == [("initiative", "basket")]
    assert set(record["backlinks"][0]) == {"field", "kind", "id", "url"}
    assert read(built, "initiatives/basket.json")["commit"] == first


def test_a_collection_holds_its_records_whole(built: Path) -> None:
    records = read(built, "initiatives.json")["records"]
    assert [record["id"] for record in records] == ["basket", "checkout"]
    assert records[1] == read(built, "initiatives/checkout.json")


def test_metric_results_are_those_of_the_command(built: Path, root: Path) -> None:
    done = opsbook("metrics", "--format", "json", "--as-of", DAY, cwd=root)
    assert read(built, "metric-results.json") == json.loads(done.stdout)
    keys = {
        "name", "value", "unit", "n", "interval", "method", "definition", "as_of", "dimensions", "suppressed", "reason",
        "details",
    }  # fmt: skip
    assert all(set(result) == keys for result in read(built, "metric-results.json"))


def test_schemas_are_those_of_the_command_and_hold_for_the_starter(built: Path, site: Path) -> None:
    printed = json.loads(opsbook("schema", cwd=built).stdout)
    for kind, expected in printed.items():
        schema = read(built, f"schema/{kind}.json")
        assert schema == expected
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        jsonschema.Draft202012Validator.check_schema(schema)
    for entry in read(site, "index.json")["collections"]:
        validator = jsonschema.Draft202012Validator(printed[entry["kind"]])
        for record in json.loads((site / entry["url"]).read_text(encoding="utf-8"))["records"]:
            assert [problem.message for problem in validator.iter_errors(record["fields"])] == [], record["url"]


def test_without_git_there_is_no_commit(tmp_path: Path) -> None:
    write(tmp_path, {"roadmap/initiatives/checkout.yml": initiative()})
    assert opsbook("build", cwd=tmp_path).returncode == 0
    assert read(tmp_path / "site", "initiatives/checkout.json")["commit"] is None


def test_data_stays_at_home_and_other_files_are_published(built: Path) -> None:
    files = tree(built)
    assert "files/picture.svg" in files
    assert "tools/figures.csv" not in files
    assert [name for name in files if name.endswith((".yml", ".md"))] == ["releases/CHANGELOG.md"]
