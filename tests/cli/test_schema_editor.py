"""``opsbook schema --write DIR --editor vscode``: an editor completes and checks records."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from site_builder.cli.exits import EnvironmentFault
from site_builder.cli.main import group
from site_builder.edit.editor_settings import CannotMerge, merged
from site_builder.edit.jsonc import read_jsonc
from tests.support import CONFIG, write

SETTINGS = ".vscode/settings.json"
INITIATIVES = ["roadmap/initiatives/**/*.yml", "!roadmap/initiatives/**/_*.yml", "!roadmap/initiatives/**/_*/**"]


def schema(root: Path, *arguments: str, to: str = "schemas") -> Result:
    command = ["schema", *arguments, "--write", str(root / to), "--editor", "vscode", "-f", str(root / "mkdocs.yml")]
    return CliRunner().invoke(group, command)


def test_each_schema_is_for_the_folder_of_its_kind(tmp_path: Path) -> None:
    config = CONFIG.replace(
        "  - opsbook\n",
        "  - opsbook:\n      folders: {change: 'roadmap/initiatives/changes', tool: 'content/to[o]ls'}\n"
        "      custom: {initiative: {ticket: text}}\n",
    )
    root = write(tmp_path, {"mkdocs.yml": config})
    done = schema(root)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "the front matter of Markdown files is checked by opsbook check alone" in done.stderr
    settings = json.loads((root / SETTINGS).read_text())["yaml.schemas"]
    assert len(settings) == 21
    assert settings["./schemas/initiative.schema.json"] == [*INITIATIVES, "!roadmap/initiatives/changes/**"]
    assert settings["./schemas/change.schema.json"][0] == "roadmap/initiatives/changes/**/*.yml"
    assert settings["./schemas/tool.schema.json"][0] == "content/to\\[o\\]ls/**/*.yml"
    written = json.loads((root / "schemas/initiative.schema.json").read_text())
    assert set(written["properties"]["custom"]["properties"]) == {"ticket"}


def test_a_schema_that_is_a_link_is_replaced_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    root = write(tmp_path / "book", {})
    outside = tmp_path / "mine.txt"
    outside.write_text("mine")
    link = root / "schemas" / "initiative.schema.json"
    link.parent.mkdir()
    link.symlink_to(outside)
    assert schema(root, "initiative").exit_code == 0
    assert (outside.read_text(), link.is_symlink()) == ("mine", False)
    assert json.loads(link.read_text())["type"] == "object"


def test_where_one_schema_cannot_be_written_the_others_stay_as_they_are(tmp_path: Path) -> None:
    root = write(tmp_path, {})
    folder = root / "schemas"
    (folder / ".update.schema.json.opsbook-edit").mkdir(parents=True)
    (folder / "change.schema.json").write_text("earlier")
    done = schema(root)
    assert isinstance(done.exception, EnvironmentFault)
    assert (folder / "change.schema.json").read_text() == "earlier"
    assert sorted(path.name for path in folder.iterdir()) == [
        ".update.schema.json.opsbook-edit",
        "change.schema.json",
    ]


def test_a_folder_in_the_place_of_a_schema_is_named_before_any_is_written(tmp_path: Path) -> None:
    folder = write(tmp_path, {"schemas/role.schema.json/mine.txt": "mine"}) / "schemas"
    done = CliRunner().invoke(group, ["schema", "--write", str(folder)])
    assert str(done.exception) == f"cannot write {folder / 'role.schema.json'}: Is a directory"
    assert [path.name for path in folder.iterdir()] == ["role.schema.json"]


def test_a_folder_that_settings_cannot_name_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    root = write(tmp_path, {})
    before = sorted(root.rglob("*"))
    done = schema(root, to="C\udcffd")
    assert (done.exit_code, "name a folder in UTF-8" in done.stderr) == (2, True), done.output
    assert sorted(root.rglob("*")) == before


def test_settings_are_written_only_when_they_are_asked_for(tmp_path: Path) -> None:
    root = write(tmp_path, {})
    command = ["schema", "--write", str(root / "schemas"), "-f", str(root / "mkdocs.yml")]
    assert CliRunner().invoke(group, command).exit_code == 0
    assert not (root / ".vscode").exists()


def test_what_stands_in_the_settings_is_kept_byte_for_byte(tmp_path: Path) -> None:
    text = (
        "\ufeff{\r\n"
        '  // Ours. "yaml.schemas": {}\r\n'
        '  "editor.tabSize": 2, // two\r\n'
        '  "yaml.schemas": {\r\n'
        '    "https://example.com/x.json": "x/*.yml", /* theirs */\r\n'
        '    "./schemas/initiative.schema.json": "old/*.yml",\r\n'
        "  },\r\n"
        '  "files.eol": "\\n"\r\n'
        "}"
    )
    root = write(tmp_path, {SETTINGS: text})
    assert schema(root, "initiative").exit_code == 0
    assert schema(root, "release").exit_code == 0
    release = json.dumps([pattern.replace("initiatives", "releases") for pattern in INITIATIVES], indent=4)
    own = json.dumps(INITIATIVES, indent=4)
    expected = text.replace('"old/*.yml",', f'{own},\n"./schemas/release.schema.json": {release},')
    lines = [line.strip() for line in (root / SETTINGS).read_bytes().decode().split("\r\n")]
    assert lines == [line.strip() for line in expected.replace("\r\n", "\n").split("\n")]
    before = (root / SETTINGS).read_bytes()
    again = schema(root, "release")
    assert (again.exit_code, "is up to date" in again.stderr) == (0, True)
    assert (root / SETTINGS).read_bytes() == before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", '{\n    "yaml.schemas": {\n        "./a": [\n            "b"\n        ]\n    }\n}\n'),
        ("{}", '{\n    "yaml.schemas": {\n        "./a": [\n            "b"\n        ]\n    }\n}'),
        ('{"x": 1}', '{"x": 1, "yaml.schemas": {\n    "./a": [\n        "b"\n    ]\n}}'),
        (
            '{\n  "x": 1 // y\n}',
            '{\n  "x": 1, // y\n  "yaml.schemas": {\n    "./a": [\n      "b"\n    ]\n  }\n}',
        ),
        (
            '{\n\t"x": {\n\t\t"y": 1\n\t}\n}\n',
            '{\n\t"x": {\n\t\t"y": 1\n\t},\n\t"yaml.schemas": {\n\t\t"./a": [\n\t\t\t"b"\n\t\t]\n\t}\n}\n',
        ),
        (
            '{\n\t"yaml.schemas": {}\n}\n',
            '{\n\t"yaml.schemas": {\n\t\t"./a": [\n\t\t\t"b"\n\t\t]\n\t}\n}\n',
        ),
        (
            '{\n\t"yaml.schemas": {\n\t\t"./a": []\n\t}\n}\n',
            '{\n\t"yaml.schemas": {\n\t\t"./a": [\n\t\t\t"b"\n\t\t]\n\t}\n}\n',
        ),
    ],
)
def test_settings_without_schemas_get_them_at_their_end(text: str, expected: str) -> None:
    assert merged(text.encode(), {"./a": ["b"]}).decode() == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"[]", "it is no object"),
        (b'{"yaml.schemas": []}', "yaml.schemas is no object"),
        (b'{"a": 1, "a": 2}', "line 1 is not JSON, or repeats a key"),
        (b'{\n"a": 1\n"b": 2}', "line 3 is not JSON"),
        (b"{'a': 1}", "line 1 is not JSON"),
        (b"{} x", "line 1 is not JSON"),
        (b"{,}", "line 1 is not JSON"),
        (b'{"a": [1 2]}', "line 1 is not JSON"),
        (b'{"a": yes}', "line 1 is not JSON"),
        (b'{"a": }', "line 1 is not JSON"),
        (rb'{"\x": 1}', "line 1 is not JSON"),
        (b"[" * 1000, "line 1 is not JSON"),
        (b"// only a comment", "line 1 is not JSON"),
        (b'{"a": "\xff"}', "it is not UTF-8"),
    ],
)
def test_what_cannot_be_read_is_never_written(text: bytes, said: str) -> None:
    with pytest.raises(CannotMerge, match=said):
        merged(text, {"./a": ["b"]})


def test_what_is_to_be_added_is_printed_where_it_cannot_be_merged(tmp_path: Path) -> None:
    root = write(tmp_path, {SETTINGS: "{'a': 1}"})
    done = schema(root, "initiative")
    assert done.exit_code == 1
    assert json.loads(done.stdout) == {"yaml.schemas": {"./schemas/initiative.schema.json": INITIATIVES}}
    assert "add what is printed above" in done.stderr
    assert (root / SETTINGS).read_text() == "{'a': 1}"


def test_values_of_every_sort_are_read() -> None:
    text = '{"a": [1, -2.5e3, true, null,], /* b */ "c": {"d\\u0041": "//"},}'
    assert read_jsonc(text).value == {"a": [1, -2500.0, True, None], "c": {"dA": "//"}}


def test_schemas_outside_the_handbook_are_refused(tmp_path: Path) -> None:
    done = schema(write(tmp_path / "root", {}), to="../schemas")
    assert (done.exit_code, "is outside" in done.output) == (2, True)


def test_an_editor_needs_a_place_for_the_schemas() -> None:
    done = CliRunner().invoke(group, ["schema", "--editor", "vscode"])
    assert (done.exit_code, "needs --write" in done.output) == (2, True)


def test_settings_that_are_a_link_are_not_written_through(tmp_path: Path) -> None:
    root = write(tmp_path / "root", {})
    (tmp_path / "outside").mkdir()
    (root / ".vscode").symlink_to(tmp_path / "outside")
    assert "is a symbolic link" in str(schema(root).exception)
    assert list((tmp_path / "outside").iterdir()) == []
