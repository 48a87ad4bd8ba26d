"""Checking needs no numerical library, even where experiments, workflows and observations are judged."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.support import write

FILES = {
    "roadmap/experiments/e.yml": "title: E\nowner: '@team'\nhypothesis: H.\nstatus: stopped\nmetric: m\n"
    "decision: ship\nplan: {baseline: 2.7, mde: 0.1}\nvariants:\n"
    "  - {key: a, control: true, units: 3000, mean: 2.7, stddev: 1.1}\n"
    "  - {key: b, units: 4000, mean: 2.7, stddev: 1}\n"
    "results: {n: {a: {units: 90, conversions: 2}, b: {units: 90, conversions: 9}}}\n",
    "content/metrics/m.yml": "title: M\nowner: '@team'\ndefinition: D.\ndirection: up\nsource: content/metrics/m.csv\n",
    "content/metrics/m.csv": "date,value\n2024-01-31,5\n",
    "content/metrics/n.yml": "title: N\nowner: '@team'\ndefinition: D.\ndirection: up\n",
    "content/workflows/w.yml": "title: W\nowner: '@team'\nitems: content/workflows/w.csv\n"
    "stages: [{name: todo, wip_limit: 1}, {name: done}]\n",
    "content/workflows/w.csv": "item,stage,entered_at\na,todo,2026-09-01\nb,todo,2026-09-01\n",
}


def test_check_imports_no_numerical_library(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    script = (
        "import sys\nfrom datetime import date\nfrom pathlib import Path\n"
        "from site_builder.pipeline import check, open_work_tree\n"
        f"checked = check(open_work_tree(Path({str(tmp_path / 'mkdocs.yml')!r}), lambda _: date(2026, 10, 31)))\n"
        "print(sorted({finding.code for finding in checked.diagnostics}))\n"
        "heavy = ('numpy', 'pandas', 'scipy', 'narwhals', 'duckdb', 'polars', 'pyspark')\n"
        "print([name for name in heavy if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    codes, heavy = done.stdout.splitlines()
    assert codes == "['metric-stale', 'sample-ratio-mismatch', 'ship-not-significant', 'wip-over-limit']"
    assert heavy == "[]"
