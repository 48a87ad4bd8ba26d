"""The commands as a person calls them: output, files and exit codes."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from site_builder.cli.init import starter_folder
from site_builder.cli.integrations import PLACES, REQUIREMENTS
from site_builder.cli.main import group, main
from site_builder.load.source import SourceError
from site_builder.load.stamps import Stamp
from site_builder.load.work_tree import WorkTree
from tests.support import initiative, write

GOOD = {"roadmap/initiatives/checkout.yml": initiative(target="2027-Q1")}
BAD = {"roadmap/initiatives/checkout.yml": initiative(status="finished")}


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(group, [arguments[0], "-f", str(root / "mkdocs.yml"), *arguments[1:]])


def test_a_clean_handbook_exits_with_0(tmp_path: Path) -> None:
    result = run(write(tmp_path, GOOD), "check", "--as-of", "2026-10-31")
    assert (result.exit_code, result.output) == (0, "no findings in 1 record, as of 2026-10-31\n")


def test_an_error_exits_with_1_and_shows_line_and_caret(tmp_path: Path) -> None:
    result = run(write(tmp_path, BAD), "check", "--as-of", "2026-10-31")
    assert result.exit_code == 1
    first, line, caret, hint, *_ = result.output.splitlines()
    assert first.startswith("roadmap/initiatives/checkout.yml:3:9: error[invalid-value]")
    assert line == "    3 │ status: finished"
    assert caret.index("^") == line.index("finished")
    assert hint.strip().startswith("hint: ")


def test_warnings_fail_where_they_are_asked_to(tmp_path: Path) -> None:
    files = {"roadmap/initiatives/late.yml": initiative(start="2026-12-01", target="2026-11-01")}
    root = write(tmp_path, files)
    assert run(root, "check", "--as-of", "2026-10-31").exit_code == 0
    assert run(root, "check", "--as-of", "2026-10-31", "--fail-on", "warning").exit_code == 1


def test_json_output_is_json_and_nothing_else(tmp_path: Path) -> None:
    result = run(write(tmp_path, BAD), "check", "--format", "json")
    [finding] = json.loads(result.stdout)
    assert (finding["path"], finding["line"], finding["column"]) == ("roadmap/initiatives/checkout.yml", 3, 9)


def test_github_output_is_annotations(tmp_path: Path) -> None:
    result = run(write(tmp_path, BAD), "check", "--format", "github")
    assert result.output.startswith("::error file=roadmap/initiatives/checkout.yml,line=3,col=9,")


def test_a_folder_without_a_handbook_is_a_usage_error(tmp_path: Path) -> None:
    result = run(tmp_path, "check")
    assert result.exit_code == 2
    assert "opsbook init" in result.output


@pytest.mark.parametrize("arguments", [["check", "--as-of", "31/10/2026"], ["metrics", "nsp"], ["schema", "initative"]])
def test_a_wrong_call_is_a_usage_error_with_a_hint(arguments: list[str], tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    options = [] if arguments[0] == "schema" else ["-f", str(tmp_path / "mkdocs.yml")]
    result = CliRunner().invoke(group, [arguments[0], *options, *arguments[1:]])
    assert result.exit_code == 2
    assert "YYYY-MM-DD" in result.output or "did you mean" in result.output


def test_the_date_comes_from_the_epoch_before_the_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = "site_name: x\nplugins:\n  - opsbook:\n      as_of: 2026-10-31\n"
    root = write(tmp_path, {**GOOD, "mkdocs.yml": config})
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert "as of 2026-10-31" in run(root, "check").output
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    assert "as of 2026-01-01" in run(root, "check").output
    assert "as of 2026-03-04" in run(root, "check", "--as-of", "2026-03-04").output
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert run(root, "check").exit_code == 2


def test_metrics_as_json_have_the_shape_of_the_contract(tmp_path: Path) -> None:
    result = run(write(tmp_path, GOOD), "metrics", "initiatives", "--format", "json", "--as-of", "2026-10-31")
    first, *_ = json.loads(result.stdout)
    assert first["value"] == 1
    assert set(first) == {
        "name", "value", "unit", "n", "interval", "method", "definition", "as_of", "dimensions", "suppressed", "reason",
        "details",
    }  # fmt: skip


def test_metrics_as_table_and_csv(tmp_path: Path) -> None:
    root = write(tmp_path, GOOD)
    table = run(root, "metrics", "initiatives")
    assert "status=planned" in table.output
    lines = run(root, "metrics", "initiatives", "--format", "csv").output.splitlines()
    assert lines[0] == "name,dimensions,value,unit,n,low,high,suppressed,reason,as_of"
    assert lines[1].startswith("initiatives,,1.0,count,1,")


def test_metrics_say_that_records_with_errors_are_left_out(tmp_path: Path) -> None:
    result = run(write(tmp_path, {**GOOD, "roadmap/initiatives/bad.yml": initiative(status="x")}), "metrics")
    assert result.exit_code == 0
    assert result.stderr == "opsbook: 1 error; 1 record that cannot be read is left out (see opsbook check)\n"


def test_metrics_do_not_call_left_out_what_a_rule_finds(tmp_path: Path) -> None:
    dropped = initiative(status="dropped")
    result = run(write(tmp_path, {**GOOD, "roadmap/initiatives/b.yml": dropped}), "metrics", "initiatives")
    assert result.stderr == "opsbook: 1 error (see opsbook check)\n"
    assert "status=dropped" in result.output


def test_metrics_print_large_figures_whole(tmp_path: Path) -> None:
    tool = (
        "title: T\nowner: '@t'\ncategory: c\nstatus: adopt\ndata_classification: public\n"
        "cost: {amount: 1324567.8, currency: EUR, per: year}\n"
    )
    table = run(write(tmp_path, {**GOOD, "content/tools/t.yml": tool}), "metrics", "tool-cost").output
    assert "1,324,568" in table


def test_new_writes_a_record_that_validates(tmp_path: Path) -> None:
    root = write(tmp_path, {})
    made = run(root, "new", "initiative", "shift-swaps", "--as-of", "2026-10-31")
    assert (made.exit_code, made.output) == (0, "roadmap/initiatives/shift-swaps.yml\n")
    assert "title: Shift swaps" in (root / "roadmap/initiatives/shift-swaps.yml").read_text()
    again = run(root, "new", "initiative", "shift-swaps")
    assert again.exit_code == 2
    assert "already" in again.output


@pytest.mark.parametrize(("kind", "record_id"), [("initative", "x"), ("initiative", "Shift Swaps")])
def test_new_refuses_what_is_no_kind_or_id(kind: str, record_id: str, tmp_path: Path) -> None:
    assert run(write(tmp_path, {}), "new", kind, record_id).exit_code == 2


def test_schema_prints_one_kind_all_kinds_or_writes_files(tmp_path: Path) -> None:
    one = json.loads(CliRunner().invoke(group, ["schema", "initiative"]).stdout)
    assert one["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    everything = json.loads(CliRunner().invoke(group, ["schema"]).stdout)
    assert everything["initiative"] == one
    assert len(everything) == 21
    written = CliRunner().invoke(group, ["schema", "--write", str(tmp_path / "schemas")])
    assert written.exit_code == 0
    assert json.loads((tmp_path / "schemas" / "initiative.schema.json").read_text()) == one


@pytest.mark.parametrize("is_there", [True, False])
def test_a_full_disk_leaves_no_half_of_a_new_handbook(is_there: bool, tmp_path: Path) -> None:
    if is_there:
        (tmp_path / "in").mkdir()
        (tmp_path / "in/new").mkdir()
    before = sorted(tmp_path.rglob("*"))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        made = CliRunner().invoke(group, ["init", str(tmp_path / "in/new")])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert str(made.exception) == f"cannot write to {tmp_path / 'in/new'}: File too large"
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("name", "typed"), [("new", "new"), ("ä ö -x", "'ä ö -x'"), ("-x", "./-x"), ("it's", "'it'\"'\"'s'"), ("~", "'~'")]
)
def test_what_to_type_next_is_written_as_a_shell_takes_it(
    name: str, typed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = CliRunner().invoke(group, ["init", "--empty", "--", name])
    assert f"\n  cd {typed}\n" in made.output


def test_init_makes_a_handbook_that_checks_clean(tmp_path: Path) -> None:
    made = CliRunner().invoke(group, ["init", str(tmp_path / "new")])
    assert made.exit_code == 0, made.output
    assert run(tmp_path / "new", "check", "--fail-on", "warning").exit_code == 0
    again = CliRunner().invoke(group, ["init", str(tmp_path / "new")])
    assert again.exit_code == 2
    assert "not empty" in again.output


def test_init_empty_makes_a_first_page_only(tmp_path: Path) -> None:
    assert CliRunner().invoke(group, ["init", "--empty", str(tmp_path / "new")]).exit_code == 0
    files = {path.relative_to(tmp_path / "new").as_posix() for path in (tmp_path / "new").rglob("*") if path.is_file()}
    assert files - {*PLACES.values(), REQUIREMENTS} == {".gitignore", "content/index.md", "mkdocs.yml"}
    assert run(tmp_path / "new", "check").exit_code == 0


def test_an_empty_handbook_has_both_schemes_of_colours(tmp_path: Path) -> None:
    assert CliRunner().invoke(group, ["init", "--empty", str(tmp_path / "new")]).exit_code == 0
    empty = (tmp_path / "new/mkdocs.yml").read_text(encoding="utf-8")
    example = (starter_folder() / "mkdocs.yml").read_text(encoding="utf-8")
    palette = example[example.index("  palette:") : example.index("\nplugins:")]
    assert palette.count("- media:") == 2
    assert palette in empty


def test_help_lists_every_command_without_importing_them() -> None:
    script = (
        "import sys; sys.argv = ['opsbook', '--help']\n"
        "from site_builder.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print([name for name in ('pydantic', 'yaml', 'mkdocs', 'pandas') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    for name in ("init", "check", "build", "serve", "new", "set", "rename", "metrics", "diff", "schema"):
        assert f"  {name} " in done.stdout
    assert done.stdout.rstrip().endswith("[]")


def test_check_imports_neither_pandas_nor_mkdocs(tmp_path: Path) -> None:
    root = write(tmp_path, GOOD)
    script = (
        f"import sys; sys.argv = ['opsbook', 'check', '-f', {str(root / 'mkdocs.yml')!r}]\n"
        "from site_builder.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = ('pandas', 'mkdocs', 'numpy', 'scipy', 'narwhals', 'jinja2', 'nh3', 'vl_convert')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("[]")


def test_check_and_metrics_work_without_mkdocs(tmp_path: Path) -> None:
    root = write(tmp_path, GOOD)
    script = (
        "import sys\n"
        "class Absent:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] in ('mkdocs', 'material', 'mkdocs_opsbook'):\n"
        "            raise ModuleNotFoundError(name)\n"
        "sys.meta_path.insert(0, Absent())\n"
        "from site_builder.cli.main import group\n"
        "for command in ('check', 'metrics', 'build'):\n"
        "    try:\n"
        f"        group([command, '-f', {str(root / 'mkdocs.yml')!r}], standalone_mode=False)\n"
        "    except SystemExit as stop:\n"
        "        print(command, stop.code)\n"
        "    except Exception as fault:\n"
        "        print(command, type(fault).__name__, fault)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "check 0" in done.stdout
    assert "initiatives" in done.stdout
    assert "build EnvironmentFault building needs MkDocs" in done.stdout


@pytest.mark.parametrize("address", ["nowhere", "127.0.0.1:", ":8000", "127.0.0.1:65536", "127.0.0.1:80a"])
def test_an_address_that_is_none_is_a_usage_error(tmp_path: Path, address: str) -> None:
    result = run(write(tmp_path, GOOD), "serve", "--address", address)
    assert result.exit_code == 2
    assert f"{address!r} is no host and port; write them as 127.0.0.1:8000" in result.stderr


@pytest.mark.parametrize("command", ["check", "metrics", "build", "owners"])
def test_a_file_that_may_not_be_read_is_said_in_a_sentence(
    tmp_path: Path, command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write(tmp_path, GOOD)

    def refuse(tree: WorkTree, path: str, limit: int | None = None) -> tuple[bytes, Stamp]:
        if path in GOOD:
            raise SourceError(f"{path} cannot be read: permission denied")
        return read(tree, path, limit)

    read = WorkTree.read_stamped
    monkeypatch.setattr(WorkTree, "read_stamped", refuse)
    monkeypatch.setattr(sys, "argv", ["opsbook", command, "-f", str(root / "mkdocs.yml")])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 3
    assert capsys.readouterr().err == "opsbook: roadmap/initiatives/checkout.yml cannot be read: permission denied\n"
