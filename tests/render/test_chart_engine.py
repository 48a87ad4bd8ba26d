from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

OTHER_FONT = next(Path("/usr/share/fonts").rglob("DejaVuSans.ttf"), None)

SCRIPT = """
import os
from site_builder.render.chart_engine import vega_lite_svg

def svg(font):
    axis = {"field": "word", "type": "nominal", "axis": {"title": None}}
    data = {"values": [{"word": "A word of many letters"}]}
    config = {"font": font, "axis": {"labelFont": font, "labelLimit": 500}}
    drawn = vega_lite_svg({"data": data, "mark": "bar", "encoding": {"y": axis}, "config": config})
    return drawn.replace(font, "")

before = os.environ.get("FONTCONFIG_FILE")
assert svg("DejaVu Sans") == svg("No such font") != svg("Liberation Sans")
assert os.environ.get("FONTCONFIG_FILE") == before
"""


def run(environment: dict[str, str]) -> None:
    subprocess.run([sys.executable, "-c", SCRIPT], check=True, env=environment, timeout=300)


@pytest.mark.skipif(sys.platform != "linux" or OTHER_FONT is None, reason="no other font is installed")
def test_a_font_of_the_machine_has_no_part_in_a_drawing() -> None:
    run({key: value for key, value in os.environ.items() if key != "FONTCONFIG_FILE"})


def test_what_the_user_says_of_fonts_stays_as_it_was(tmp_path: Path) -> None:
    run({**os.environ, "FONTCONFIG_FILE": str(tmp_path / "mine.conf")})
