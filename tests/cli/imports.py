"""A small export, and ``opsbook import`` called as a person calls it."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from site_builder.cli.main import group

TABLE = """\
Id,Subject,Status,Created at,Priority,Tags,Description
17,Swap shifts,Open,04.03.2026,Low,"mobile, swap",Line one
18,Export the rota,Pending,05.03.2026,,,"Two
lines"
"""


ASKED = (
    *("--kind", "request", "--map", "title=Subject", "--map", "submitted_on=Created at", "--map", "body=Description"),
    *("--map", "importance=Priority", "--value", "importance:low=1", "--value", "status:Open=new"),
    *("--value", "status:pending=under_review", "--date-format", "%d.%m.%Y"),
    *("--set", "owner=@support", "--set", "source=support"),
)


SWAP = "feedback/requests/17.yml"


ROTA = "feedback/requests/18.md"


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(
        group, ["import", "-f", str(root / "mkdocs.yml"), "--as-of", "2026-10-31", *arguments], catch_exceptions=False
    )


def bring(root: Path, table: str = TABLE, *more: str) -> Result:
    (root / "requests.csv").write_text(table)
    return run(root, "csv", str(root / "requests.csv"), *ASKED, *more)


def files(root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): path.read_text() for path in root.rglob("feedback/**/*.*")}
