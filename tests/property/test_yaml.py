"""The loader agrees with PyYAML on plain data, and never raises."""

from __future__ import annotations

import re
from typing import Any

import yaml
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from site_builder.load.scalars import resolve
from site_builder.load.text import decode
from site_builder.load.yaml import compose
from site_builder.load.yaml_composer import Composer
from site_builder.load.yaml_plain import compose_plain
from site_builder.load.yaml_report import Limits, StopReading

# Unquoted, these are text in YAML 1.1, which PyYAML writes, and numbers in YAML 1.2.
ONLY_NUMBERS_IN_1_2 = re.compile(r"[-+]?[0-9].*|[-+]?\.[0-9].*")
TEXTS = st.text(max_size=20).filter(lambda text: not ONLY_NUMBERS_IN_1_2.fullmatch(text) and "\ufeff" not in text)
SCALARS = st.one_of(TEXTS, st.integers(-(10**30), 10**30), st.booleans(), st.none())
PLAIN = st.dictionaries(
    TEXTS,
    st.recursive(
        SCALARS,
        lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXTS, inner, max_size=4)),
        max_leaves=20,
    ),
    max_size=6,
)
ESCAPES = re.compile(r"\\[0abefvxuU]")
FRAGMENTS = [
    "a",
    ": ",
    "\n",
    "- ",
    "  ",
    "[",
    "]",
    "{",
    "}",
    ",",
    "'",
    '"',
    "&a ",
    "*a",
    "!t ",
    "|\n",
    ">",
    "<<: ",
    "? ",
]
YAML_LIKE = st.lists(st.sampled_from([*FRAGMENTS, "#", "%", "---\n", "...\n", "\t", "1", "é", "\\"]), max_size=40)


class PlainDumper(yaml.SafeDumper):
    """Writes a value again where it comes again, instead of an alias."""

    def ignore_aliases(self, data: object) -> bool:
        return True


@given(data=PLAIN, flow=st.sampled_from([True, False, None]), unicode=st.booleans())
@settings(deadline=None)
def test_it_reads_what_pyyaml_writes(data: dict[str, Any], flow: bool | None, unicode: bool) -> None:
    text = yaml.dump(data, default_flow_style=flow, allow_unicode=unicode, Dumper=PlainDumper, sort_keys=False)
    expected = yaml.load(text, Loader=yaml.CSafeLoader)
    composed = compose(text, "a.yml")
    if composed.is_readable:
        assert composed.value == expected == data
        assert composed.diagnostics == ()
    else:
        said = composed.diagnostics[0]
        assert "invisible" in said.message + said.hint or "%" in text


@given(data=PLAIN)
@settings(deadline=None)
def test_every_value_has_a_place_at_which_it_begins(data: dict[str, Any]) -> None:
    text = yaml.dump(data, default_flow_style=False, Dumper=PlainDumper, width=10**6)
    composed = compose(text, "a.yml")
    lines = text.split("\n")
    for path, position in composed.positions.items():
        value: Any = composed.value
        for step in path:
            value = value[step]
        written = lines[position.line - 1][position.column - 1 :]
        if isinstance(value, int):
            assert written.startswith(str(value).lower())


@given(text=st.one_of(st.text(), st.text(st.characters(categories=None)), YAML_LIKE.map("".join)))
@example("a: &a [*a]\n")
@example("? - a\n: b\n")
@example("*a : b\n")
@example(">\r0")
@settings(max_examples=300, deadline=None)
def test_no_text_makes_it_raise(text: str) -> None:
    # To YAML a carriage return alone ends a line, too; files are read with their line ends made alike before.
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    for tolerant in (False, True):
        composed = compose(text, "a.yml", tolerant=tolerant)
        assert composed.is_readable or composed.diagnostics
        assert all(found.span.line >= 1 and found.span.column >= 1 and found.message for found in composed.diagnostics)
        assert all(found.span.line <= lines for found in composed.diagnostics)


@given(data=st.binary())
@settings(deadline=None)
def test_no_bytes_make_it_raise(data: bytes) -> None:
    decoded = decode(data, "a.yml")
    assert (decoded.text is None) == bool(decoded.diagnostics)
    if decoded.text is not None:
        compose(decoded.text, "a.yml")


@given(text=st.text(st.sampled_from("0123456789abcdefox.+-_eE~nulltrue"), max_size=12))
@settings(deadline=None)
def test_a_number_is_one_that_python_reads_alike(text: str) -> None:
    value = resolve(text)
    if isinstance(value, str):
        assert value == text
    elif isinstance(value, float):
        assert value == float(text)
    elif isinstance(value, int) and not isinstance(value, bool):
        assert value == int(text.replace("0o", ""), 8 if text.startswith("0o") else 16 if text.startswith("0x") else 10)


def read_thoroughly(text: str) -> tuple[object, list[tuple[object, object]]] | None:
    """Return value and places of a document as ``Composer`` reads it; None where it has something to say."""
    composer = Composer("a.yml", 1, Limits(), tolerant=False)
    try:
        composer.read(iter(yaml.CBaseLoader(text).get_event, None))
    except (yaml.YAMLError, StopReading):
        return None
    said = composer.report.diagnostics or not composer.is_complete
    return None if said else (repr(composer.root), list(composer.positions.items()))


@given(text=st.one_of(YAML_LIKE.map("".join), PLAIN.map(lambda data: yaml.dump(data, Dumper=PlainDumper))))
@example(text="a: {b: [1, {c: ~}], d: 'x'}\ne:\n  - f\n  -\n    - g: .nan\n")
@settings(max_examples=300)
def test_the_quick_way_reads_what_the_thorough_one_has_nothing_to_say_of(text: str) -> None:
    assume(not ESCAPES.search(text))  # which compose() never reads the quick way
    try:
        quick = compose_plain(text, 1, Limits())
    except UnicodeEncodeError:  # a half of a surrogate, which compose() refuses before
        return
    assert (quick and (repr(quick[0]), list(quick[1].items()))) == read_thoroughly(text)
