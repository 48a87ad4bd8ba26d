from __future__ import annotations

import math
from textwrap import dedent

import pytest

from site_builder.load.yaml import compose
from site_builder.load.yaml_report import Limits
from site_builder.model.record import Position


def _places(text: str, *, first_line: int = 1, tolerant: bool = False) -> list[tuple[str, int, int]]:
    composed = compose(dedent(text), "a.yml", first_line=first_line, tolerant=tolerant)
    return [(found.code, found.span.line, found.span.column) for found in composed.diagnostics]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("NULL", None),
        ("nULL", "nULL"),
        ("true", True),
        ("True", True),
        ("FALSE", False),
        ("tRUE", "tRUE"),
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("off", "off"),
        ("y", "y"),
        ("010", 10),
        ("0o10", 8),
        ("0x1F", 31),
        ("-7", -7),
        ("+7", 7),
        ("1_000", "1_000"),
        ("1.10", 1.1),
        ("1.", 1.0),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("-.inf", -math.inf),
        ("+.INF", math.inf),
        ("1.2.3", "1.2.3"),
        ("1:30", "1:30"),
        ("2026-03-31", "2026-03-31"),
        ("2026-03-31T10:00:00Z", "2026-03-31T10:00:00Z"),
        ("'true'", "true"),
        ('"12"', "12"),
        ("'~'", "~"),
        ("=", "="),
    ],
)
def test_unquoted_text_follows_the_core_schema_of_yaml_1_2(text: str, value: object) -> None:
    found = compose(f"a: {text}\n", "a.yml").mapping["a"]
    assert found == value
    assert type(found) is type(value)


def test_not_a_number_is_a_float() -> None:
    assert math.isnan(compose("a: .nan\n", "a.yml").mapping["a"])


def test_every_key_and_value_has_its_place() -> None:
    text = dedent("""\
        title: Ä “title”
        tags: [ö, b]
        status:
        rice: {reach: 1}
        milestones:
          - name: beta
            target: 2026-Q1
        summary: |
          Text.
        """)
    positions = compose(text, "a.md", first_line=2).positions
    assert positions == {
        ("title",): Position(2, 1, 2, 8),
        ("tags",): Position(3, 1, 3, 7),
        ("tags", 0): Position(3, 8, 3, 8),
        ("tags", 1): Position(3, 11, 3, 11),
        ("status",): Position(4, 1, 4, 8),
        ("rice",): Position(5, 1, 5, 7),
        ("rice", "reach"): Position(5, 8, 5, 15),
        ("milestones",): Position(6, 1, 7, 3),
        ("milestones", 0): Position(7, 5, 7, 5),
        ("milestones", 0, "name"): Position(7, 5, 7, 11),
        ("milestones", 0, "target"): Position(8, 5, 8, 13),
        ("summary",): Position(9, 1, 9, 10),
    }


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing\n", "---\n", "---\n...\n"])
def test_an_empty_document_is_no_fault_of_the_yaml(text: str) -> None:
    composed = compose(text, "a.yml")
    assert (composed.value, composed.diagnostics, composed.is_readable) == (None, (), True)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: !!python/object/apply:os.getcwd []\n", 1, 4),
        ("a: !x y\n", 1, 4),
        ("a: ! y\n", 1, 4),
        ("!!map\na: 1\n", 1, 1),
        ("a: 1\nb: &x 2\nc: *x\n", 2, 4),
        ("a: 1\nb: *x\n", 2, 4),
        ("a: 1\n<<: {b: 2}\n", 2, 1),
        ("a: 1\n---\nb: 2\n", 2, 1),
        ("a: 1\n...\n---\nb: 2\n", 3, 1),
        ("%YAML 1.2\n---\na: 1\n", 1, 1),
        ("# x\n%TAG ! tag:x,2026:\n---\na: 1\n", 2, 1),
        ("1: a\n", 1, 1),
        ("true: a\n", 1, 1),
        ("a:\n  null: a\n", 2, 3),
        ("? [a]\n: b\n", 1, 3),
        ("{a: b}: c\n", 1, 1),
        ("a: x\u2028y\n", 1, 5),
        ("a: 1\nb: \ufeffx\n", 2, 4),
        ("a: b\ud800\n", 1, 5),
        ('a: 1\nb: [x, "y\\x01"]\n', 2, 8),
        ('a: "\\e[31m"\n', 1, 4),
        ('"a\\0": 1\n', 1, 1),
        ("a: [1, " + "9" * 5000 + "]\n", 1, 8),
        ("9" * 400 + ": 1\n", 1, 1),
    ],
)
def test_what_is_not_allowed_is_one_finding_at_its_place(text: str, line: int, column: int) -> None:
    composed = compose(text, "a.yml")
    (diagnostic,) = composed.diagnostics
    assert (diagnostic.span.line, diagnostic.span.column) == (line, column)
    assert diagnostic.code == "yaml-forbidden"
    assert diagnostic.hint
    assert not composed.is_readable


def test_escapes_may_write_all_other_characters() -> None:
    composed = compose(r'a: "tab\t, line\n, \u00e9, \U0001F600, \\x01, \u2028"', "a.yml")
    assert (composed.value, composed.diagnostics) == ({"a": "tab\t, line\n, é, \U0001f600, \\x01, \u2028"}, ())


def test_a_quoted_merge_key_is_a_key() -> None:
    assert compose("'<<': 1\n", "a.yml").value == {"<<": 1}


def test_a_second_key_of_the_same_name_names_the_first() -> None:
    composed = compose("a: 1\nb: {c: 1, c: [2]}\na: {x: 3}\n", "a.yml")
    assert composed.value == {"a": 1, "b": {"c": 1}}
    assert composed.is_readable
    first, second = composed.diagnostics
    assert (first.code, str(first.span), str(first.related[0].span)) == ("duplicate-key", "a.yml:2:11", "a.yml:2:5")
    assert (second.code, str(second.span), str(second.related[0].span)) == ("duplicate-key", "a.yml:3:1", "a.yml:1:1")
    assert ("a", "x") not in composed.positions


def test_all_that_can_be_found_is_reported_at_once() -> None:
    text = """\
        a: !x 1
        a: 2
        3: c
        <<: {}
        d: 'open
        """
    assert _places(text, first_line=5) == [
        ("yaml-forbidden", 5, 4),
        ("duplicate-key", 6, 1),
        ("yaml-forbidden", 7, 1),
        ("yaml-forbidden", 8, 1),
        ("yaml-syntax", 9, 4),
    ]


def test_findings_of_one_document_are_limited() -> None:
    composed = compose("a: 1\n" * 50, "a.yml", limits=Limits(diagnostics=7))
    assert len(composed.diagnostics) == 7


def test_depth_is_limited_at_the_field_that_is_too_deep() -> None:
    assert compose("a: " + "[" * 31 + "]" * 31 + "\n", "a.yml").is_readable
    assert _places("a: 1\nb: " + "[" * 32 + "]" * 32 + "\n") == [("yaml-forbidden", 2, 4)]
    assert _places("[" * 33) == [("yaml-forbidden", 1, 1)]


def test_nodes_are_limited() -> None:
    assert compose("[a, b]\n", "a.yml", limits=Limits(nodes=3)).value == ["a", "b"]
    composed = compose("[a, b, c]\n", "a.yml", limits=Limits(nodes=3))
    assert composed.value is None
    assert [str(found.span) for found in composed.diagnostics] == ["a.yml:1:8"]


class TestTolerant:
    """Other programs' files: read as they read them, without running anything."""

    def test_tags_are_left_out_of_account(self) -> None:
        text = "a: !ENV [X, y]\nb: !!python/name:os.system\nc: !!str 12\nd: !!python/object/apply:os.abort {}\n"
        composed = compose(text, "mkdocs.yml", tolerant=True)
        assert composed.value == {"a": ["X", "y"], "b": None, "c": "12", "d": {}}
        assert composed.diagnostics == ()

    def test_anchors_aliases_and_merge_keys_are_followed(self) -> None:
        text = dedent("""\
            base: &base {x: 1, y: 2}
            name: &name text
            &key k: v
            one: {<<: *base, x: 3}
            two: {<<: [*base, {z: 4}]}
            list: &list [*name, *key]
            copy: *list
            *name : by alias
            """)
        composed = compose(text, "mkdocs.yml", tolerant=True)
        assert composed.diagnostics == ()
        assert composed.value == {
            "base": {"x": 1, "y": 2},
            "name": "text",
            "k": "v",
            "one": {"x": 3, "y": 2},
            "two": {"x": 1, "y": 2, "z": 4},
            "list": ["text", "k"],
            "copy": ["text", "k"],
            "text": "by alias",
        }

    def test_whole_numbers_are_keys_and_other_keys_are_text(self) -> None:
        text = f"1: a\ntrue: b\n~: c\n{'9' * 400}: d\n"
        assert compose(text, "mkdocs.yml", tolerant=True).value == {1: "a", "true": "b", "~": "c", "9" * 400: "d"}

    def test_the_last_of_two_keys_counts_and_is_noticed(self) -> None:
        composed = compose("a: 1\na: 2\n", "mkdocs.yml", tolerant=True)
        assert composed.value == {"a": 2}
        assert [(found.code, str(found.severity)) for found in composed.diagnostics] == [("duplicate-key", "warning")]

    @pytest.mark.parametrize("text", ["a: *b\n", "a: &a [*a]\n", "a: &a {b: *a}\n"])
    def test_an_alias_of_nothing_is_an_error(self, text: str) -> None:
        assert [code for code, _, _ in _places(text, tolerant=True)] == ["yaml-forbidden"]

    def test_aliases_count_towards_the_limits(self) -> None:
        nodes = "a: &a [1, 2, 3]\nb: [*a, *a, *a]\n"
        assert compose(nodes, "mkdocs.yml", tolerant=True, limits=Limits(nodes=20)).is_readable
        assert not compose(nodes, "mkdocs.yml", tolerant=True, limits=Limits(nodes=19)).is_readable
        depth = "a: &a [[1]]\nb: &b [[*a]]\nc: [[*b]]\n"
        assert compose(depth, "mkdocs.yml", tolerant=True, limits=Limits(depth=7)).is_readable
        assert _places("a: &a [[1]]\nb: {c: *a}\n", tolerant=True) == []
        assert not compose(depth, "mkdocs.yml", tolerant=True, limits=Limits(depth=6)).is_readable
