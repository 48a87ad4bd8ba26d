"""Public text against hidden records: one pass, whatever the number of records and the length of the text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from site_builder.rules.base import RuleOutcome, all_rules, run_rules
from tests.rules.stages import read_handbook, write_files
from tests.support import ends

CODES = ("public-names-internal", "title-internal")


def run(root: Path, files: dict[str, str]) -> RuleOutcome:
    """Return what the two rules find; they come to an end."""
    context, _ = read_handbook(write_files(root, files), date(2026, 10, 1))
    with ends():
        return run_rules(context, {code: all_rules()[code] for code in CODES})


def initiative(title: str, body: str = "", visibility: str = "internal") -> str:
    """Return an initiative; the body is one paragraph."""
    text = f"title: {title}\nowner: '@a'\nstatus: idea\nvisibility: {visibility}\n"
    return text + (f"body: |\n  {body}\n" if body else "")


def test_many_titles_with_the_same_first_words_and_a_text_full_of_them(tmp_path: Path) -> None:
    hidden = {f"roadmap/initiatives/i{n}.yml": initiative(f"the same first words {n}") for n in range(400)}
    public = initiative("Public", "the same first words " * 20_000, "public")

    outcome = run(tmp_path, {**hidden, "roadmap/initiatives/public.yml": public})

    assert outcome.diagnostics == ()


def test_a_text_full_of_names_does_not_hold_up_the_check(tmp_path: Path) -> None:
    files = {
        "roadmap/initiatives/falcon.yml": initiative("Falcon"),
        "roadmap/initiatives/public.yml": initiative(
            "Public", "[[initiative:falcon]] roadmap/initiatives/falcon.yml " * 1_000, "public"
        ),
    }

    outcome = run(tmp_path, files)

    assert {d.code for d in outcome.diagnostics} == {"public-names-internal"}


def test_texts_without_end_are_read_once(tmp_path: Path) -> None:
    hidden = {"roadmap/initiatives/falcon.yml": initiative("Falcon pricing rework")}
    pieces = ("/", "a/", "](", "]: ", "[[", "initiative:", "../", "falcon/", "%2f", "](/", "http://", "&#58;", "/#x")
    public = {
        f"roadmap/initiatives/p{n}.yml": initiative("Public", piece * (100_000 // len(piece)), "public")
        for n, piece in enumerate(pieces)
    }

    outcome = run(tmp_path, {**hidden, **public})

    assert outcome.diagnostics == ()


def test_a_hint_offers_visibility_only_where_it_can_be_had(tmp_path: Path) -> None:
    files = {
        "roadmap/initiatives/falcon.yml": initiative("Falcon"),
        "content/team/pm.yml": "title: Product manager\nowner: pm\n",
        "roadmap/initiatives/public.yml": initiative("Public", "[[initiative:falcon]] and [[role:pm]]", "public"),
    }

    outcome = run(tmp_path, files)

    assert [(d.hint, [str(r.span) for r in d.related]) for d in outcome.diagnostics] == [
        (
            "say it without the name, or mark initiative:falcon with visibility: public",
            ["roadmap/initiatives/falcon.yml:1:1"],
        ),
        ("say it without the name", ["content/team/pm.yml:1:1"]),
    ]
