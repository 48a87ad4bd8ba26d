"""``opsbook new``: a record of every kind, at its place, that needs no more than true values."""

from __future__ import annotations

import re
import resource
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from site_builder.cli.main import group
from site_builder.kinds import all_kinds
from site_builder.link.handbook import Handbook
from site_builder.model.diagnostic import Severity
from site_builder.pipeline import check
from tests.support import CONFIG, initiative, inputs_of, write

KINDS = tuple(all_kinds())
METRIC = "title: x\nowner: '@t'\ndefinition: y\ndirection: up\n"
# What the placeholders of new records refer to.
NAMED = {
    "roadmap/initiatives/shift-swaps.yml": initiative(),
    "content/metrics/some-metric.yml": METRIC,
    "feedback/responses/2026-q3.csv": "respondent,score,date\na,9,2026-09-01\n",
}
COMMENTED = re.compile(r"^#(?=\S|  )", re.MULTILINE)


def new(root: Path, kind: str, record_id: str) -> Result:
    arguments = ["new", "-f", str(root / "mkdocs.yml"), "--as-of", "2026-10-31", kind, record_id]
    return CliRunner().invoke(group, arguments)


def handbook(root: Path) -> tuple[Handbook, list[str]]:
    """Return the handbook and its errors, in words."""
    checked = check(inputs_of(root))
    return checked.handbook, [str(found) for found in checked.diagnostics if found.severity is Severity.ERROR]


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_record_of_every_kind_checks_without_errors(kind: str, tmp_path: Path) -> None:
    root = write(tmp_path, NAMED)
    made = new(root, kind, "2026-10-31-first")
    assert made.exit_code == 0, made.output
    path = made.output.strip()
    assert path.startswith(f"{all_kinds()[kind].folder}/2026-10-31-first.")
    found, errors = handbook(root)
    assert errors == []
    assert [record.path for record in found.collections[kind] if record.id == "2026-10-31-first"] == [path]


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_goes_where_mkdocs_yml_puts_it(kind: str, tmp_path: Path) -> None:
    config = CONFIG.replace("  - opsbook\n", f"  - opsbook:\n      folders: {{{kind}: elsewhere/here}}\n")
    root = write(tmp_path, {"mkdocs.yml": config})
    made = new(root, kind, "2026-10-31-first")
    assert (made.exit_code, made.output.rpartition("/")[0]) == (0, "elsewhere/here")
    found, _ = handbook(root)
    assert [record.id for record in found.collections[kind]] == ["2026-10-31-first"]


@pytest.mark.parametrize("kind", KINDS)
def test_an_id_that_cannot_be_or_is_taken_is_refused_for_every_kind(kind: str, tmp_path: Path) -> None:
    taken = [f"{all_kinds()[kind].folder}/{name}" for name in ("a1.md", "a2.yml", "deeper/A3.yaml")]
    root = write(tmp_path, dict.fromkeys(taken, "not even readable: ["))
    for record_id in ("First", "f" * 65):
        done = new(root, kind, record_id)
        assert (done.exit_code, "is no id" in done.output) == (2, True), done.output
    if not all_kinds()[kind].has_dated_ids:
        for record_id, path in zip(("a1", "a2", "a3"), taken, strict=True):
            done = new(root, kind, record_id)
            assert (done.exit_code, f"is there already: {path}" in done.output) == (2, True), done.output


@pytest.mark.parametrize("record_id", ["./-first", "fir st", "first_1", "../first", ".first", "ä", ""])
def test_what_is_no_id_is_refused(record_id: str, tmp_path: Path) -> None:
    done = new(write(tmp_path, {}), "initiative", record_id)
    assert (done.exit_code, "is no id" in done.output) == (2, True), done.output


@pytest.mark.parametrize(("name", "better"), [("My Idea", "my-idea"), ("Ä1_b.", "1-b"), ("x" * 65, "x" * 64)])
def test_an_id_that_is_like_the_name_is_proposed(name: str, better: str, tmp_path: Path) -> None:
    root = write(tmp_path, {})
    done = new(root, "initiative", name)
    assert (done.exit_code, f"; write it as {better}, for instance" in done.output) == (2, True), done.output
    assert new(root, "initiative", better).exit_code == 0


def test_ids_that_pages_of_the_site_have_are_refused(tmp_path: Path) -> None:
    done = new(write(tmp_path, {}), "release", "latest")
    assert (done.exit_code, "'latest' cannot be the id of a release" in done.output) == (2, True)


def test_an_earlier_id_of_another_record_is_refused(tmp_path: Path) -> None:
    done = new(write(tmp_path, {"roadmap/initiatives/b.yml": initiative(formerly="[a]")}), "initiative", "a")
    assert (done.exit_code, "'a' is an earlier id of the initiative 'b'" in done.output) == (2, True)


def test_an_earlier_id_that_is_written_as_a_text_alone_is_refused_as_well(tmp_path: Path) -> None:
    done = new(write(tmp_path, {"roadmap/initiatives/b.yml": initiative(formerly="a # once")}), "initiative", "a")
    assert (done.exit_code, "'a' is an earlier id of the initiative 'b'" in done.output) == (2, True)


def test_on_a_full_disk_nothing_is_left_behind(tmp_path: Path) -> None:
    root = write(tmp_path, {})
    before = sorted(root.rglob("*"))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        done = new(root, "role", "lead")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert "nothing was changed" in str(done.exception)
    assert sorted(root.rglob("*")) == before


def test_a_file_of_another_kind_in_a_folder_inside_does_not_stand_in_the_way(tmp_path: Path) -> None:
    config = CONFIG.replace("  - opsbook\n", "  - opsbook:\n      folders: {change: roadmap/initiatives/changes}\n")
    root = write(tmp_path, {"mkdocs.yml": config, "roadmap/initiatives/changes/swap.yml": "type: added\nbody: x\n"})
    assert new(root, "initiative", "swap").exit_code == 0
    assert new(root, "change", "swap").exit_code == 2


def test_a_folder_that_is_a_link_is_not_written_to(tmp_path: Path) -> None:
    root = write(tmp_path / "root", {})
    (tmp_path / "outside").mkdir()
    (root / "roadmap").symlink_to(tmp_path / "outside")
    done = new(root, "initiative", "swap")
    said = "roadmap is a symbolic link, and such are never followed; put the folder itself there"
    assert (done.exit_code, said in done.output) == (2, True), done.output
    assert list((tmp_path / "outside").iterdir()) == []


def test_the_id_of_an_update_begins_with_its_day(tmp_path: Path) -> None:
    root = write(tmp_path, NAMED)
    assert new(root, "update", "shift-swaps").output == "roadmap/updates/2026-10-31-shift-swaps.yml\n"
    assert new(root, "update", "2026-10-02-shift-swaps").output == "roadmap/updates/2026-10-02-shift-swaps.yml\n"
    text = (root / "roadmap/updates/2026-10-02-shift-swaps.yml").read_text()
    assert ("title: Shift swaps\n" in text, "\ndate: 2026-10-02\n" in text) == (True, True)
    assert new(root, "update", "u" * 60).exit_code == 2


def test_a_change_is_a_fragment_of_the_release_notes_whose_words_have_to_be_found(tmp_path: Path) -> None:
    root = write(tmp_path, {})
    assert new(root, "change", "swap-in-app").output == "roadmap/changes/swap-in-app.yml\n"
    found, errors = handbook(root)
    [change] = found.collections["change"]
    assert errors == []
    assert (change.fields.type, change.fields.release) == ("added", None)
    assert (
        change.fields.body.split() == "What is different, for whom, and what to do, in the words of a customer.".split()
    )


def test_an_organisations_own_fields_are_there_as_comments(tmp_path: Path) -> None:
    types = "{ticket: text, arr: number, since: date, big: truth, areas: list}"
    config = CONFIG.replace("  - opsbook\n", f"  - opsbook:\n      custom: {{initiative: {types}}}\n")
    root = write(tmp_path, {"mkdocs.yml": config})
    path = root / new(root, "initiative", "swap").output.strip()
    text = path.read_text()
    assert "#custom:\n#  ticket: Text\n#  arr: 1\n#  since: 2026-10-31\n#  big: true\n#  areas: [Text]\n" in text
    path.write_text(COMMENTED.sub("", text))
    _, errors = handbook(root)
    assert [found for found in errors if "custom" in found] == []
