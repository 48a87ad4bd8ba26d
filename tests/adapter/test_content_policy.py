"""What a page may load and run, as it says itself and as the file of headers says for all."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest

from mkdocs_opsbook.content_policy import ContentPolicy, inline_hashes, with_policy
from tests.adapter.fake import MATERIAL, FakeSite, build_fake, record, section

_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def hash_of(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def test_inline_scripts_and_styles_are_allowed_by_their_hash() -> None:
    page = '<head><meta charset="utf-8"><script>é()</script><style>a{}</style></head>'
    (policy,) = _POLICY.findall(with_policy(page))
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == f"'self' {hash_of('é()')}"
    assert rules["style-src"] == f"'self' {hash_of('a{}')}"
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize(
    "element", ['<script src="a.js"></script>', '<script type="application/json">{}</script>', "<p>script</p>"]
)
def test_what_does_not_run_inline_has_no_hash(element: str) -> None:
    assert inline_hashes(element) == set()


def test_the_policy_stands_behind_the_charset_and_before_every_script() -> None:
    page = '<!doctype html><html><head><meta charset="utf-8"><script>x</script></head></html>'
    found = with_policy(page)
    assert found.index("charset") < found.index("http-equiv") < found.index("<script>")
    assert with_policy("no head at all") == "no head at all"


def test_the_headers_allow_what_any_page_runs_and_forbid_frames() -> None:
    policy = ContentPolicy()
    for script in ("one()", "two()"):
        policy.applied(f"<head><script>{script}</script></head>")
    headers = policy.headers().decode()
    assert headers.startswith("/*\n  Content-Security-Policy: default-src 'none'; script-src 'self' 'sha256-")
    assert all(hash_of(script) in headers for script in ("one()", "two()"))
    assert "frame-ancestors 'none'" in headers


def test_every_page_of_a_site_allows_its_own_scripts(tmp_path: Path) -> None:
    pages = (section("", "Home"), section("roadmap/", "Roadmap"), record("roadmap/initiatives/a.yml", "A"))
    site = build_fake(tmp_path, FakeSite(pages), options=MATERIAL)
    headers = (site / "_headers").read_text()
    found = {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    assert set(found) == {"404.html", "index.html", "roadmap/index.html", "roadmap/initiatives/a/index.html"}
    for name, page in found.items():
        (policy,) = _POLICY.findall(page)
        scripts = _SCRIPT.findall(page)
        assert scripts, name
        assert all(hash_of(script) in policy and hash_of(script) in headers for script in scripts), name


def test_headers_of_the_users_own_stay(tmp_path: Path) -> None:
    site = build_fake(
        tmp_path, FakeSite((section("", "Home"),)), {"content/_headers": "/*\n  X: y\n"}, options=MATERIAL
    )
    assert (site / "_headers").read_text() == "/*\n  X: y\n"
