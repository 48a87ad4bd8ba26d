"""What the plugin changes in the configuration of MkDocs, and what it leaves alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from mkdocs_opsbook.config import OpsbookConfig, prepare
from tests.adapter.fake import build_fake, files_of
from tests.adapter.handbook import FILES, handbook


def prepared(root: Path, **options: Any) -> MkDocsConfig:
    (root / "content").mkdir()
    values = {"site_name": "X", "docs_dir": "content", "plugins": ["opsbook"], **options}
    (root / "mkdocs.yml").write_text(yaml.safe_dump(values))
    config = load_config(str(root / "mkdocs.yml"))
    prepare(config, date(2026, 10, 31))
    return config


def test_any_option_of_the_plugin_is_accepted() -> None:
    config = OpsbookConfig()
    config.load_dict({"anything": 1, "policies": {"a": []}})
    assert config.validate() == ([], [])


def test_without_extensions_a_good_set_is_used(tmp_path: Path) -> None:
    config = prepared(tmp_path)
    assert "pymdownx.superfences" in config.markdown_extensions
    assert config.mdx_configs["toc"] == {"permalink": True}
    assert config.mdx_configs["tables"] == {"use_align_attribute": True}


def test_extensions_that_are_given_are_the_users(tmp_path: Path) -> None:
    config = prepared(tmp_path, markdown_extensions=["footnotes", {"tables": {"use_align_attribute": False}}])
    assert config.markdown_extensions == ["toc", "tables", "fenced_code", "footnotes"]
    assert config.mdx_configs == {"tables": {"use_align_attribute": False}}


def test_assets_are_added_once(tmp_path: Path) -> None:
    config = prepared(
        tmp_path, extra_css=["assets/opsbook/opsbook.css"], extra_javascript=["assets/opsbook/opsbook.js"]
    )
    assert config.extra_css == ["assets/opsbook/opsbook.css"]
    assert [str(script) for script in config.extra_javascript] == [
        "assets/opsbook/opsbook.js",
        "assets/opsbook/releases.js",
    ]


@pytest.mark.parametrize(("given", "expected"), [(None, "As of "), ("© Rotawell", "© Rotawell · As of ")])
def test_the_date_joins_the_notice_in_the_footer(tmp_path: Path, given: str | None, expected: str) -> None:
    config = prepared(tmp_path, copyright=given)
    assert config.copyright == f'{expected}<time datetime="2026-10-31">2026-10-31</time>'


def test_aligned_cells_carry_no_style(tmp_path: Path) -> None:
    files = FILES | {"content/glossary.md": "# X\n\n| a | b |\n|--:|:-:|\n| 1 | 2 |\n"}
    page = files_of(build_fake(tmp_path, handbook(), files))["glossary/index.html"].decode()
    assert '<td align="right">1</td>' in page
    assert "style=" not in page[page.index("<table>") : page.index("</table>")]
