"""Nothing internal is in the public site: a token in every place that is internal, and none of them comes out."""

from __future__ import annotations

import base64
import gzip
import json
import zlib
from collections.abc import Callable
from html import escape
from pathlib import Path
from urllib.parse import quote

import pytest

from mkdocs_opsbook import sharded
from site_builder.kinds import all_kinds
from site_builder.model.fields import Fields
from site_builder.validate.shape import fields_by_key
from tests.leaks.handbook import Size, write_handbook
from tests.leaks.site import public_site
from tests.leaks.tokens import Tokens, leaks, tokens_in
from tests.leaks.values import Maker, faults

pytestmark = pytest.mark.slow

TOKEN = "zq0123456789ab"


@pytest.fixture(scope="module")
def tokens() -> Tokens:
    return Tokens()


@pytest.fixture(scope="module")
def site(tokens: Tokens, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return public_site(write_handbook(tmp_path_factory.mktemp("leaks"), tokens, Size()))


def test_none_of_a_thousand_tokens_is_in_the_public_site(site: Path, tokens: Tokens) -> None:
    assert len(tokens.places) >= 1000
    found = {name: {tokens.place(token) for token in words} for name, words in leaks(site).items()}
    assert found == {}


def test_none_of_them_is_in_the_shards_of_a_large_site(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharded, "WORTH_SHARDS", 1)
    secrets = Tokens()
    site = public_site(write_handbook(tmp_path_factory.mktemp("large"), secrets, Size()))
    assert leaks(site) == {}
    assert any(b'"customers"' in path.read_bytes() for path in (site / "search/texts").iterdir())


def test_what_is_public_is_there(site: Path) -> None:
    pages = {
        "index.html",
        "404.html",
        "roadmap/index.html",
        "roadmap/initiatives/shown-initiative/index.html",
        "releases/index.html",
        "releases/shown-release/index.html",
        "changes/shown-change/index.html",
        "features/shown-feature/index.html",
        "guide/index.html",
    }
    assert pages <= {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    assert (site / "img/shown.png").is_file()
    assert "Plain words for customers" in (site / "features/shown-feature/index.html").read_text(encoding="utf-8")


def test_the_public_site_has_public_sections_and_collections_only(site: Path) -> None:
    index = json.loads((site / "api/v1/index.json").read_text(encoding="utf-8"))
    assert index["audience"] == "public"
    assert {entry["kind"] for entry in index["collections"]} == {"initiative", "release", "change", "feature"}
    assert not (site / "api/v1/metric-results.json").exists()
    assert not (site / "api/v1/schema").exists()
    folders = {path.name for path in site.iterdir() if path.is_dir()}
    assert folders == {"api", "assets", "changes", "features", "guide", "img", "releases", "roadmap", "search"}


def test_no_page_has_a_comment(site: Path) -> None:
    assert [path.name for path in site.rglob("*.html") if "<!--" in path.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize("name", all_kinds())
def test_every_field_of_a_kind_holds_a_token(name: str) -> None:
    kind, tokens = all_kinds()[name], Tokens()
    values = Maker(tokens.new, lambda other: f"some-{other}").record(kind, name, {"custom": {}})
    assert faults(kind, values) == []
    model: type[Fields] = kind.fields
    assert set(values) == set(fields_by_key(model))


WRITTEN: dict[str, Callable[[str], bytes]] = {
    "raw": str.encode,
    "upper case": lambda text: text.upper().encode(),
    "URL": lambda text: quote(text).replace("q", "%71").encode(),
    "entities": lambda text: "".join(f"&#{ord(letter)};" for letter in escape(text)).encode(),
    "entities of entities": lambda text: "".join(f"&amp;#x{ord(letter):x};" for letter in text).encode(),
    "JSON escapes": lambda text: "".join(f"\\u{ord(letter):04x}" for letter in text).encode(),
    "CSS escapes": lambda text: "".join(f"\\{ord(letter):06x}" for letter in text).encode(),
    "base64": lambda text: b'src="data:image/svg+xml;base64,' + base64.b64encode(f"<svg>{text}".encode()),
    "base64 for URLs": lambda text: base64.urlsafe_b64encode(f"??>>{text}".encode()),
    "gzip": lambda text: gzip.compress(text.encode()),
    "packed text in a PNG": lambda text: b"\x89PNG....zTXtNote\0\0" + zlib.compress(text.encode()),
    "UTF-16": lambda text: text.encode("utf-16-le"),
    "cut short": lambda text: text[:9].encode(),
}


@pytest.mark.parametrize("form", WRITTEN)
def test_a_token_is_found_however_it_is_written(form: str) -> None:
    assert any(TOKEN.startswith(found.lower()) for found in tokens_in(WRITTEN[form](TOKEN)))
    assert tokens_in(WRITTEN[form]("plain words")) == set()
