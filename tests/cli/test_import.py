"""``opsbook import`` as a person calls it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from site_builder.cli.main import group
from site_builder.cli.project import JOURNAL
from site_builder.importers.base import all_importers
from tests.cli.imports import ROTA, SWAP, TABLE, bring, files, run
from tests.support import write

SMALL = "title: Known\nowner: '@a'\nsource: sales\nsubmitted_on: 2026-03-04\nstatus: new\n"
READ = (
    "opsbook: read: title from Subject, submitted_on from Created at, body from Description, importance from Priority, "
    "id from Id, status from Status, tags from Tags\n"
)


def test_rows_become_records_as_a_person_would_write_them(tmp_path: Path) -> None:
    root = write(tmp_path, {})
    done = bring(root)
    assert done.exit_code == 0
    assert done.stdout == f"{SWAP}\n{ROTA}\n"
    assert done.stderr == f"{READ}opsbook: 2 new, 0 updated, 0 unchanged\n"
    assert files(root) == {
        SWAP: "title: Swap shifts\nowner: '@support'\nsource: support\nsubmitted_on: 2026-03-04\nstatus: new\n"
        "importance: 1\ntags: [mobile, swap]\nbody: Line one\n",
        ROTA: "---\ntitle: Export the rota\nowner: '@support'\nsource: support\nsubmitted_on: 2026-03-05\n"
        "status: under_review\n---\n\nTwo\nlines\n",
    }


def test_text_of_strangers_mentions_no_record(tmp_path: Path) -> None:
    root = write(tmp_path, {"feedback/requests/known.yml": SMALL})
    table = "id,title,status,quote,body\n1,Swap,new,As [[wiki:page]] says,see [[request:known]] and `[[a:b]]`\n"
    (root / "r.csv").write_text(table)
    asked = ("--kind", "request", "--set", "owner=@a", "--set", "source=sales", "--set", "submitted_on=2026-03-04")
    for _ in range(2):
        assert run(root, "csv", str(root / "r.csv"), *asked).exit_code == 0
    written = (root / "feedback/requests/1.yml").read_text()
    assert "quote: As `[[wiki:page]]` says\n" in written
    assert "body: see `[[request:known]]` and `[[a:b]]`\n" in written
    assert "is named by" not in CliRunner().invoke(group, ["check", "-f", str(root / "mkdocs.yml")]).output


def test_addresses_in_texts_are_told_before_anybody_commits_them(tmp_path: Path) -> None:
    root = write(tmp_path, {})
    done = bring(root, TABLE.replace("Line one", "Write to ana@example.com"))
    assert done.exit_code == 0
    path = (root / "requests.csv").as_posix()
    assert f"opsbook: look before you commit: a mail address in texts at {path}:2:51; git keeps" in done.stderr


def test_a_customer_is_no_address(tmp_path: Path) -> None:
    root = write(tmp_path, {})
    done = bring(
        root, TABLE.replace("Low", "Low,ana@example.com").replace("Priority", "Priority,Who"), "--map", "customer=Who"
    )
    assert done.exit_code == 1
    assert "requests.csv:2:36: error[personal-data] the customer is named by an address" in done.stderr


def test_a_folder_in_the_way_leaves_everything_as_it_was(tmp_path: Path) -> None:
    root = write(tmp_path, {})
    (root / ROTA).mkdir(parents=True)
    done = bring(root)
    assert done.exit_code == 1
    assert f"there is a file {ROTA} already, and it is no record that can be read" in done.stderr
    assert [path.name for path in (root / "feedback/requests").iterdir()] == ["18.md"]
    assert not (root / JOURNAL).exists()


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ('title,status,body\nIndex,idea,"a\nb"\n', "x.csv:2:1: error[invalid-id] 'index' cannot be the id"),
        ("title,status\nSwap,idea\n", "error[duplicate-id] there is a file roadmap/initiatives/swap.yml already"),
    ],
)
def test_a_name_that_is_taken_is_told_at_its_row(tmp_path: Path, table: str, message: str) -> None:
    root = write(tmp_path, {"x.csv": table})
    (root / "roadmap/initiatives/swap.yml").mkdir(parents=True)
    done = run(root, "csv", str(root / "x.csv"), "--kind", "initiative", "--set", "owner=@a")
    assert done.exit_code == 1
    assert message in done.stderr


def test_a_narrative_can_be_given_to_all(tmp_path: Path) -> None:
    root = write(tmp_path, {})
    assert bring(root, TABLE.replace("Line one", ""), "--set", "body=From the old tool").exit_code == 0
    assert "body: From the old tool\n" in (root / SWAP).read_text()


def test_nothing_is_written_where_anything_is_wrong(tmp_path: Path) -> None:
    root = write(tmp_path, {})
    done = bring(root, TABLE + "19,Print it,Parked,2026-03-06,,,\n20,,Parked,06.03.2026,High,,\n")
    assert done.exit_code == 1
    assert files(root) == {}
    path = (root / "requests.csv").as_posix()
    assert done.stderr.removeprefix(READ).splitlines() == [
        f"{path}:5:13: error[invalid-value] status: 'Parked' is not allowed (and at 1 other place)",
        "    5 │ 19,Print it,Parked,2026-03-06,,,",
        "      │             ^",
        (
            "  hint: choose new, under_review, planned, released or declined; "
            "or say what it stands for: --value 'status:Parked=OURS'"
        ),
        "",
        f"{path}:6:1: error[missing-field] title is missing",
        "    6 │ 20,,Parked,06.03.2026,High,,",
        "      │ ^",
        "  hint: give it to every record with --set title=VALUE, or read it from a column with --map title=COLUMN",
        "",
        f"{path}:6:23: error[invalid-value] importance: 'High' is not allowed",
        "    6 │ 20,,Parked,06.03.2026,High,,",
        "      │                       ^",
        "  hint: choose 0, 1, 2 or 3; or say what it stands for: --value 'importance:High=OURS'",
        "",
        "opsbook: nothing was written",
    ]


def test_a_day_that_could_be_two_days_is_never_guessed(tmp_path: Path) -> None:
    root = write(tmp_path, {})
    (root / "r.csv").write_text("title,status,submitted_on\nSwap,new,03/04/2026\n")
    asked = ("--kind", "request", "--set", "owner=@support", "--set", "source=support")
    done = run(root, "csv", str(root / "r.csv"), *asked)
    assert done.exit_code == 1
    assert "submitted_on: '03/04/2026' is not a date" in done.stderr
    assert "--date-format %d/%m/%Y" in done.stderr


def test_what_the_records_would_bring_together_is_told_at_the_export(tmp_path: Path) -> None:
    root = write(tmp_path, {})
    table = "title,status,submitted_on,initiatives\nSwap,new,2026-03-04,rota-swaps\n"
    (root / "r.csv").write_text(table)
    asked = ("--kind", "request", "--set", "owner=@support", "--set", "source=support")
    done = run(root, "csv", str(root / "r.csv"), *asked)
    assert done.exit_code == 1
    assert f"{(root / 'r.csv').as_posix()}:2:21: error[dangling-reference]" in done.stderr
    assert files(root) == {}


def test_a_dry_run_shows_the_diff_and_writes_nothing(tmp_path: Path) -> None:
    root = write(tmp_path, {})
    done = bring(root, TABLE, "--dry-run")
    assert f"--- /dev/null\n+++ b/{SWAP}\n" in done.stdout
    assert done.stderr.endswith("opsbook: 2 new, 0 updated, 0 unchanged; nothing was written\n")
    assert files(root) == {}


def test_many_are_not_all_listed(tmp_path: Path) -> None:
    root = write(tmp_path, {})
    done = bring(root, TABLE + "".join(f"{number},Row,Open,04.03.2026,,,\n" for number in range(100, 130)))
    assert done.stdout.splitlines()[-1] == "… and 12 more"
    assert len(files(root)) == 32


def test_formats_are_listed_and_explained(tmp_path: Path) -> None:
    listed = CliRunner().invoke(group, ["import"]).output
    for importer in all_importers().values():
        assert f"  {importer.name} " in listed
        explained = CliRunner().invoke(group, ["import", importer.name]).output
        assert explained.startswith(f"{importer.name}: ")
        assert importer.example.split()[0] == importer.name


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("cvs", "x.csv"), "there is no format 'cvs'; did you mean 'csv'?"),
        (("csv", "nowhere.csv", "--kind", "request"), "there is no nowhere.csv"),
        (("csv", "x.csv", "--map", "title"), "write --map title=Subject"),
        (("csv", "x.csv", "--value", "status=new"), "write --value 'status:Open=new'"),
        (("csv", "x.csv", "--set", "=x"), "write --set owner=@support"),
        (("csv", "x.csv", "--where", "x"), "write --where Type=Epic"),
        (("csv", "content", "--kind", "request"), "content is a folder; name the exported file"),
        (("csv", "x.csv", "--kind", "request", "--set", "ownr=@x"), "did you mean 'owner'?"),
        (("csv", "x.csv", "--kind", "request", "--update", "statsu"), "did you mean 'status'?"),
        (("github", "x.csv", "--map", "title=Subject"), "github has no use for --map"),
        (
            ("csv", "x.csv", "--kind", "request", "--set", "source=customer"),
            "--set source=customer: source: 'customer' is",
        ),
        (("csv", "x.csv", "--kind", "request", "--set", "owner=@a", "--set", "owner=@b"), "given twice: '@a' and '@b'"),
        (("csv", "x.csv", "--kind", "request", "--map", "custom.x=title"), "declare it below custom: in mkdocs.yml"),
        (("csv", "x.csv", "--kind", "request", "--delimiter", ";;"), "--delimiter is one sign"),
        (("csv", "x.csv", "--kind", "request", "--value", "status:a=new", "--value", "status:A=x"), "is given twice"),
        (("csv", "x.csv", "--set", "summary=caf\udce9 au lait"), "bytes that are not UTF-8 are not allowed"),
        (("csv", "x.csv", "--value", "status:Open=new\x07"), "control characters and bytes"),
        (("csv", "x.csv", "--map", "title=\udce9"), "control characters and bytes"),
        (("csv", "x.csv", "--kind", "request", "--date-format", "%Q"), "'%Q' is no date format of strptime"),
    ],
)
def test_what_cannot_be_meant_is_a_usage_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], message: str
) -> None:
    root = write(tmp_path, {"x.csv": "title\nSwap\n"})
    monkeypatch.chdir(root)
    done = run(root, *arguments)
    assert done.exit_code == 2
    assert message in done.stderr
