"""``opsbook rename``: a record gets another id, and every reference to it follows."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from site_builder.cli.main import group
from site_builder.kinds import all_kinds
from tests.support import CONFIG, initiative, write

OLD = "roadmap/initiatives/2026/checkout.yml"
NEW = "roadmap/initiatives/2026/faster-checkout.yml"

# Every way in which a file may name the initiative "checkout"; what must not change says so.
FILES = {
    OLD: "# Kept.\n" + initiative(summary="See [[initiative:checkout]]."),
    "roadmap/initiatives/other.yml": initiative(depends_on="[checkout] # stays: checkout", title="After checkout"),
    "roadmap/initiatives/checkout-2.yml": initiative(depends_on="[ 'checkout', other ]", supersedes="[checkout]"),
    "roadmap/updates/2026-10-02-checkout.yml": (
        "title: x\nowner: '@t'\nsubject: \"initiative:checkout\"\ndate: 2026-10-02\nhealth: on_track\n"
        "body: >-\n  Read [[initiative:checkout|the\n  plan]] and `[[initiative:checkout]]`,\n"
        "  then [[initiative:checkout]].\n"
    ),
    "roadmap/decisions/pay-later.md": (
        "---\r\ntitle: x\r\nowner: '@t'\r\nstatus: proposed\r\n"
        "links:\r\n- initiative:checkout\r\n- roadmap/initiatives/2026/checkout.yml#L3\r\n---\r\n\r\n"
        "As [planned](../initiatives/2026/checkout.yml) and [there][plan], not [here](checkout.yml).\r\n\r\n"
        "[plan]: /roadmap/initiatives/2026/checkout.yml#why\r\n\r\n"
        "```\r\n[[initiative:checkout]] [stays](../initiatives/2026/checkout.yml)\r\n```\r\n"
    ),
    "feedback/requests/quick.yml": (
        "title: x\nowner: '@t'\nsource: sales\nsubmitted_on: 2026-01-02\nstatus: planned\n"
        'initiatives: [initiative:checkout]\nquote: "It\'s \\"[[initiative:checkout]]\\""\n'
    ),
    "content/guide.md": "# Guide\n\n| a |\n|---|\n| [[initiative:checkout\\|it]] |\n\n"
    "<a href='../roadmap/initiatives/2026/checkout.yml'>x</a>\n",
    "content/untouched.md": "# checkout\n\nThe checkout, `[[initiative:checkout]]` and [[initiative:checkout-2]].\n",
}


def run(root: Path, *arguments: str) -> Result:
    name, *rest = arguments
    return CliRunner().invoke(group, [name, "-f", str(root / "mkdocs.yml"), "--as-of", "2026-10-31", *rest])


def texts(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes().decode()
        for path in root.rglob("*")
        if path.is_file() and not {".git", ".opsbook"} & set(path.parts)
    }


def test_every_reference_follows_and_everything_else_stays(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    assert run(root, "check").exit_code == 0
    before = texts(root)
    done = run(root, "rename", "initiative", "checkout", "faster-checkout")
    assert (done.exit_code, done.output.splitlines()) == (
        0,
        [
            f"{OLD} → {NEW}",
            "  feedback/requests/quick.yml: 2 references",
            "  roadmap/decisions/pay-later.md: 4 references",
            f"  {NEW}: 1 reference",
            "  roadmap/initiatives/checkout-2.yml: 2 references",
            "  roadmap/initiatives/other.yml: 1 reference",
            "  roadmap/updates/2026-10-02-checkout.yml: 3 references",
            "  content/guide.md: 2 references",
            "git sees the new name once both files are staged: git add -A roadmap/initiatives/2026",
        ],
    )
    after = texts(root)
    assert OLD not in after
    assert after[NEW] == before[OLD].replace(
        "[[initiative:checkout]].", "[[initiative:faster-checkout]].\nformerly: [checkout]"
    )
    assert after["roadmap/initiatives/other.yml"] == before["roadmap/initiatives/other.yml"].replace(
        "[checkout]", "[faster-checkout]"
    )
    assert after["roadmap/initiatives/checkout-2.yml"] == (
        before["roadmap/initiatives/checkout-2.yml"]
        .replace("'checkout'", "'faster-checkout'")
        .replace("[checkout]", "[faster-checkout]")
    )
    update = "roadmap/updates/2026-10-02-checkout.yml"
    assert after[update] == (
        before[update]
        .replace('"initiative:checkout"', '"initiative:faster-checkout"')
        .replace("[[initiative:checkout|", "[[initiative:faster-checkout|")
        .replace("then [[initiative:checkout]]", "then [[initiative:faster-checkout]]")
    )
    decision = "roadmap/decisions/pay-later.md"
    narrative, _, code = before[decision].partition("```")
    assert after[decision] == (
        narrative.replace("initiative:checkout", "initiative:faster-checkout").replace(
            "2026/checkout.yml", "2026/faster-checkout.yml"
        )
        + "```"
        + code
    )
    assert after["feedback/requests/quick.yml"] == before["feedback/requests/quick.yml"].replace(
        "initiative:checkout", "initiative:faster-checkout"
    )
    assert after["content/guide.md"] == before["content/guide.md"].replace(":checkout", ":faster-checkout").replace(
        "2026/checkout", "2026/faster-checkout"
    )
    assert after["content/untouched.md"] == before["content/untouched.md"]
    assert run(root, "check").exit_code == 0


def test_a_dry_run_prints_a_diff_that_git_applies(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    before = texts(root)
    dry = run(root, "rename", "initiative", "checkout", "faster-checkout", "--dry-run")
    assert (dry.exit_code, texts(root)) == (0, before)
    assert run(root, "rename", "initiative", "checkout", "faster-checkout").exit_code == 0
    wanted = texts(root)
    again = write(tmp_path / "again", FILES)
    subprocess.run(["git", "init", "-q"], cwd=again, check=True)
    subprocess.run(["git", "apply", "-"], cwd=again, check=True, input=dry.stdout_bytes)
    assert texts(again) == wanted


def test_earlier_ids_add_up_and_one_that_comes_back_is_no_earlier_one(tmp_path: Path) -> None:
    root = write(tmp_path, {"roadmap/initiatives/a.yml": initiative()})
    assert run(root, "rename", "initiative", "a", "b").exit_code == 0
    assert run(root, "rename", "initiative", "b", "c").exit_code == 0
    assert "formerly: [a, b]\n" in (root / "roadmap/initiatives/c.yml").read_text()
    assert run(root, "rename", "initiative", "c", "a").exit_code == 0
    assert "formerly: [b, c]\n" in (root / "roadmap/initiatives/a.yml").read_text()


def test_an_earlier_id_that_is_a_text_alone_stays_an_earlier_one(tmp_path: Path) -> None:
    root = write(tmp_path, {"roadmap/initiatives/a.yml": initiative(formerly="earlier   # long ago")})
    assert run(root, "rename", "initiative", "a", "b").exit_code == 0
    assert "formerly: [earlier, a]   # long ago\n" in (root / "roadmap/initiatives/b.yml").read_text()


@pytest.mark.parametrize(
    ("written", "renamed"),
    [
        ("[a](<../roadmap/initiatives/2026 plans/shift-swap.yml>)", "2026 plans/swaps.yml>)"),
        ('[a](<../roadmap/initiatives/2026 plans/shift-swap.yml#L3> "title")', '2026 plans/swaps.yml#L3> "title")'),
        ("[a](../roadmap/initiatives/2026%20plans/shift-swap.yml)", "2026%20plans/swaps.yml)"),
        ("[a](../roadmap/initiatives/2026%20plans/shift-swap.yml?plain=1#L3)", "2026%20plans/swaps.yml?plain=1#L3)"),
        ("[a](/roadmap/initiatives/2026%20plans/shift%2Dswap.yml)", "2026%20plans/swaps.yml)"),
        ("[a](../roadmap%2finitiatives%2f2026%20plans%2fshift-swap.yml)", "2026%20plans%2fswaps.yml)"),
        ("> [n][]\n>\n> [n]: ../roadmap/initiatives/2026%20plans/shift-swap.yml", "2026%20plans/swaps.yml"),
        ("- [n]\n\n  [n]: <../roadmap/initiatives/2026 plans/shift-swap.yml>", "2026 plans/swaps.yml>"),
        ("<a href=../roadmap/initiatives/2026%20plans/shift-swap.yml>x</a>", "2026%20plans/swaps.yml>x</a>"),
        ('<a href="../roadmap/initiatives/2026 plans/shift-swap.yml">x</a>', '2026 plans/swaps.yml">x</a>'),
        ("[a](<?href=../roadmap/initiatives/2026%20plans/shift-swap.yml>)", "2026%20plans/swaps.yml>)"),
    ],
)
def test_a_link_follows_however_it_is_written(written: str, renamed: str, tmp_path: Path) -> None:
    start = written[: re.search(r"2026( |%20)plans", written).start()]  # type: ignore[union-attr]
    files = {"roadmap/initiatives/2026 plans/shift-swap.yml": initiative(), "content/guide.md": f"# x\n\n{written}\n"}
    root = write(tmp_path, files)
    done = run(root, "rename", "initiative", "shift-swap", "swaps")
    assert done.exit_code == 0, done.output
    assert (root / "content/guide.md").read_text() == f"# x\n\n{start}{renamed}\n"


def test_a_link_in_a_record_may_be_written_as_an_address(tmp_path: Path) -> None:
    other = initiative(summary="'After [that](shift%2Dswap.yml?plain=1)'")
    files = {"roadmap/initiatives/shift-swap.yml": initiative(), "roadmap/initiatives/other.yml": other}
    root = write(tmp_path, files)
    assert run(root, "rename", "initiative", "shift-swap", "swaps").exit_code == 0
    assert (root / "roadmap/initiatives/other.yml").read_text() == other.replace("shift%2Dswap", "swaps")


@pytest.mark.parametrize(
    "written",
    [
        "[a](../roadmap/initiatives/shift-swap.yml/)",
        "[a](../roadmap/initiatives/shift-swap.yml/.)",
        "[a](https://example.com/roadmap/initiatives/shift-swap.yml)",
        "[a](shift-swap.yml)",
        "[a](?../roadmap/initiatives/shift-swap.yml)",
        "`[a](../roadmap/initiatives/shift%2Dswap.yml)`",
    ],
)
def test_what_is_no_link_to_the_file_stays(written: str, tmp_path: Path) -> None:
    files = {"roadmap/initiatives/shift-swap.yml": initiative(), "content/guide.md": f"# x\n\n{written}\n"}
    root = write(tmp_path, files)
    assert run(root, "rename", "initiative", "shift-swap", "swaps").exit_code == 0
    assert (root / "content/guide.md").read_text() == files["content/guide.md"]


def test_live_blocks_ask_for_the_record_by_its_new_name(tmp_path: Path) -> None:
    page = (
        "---\ntitle: x\n---\n\n# Home\n\nSee [[initiative:checkout]].\n\n"
        "```opsbook\ntable: change\nwhere: {initiative: checkout} # stays: checkout\n```\n\n"
        "```opsbook\ntable: launch\nwhere:\n  initiatives:\n    - 'initiative:checkout'\n    - other\n```\n\n"
        '~~~ opsbook\ntable: update\nwhere: {subject: "initiative:checkout", title: checkout}\n~~~\n\n'
        "```opsbook\ntable: update\nwhere: {subject: checkout}\n```\n\n"
        "```opsbook\nmetric: request-weight\nwhere: {initiative: checkout}\n```\n\n"
        "```yaml\nwhere: {initiative: checkout}\n```\n"
    ).replace("\n", "\r\n")
    root = write(tmp_path, {**FILES, "content/index.md": page})
    done = run(root, "rename", "initiative", "checkout", "faster")
    assert (done.exit_code, "  content/index.md: 6 references" in done.output) == (0, True), done.output
    expected = (
        page.replace("{initiative: checkout} #", "{initiative: faster} #")
        .replace("initiative:checkout", "initiative:faster")
        .replace("{subject: checkout}", "{subject: faster}")
        .replace("weight\r\nwhere: {initiative: checkout}", "weight\r\nwhere: {initiative: faster}")
    )
    assert (root / "content/index.md").read_bytes().decode() == expected
    assert run(root, "check").exit_code == 0


def test_a_live_block_that_names_an_id_of_two_kinds_stays(tmp_path: Path) -> None:
    launch = "title: x\nowner: '@t'\ntier: 3\ndate: 2027-01-02\n"
    page = "```opsbook\ntable: update\nwhere: {subject: checkout}\n```\n"
    root = write(tmp_path, {**FILES, "roadmap/launches/checkout.yml": launch, "content/index.md": page})
    done = run(root, "rename", "initiative", "checkout", "faster")
    assert done.exit_code == 0, done.output
    assert (root / "content/index.md").read_text() == page


def test_a_release_in_a_live_block_stays_text(tmp_path: Path) -> None:
    release = "title: x\nowner: '@t'\ndate: 2026-01-02\nstatus: planned\n"
    page = "```opsbook\ntable: change\nwhere: {release: v1}\n```\n"
    root = write(tmp_path, {"roadmap/releases/v1.yml": release, "content/index.md": page})
    assert run(root, "rename", "release", "v1", "1.10").exit_code == 0
    assert (root / "content/index.md").read_text() == page.replace("v1", "'1.10'")


def test_keys_that_name_a_metric_follow(tmp_path: Path) -> None:
    metric = "title: x\nowner: '@t'\ndefinition: y\ndirection: up\n"
    experiment = (
        "title: x\nowner: '@t'\nhypothesis: y\nstatus: draft\nmetric: activation\n"
        "results:\n  retention: # by day 7\n    a: {units: 9, conversions: 1}\n"
        "  metric:activation: {a: {units: 1, conversions: 0}}\n"
    )
    root = write(
        tmp_path,
        {
            "content/metrics/retention.yml": metric,
            "content/metrics/activation.yml": metric,
            "roadmap/experiments/gate.yml": experiment,
        },
    )
    for old, new in (("retention", "retention-7"), ("activation", "first-rota")):
        assert run(root, "rename", "metric", old, new).exit_code == 0
    assert (root / "roadmap/experiments/gate.yml").read_text() == (
        experiment.replace("retention:", "retention-7:").replace("activation", "first-rota")
    )


def test_a_version_is_written_so_that_it_stays_text(tmp_path: Path) -> None:
    change = "title: x\nowner: '@t'\ntype: deprecated\nrelease: v1\nremoval_on: release:v1\nbody: y\n"
    feature = "title: x\nowner: '@t'\nlifecycle: ga\nsince: \"v1\"\n"
    root = write(
        tmp_path,
        {
            "roadmap/releases/v1.yml": "title: x\nowner: '@t'\ndate: 2026-01-02\nstatus: planned\n",
            "roadmap/changes/old.yml": change,
            "content/features/swap.yml": feature,
        },
    )
    assert run(root, "rename", "release", "v1", "1.10").exit_code == 0
    assert (root / "roadmap/changes/old.yml").read_text() == (
        change.replace("release: v1", "release: '1.10'").replace("release:v1", "release:1.10")
    )
    assert (root / "content/features/swap.yml").read_text() == feature.replace('"v1"', '"1.10"')


@pytest.mark.parametrize("kind", list(all_kinds()))
def test_a_record_of_every_kind_can_be_renamed_as_soon_as_it_is_written(kind: str, tmp_path: Path) -> None:
    root = write(tmp_path, {})
    made = run(root, "new", kind, "2026-10-31-old-name").output.strip()
    (root / "content/page.md").write_text(f"# Page\n\n[[{kind}:2026-10-31-old-name]]\n")
    done = run(root, "rename", kind, "2026-10-31-old-name", "2026-10-31-new-name")
    assert done.exit_code == 0, done.output
    assert not (root / made).exists()
    text = (root / made.replace("old-name", "new-name")).read_text()
    assert "\nformerly: [2026-10-31-old-name]\n" in text
    assert (root / "content/page.md").read_text() == f"# Page\n\n[[{kind}:2026-10-31-new-name]]\n"


@pytest.mark.parametrize(
    ("kind", "old", "new", "said"),
    [
        ("initative", "checkout", "x", "did you mean 'initiative'?"),
        ("initiative", "chekout", "x", "did you mean 'checkout'?"),
        ("initiative", "checkout", "Faster Checkout", "is no id"),
        ("initiative", "checkout", "x" * 65, "is no id"),
        ("initiative", "checkout", "other", "the initiative 'other' is there already"),
        ("initiative", "checkout", "once", "'once' is an earlier id of the initiative 'former'"),
        ("release", "1.0", "latest", "cannot be the id of a release"),
    ],
)
def test_a_name_that_cannot_be_is_a_usage_error(kind: str, old: str, new: str, said: str, tmp_path: Path) -> None:
    release = "title: x\nowner: '@t'\ndate: 2026-01-02\nstatus: planned\n"
    more = {"roadmap/releases/1.0.yml": release, "roadmap/initiatives/former.yml": initiative(formerly="[once]")}
    root = write(tmp_path, {**FILES, **more})
    before = texts(root)
    done = run(root, "rename", kind, old, new)
    assert (done.exit_code, said in done.output) == (2, True), done.output
    assert texts(root) == before


def test_an_error_that_names_a_record_of_another_kind_with_the_same_id_stays_an_earlier_one(tmp_path: Path) -> None:
    broken = "title: x\nowner: '@t'\nstatus: proposed\nlinks: ['playbook:one', 'initiative:one', 'change:one']\n"
    files = {
        "roadmap/initiatives/one.yml": initiative(depends_on="[one-more]", links="['playbook:one']"),
        "roadmap/decisions/one.yml": broken,
    }
    root = write(tmp_path, files)
    assert "playbook:one" in run(root, "check").output
    done = run(root, "rename", "initiative", "one", "two")
    assert (done.exit_code, (root / "roadmap/initiatives/two.yml").exists()) == (0, True), done.output
    assert "initiative:two" in (root / "roadmap/decisions/one.yml").read_text()


def test_errors_that_were_there_before_do_not_stop_it_and_what_is_left_is_named(tmp_path: Path) -> None:
    more = {
        "roadmap/initiatives/bad.yml": initiative(status="x", depends_on="[checkout, nowhere]"),
        "roadmap/initiatives/broken.yml": "title: [\n# checkout.yml\n",
        "mkdocs.yml": CONFIG + "nav:\n  - checkout: ../roadmap/initiatives/2026/checkout.yml\n",
        "README.md": "See initiative:checkout.\n",
        ".github/CODEOWNERS": "/roadmap/initiatives/2026/checkout.yml @team\n",
        ".github/PULL_REQUEST_TEMPLATE.md": "[it](../roadmap/initiatives/2026/checkout.yml)\n",
        "docs/guide.md": "\n[it](../roadmap/initiatives/2026/check%6Fut.yml)\n",
    }
    root = write(tmp_path, {**FILES, **more})
    done = run(root, "rename", "initiative", "checkout", "faster-checkout")
    assert done.exit_code == 0, done.output
    assert "depends_on: [faster-checkout, nowhere]" in (root / "roadmap/initiatives/bad.yml").read_text()
    assert done.stderr.splitlines() == [
        f"opsbook: {place} still names initiative:checkout; look there yourself"
        for place in (
            "README.md:1",
            "mkdocs.yml:10",
            ".github/CODEOWNERS:1",
            ".github/PULL_REQUEST_TEMPLATE.md:1",
            "docs/guide.md:2",
            "roadmap/initiatives/broken.yml:2",
        )
    ]


def test_pages_around_the_records_follow_and_what_they_show_as_code_is_named(tmp_path: Path) -> None:
    more = {
        "README.md": "Such as [checkout](roadmap/initiatives/2026/checkout.yml).\r\n",
        "roadmap/README.md": "# Plan\n\n- [it](initiatives/2026/checkout.yml)\n- `initiative:checkout`\n",
        "roadmap/initiatives/README.md": "Such as [checkout](2026/checkout.yml).\n",
        "roadmap/initiatives/_template.md": "[[initiative:checkout]]\n",
    }
    root = write(tmp_path, {**FILES, **more})
    done = run(root, "rename", "initiative", "checkout", "faster")
    assert done.exit_code == 0, done.output
    assert done.stderr.splitlines() == [
        "opsbook: roadmap/README.md:4 still names initiative:checkout; look there yourself"
    ]
    for path, text in more.items():
        expected = text.replace("2026/checkout", "2026/faster").replace("[[initiative:checkout", "[[initiative:faster")
        assert (root / path).read_bytes().decode() == expected


def test_a_record_that_cannot_be_read_cannot_be_renamed(tmp_path: Path) -> None:
    root = write(tmp_path, {"roadmap/initiatives/broken.yml": "title: [\n"})
    done = run(root, "rename", "initiative", "broken", "mended")
    assert (done.exit_code, "cannot be read; see opsbook check; nothing was written" in done.output) == (1, True)
