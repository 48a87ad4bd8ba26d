"""``opsbook set`` as a person calls it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from site_builder.cli.main import group
from tests.support import CONFIG, initiative, write

ESCALATION = """\
title: Rotas were empty
owner: '@support'
severity: high
status: open
source: customer
detected_at: 2026-05-12T09:14:00Z
# found by Ann
cause: {category: config-change}
actions:
  - title: Add a check
    due: 2026-06-01
"""
FILES = {
    "roadmap/initiatives/checkout.yml": "# Agreed.\n" + initiative(target="2027-Q1 # promised", tags="[mobile]"),
    "roadmap/initiatives/swaps.yml": initiative(title="Swaps"),
    "feedback/escalations/empty-rotas.yml": ESCALATION,
    "content/playbooks/go.md": "---\ntitle: Go\nowner: '@team'\narea: launches\n---\n\nThe narrative.\n",
    "mkdocs.yml": CONFIG.replace(
        "  - opsbook\n", "  - opsbook:\n      custom: {initiative: {ticket: text, arr: number}}\n"
    ),
}
CHECKOUT = "roadmap/initiatives/checkout.yml"


def run(root: Path, *arguments: str) -> Result:
    name, *rest = arguments
    return CliRunner().invoke(group, [name, "-f", str(root / "mkdocs.yml"), "--as-of", "2026-10-31", *rest])


def set_field(root: Path, *assignments: str, kind: str = "initiative", record: str = "checkout") -> Result:
    return run(root, "set", kind, record, *assignments)


def test_it_says_what_changed_and_changes_nothing_else(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    done = set_field(root, "target=2027-Q2", "status=in_progress")
    assert (done.exit_code, done.output) == (
        0,
        f"{CHECKOUT}\n  target: 2027-Q1 → 2027-Q2\n  status: planned → in_progress\n",
    )
    expected = str(FILES[CHECKOUT]).replace("2027-Q1", "2027-Q2").replace("planned", "in_progress")
    assert (root / CHECKOUT).read_text() == expected


@pytest.mark.parametrize(
    ("assignment", "line"),
    [
        ("tags=a, b", "tags: [a, b]"),
        ("tags=", None),
        ("tags+=b", "tags: [mobile, b]"),
        ("tags+=mobile", "tags: [mobile]"),
        ("tags+=a, mobile,b,a", "tags: [mobile, a, b]"),
        ("tags+=['a, b', c]", "tags: [mobile, 'a, b', c]"),
        ("tags+=,", "tags: [mobile]"),
        ("tags-=mobile", None),
        ("tags=2026,true", "tags: ['2026', 'true']"),
        ("depends_on+=swaps", "depends_on: [swaps]"),
        ("title=Yes: it is", "title: 'Yes: it is'"),
        ("title=2026", "title: '2026'"),
        ("summary=[[initiative:swaps]] first", "summary: '[[initiative:swaps]] first'"),
        ("rice={reach: 10, impact: 2, confidence: 80, effort: 3}", "  confidence: 80"),
        ("rice.impact=0.5", None),
        ("custom.ticket=77", "  ticket: '77'"),
        ("custom.arr=77", "  arr: 77"),
        ("milestones=[{name: Beta, target: 2027-Q1}]", "  - name: Beta"),
        ("milestones+={name: Beta, target: 2027-Q1}", "  - name: Beta"),
        ("milestones+={name: A, target: 2027-Q1}, {name: Beta, target: 2027-Q1}", "  - name: Beta"),
        ("reason=One\n\nTwo", "reason: |"),
    ],
)
def test_values_are_read_as_the_type_of_the_field(assignment: str, line: str | None, tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    done = set_field(root, assignment)
    lines = (root / CHECKOUT).read_text().splitlines()
    name = assignment.partition("=")[0].rstrip("+-")
    if name == "rice.impact":
        # The others of the group are required.
        assert (done.exit_code, "rice.reach is missing" in done.output) == (1, True)
    elif line is None:
        assert (done.exit_code, [found for found in lines if found.startswith(name)]) == (0, [])
    else:
        assert (done.exit_code, line in lines) == (0, True), done.output


@pytest.mark.parametrize(
    ("held", "assignment", "line"),
    [
        ("['metric:conv']", "metrics+=conv", "metrics: ['metric:conv']"),
        ("[conv]", "metrics+=metric:conv", "metrics: [conv]"),
        ("[conv, kept]", "metrics-=metric:conv", "metrics: [kept]"),
        ("['metric:conv', kept]", "metrics-=conv", "metrics: [kept]"),
    ],
)
def test_a_reference_is_the_same_with_its_kind_and_without(
    held: str, assignment: str, line: str, tmp_path: Path
) -> None:
    metric = "title: x\nowner: '@t'\nunit: percent\ndefinition: x\n"
    metrics = {f"roadmap/metrics/{name}.yml": metric for name in ("conv", "kept")}
    root = write(tmp_path, {CHECKOUT: initiative(metrics=held), **metrics})
    done = set_field(root, assignment)
    assert (done.exit_code, line in (root / CHECKOUT).read_text().splitlines()) == (0, True), done.output


def test_words_that_look_like_references_are_not(tmp_path: Path) -> None:
    root = write(tmp_path, {CHECKOUT: initiative(tags="['metric:conv']")})
    assert set_field(root, "tags+=conv").exit_code == 0
    assert "tags: ['metric:conv', conv]" in (root / CHECKOUT).read_text()


def test_line_ends_of_the_shell_are_those_of_the_file(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    assert set_field(root, "summary=One\r\ntwo").exit_code == 0
    assert b"summary: |\n  One\n  two\n" in (root / CHECKOUT).read_bytes()


def test_front_matter_is_edited_like_a_file_of_its_own(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    assert set_field(root, "status=active", kind="playbook", record="go").exit_code == 0
    text = str(FILES["content/playbooks/go.md"]).replace("area: launches\n", "area: launches\nstatus: active\n")
    assert (root / "content/playbooks/go.md").read_text() == text


def test_fields_inside_others_and_of_items_are_reached(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    done = set_field(
        root,
        "cause.category=release",
        "actions[0].done_on=2026-05-30",
        "customers=140",
        "planned=true",
        kind="escalation",
        record="empty-rotas",
    )
    assert done.exit_code == 0, done.output
    text = ESCALATION.replace("config-change", "release").replace("2026-06-01", "2026-06-01\n    done_on: 2026-05-30")
    text = text.replace("# found", "planned: true\ncustomers: 140\n# found")
    assert (root / "feedback/escalations/empty-rotas.yml").read_text() == text


def test_keys_with_dots_are_reached_in_brackets(tmp_path: Path) -> None:
    text = (
        "title: x\nowner: '@t'\nhypothesis: x\nstatus: draft\nmetric: conv\n"
        "variants: [{key: a.1, control: true}, {key: b}]\nresults:\n  conv:\n    a.1: {units: 900}\n    b: {units: 1}\n"
    )
    root = write(tmp_path, {"roadmap/experiments/x.yml": text})
    done = set_field(root, 'results.conv["a.1"].units=10', kind="experiment", record="x")
    assert done.exit_code == 0, done.output
    assert (root / "roadmap/experiments/x.yml").read_text() == text.replace("900", "10")
    wrong = set_field(root, "results.conv['a.1'].units=-1", kind="experiment", record="x")
    assert (wrong.exit_code, 'results.conv["a.1"].units' in wrong.output) == (1, True), wrong.output


@pytest.mark.parametrize(
    ("assignment", "code", "said"),
    [
        ("status=plannd", "invalid-value", "did you mean 'planned'?"),
        ("owner=", "missing-field", "owner is missing"),
        ("target=soon", "invalid-value", "target"),
        ("depends_on=swpas", "dangling-reference", "did you mean 'swaps'?"),
        ("depends_on=checkout", "dependency-cycle", "refers to itself"),
        ("status=released", "released-without-evidence", "released"),
        ("visibility=secret", "invalid-value", "choose internal or public"),
        ("custom.arr=much", "invalid-value", "custom.arr must be a number"),
        ("custom=1", "invalid-value", "custom must be a mapping"),
    ],
)
def test_an_error_is_a_diagnostic_and_nothing_is_written(assignment: str, code: str, said: str, tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    done = set_field(root, assignment)
    assert done.exit_code == 1
    assert f"error[{code}]" in done.output
    assert said.lower() in done.output.lower()
    assert done.output.endswith("opsbook: nothing was written\n")
    assert (root / CHECKOUT).read_text() == FILES[CHECKOUT]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("initative", "checkout", "status=planned"), "did you mean 'initiative'?"),
        (("initiative", "chekout", "status=planned"), "did you mean 'checkout'?"),
        (("initiative", "nothing-like-it", "status=planned"), "opsbook new initiative nothing-like-it"),
        (("initiative", "checkout", "statu=planned"), "did you mean 'status'?"),
        (("initiative", "checkout", "rice.reech=1"), "did you mean 'reach'?"),
        (("initiative", "checkout", "title.short=1"), "no field 'short' in title; it has none"),
        (("initiative", "checkout", "custom.tickt=1"), "did you mean 'ticket'?"),
        (("initiative", "checkout", "custom.else=1"), "declare it under custom in mkdocs.yml first"),
        (("initiative", "checkout", "planned"), "write field=value"),
        (("initiative", "checkout", "=planned"), "write field=value"),
        (("initiative", "checkout", "a..b=planned"), "no field"),
        (("initiative", "checkout", "a[x]=planned"), "names no field"),
        (("initiative", "checkout", "status+=planned"), "status is not a list"),
        (("initiative", "checkout", "tags-=mobil"), "did you mean 'mobile'?"),
        (("initiative", "swaps", "tags-=mobile"), "it is empty"),
        (("escalation", "empty-rotas", "actions-=a"), "{title: Add a check, due: 2026-06-01}"),
        (("escalation", "empty-rotas", "actions-=a"), "take one out by its number, such as actions[0]=;"),
        (("initiative", "checkout", "tags+="), "needs an item"),
        (("initiative", "checkout", "rice={reach: ["), "cannot be read as YAML"),
        (("initiative", "checkout", "title=a\x07b"), "control characters"),
        (("initiative", "checkout", "title=a\udce4b"), "bytes that are not UTF-8"),
        (("playbook", "go", "body=x"), "what follows its front matter"),
    ],
)
def test_a_wrong_call_is_a_usage_error_with_a_hint(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    done = run(write(tmp_path, FILES), "set", *arguments)
    assert (done.exit_code, said in done.output) == (2, True), done.output


def test_comments_stay_with_their_items_and_what_goes_with_one_is_said(tmp_path: Path) -> None:
    text = initiative() + "tags:\n  - a # kept for the audit\n  - b # second\n"
    root = write(tmp_path, {CHECKOUT: text})
    done = set_field(root, "tags=c")
    assert done.exit_code == 1
    assert "the comment '# kept for the audit' belongs to what tags would lose; take that out by itself" in done.stderr
    assert (root / CHECKOUT).read_text() == text
    assert set_field(root, "tags=b,a").exit_code == 0
    assert (root / CHECKOUT).read_text() == initiative() + "tags:\n  - b # second\n  - a # kept for the audit\n"
    done = set_field(root, "tags-=b", "tags=a,c")
    assert done.output.splitlines() == [CHECKOUT, "  tags: [b, a] → [a, c]", "  gone as well: # second"]
    assert (root / CHECKOUT).read_text() == initiative() + "tags:\n  - a # kept for the audit\n  - c\n"


def test_the_comment_of_an_item_in_brackets_goes_with_it_and_with_no_other(tmp_path: Path) -> None:
    text = initiative() + "tags: [a, b,\n  c # waits for legal\n  ]\n"
    root = write(tmp_path, {CHECKOUT: text})
    done = set_field(root, "tags=a,b")
    assert (done.exit_code, "the comment '# waits for legal' belongs to what tags would lose" in done.stderr) == (
        1,
        True,
    )
    done = set_field(root, "tags-=c")
    assert done.output.splitlines()[1:] == ["  tags: [a, b, c] → [a, b]", "  gone as well: # waits for legal"]
    assert (root / CHECKOUT).read_text() == initiative() + "tags: [a, b\n  ]\n"


@pytest.mark.parametrize("assignment", ["actions[0]=", "actions-={title: Add a check, due: 2026-06-01}"])
def test_an_item_that_is_a_group_is_taken_out_by_number_or_as_it_is(assignment: str, tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    assert set_field(root, assignment, kind="escalation", record="empty-rotas").exit_code == 0
    assert "Add a check" not in (root / "feedback/escalations/empty-rotas.yml").read_text()


@pytest.mark.parametrize(
    "call",
    [
        ("set", "initiative", "linked", "title=x"),
        ("new", "initiative", "linked"),
        ("rename", "initiative", "linked", "b"),
        ("rename", "initiative", "checkout", "linked"),
    ],
)
def test_a_record_that_is_a_link_is_named_as_one(call: tuple[str, ...], tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    (root / "roadmap/initiatives/linked.yml").symlink_to("checkout.yml")
    done = run(root, *call)
    said = "roadmap/initiatives/linked.yml is a symbolic link, and such are never followed; put the file itself there"
    assert (done.exit_code, said in done.output) == (2, True), done.output


@pytest.mark.parametrize(
    "call",
    [
        ("set", "initiative", "checkout", "title=x"),
        ("new", "initiative", "next"),
        ("rename", "initiative", "checkout", "b"),
    ],
)
def test_a_folder_of_records_that_is_a_link_is_named_as_one(call: tuple[str, ...], tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    (root / "roadmap/initiatives").rename(root / "roadmap/elsewhere")
    (root / "roadmap/initiatives").symlink_to("elsewhere")
    done = run(root, *call)
    said = "roadmap/initiatives is a symbolic link, and such are never followed; put the folder itself there"
    assert (done.exit_code, said in done.output) == (2, True), done.output


def test_an_item_that_is_not_there_yet_cannot_be_changed(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    done = set_field(root, "actions[1].due=2026-06-01", kind="escalation", record="empty-rotas")
    assert (done.exit_code, "actions has 1 item; they are counted from 0" in done.output) == (2, True)
    done = set_field(root, "timeline[0].event=Seen", kind="escalation", record="empty-rotas")
    assert (done.exit_code, "timeline has no items yet; add one with +=" in done.output) == (2, True)


def test_what_is_so_already_is_said(tmp_path: Path) -> None:
    done = set_field(write(tmp_path, FILES), "status=planned", "summary=")
    assert (done.exit_code, done.output) == (0, f"{CHECKOUT}: nothing to change\n")


def test_a_dry_run_prints_a_diff_that_git_applies(tmp_path: Path) -> None:
    root = write(tmp_path, {**FILES, CHECKOUT: str(FILES[CHECKOUT]).replace("\n", "\r\n").rstrip()})
    before = (root / CHECKOUT).read_bytes()
    dry = set_field(root, "tags=", "target=2027-Q2", "--dry-run")
    assert (dry.exit_code, (root / CHECKOUT).read_bytes()) == (0, before)
    assert set_field(root, "tags=", "target=2027-Q2").exit_code == 0
    wanted = (root / CHECKOUT).read_bytes()
    (root / CHECKOUT).write_bytes(before)
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    subprocess.run(["git", "apply", "-"], cwd=root, check=True, input=dry.stdout_bytes)
    assert (root / CHECKOUT).read_bytes() == wanted


def test_a_record_with_an_error_can_be_mended_step_by_step(tmp_path: Path) -> None:
    bad = initiative(status="plannd", target="soon")
    root = write(tmp_path, {CHECKOUT: bad})
    assert set_field(root, "status=planned").exit_code == 0
    assert set_field(root, "target=2027-Q1").exit_code == 0
    assert (root / CHECKOUT).read_text() == bad.replace("plannd", "planned").replace("soon", "2027-Q1")


def test_an_interrupted_edit_is_undone_by_the_next_command_of_any_sort(tmp_path: Path) -> None:
    from tests.edit.test_apply import interrupted

    root = interrupted(write(tmp_path, FILES), CHECKOUT, str(FILES[CHECKOUT]).encode(), b"half")
    (root / CHECKOUT).write_bytes(b"half")
    done = run(root, "check")
    assert done.exit_code == 0
    assert f"an edit of {CHECKOUT} had been interrupted; it is undone" in done.stderr
    assert (root / CHECKOUT).read_text() == FILES[CHECKOUT]


def test_an_interrupted_edit_that_cannot_be_undone_stops_every_command(tmp_path: Path) -> None:
    from tests.edit.test_apply import interrupted

    root = interrupted(write(tmp_path, FILES), "../outside.yml", b"old", b"new")
    done = run(root, "check")
    assert "then remove .opsbook/edits" in str(done.exception)


def test_what_cannot_be_written_is_said_in_a_sentence(tmp_path: Path) -> None:
    root = write(tmp_path, {**FILES, ".opsbook": "a file is in the way"})
    done = set_field(root, "status=discovery")
    assert str(done.exception) == "cannot write .opsbook/edits: Not a directory; nothing was changed"
    assert (root / CHECKOUT).read_text() == FILES[CHECKOUT]
