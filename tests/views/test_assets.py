"""The style sheet and the script: contrast, colours named once, size, nothing from another host."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from site_builder.views.charts.theme import VARIABLES

ASSETS = files("site_builder.views") / "assets"
CSS = (ASSETS / "opsbook.css").read_text("utf-8")
NAMES = ("opsbook.js", "releases.js", "record_text.js", "form_fields.js", "form_draft.js", "forms.js")
SCRIPTS = [(ASSETS / name).read_text("utf-8") for name in NAMES]
REQUESTS = tuple(zip(SCRIPTS, (0, 1, 0, 0, 0, 1), strict=True))
"""How often each script asks for a file: the finder of release notes does, for the notes that its page names, and forms
do, for the records that there are."""
TONES = ("positive", "attention", "danger", "neutral", "info")
SCHEMES = {"default": '[data-md-color-scheme="default"]', "slate": '[data-md-color-scheme="slate"]'}


def tokens(scheme: str) -> dict[str, str]:
    block = CSS[CSS.index(SCHEMES[scheme] + " {") :]
    return dict(re.findall(r"(--ob-[\w-]+): (#[0-9a-f]{6});", block[: block.index("}")]))


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of WCAG 2.2."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_known_answers_of_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("tone", TONES)
def test_status_words_can_be_read_on_their_tint_and_on_the_page(scheme: str, tone: str) -> None:
    names = tokens(scheme)
    word = names[f"--ob-{tone}"]
    assert contrast(word, names[f"--ob-{tone}-tint"]) >= 4.5
    assert contrast(word, names["--ob-surface"]) >= 4.5
    assert contrast(names["--ob-ink"], names[f"--ob-{tone}-tint"]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", ["ink", "quiet"])
@pytest.mark.parametrize("ground", ["surface", "raised"])
def test_words_can_be_read(scheme: str, name: str, ground: str) -> None:
    names = tokens(scheme)
    assert contrast(names[f"--ob-{name}"], names[f"--ob-{ground}"]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_a_chart_says_and_draws_can_be_seen(scheme: str) -> None:
    names = tokens(scheme)
    ground = names["--ob-chart-surface"]
    for variable in VARIABLES.values():
        if variable in ("--ob-chart-grid", "--ob-chart-axis", "--ob-chart-surface"):
            continue
        needed = 4.5 if variable in ("--ob-chart-ink", "--ob-chart-quiet") else 3
        assert contrast(names[variable], ground) >= needed, variable


@pytest.mark.parametrize("scheme", SCHEMES)
def test_words_in_the_colour_of_a_chart_can_be_read(scheme: str) -> None:
    names = tokens(scheme)
    for tone in ("positive", "danger", "neutral"):
        assert contrast(names[f"--ob-chart-{tone}"], names["--ob-chart-surface"]) >= 4.5


def test_no_line_of_a_chart_strikes_through_its_words() -> None:
    rules = re.findall(r"\.ob-chart__picture text \{ (.*) \}", CSS)
    assert any("stroke: var(--ob-chart-surface)" in rule and "paint-order: stroke" in rule for rule in rules)


def test_both_schemes_name_the_same_colours() -> None:
    assert tokens("default").keys() == tokens("slate").keys()
    assert set(VARIABLES.values()) <= tokens("default").keys()


def test_paper_has_the_colours_of_the_light_scheme() -> None:
    block = CSS[CSS.index("@media screen {") :]
    inside = block[: block.index("\n}\n")]
    assert CSS.count(SCHEMES["slate"]) == inside.count(SCHEMES["slate"]) == 1


def test_colours_are_named_once() -> None:
    after_tokens = CSS[CSS.index("/* Headings") :]
    assert re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(", after_tokens) == []


def test_every_variable_exists() -> None:
    used = set(re.findall(r"var\((--ob-[\w-]+)\)", CSS))
    defined = set(re.findall(r"(--ob-[\w-]+):", CSS))
    assert used <= defined


def test_nothing_comes_from_another_host() -> None:
    for text in (CSS, *SCRIPTS):
        assert "//" not in re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
        assert "@import" not in text
        assert "url(" not in text


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_is_small_and_runs_no_text(script: str) -> None:
    assert len(script.encode()) < 10_000
    for risky in ("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "Function(", "document.write", "XMLHttp"):
        assert risky not in script


@pytest.mark.parametrize(("script", "count"), REQUESTS)
def test_a_script_asks_for_nothing_but_the_notes(script: str, count: int) -> None:
    assert script.count("fetch(") == count
