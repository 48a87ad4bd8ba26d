"""A tree of versions is for one audience: an internal site never gets where a public one is expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.publish.audience import check_audience
from site_builder.publish.names import UnfitName
from site_builder.publish.versions import publish
from tests.publish.built import built, built_for, listed, texts


def test_a_site_that_is_not_who_it_has_to_be_for_is_refused(tmp_path: Path) -> None:
    site = built_for("internal", tmp_path / "site")
    with pytest.raises(UnfitName, match="is the internal site, and the public one is to be published"):
        publish(site, tmp_path / "tree", "1.0", audience="public")
    assert not (tmp_path / "tree").exists()


@pytest.mark.parametrize("index", [None, "", "[]", "[" * 100_000, '{"audience": "everybody"}', '{"audience": []}'])
def test_a_site_that_does_not_say_that_it_is_public_is_internal(index: str | None, tmp_path: Path) -> None:
    site = built(tmp_path / "site", "text")
    if index is not None:
        (site / "api/v1").mkdir(parents=True)
        (site / "api/v1/index.json").write_text(index, encoding="utf-8")
    assert check_audience(site, None) == "internal"
    with pytest.raises(UnfitName):
        check_audience(site, "public")


@pytest.mark.parametrize("name", ["1.0", "2.0"])
@pytest.mark.parametrize(("there", "comes"), [("public", "internal"), ("internal", "public")])
def test_audiences_are_never_mixed_in_one_tree(there: str, comes: str, name: str, tmp_path: Path) -> None:
    publish(built_for(there, tmp_path / "one"), tmp_path / "tree", "1.0")
    before = texts(tmp_path / "tree")
    with pytest.raises(UnfitName, match=f"version '1.0' is of the {there} site, which never stands beside the {comes}"):
        publish(built_for(comes, tmp_path / "two"), tmp_path / "tree", name)
    assert texts(tmp_path / "tree") == before


def test_versions_that_something_else_has_built_stand_in_nobodys_way(tmp_path: Path) -> None:
    publish(built(tmp_path / "one", "one"), tmp_path / "tree", "1.0")
    publish(built_for("public", tmp_path / "two"), tmp_path / "tree", "2.0", audience="public")
    assert [each["version"] for each in listed(tmp_path / "tree")] == ["2.0", "1.0"]
