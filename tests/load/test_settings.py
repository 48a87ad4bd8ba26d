from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from textwrap import dedent

import pytest

from site_builder.load.settings import LoadedSettings, load_settings
from site_builder.load.source import SourceError
from site_builder.load.work_tree import WorkTree
from site_builder.model.diagnostic import Severity
from site_builder.model.settings import RuleSetting, Settings, parse_duration, write_duration

Load = Callable[..., LoadedSettings]
KINDS = ("initiative", "survey")


@pytest.fixture
def load(tmp_path: Path) -> Load:
    def write_and_load(text: str, **others: str) -> LoadedSettings:
        (tmp_path / "mkdocs.yml").write_text(dedent(text))
        for name, content in others.items():
            path = tmp_path / (name.replace("__", "/") + ".yml")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dedent(content))
        return load_settings(WorkTree(tmp_path), kinds=KINDS)

    return write_and_load


def _findings(loaded: LoadedSettings) -> list[tuple[str, str]]:
    return [(found.code, str(found.span)) for found in loaded.diagnostics]


def test_all_options_are_read(load: Load) -> None:
    loaded = load("""\
        site_name: A handbook
        site_url: https://example.com/
        repo_url: https://example.com/repo
        edit_uri: edit/main/
        docs_dir: content/
        site_dir: public
        plugins:
          - search
          - opsbook:
              enabled: true
              audience: public
              as_of: 2026-10-31
              fiscal_year_start: 4
              folders: {initiative: roadmap/initiatives/}
              custom: {initiative: {arr_impact: number, ticket: text}}
              rules: {target-past: error, title-internal: off, unlinked: {severity: off, reason: for now }}
              policies:
                response: {critical: {acknowledge: 15m, resolve: 4h, update: 1d}, high: }
                launch_gates: {1: [product, docs], 3: [product]}
                verify_every: {battlecard: 90}
                single_tool_categories: [issue tracking]
                small_group: 10
                show_unreleased: true
              components: [checkout, search]
              sources: {nps: {engine: duckdb, path: "exports/nps/*.parquet"}, kpi: {path: a.csv}}
        """)
    assert loaded.diagnostics == ()
    settings = loaded.settings
    assert (settings.audience, settings.as_of, settings.fiscal_year_start) == ("public", date(2026, 10, 31), 4)
    assert settings.folders == {"initiative": "roadmap/initiatives"}
    assert settings.custom == {"initiative": {"arr_impact": "number", "ticket": "text"}}
    assert settings.rules == {
        "target-past": RuleSetting(Severity.ERROR),
        "title-internal": RuleSetting(off=True),
        "unlinked": RuleSetting(off=True, reason="for now"),
    }
    critical = settings.policies.response["critical"]
    assert (critical.acknowledge, critical.resolve) == (timedelta(minutes=15), timedelta(hours=4))
    assert critical.update == timedelta(days=1)
    assert settings.policies.launch_gates == {1: ("product", "docs"), 3: ("product",)}
    assert settings.policies.verify_every == {"battlecard": 90}
    assert settings.policies.single_tool_categories == ("issue tracking",)
    assert (settings.policies.small_group, settings.policies.show_unreleased) == (10, True)
    assert settings.components == ("checkout", "search")
    assert (settings.sources["nps"].engine, settings.sources["kpi"].engine) == ("duckdb", "pandas")
    assert (loaded.site_name, loaded.site_url) == ("A handbook", "https://example.com/")
    assert (loaded.docs_dir, loaded.site_dir) == ("content", "public")
    assert (loaded.repo_url, loaded.edit_uri) == ("https://example.com/repo", "edit/main/")


@pytest.mark.parametrize(
    ("plugins", "has_plugin"),
    [
        ("[search, opsbook]", True),
        ("[{opsbook: }]", True),
        ("[{opsbook: {}}]", True),
        ("{search: {}, opsbook: {}}", True),
        ("{opsbook: }", True),
        ("[search]", False),
        ("", False),
    ],
)
def test_mkdocs_takes_plugins_in_several_forms(plugins: str, has_plugin: bool, load: Load) -> None:
    loaded = load(f"plugins: {plugins}\n")
    assert (loaded.settings, loaded.has_plugin, loaded.diagnostics) == (Settings(), has_plugin, ())
    assert (loaded.docs_dir, loaded.site_dir, loaded.site_name) == ("docs", "site", "")


def test_a_mapping_of_plugins_has_options_too(load: Load) -> None:
    loaded = load("plugins:\n  opsbook:\n    audience: publik\n    fiscal_year_start: 2\n")
    assert _findings(loaded) == [("invalid-value", "mkdocs.yml:3:15")]
    assert loaded.diagnostics[0].hint == "did you mean 'public'?"
    assert loaded.settings == Settings(fiscal_year_start=2)


@pytest.mark.parametrize(
    ("option", "code", "column", "words"),
    [
        ("polices: {}", "unknown-key", 7, "policies"),
        ("policies: {smal_group: 3}", "unknown-key", 18, "small_group"),
        ("policies: {response: {high: {ack: 1h}}}", "unknown-key", 36, "acknowledge"),
        ("policies: {response: {crit: {resolve: 1h}}}", "invalid-value", 29, "critical"),
        ("policies: {response: {high: {resolve: soon}}}", "invalid-value", 45, "15m"),
        ("policies: {response: {high: {resolve: 0h}}}", "invalid-value", 45, "15m"),
        ("policies: {response: 4h}", "invalid-value", 28, "mapping"),
        ("policies: {launch_gates: {4: [a]}}", "invalid-value", 33, "1, 2 or 3"),
        ("policies: {launch_gates: {1: a}}", "invalid-value", 36, "list"),
        ("policies: {small_group: 0}", "invalid-value", 31, "1 to 1000"),
        ("policies: {show_unreleased: yes}", "invalid-value", 35, "true or false"),
        ("as_of: today", "invalid-value", 14, "YYYY-MM-DD"),
        ("as_of: 2026-02-30", "invalid-value", 14, "exist"),
        ("fiscal_year_start: April", "invalid-value", 26, "1 to 12"),
        ("folders: {initiative: ../x}", "outside-repository", 29, "out of the repository"),
        ("folders: {initiative: .}", "invalid-value", 16, "root itself"),
        ("folders: {initiative: a, survey: a/}", "invalid-value", 16, "same folder"),
        ("folders: {initative: a}", "unknown-key", 17, "initiative"),
        ("custom: {surveys: {a: text}}", "unknown-key", 16, "survey"),
        ("custom: {survey: {a: txt}}", "invalid-value", 28, "text"),
        ("custom: {survey: {Über: text}}", "invalid-value", 15, "name of a field"),
        ("custom: {1: {a: text}}", "invalid-value", 16, "text"),
        ("rules: {unlinked: of}", "invalid-value", 25, "off"),
        ("rules: {unlinked: [off]}", "invalid-value", 25, "off"),
        ("rules: {unlinked: {severty: off}}", "invalid-value", 25, "severity"),
        ("rules: {unlinked: {severity: off, reason: 1}}", "invalid-value", 25, "reason"),
        ("components: checkout", "invalid-value", 19, "list"),
        ("sources: {w: {engine: spark, path: a}}", "invalid-value", 29, "pyspark"),
        ("sources: {w: {engine: duckdb}}", "missing-field", 20, "path"),
        ("sources: {w: {path: 3}}", "invalid-value", 27, "text"),
        ("sources: {w: {engine: duckdb, table: nps}}", "missing-field", 20, "database"),
        ("sources: {w: {engine: polars, table: nps}}", "invalid-value", 20, "duckdb or pyspark"),
        ("sources: {w: {path: a.xlsx}}", "invalid-value", 20, ".parquet"),
        ("sources: {w: {engine: pyspark, table: 'a; b'}}", "invalid-value", 45, "no name of a table"),
        ("sources: {w: {path: a.csv, master: yarn}}", "invalid-value", 20, "pyspark"),
        ("sources: {w: {path: a.csv, options: {a: b}}}", "invalid-value", 20, "no options"),
        ("sources: {w: {engine: pyspark, table: t, path: a.csv}}", "invalid-value", 20, "files or a table"),
    ],
)
def test_a_wrong_option_is_one_finding_at_its_place(
    option: str, code: str, column: int, words: str, load: Load
) -> None:
    loaded = load(f"plugins:\n  - opsbook:\n      {option}\n")
    assert _findings(loaded) == [(code, f"mkdocs.yml:3:{column}")]
    (diagnostic,) = loaded.diagnostics
    assert words in f"{diagnostic.message} {diagnostic.hint}"


def test_all_wrong_options_are_reported_at_once_and_the_others_count(load: Load) -> None:
    loaded = load("""\
        plugins:
          - opsbook:
              audience: Public
              fiscal_year_start: 13
              components: [a]
              nonsense: 1
              folders: {elsewhere: b}
        """)
    assert _findings(loaded) == [
        ("invalid-value", "mkdocs.yml:3:17"),
        ("invalid-value", "mkdocs.yml:4:26"),
        ("unknown-key", "mkdocs.yml:6:7"),
        ("unknown-key", "mkdocs.yml:7:17"),
    ]
    assert loaded.settings == Settings(components=("a",), folders={"elsewhere": "b"})


def test_options_that_are_no_mapping(load: Load) -> None:
    assert _findings(load("plugins:\n  - opsbook: on\n")) == [("invalid-value", "mkdocs.yml:2:14")]


def test_nothing_in_the_file_is_run(load: Load, tmp_path: Path) -> None:
    (tmp_path / "hook.py").write_text("raise SystemExit(3)\n")
    loaded = load("""\
        site_name: !ENV [NAME, x]
        hooks: [hook.py]
        extra: !!python/object/apply:os.abort []
        markdown_extensions:
          - pymdownx.emoji:
              emoji_index: !!python/name:material.extensions.emoji.twemoji
        theme: &theme {name: material}
        copy: *theme
        """)
    assert loaded.diagnostics == ()
    assert loaded.site_name == ""


class TestInherit:
    def test_options_are_merged_as_mkdocs_does(self, load: Load) -> None:
        loaded = load(
            "INHERIT: base/one.yml\nsite_name: own\nplugins:\n  opsbook:\n    fiscal_year_start: 2\n",
            base__one="INHERIT: two.yml\nsite_name: one\nsite_dir: out\nplugins:\n  opsbook:\n    audience: public\n",
            base__two="site_dir: other\nsite_url: https://example.com\nplugins:\n  opsbook: {components: [a], no: 1}\n",
        )
        assert loaded.settings == Settings(fiscal_year_start=2, audience="public", components=("a",))
        assert (loaded.site_name, loaded.site_dir, loaded.site_url) == ("own", "out", "https://example.com")
        assert _findings(loaded) == [("unknown-key", "base/two.yml:4:30")]

    def test_a_list_replaces_a_list(self, load: Load) -> None:
        loaded = load("INHERIT: base.yml\nplugins: [search]\n", base="plugins: [{opsbook: {audience: public}}]\n")
        assert not loaded.has_plugin

    @pytest.mark.parametrize(
        ("name", "code"),
        [
            ("../base.yml", "outside-repository"),
            ("/etc/passwd", "outside-repository"),
            ("link.yml", "outside-repository"),
            ("missing.yml", "invalid-value"),
            ("mkdocs.yml", "invalid-value"),
        ],
    )
    def test_what_is_not_inherited_from(self, name: str, code: str, load: Load, tmp_path: Path) -> None:
        (tmp_path / "link.yml").symlink_to(tmp_path.parent / "x.yml")
        loaded = load(f"site_name: own\nINHERIT: {name}\n")
        assert _findings(loaded) == [(code, "mkdocs.yml:2:10")]
        assert loaded.site_name == "own"

    def test_a_circle_is_found(self, load: Load) -> None:
        loaded = load("INHERIT: a.yml\n", a="INHERIT: b.yml\n", b="INHERIT: a.yml\n")
        assert _findings(loaded) == [("invalid-value", "b.yml:1:10")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("site_name: [a\n", "yaml-syntax"),
        ("- a\n", "invalid-value"),
        ("", "invalid-value"),
        ("docs_dir: ../docs\n", "outside-repository"),
        ("docs_dir: .\n", "outside-repository"),
        ("site_name: \x00\n", "yaml-forbidden"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_finding(text: str, code: str, load: Load) -> None:
    loaded = load(text)
    assert [found.code for found in loaded.diagnostics] == [code]
    assert (loaded.settings, loaded.docs_dir) == (Settings(), "docs")


def test_without_mkdocs_yml_there_is_no_handbook(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"mkdocs\.yml"):
        load_settings(WorkTree(tmp_path))


def test_durations_are_written_as_they_are_read() -> None:
    assert parse_duration("36 h") == timedelta(hours=36)
    texts = ("1m", "90m", "4h", "2d", "1w")
    assert tuple(write_duration(parse_duration(text)) for text in texts) == texts
    assert [write_duration(parse_duration(text)) for text in ("60m", "48h", "14d")] == ["1h", "2d", "2w"]
    with pytest.raises(ValueError, match="length of time"):
        parse_duration(15)


def test_settings_can_be_written_down_again() -> None:
    settings = Settings.model_validate(
        {
            "rules": {"a": "off", "b": {"severity": "info", "reason": "x"}},
            "policies": {"response": {"low": {"update": "1w"}}},
        }
    )
    assert Settings.model_validate(settings.model_dump(exclude_none=True)) == settings
    assert Settings.model_json_schema()["additionalProperties"] is False
