"""Files made to crash, stall or fool a reader: each is one diagnostic, at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.load.records import load_records
from site_builder.load.work_tree import WorkTree
from site_builder.load.yaml import compose

BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 60))
NESTED_BLOCKS = "".join("  " * level + "a:\n" for level in range(240))

HOSTILE = {
    "flow sequences": (b"[" * 30_000, "yaml-forbidden"),
    "closed flow sequences": (b"[" * 30_000 + b"]" * 30_000, "yaml-forbidden"),
    "flow mappings": (b"{a: " * 15_000, "yaml-forbidden"),
    "block sequences": (b"- " * 30_000, "yaml-forbidden"),
    "block mappings": (NESTED_BLOCKS.encode(), "yaml-forbidden"),
    "keys that are keys": (b"? " * 30_000, "yaml-forbidden"),
    "alias bomb": (BOMB.encode(), "yaml-forbidden"),
    "duplicate key": (b"title: a\ntitle: b\n", "duplicate-key"),
    "two mebibytes": (b"title: " + b"a" * 2_000_000, "file-too-large"),
    "UTF-16": ("title: a\n".encode("utf-16"), "not-utf8"),
    "NUL": (b"title: a\0b\n", "yaml-forbidden"),
    "long number": (b"title: " + b"9" * 5_000 + b"\n", "yaml-forbidden"),
    "long float": (b"title: 1." + b"9" * 5_000 + b"\n", "yaml-forbidden"),
    "many nodes": (b"title: [" + b"a," * 500_000 + b"]\n", "yaml-forbidden"),
    "many directives": (b"%TAG !a! x\n" * 90_000 + b"---\ntitle: a\n", "yaml-forbidden"),
    "directives later": (b"title: a\n... #\n" + b"%TAG !a! x\n" * 90_000, "yaml-forbidden"),
    "code": (b"title: !!python/object/apply:os.abort []\n", "yaml-forbidden"),
}


@pytest.mark.parametrize("suffix", ["yml", "md"])
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_one_diagnostic(name: str, suffix: str, tmp_path: Path) -> None:
    data, code = HOSTILE[name]
    if suffix == "md" and name != "UTF-16":
        data = b"---\n" + data + b"\n---\n"
    folder = tmp_path / "roadmap"
    folder.mkdir()
    (folder / f"hostile.{suffix}").write_bytes(data)
    (folder / "good.yml").write_bytes(b"title: good\n")
    loaded = load_records(WorkTree(tmp_path), {"initiative": "roadmap"})
    assert [found.code for found in loaded.diagnostics] == [code]
    assert "good" in [record.id for record in loaded.records]


@pytest.mark.parametrize("name", [name for name in HOSTILE if name not in ("UTF-16", "NUL", "two mebibytes")])
def test_a_tolerant_reading_keeps_the_limits(name: str) -> None:
    compose(HOSTILE[name][0].decode(), "mkdocs.yml", tolerant=True)


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_a_link_out_of_the_repository_is_not_followed(kind: str, tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "roadmap").mkdir(parents=True)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.yml").write_text("title: secret\n")
    (root / "roadmap" / "link.yml").symlink_to(outside / "secret.yml" if kind == "file" else outside)
    loaded = load_records(WorkTree(root), {"initiative": "roadmap"})
    assert loaded.records == ()
    assert [(found.code, str(found.span)) for found in loaded.diagnostics] == [
        ("outside-repository", "roadmap/link.yml:1:1")
    ]
