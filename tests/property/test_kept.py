"""Whatever is done to a handbook: with what was kept, a check finds what it finds without."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.load.kept_records import KeptRecords
from site_builder.load.names import RecordFile
from site_builder.load.one_record import read_record
from site_builder.model.diagnostic import Diagnostic
from site_builder.pipeline import check, open_work_tree
from site_builder.report.kept_findings import FILE, kept_findings, record
from site_builder.report.outcome import Outcome
from tests.property.test_yaml import PLAIN, PlainDumper
from tests.support import AS_OF, CONFIG, write

pytestmark = pytest.mark.slow

RECORD = "title: {title}\nowner: '@team'\n"
INITIATIVES = [
    RECORD.format(title="Swaps") + "status: planned\ntarget: 2027-Q1\n",
    RECORD.format(title="Swaps") + "status: planned\ntarget: 2026-Q1\ndepends_on: [b]\n",
    RECORD.format(title="Swaps") + "status: planned\ntarget: 2026-Q1\nallow: {target-past: Known}\n",
    RECORD.format(title="Swaps") + "status: finished\n",
    "title: [\n",
    "",
]
NARRATIVES = [f"---\n{text}---\n\n{body}" for text in INITIATIVES for body in ("See [[initiative:a]].\n", "")]
METRIC = RECORD.format(title="M") + "definition: D.\ndirection: up\nsource: content/metrics/*.csv\n"
FILES: dict[str, list[str]] = {
    "roadmap/initiatives/a.yml": INITIATIVES,
    "roadmap/initiatives/b.md": NARRATIVES,
    "feedback/requests/r.yml": [RECORD.format(title="R") + f"status: new\ninitiatives: [{name}]\n" for name in "abc"],
    "roadmap/changes/c.md": ["---\ntype: added\nowner: '@team'\nimage: {path: roadmap/x.png, alt: X}\n---\n\nNew.\n"],
    "roadmap/x.png": ["\x89PNG", "no picture"],
    "content/metrics/m.yml": [METRIC],
    "content/metrics/m.csv": ["date,value\n2026-10-01,5\n", "date,value\n2026-10-01,x\n", "date;value\n"],
    "content/page.md": ["# Page\n\n[[initiative:a]]\n", "---\na: 1\na: 2\n---\n", "```opsbook\nview: nothing\n```\n"],
    "mkdocs.yml": [
        CONFIG,
        f"{CONFIG.rstrip()}:\n      rules: {{target-past: off}}\n",
        CONFIG.replace("opsbook", "opsbook:\n      x: 1"),
    ],
}
EDITS = st.one_of(
    st.sampled_from([(path, text) for path, texts in FILES.items() for text in texts]),
    st.sampled_from([(path, what) for path in FILES if path != "mkdocs.yml" for what in (None, "touch", "link")]),
)
Edit = tuple[str, str | None]


def apply(root: Path, edit: Edit) -> None:
    path, what = root / edit[0], edit[1]
    if what == "touch":
        if path.exists():
            path.touch()
        return
    path.unlink(missing_ok=True)
    if what == "link":
        path.symlink_to(root / "mkdocs.yml")
    elif what is not None:
        write(root, {edit[0]: what.encode("latin-1") if edit[0].endswith(".png") else what, "mkdocs.yml": config(root)})
        if edit[0] == "mkdocs.yml":
            path.write_text(what, encoding="utf-8")


def config(root: Path) -> str:
    """Return the configuration as it is: ``write`` would put its own in place."""
    file = root / "mkdocs.yml"
    return file.read_text(encoding="utf-8") if file.exists() else CONFIG


def found_cold(root: Path) -> tuple[Diagnostic, ...]:
    return check(open_work_tree(root / "mkdocs.yml", lambda _: AS_OF)).diagnostics


def found_warm(root: Path) -> Iterable[tuple[Diagnostic, ...]]:
    """Yield the findings that are told again, if any, then those of a check that uses and keeps what it can."""
    file, folder = root / "mkdocs.yml", root / ".opsbook"
    kept_in = folder / FILE
    kept = kept_findings(file, kept_in)
    known = kept.outcome(lambda _: AS_OF) if kept else None
    if known is not None:
        yield known.diagnostics
    recorder = record(file, kept_in)
    assert recorder is not None
    checked = check(open_work_tree(file, lambda _: AS_OF, cache=folder, source=recorder.source))
    yield checked.diagnostics
    recorder.keep(Outcome(checked.diagnostics, len(checked.handbook), AS_OF, recorder.source), None)


@given(data=PLAIN.filter(bool), narrative=st.sampled_from([None, "", "\n\nText.\n"]))
@settings(max_examples=100)
def test_a_kept_record_is_the_one_that_would_be_read(data: dict[str, Any], narrative: str | None) -> None:
    text = yaml.dump(data, Dumper=PlainDumper, sort_keys=False)
    content = (text if narrative is None else f"---\n{text}---\n{narrative}").encode()
    file = RecordFile("a.yml" if narrative is None else "a.md", "initiative", "a")
    expected = read_record(content, file)
    with tempfile.TemporaryDirectory() as folder:
        first = KeptRecords(Path(folder))
        first.read(content, file)
        first.save()
        again = KeptRecords(Path(folder)).read(content, file)
    assert again.diagnostics == expected.diagnostics
    if again.record is None or expected.record is None:
        assert again.record is expected.record
        return
    assert repr(again.record.values) == repr(expected.record.values)
    assert list(again.record.positions.items()) == list(expected.record.positions.items())
    assert again.record.body_line == expected.record.body_line


@given(edits=st.lists(EDITS, max_size=8))
@settings(max_examples=20)
def test_what_was_kept_changes_no_finding(edits: list[Edit]) -> None:
    root = Path(tempfile.mkdtemp())
    try:
        write(root, {path: texts[0].encode("latin-1") for path, texts in FILES.items()})
        for edit in [("content/page.md", "touch"), *edits]:
            apply(root, edit)
            cold = found_cold(root)
            for warm in found_warm(root):
                assert warm == cold
    finally:
        shutil.rmtree(root)
