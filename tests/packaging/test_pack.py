"""A pack: another distribution brings one of each family, and every command knows them at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.packaging.conftest import build_wheel, call, install, run
from tests.support import CONFIG, initiative, write

PACK = Path(__file__).parent / "risk_pack"
RISK = """\
title: Key supplier fails
owner: '@operations'
likelihood: 4
impact: 5
status: open
identified_on: 2026-06-30
initiatives: [checkout]
"""
FILES = {
    "roadmap/initiatives/checkout.yml": initiative(target="2027-Q1"),
    "roadmap/risks/supplier.yml": RISK,
    "content/numbers.md": "# Numbers\n\nSee [[risk:supplier]].\n\n```opsbook\nmetric: risk-exposure\n```\n",
}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def opsbook(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command in an environment that has opsbook and the pack, each installed as its own distribution."""
    pack = build_wheel(PACK, tmp_path_factory.mktemp("pack"))
    return install(tmp_path_factory.mktemp("environment"), wheel, pack) / "opsbook"


@pytest.fixture(scope="module")
def handbook(opsbook: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A handbook with a risk, its site built."""
    root = write(tmp_path_factory.mktemp("handbook"), FILES)
    run(opsbook, "build", "--as-of", "2026-10-31", cwd=root)
    return root


def page(handbook: Path, url: str) -> str:
    return (handbook / "site" / url / "index.html").read_text(encoding="utf-8")


def test_its_kind_has_a_scaffold_that_validates(opsbook: Path, tmp_path: Path) -> None:
    root = write(tmp_path, {})
    assert run(opsbook, "new", "risk", "data-loss", cwd=root) == "roadmap/risks/data-loss.yml\n"
    written = (root / "roadmap/risks/data-loss.yml").read_text(encoding="utf-8")
    assert "# How likely it is: from `1`, hardly thinkable, to `5`, almost certain.\nlikelihood: 1\n" in written
    found = run(opsbook, "check", cwd=root)
    assert "info[unfilled] the owner is still @your-team" in found
    assert "\n1 info in 1 record" in found


def test_its_fields_are_validated(opsbook: Path, tmp_path: Path) -> None:
    root = write(tmp_path, {**FILES, "roadmap/risks/supplier.yml": RISK.replace("4", "7")})
    found = call(opsbook, "check", cwd=root)
    assert found.returncode == 1
    assert "roadmap/risks/supplier.yml:3:13: error[invalid-value] likelihood: 7 is not allowed" in found.stdout
    assert "hint: choose 1, 2, 3, 4 or 5" in found.stdout


def test_its_references_are_checked(opsbook: Path, tmp_path: Path) -> None:
    root = write(tmp_path, {**FILES, "roadmap/risks/supplier.yml": RISK.replace("[checkout]", "[chekout]")})
    found = call(opsbook, "check", cwd=root)
    assert found.returncode == 1
    assert "roadmap/risks/supplier.yml:7:15: error[dangling-reference]" in found.stdout
    assert "did you mean 'checkout'?" in found.stdout


def test_its_rule_is_run(opsbook: Path, handbook: Path) -> None:
    found = run(opsbook, "check", cwd=handbook)
    assert "roadmap/risks/supplier.yml:4:9: warning[risk-unanswered]" in found
    assert "hint: write mitigation, or set the status to accepted" in found


def test_its_rule_can_be_raised_in_the_settings(opsbook: Path, tmp_path: Path) -> None:
    config = CONFIG.replace("- opsbook\n", "- opsbook:\n      rules: {risk-unanswered: error}\n")
    root = write(tmp_path, {**FILES, "mkdocs.yml": config})
    found = call(opsbook, "check", cwd=root)
    assert found.returncode == 1
    assert "error[risk-unanswered]" in found.stdout


def test_its_metric_is_printed(opsbook: Path, handbook: Path) -> None:
    (result,) = json.loads(run(opsbook, "metrics", "risk-exposure", "--format", "json", cwd=handbook))
    assert (result["value"], result["n"], result["unit"]) == (20, 1, "points")
    assert result["details"] == {"worst": ["supplier"]}
    everything = json.loads(run(opsbook, "metrics", "--format", "json", cwd=handbook))
    assert "risk-exposure" in {each["name"] for each in everything}


def test_its_kind_has_a_schema(opsbook: Path, handbook: Path) -> None:
    schema = json.loads(run(opsbook, "schema", "risk", cwd=handbook))
    assert schema["properties"]["likelihood"]["enum"] == [1, 2, 3, 4, 5]
    assert "risk" in json.loads(run(opsbook, "schema", cwd=handbook))


def test_its_view_makes_the_page_of_the_section(handbook: Path) -> None:
    html = page(handbook, "roadmap/risks")
    assert "1 risk: 1 open." in html
    assert "Open risks by likelihood and impact" in html
    assert '<a href="supplier/">Key supplier fails</a>' in html
    assert (handbook / "site/roadmap/risks/risk-matrix.csv").is_file()


def test_its_section_is_in_the_navigation_in_its_place(handbook: Path) -> None:
    html = page(handbook, "roadmap")
    places = [html.index(f'href="{target}" class="md-nav__link"') for target in ("../launches/", "risks/")]
    assert places == sorted(places)


def test_its_records_have_pages_with_references_and_backlinks(handbook: Path) -> None:
    risk, endangered = page(handbook, "roadmap/risks/supplier"), page(handbook, "roadmap/initiatives/checkout")
    assert "20 of 25" in risk
    assert 'id="references"' in risk
    assert '<a href="../../initiatives/checkout/">Faster checkout</a>' in risk
    assert 'id="backlinks"' in endangered
    assert '<a href="../../risks/supplier/">Key supplier fails</a>' in endangered


def test_prose_can_mention_its_records_and_show_its_metric(handbook: Path) -> None:
    html = page(handbook, "numbers")
    assert '<a href="../roadmap/risks/supplier/">Key supplier fails</a>' in html
    assert "Risk exposure" in html


def test_its_collection_is_in_the_api(handbook: Path) -> None:
    api = handbook / "site/api/v1"
    index = json.loads((api / "index.json").read_text(encoding="utf-8"))
    assert {"kind": "risk", "name": "risks", "count": 1, "url": "api/v1/risks.json"} in index["collections"]
    (record,) = json.loads((api / "risks.json").read_text(encoding="utf-8"))["records"]
    assert record["references"] == [
        {"field": "initiatives", "kind": "initiative", "id": "checkout", "url": "roadmap/initiatives/checkout/"}
    ]
    assert json.loads((api / "schema/risk.json").read_text(encoding="utf-8"))["title"] == "Risk"


def test_the_reference_documents_all_that_it_brings(handbook: Path) -> None:
    kind = page(handbook, "reference/kinds/risk")
    assert "How bad it would be: from <code>1</code>, a nuisance" in kind
    assert "opsbook new risk" in kind
    rules = page(handbook, "reference/rules")
    assert 'id="risk-unanswered"' in rules
    assert "comforts nobody" in rules
    metrics = page(handbook, "reference/metrics")
    assert 'id="risk-exposure"' in metrics
    assert "the usual five by five matrix of risks" in metrics


def test_its_pages_are_exported_like_all_others(opsbook: Path, handbook: Path, tmp_path: Path) -> None:
    run(opsbook, "export", "--as-of", "2026-10-31", "--markdown", tmp_path / "export", cwd=handbook)
    section = (tmp_path / "export/roadmap/risks/index.md").read_text(encoding="utf-8")
    assert "| Likelihood 4 |  |  |  |  | 1 |" in section
    assert "[Key supplier fails](supplier.md)" in section
    assert "**Score:** 20 of 25" in (tmp_path / "export/roadmap/risks/supplier.md").read_text(encoding="utf-8")
    assert '"Risks": "roadmap/risks/index.md"' in (tmp_path / "export/nav.yml").read_text(encoding="utf-8")


def test_its_importer_reads_a_register(opsbook: Path, tmp_path: Path) -> None:
    register = "No.,Risk,Probability,Impact,Status\nR 1,Key supplier fails,4,5,Open\nR 2,Data loss,1,5,Done\n"
    root = write(tmp_path, {"risks.csv": register})
    assert "risk-register" in run(opsbook, "import", cwd=root)
    written = run(opsbook, "import", "risk-register", "risks.csv", "--set", "owner=@operations", cwd=root)
    assert written == "roadmap/risks/r-1.yml\nroadmap/risks/r-2.yml\n"
    expected = "title: Data loss\nowner: '@operations'\nlikelihood: 1\nimpact: 5\nstatus: closed\n"
    assert (root / "roadmap/risks/r-2.yml").read_text(encoding="utf-8") == expected


def test_a_pack_that_cannot_be_used_is_named_in_a_sentence(wheel: Path, tmp_path: Path) -> None:
    broken = write(tmp_path / "broken", {
        "pyproject.toml": (PACK / "pyproject.toml").read_text(encoding="utf-8").replace(":RISK", ":RISKS"),
        "README.md": "A pack whose kind is not where it says.\n",
        "opsbook_risks/__init__.py": "",
        "opsbook_risks/kind.py": (PACK / "opsbook_risks/kind.py").read_bytes(),
    })  # fmt: skip
    (tmp_path / "wheels").mkdir()
    scripts = install(tmp_path / "environment", wheel, build_wheel(broken, tmp_path / "wheels"))
    root = write(tmp_path / "handbook", FILES)
    for command in ("check", "build"):
        said = call(scripts / "opsbook", command, cwd=root)
        assert said.returncode == 3
        assert said.stderr.startswith("opsbook: risk = opsbook_risks.kind:RISKS of opsbook.kinds, which opsbook-risks")
        assert "Traceback" not in said.stderr
    mkdocs = call(scripts / "python", "-m", "mkdocs", "build", cwd=root)
    assert mkdocs.returncode == 1
    assert "which opsbook-risks registers, cannot be imported" in mkdocs.stderr
    assert "Traceback" not in mkdocs.stderr
