"""Reports are coloured where a person sees them, and are plain text everywhere else."""

from __future__ import annotations

import io
import sys

import pytest

from site_builder.cli.check import style_of


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _no_wish(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)


def test_a_terminal_is_shown_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", _Terminal())
    style = style_of()
    assert style("error", "error[x]") == "\x1b[31m\x1b[1merror[x]\x1b[0m"
    assert style("place", "a.md:1:1") == "\x1b[1ma.md:1:1\x1b[0m"
    assert style("source", "1 │ x") == "\x1b[2m1 │ x\x1b[0m"


def test_each_stream_is_asked_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", _Terminal())
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert style_of(err=True)("error", "error[x]") == "error[x]"
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    monkeypatch.setattr(sys, "stderr", _Terminal())
    assert style_of()("error", "error[x]") == "error[x]"
    assert style_of(err=True)("error", "error[x]") != "error[x]"


def test_who_wants_no_colours_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", _Terminal())
    monkeypatch.setenv("NO_COLOR", "1")
    assert style_of()("error", "error[x]") == "error[x]"


def test_a_stream_that_is_closed_is_asked_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert style_of()("error", "error[x]") == "error[x]"
