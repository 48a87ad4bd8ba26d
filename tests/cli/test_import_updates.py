"""``opsbook import`` where records are there already: what stays, what is told, what is taken."""

from __future__ import annotations

from pathlib import Path

from click.testing import Result

from tests.cli.imports import ROTA, SWAP, TABLE, bring, files, run
from tests.support import CONFIG, write


def test_the_same_export_changes_nothing(tmp_path: Path) -> None:
    root = write(tmp_path, {})
    bring(root)
    before = files(root)
    done = bring(root)
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.endswith("opsbook: 0 new, 0 updated, 2 unchanged\n")
    assert files(root) == before


def test_what_people_edited_stays_and_is_told(tmp_path: Path) -> None:
    root = write(tmp_path, {})
    bring(root)
    edited = (
        (root / SWAP).read_text().replace("status: new", "status: planned  # agreed").replace("body: Line one\n", "")
    )
    (root / SWAP).write_text(edited)
    done = bring(root)
    assert (root / SWAP).read_text() == edited
    assert done.stderr.endswith(
        "opsbook: 0 new, 0 updated, 1 unchanged\n"
        "opsbook: 1 of those that are there differ from the export and stay as they are: status (1), body (1)\n"
        f"  {SWAP}: status: planned → new\n"
        f"  {SWAP}: body: (none) → Line one\n"
        "opsbook: take the export's side of a field with --update status\n"
    )


def test_a_field_is_taken_where_that_is_asked_for(tmp_path: Path) -> None:
    root = write(tmp_path, {})
    bring(root)
    (root / SWAP).write_text((root / SWAP).read_text() + "# ours\n")
    later = TABLE.replace("Open", "Pending").replace("Swap shifts", "Swap my shifts").replace("Two", "Three")
    done = bring(root, later, "--update", "status", "--update", "body")
    assert done.stdout == f"{SWAP}\n{ROTA}\n"
    assert "status: under_review\n" in (root / SWAP).read_text()
    assert "title: Swap shifts\n" in (root / SWAP).read_text()
    assert (root / SWAP).read_text().endswith("# ours\n")
    assert (root / ROTA).read_text().endswith("---\n\nThree\nlines\n")
    assert "title: Swap shifts → Swap my shifts" not in done.stdout
    bring(root, later, "--update", "all")
    assert "title: Swap my shifts\n" in (root / SWAP).read_text()


def test_what_was_given_for_all_is_for_new_records(tmp_path: Path) -> None:
    root = write(tmp_path, {})
    bring(root)
    (root / SWAP).write_text((root / SWAP).read_text().replace("owner: '@support'", "owner: '@scheduling'"))
    assert "2 unchanged" in bring(root).stderr
    assert "2 unchanged" in bring(root, TABLE, "--update", "all").stderr
    assert "owner: '@scheduling'\n" in (root / SWAP).read_text()


def test_a_narrative_is_added_below_the_front_matter(tmp_path: Path) -> None:
    front = "---\ntitle: Swap shifts\nowner: '@a'\nsource: sales\nsubmitted_on: 2026-03-04\nstatus: new\n---\n"
    root = write(tmp_path, {"feedback/requests/17.md": front})
    bring(root, TABLE, "--update", "body")
    assert (root / "feedback/requests/17.md").read_text() == f"{front}\nLine one\n"


RICE = "title,status,reach,ticket\nSwap,idea,{reach},T-1\n"


RICE_ASKED = (
    *("--kind", "initiative", "--map", "rice.reach=reach", "--map", "custom.ticket=ticket"),
    *("--set", "owner=@a", "--set", "rice.impact=1", "--set", "rice.confidence=80", "--set", "rice.effort=2"),
)


def test_what_the_export_does_not_have_of_a_group_is_not_its_business(tmp_path: Path) -> None:
    config = CONFIG.replace("  - opsbook\n", "  - opsbook:\n      custom: {initiative: {ticket: text, arr: number}}\n")
    root = write(tmp_path, {"mkdocs.yml": config, "r.csv": RICE.format(reach=100)})
    path = root / "roadmap/initiatives/swap.yml"
    assert run(root, "csv", str(root / "r.csv"), *RICE_ASKED).exit_code == 0
    path.write_text(path.read_text().replace("ticket: T-1", "ticket: T-1\n  arr: 12000"))
    assert "1 unchanged" in run(root, "csv", str(root / "r.csv"), *RICE_ASKED).stderr
    (root / "r.csv").write_text(RICE.format(reach=250))
    done = run(root, "csv", str(root / "r.csv"), *RICE_ASKED)
    assert f"roadmap/initiatives/{path.name}: rice.reach: 100 → 250\n" in done.stderr
    assert "--update rice.reach\n" in done.stderr
    for update in ("rice", "rice.reach", "all"):
        (root / "r.csv").write_text(RICE.format(reach=len(update)))
        assert run(root, "csv", str(root / "r.csv"), *RICE_ASKED, "--update", update).exit_code == 0
        assert f"reach: {len(update)}\n" in path.read_text()
    assert "arr: 12000" in path.read_text()
    assert "confidence: 80" in path.read_text()


def test_items_with_a_key_keep_what_people_added(tmp_path: Path) -> None:
    asked = ("--map", "variant=v", "--map", "converted=c", "--set", "metric=m", "--set", "hypothesis=x")
    metric = "title: M\nowner: '@a'\ndefinition: d\ndirection: up\n"
    root = write(tmp_path, {"ab.csv": "v,c\na,1\nb,0\n", "content/metrics/m.yml": metric})
    path = root / "roadmap/experiments/ab.yml"
    assert run(root, "experiment", str(root / "ab.csv"), *asked, "--set", "owner=@a").exit_code == 0
    path.write_text(path.read_text().replace("  - key: b\n", "  - key: b\n    name: Later gate\n"))
    (root / "ab.csv").write_text("v,c\na,1\na,0\nb,0\n")
    assert run(root, "experiment", str(root / "ab.csv"), *asked, "--update", "variants").exit_code == 0
    assert "name: Later gate\n" in path.read_text()
    assert "units: 2\n" in path.read_text()


JIRA = "Summary,Issue key,Status,Resolution,Resolved\nSwap,OPS-1,{status},{resolution},{resolved}\n"


def test_fields_that_belong_together_are_updated_together(tmp_path: Path) -> None:
    root = write(tmp_path, {"j.csv": JIRA.format(status="In Progress", resolution="", resolved="")})
    path = root / "roadmap/initiatives/ops-1.yml"

    def bring_jira(*more: str, **fields: str) -> Result:
        (root / "j.csv").write_text(JIRA.format(**{"resolution": "", "resolved": "", **fields}))
        return run(root, "jira", str(root / "j.csv"), "--set", "owner=@a", *more)

    assert bring_jira(status="In Progress").exit_code == 0
    done = bring_jira("--update", "status", status="Done", resolution="Done", resolved="2026-03-04 09:12")
    assert done.exit_code == 0
    assert "status: released\nreleased_on: 2026-03-04\n" in path.read_text()
    told = bring_jira(status="Reopened").stderr
    assert "released_on: 2026-03-04 → (none)" in told
    assert bring_jira("--update", "status", status="Reopened").exit_code == 0
    assert "released_on" not in path.read_text()
    assert "status: idea\n" in path.read_text()


def test_an_error_of_a_record_that_is_updated_shows_it_as_it_would_be(tmp_path: Path) -> None:
    root = write(tmp_path, {"j.csv": JIRA.format(status="In Progress", resolution="", resolved="")})
    run(root, "jira", str(root / "j.csv"), "--set", "owner=@a")
    (root / "j.csv").write_text(JIRA.format(status="Done", resolution="", resolved=""))
    done = run(root, "jira", str(root / "j.csv"), "--set", "owner=@a", "--update", "status")
    assert done.exit_code == 1
    assert "roadmap/initiatives/ops-1.yml:3:9: error[released-without-evidence]" in done.stderr
    assert "    3 │ status: released\n" in done.stderr


def test_the_same_moment_in_another_zone_is_the_same(tmp_path: Path) -> None:
    table = "id,title,severity,status,source,detected_at\ni,Down,low,open,team,{at}\n"
    asked = ("--kind", "escalation", "--set", "owner=@a")
    root = write(tmp_path, {"i.csv": table.format(at="2026-05-12T10:00:00Z")})
    assert run(root, "csv", str(root / "i.csv"), *asked).exit_code == 0
    (root / "i.csv").write_text(table.format(at="2026-05-12T12:00:00+02:00"))
    assert "1 unchanged" in run(root, "csv", str(root / "i.csv"), *asked).stderr


def test_a_customer_is_no_address_in_an_update_either(tmp_path: Path) -> None:
    root = write(tmp_path, {"r.csv": "id,title,status,who\n1,Swap,new,acct-1\n"})
    asked = ("--kind", "request", "--set", "owner=@a", "--set", "source=sales", "--set", "submitted_on=2026-03-04")
    assert run(root, "csv", str(root / "r.csv"), *asked, "--map", "customer=who").exit_code == 0
    (root / "r.csv").write_text("id,title,status,who\n1,Swap,new,ana@example.com\n")
    assert run(root, "csv", str(root / "r.csv"), *asked, "--map", "customer=who").exit_code == 0
    done = run(root, "csv", str(root / "r.csv"), *asked, "--map", "customer=who", "--update", "customer")
    assert done.exit_code == 1
    assert "error[personal-data]" in done.stderr


def experiment(root: Path, table: str, *more: str) -> Result:
    (root / "ab.csv").write_text(table)
    asked = ("--map", "variant=v", "--set", "metric=m", "--set", "hypothesis=x", "--set", "owner=@a")
    return run(root, "experiment", str(root / "ab.csv"), *asked, *more)


def test_figures_of_two_exports_are_never_mixed(tmp_path: Path) -> None:
    root = write(tmp_path, {"content/metrics/m.yml": "title: M\nowner: '@a'\ndefinition: d\ndirection: up\n"})
    path = root / "roadmap/experiments/ab.yml"
    assert experiment(root, "v,c\na,1\nb,0\n", "--map", "converted=c").exit_code == 0
    named = "  # the later gate\n  - key: b  # here\n    name: Gate\n"
    path.write_text(path.read_text().replace("  - key: b\n", named))
    update = ("--map", "value=c", "--update", "variants", "--value", "control:b=true", "--value", "control:a=false")
    assert experiment(root, "v,c\na,2\na,4\nb,1\nb,3\n", *update).exit_code == 0
    written = path.read_text()
    assert "conversions" not in written
    assert named in written
    assert written.count("control: true") == 1
    assert experiment(root, "v,c\nb,1\nb,3\nz,1\n", *update[:4], "--value", "control:b=true").exit_code == 0
    assert "key: a" not in path.read_text()
    assert "name: Gate" in path.read_text()


def test_a_guessed_title_is_nobody_s_but_the_record_s(tmp_path: Path) -> None:
    root = write(tmp_path, {"content/metrics/m.yml": "title: M\nowner: '@a'\ndefinition: d\ndirection: up\n"})
    assert experiment(root, "v,c\na,1\nb,0\n", "--map", "converted=c").exit_code == 0
    path = root / "roadmap/experiments/ab.yml"
    path.write_text(path.read_text().replace("title: Ab", "title: The first gate"))
    assert "1 unchanged" in experiment(root, "v,c\na,1\nb,0\n", "--map", "converted=c").stderr


def test_what_people_wrote_of_an_end_stays_where_the_end_is_the_same(tmp_path: Path) -> None:
    record = "title: Swap\nowner: '@a'\nstatus: dropped\nreason: Nobody would pay.\n"
    root = write(tmp_path, {"roadmap/initiatives/p-1.yml": record})
    (root / "j.csv").write_text("Summary,Issue key,Status\nSwap,P-1,Cancelled\nOther,P-2,To Do\n")
    done = run(root, "jira", str(root / "j.csv"), "--set", "owner=@b", "--update", "status")
    assert done.exit_code == 0
    assert (root / "roadmap/initiatives/p-1.yml").read_text() == record
    assert done.stdout == "roadmap/initiatives/p-2.yml\n"


def test_a_survey_forgets_columns_that_are_gone(tmp_path: Path) -> None:
    root = write(tmp_path, {})

    def survey(table: str, *more: str) -> Result:
        (root / "q.csv").write_text(table)
        return run(root, "responses", str(root / "q.csv"), "--set", "owner=@a", *more)

    first = "score,day,plan,words\n9,01/07/2026,Free,good\n"
    named = ("--map", "responded_at=day", "--map", "dimensions=plan", "--map", "comment=words")
    assert survey(first, *named, "--date-format", "%d/%m/%Y").exit_code == 0
    done = survey("score,day\n9,2026-07-01\n8,2026-07-03\n", "--map", "responded_at=day", "--update", "responses")
    assert done.exit_code == 0, done.stderr
    written = (root / "feedback/surveys/q.yml").read_text()
    assert "closed_on: 2026-07-03\n" in written
    assert not any(word in written for word in ("date_format", "comment", "dimensions"))


def test_items_without_a_key_that_is_text_are_compared_as_a_whole(tmp_path: Path) -> None:
    root = write(tmp_path, {"content/metrics/m.yml": "title: M\nowner: '@a'\ndefinition: d\ndirection: up\n"})
    assert experiment(root, "v,c\na,1\nb,0\n", "--map", "converted=c").exit_code == 0
    path = root / "roadmap/experiments/ab.yml"
    path.write_text(path.read_text().replace("key: a", "key: [a]"))
    assert "variants (1)" in experiment(root, "v,c\na,1\nb,0\n", "--map", "converted=c").stderr


def test_a_later_export_brings_what_is_new(tmp_path: Path) -> None:
    root = write(tmp_path, {})
    bring(root)
    done = bring(root, TABLE + "19,Print it,Open,06.03.2026,,,\n")
    assert done.stdout == "feedback/requests/19.yml\n"


def test_a_record_that_was_renamed_is_found_again(tmp_path: Path) -> None:
    root = write(tmp_path, {})
    bring(root)
    (root / "feedback/requests/swaps.yml").write_text((root / SWAP).read_text() + "formerly: ['17']\n")
    (root / SWAP).unlink()
    done = bring(root)
    assert (done.exit_code, done.stdout) == (0, "")
    assert not (root / SWAP).exists()


def test_a_record_in_another_file_is_found(tmp_path: Path) -> None:
    root = write(tmp_path, {})
    bring(root)
    (root / "feedback/requests/2026").mkdir()
    (root / SWAP).rename(root / "feedback/requests/2026/17.yml")
    assert bring(root).stdout == ""


def test_a_record_that_cannot_be_read_is_not_updated(tmp_path: Path) -> None:
    root = write(tmp_path, {SWAP: "title: [\n"})
    done = bring(root)
    assert done.exit_code == 1
    assert f"it cannot be updated: {SWAP} cannot be read" in done.stderr
    assert not (root / ROTA).exists()
