"""What is published for customers has no token, though the internal site lies beside the public one."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from site_builder.cli.main import group
from tests.leaks.tokens import Tokens, leaks
from tests.publish.built import built_for
from tests.support import write

CONFIGURATION = "site_name: Plain\nplugins:\n  - opsbook: {audience: public}\n"


def test_no_internal_site_is_in_a_published_tree_of_the_public(tmp_path: Path) -> None:
    root = write(tmp_path / "book", {"mkdocs.yml": CONFIGURATION})
    built_for("internal", root / "site", Tokens().new("internal site"))
    built_for("public", root / "site-public", "Plain words")

    def publish(version: str, *more: str) -> int:
        call = ("publish", version, "--to", tmp_path / "tree", "-f", root / "mkdocs.yml", *more)
        return CliRunner().invoke(group, list(map(str, call))).exit_code

    assert publish("1.0") == 0
    assert publish("2.0", "--site-dir", str(root / "site")) == 2
    assert publish("2.0", "--audience", "internal") == 2
    assert (tmp_path / "tree/1.0/index.html").is_file()
    assert leaks(tmp_path / "tree") == {}
